import { firstNotBefore, isBefore, upper } from './key-order.ts';
import { PagedFile } from './paged-file.ts';
import type { Scratch } from './scratch.ts';

const lower = 1 - upper;

/** Where so many times as many keys lie on a page as are looked for, each of these is searched for by itself. */
const sparse = 8;

/** Different keys on disk, sorted, with the first key of each page in memory. Cost: 8 bytes for each page. */
export class SortedRun {
  readonly #file: PagedFile;
  /** Keys, one for each page that has begun. */
  #firsts: Uint32Array = new Uint32Array(32);
  readonly #tail: Uint32Array;
  readonly #keysOfPage: number;

  constructor(scratch: Scratch) {
    this.#file = new PagedFile(scratch);
    this.#tail = unsigned(this.#file.tail);
    this.#keysOfPage = scratch.pageWords / 2;
  }

  /** Keys. */
  get size(): number {
    return this.#file.length / 2;
  }

  /** Adds a key that comes after all others. @throws NotWritten */
  push(keys: Uint32Array, at: number): void {
    const { size } = this;
    if (size % this.#keysOfPage === 0) this.#begin(2 * (size / this.#keysOfPage), keys, at);
    this.#file.push(keys[2 * at] as number);
    this.#file.push(keys[2 * at + 1] as number);
  }

  /**
   * Notes for each of some sorted keys whether it is here: 1 goes to its place in `known`, and others are left alone.
   * Pauses after each page that was read, into `words`. @throws NotRead
   */
  *mark(keys: Uint32Array, count: number, known: Uint8Array, words: Int32Array): Generator<void, void> {
    let at = 0;
    for (let page = 0; at < count && page < this.#begun; page++) {
      page = this.#pageOf(keys, at, page);
      const end = page + 1 < this.#begun ? firstNotBefore(keys, at, count, this.#firsts, page + 1) : count;
      if (end === at) continue;
      markOn(this.page(page, words), this.keysOn(page), keys, at, end, known);
      at = end;
      yield;
    }
  }

  /** Pages, the one in memory included. */
  get #begun(): number {
    return Math.ceil(this.size / this.#keysOfPage);
  }

  /** Keys on a page. */
  keysOn(page: number): number {
    return Math.max(0, Math.min(this.#keysOfPage, this.size - page * this.#keysOfPage));
  }

  /** The keys of a page, in the memory given if it has to be read. @throws NotRead */
  page(page: number, words: Int32Array): Uint32Array {
    if (page >= this.#file.pages) return this.#tail;
    this.#file.read(page, words);
    return unsigned(words);
  }

  remove(): void {
    this.#file.remove();
  }

  #begin(place: number, keys: Uint32Array, at: number): void {
    if (place === this.#firsts.length) {
      const wide = new Uint32Array(2 * place);
      wide.set(this.#firsts);
      this.#firsts = wide;
    }
    this.#firsts[place] = keys[2 * at] as number;
    this.#firsts[place + 1] = keys[2 * at + 1] as number;
  }

  /** The page on which a key lies if it is here, which is none before `from`. */
  #pageOf(keys: Uint32Array, at: number, from: number): number {
    let low = from;
    let high = this.#begun;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (isBefore(keys, at, this.#firsts, middle)) high = middle;
      else low = middle;
    }
    return low;
  }
}

/** Two runs as one. Pauses after each page. @throws NotRead, NotWritten */
export function* merged(one: SortedRun, other: SortedRun, scratch: Scratch): Generator<void, SortedRun> {
  const run = new SortedRun(scratch);
  const [a, b] = [new Cursor(one, scratch.pageWords), new Cursor(other, scratch.pageWords)];
  try {
    while (a.hasMore && b.hasMore) {
      do {
        const next = isBefore(a.keys, a.at, b.keys, b.at) ? a : b;
        run.push(next.keys, next.at++);
      } while (a.at < a.end && b.at < b.end);
      yield;
    }
    for (const rest of [a, b])
      while (rest.hasMore) {
        while (rest.at < rest.end) run.push(rest.keys, rest.at++);
        yield;
      }
  } catch (error) {
    run.remove();
    throw error;
  }
  return run;
}

/** A place in a run that is read from its start to its end. */
class Cursor {
  keys: Uint32Array = new Uint32Array(0);
  at = 0;
  end = 0;
  readonly #run: SortedRun;
  readonly #words: Int32Array;
  #next = 0;

  constructor(run: SortedRun, pageWords: number) {
    this.#run = run;
    this.#words = new Int32Array(pageWords);
  }

  /** Turns the page if need be. False at the end. */
  get hasMore(): boolean {
    if (this.at < this.end) return true;
    const size = this.#run.keysOn(this.#next);
    if (size === 0) return false;
    this.keys = this.#run.page(this.#next++, this.#words);
    this.at = 0;
    this.end = size;
    return true;
  }
}

/** Marks the keys from `start` on, up to `end`, that lie on a page. */
function markOn(
  page: Uint32Array,
  size: number,
  keys: Uint32Array,
  start: number,
  end: number,
  known: Uint8Array,
): void {
  if (sparse * (end - start) < size) {
    let from = 0;
    for (let i = start; i < end; i++) {
      from = firstNotBefore(page, from, size, keys, i);
      if (from < size && !isBefore(keys, i, page, from)) known[i] = 1;
    }
    return;
  }
  let i = start;
  let at = 0;
  while (i < end && at < size) {
    const a = keys[2 * i + upper] as number;
    const b = page[2 * at + upper] as number;
    if (a < b) i++;
    else if (a > b) at++;
    else {
      const c = keys[2 * i + lower] as number;
      const d = page[2 * at + lower] as number;
      if (c === d) known[i] = 1;
      if (c <= d) i++;
      if (c >= d) at++;
    }
  }
}

function unsigned(words: Int32Array): Uint32Array {
  return new Uint32Array(words.buffer, words.byteOffset, words.length);
}
