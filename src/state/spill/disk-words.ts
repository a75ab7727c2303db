import { PagedFile } from './paged-file.ts';
import type { Scratch } from './scratch.ts';

/** Pages that are kept in memory after they were read. */
const kept = 32;

/** An array of words on disk that grows at its end. Reading in order, or from a few places in turn, costs a page now and then. */
export class DiskWords {
  readonly #file: PagedFile;
  readonly #shift: number;
  readonly #pages: Int32Array = new Int32Array(kept).fill(-1);
  readonly #words: (Int32Array | undefined)[] = new Array(kept);
  #oldest = 0;
  /** The page that was read last, and its words. */
  #page = -1;
  #present: Int32Array;

  constructor(scratch: Scratch) {
    this.#file = new PagedFile(scratch);
    this.#present = this.#file.tail;
    this.#shift = Math.log2(scratch.pageWords);
  }

  get length(): number {
    return this.#file.length;
  }

  /** Bytes held in memory, besides a few for each page. */
  get bytes(): number {
    return 4 * (kept + 1) * this.#file.tail.length;
  }

  /** @throws NotWritten */
  push(word: number): void {
    const { pages } = this.#file;
    this.#file.push(word);
    if (pages !== this.#file.pages) this.#page = -1;
  }

  /** Adds the first words, so many. @throws NotWritten */
  append(words: Uint32Array, count: number): void {
    for (let i = 0; i < count; i++) this.push(words[i] as number);
  }

  /** The word at a place below `length`, signed. @throws NotRead */
  get(at: number): number {
    const page = at >>> this.#shift;
    if (page !== this.#page) this.#turnTo(page);
    return this.#present[at & (this.#present.length - 1)] as number;
  }

  remove(): void {
    this.#file.remove();
    this.#pages.fill(-1);
    this.#page = -1;
  }

  #turnTo(page: number): void {
    this.#page = -1;
    this.#present = page === this.#file.pages ? this.#file.tail : this.#recall(page);
    this.#page = page;
  }

  #recall(page: number): Int32Array {
    const known = this.#pages.indexOf(page);
    if (known >= 0) return this.#words[known] as Int32Array;
    const slot = this.#oldest;
    const words = this.#words[slot] ?? new Int32Array(this.#file.tail.length);
    this.#words[slot] = words;
    this.#pages[slot] = -1;
    this.#file.read(page, words);
    this.#pages[slot] = page;
    this.#oldest = (slot + 1) % kept;
    return words;
  }
}
