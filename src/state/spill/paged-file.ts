import { NotRead, type Scratch, type ScratchFile } from './scratch.ts';

/**
 * Words on disk, added at the end and read by the page. The last page is in memory until it is full; before the first is,
 * there is no file. Each page is held against its checksum when it is read.
 * Cost: a page, and some bytes for each page on disk.
 */
export class PagedFile {
  readonly #scratch: Scratch;
  #file: ScratchFile | undefined;
  #sums: number[] = [];
  #filled = 0;
  /** The words of the last page. Those from `filled` on mean nothing. */
  readonly tail: Int32Array;

  constructor(scratch: Scratch) {
    this.#scratch = scratch;
    this.tail = new Int32Array(scratch.pageWords);
  }

  /** Pages on disk; the one with this number is in memory. */
  get pages(): number {
    return this.#sums.length;
  }

  /** Words. */
  get length(): number {
    return this.#sums.length * this.tail.length + this.#filled;
  }

  /** @throws NotWritten if the page is full and cannot be written; the word is there then, but no more can be added */
  push(word: number): void {
    this.tail[this.#filled++] = word;
    if (this.#filled === this.tail.length) this.#flush();
  }

  /** A page that is on disk. @throws NotRead */
  read(page: number, words: Int32Array): void {
    (this.#file as ScratchFile).read(page * words.length, words);
    if (checksum(words, page) !== this.#sums[page]) throw new NotRead('it is not what was written');
  }

  /** Forgets all words, to be filled again. */
  clear(): void {
    this.#sums = [];
    this.#filled = 0;
  }

  remove(): void {
    this.clear();
    this.#file?.remove();
    this.#file = undefined;
  }

  #flush(): void {
    this.#file ??= this.#scratch.create();
    this.#file.write(this.pages * this.tail.length, this.tail);
    this.#sums.push(checksum(this.tail, this.pages));
    this.#filled = 0;
  }
}

/** In four lanes, as each step waits for the one before. A page in the place of another shows as well. */
function checksum(words: Int32Array, page: number): number {
  const prime = 0x01000193;
  let [a, b, c, d] = [page, 1, 2, 3];
  for (let i = 0; i < words.length; i += 4) {
    a = Math.imul(a ^ (words[i] as number), prime);
    b = Math.imul(b ^ (words[i + 1] as number), prime);
    c = Math.imul(c ^ (words[i + 2] as number), prime);
    d = Math.imul(d ^ (words[i + 3] as number), prime);
  }
  return a ^ (b << 7) ^ (b >>> 25) ^ (c << 15) ^ (c >>> 17) ^ (d << 22) ^ (d >>> 10);
}
