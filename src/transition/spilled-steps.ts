import { type Batch, emptyBatch, widenBatch } from '../state/batch.ts';
import { PagedFile } from '../state/spill/paged-file.ts';
import type { Scratch } from '../state/spill/scratch.ts';

/** Batches on disk, to be read once, in order. Cost: 12 bytes of disk for each transition. */
export class SpilledSteps {
  readonly #file: PagedFile;
  /** Where it is read next, in words, and the page that was read last. */
  #at = 0;
  #page = -1;
  readonly #words: Int32Array;
  /** The batch that is being read: transitions still to come, the source of the next, and the first state of the next batch. */
  #left = 0;
  #source = 0;
  #next = 0;
  #isRead = true;
  #terminal: number[] = [];
  #omitted: number[] = [];

  constructor(scratch: Scratch) {
    this.#file = new PagedFile(scratch);
    this.#words = new Int32Array(scratch.pageWords);
  }

  /** Forgets all batches. */
  clear(): void {
    this.#file.clear();
    this.#at = 0;
    this.#page = -1;
    this.#isRead = true;
  }

  /** Adds a batch that expanded all states up to `next`. @throws NotWritten */
  write({ length, source, action, target, terminal, omitted }: Batch, next: number): void {
    const file = this.#file;
    const pairs = [...omitted.entries()].filter(([, count]) => count > 0).flat();
    for (const word of [next, length, terminal.length, ...terminal, pairs.length, ...pairs]) file.push(word);
    for (let i = 0; i < length; i++) {
      file.push(source[i] as number);
      file.push(action[i] as number);
      file.push(target[i] as number);
    }
  }

  /**
   * Reads a batch, or the part of one that expands states before `last`, and returns the batch and its next state. What was
   * left out is told with the last part. @throws NotRead
   */
  read(given: Batch, last: number): { readonly batch: Batch; readonly next: number } {
    let batch = given;
    emptyBatch(batch);
    if (this.#isRead) this.#begin();
    const next = Math.min(last, this.#next);
    this.#isRead = next === this.#next;
    for (; this.#left > 0 && this.#source < next; this.#left--) {
      if (batch.length === batch.source.length) batch = widenBatch(batch);
      const i = batch.length++;
      batch.source[i] = this.#source;
      batch.action[i] = this.#word();
      batch.target[i] = this.#word();
      if (this.#left > 1) this.#source = this.#word();
    }
    while ((this.#terminal[0] ?? next) < next) batch.terminal.push(this.#terminal.shift() as number);
    for (let i = 0; this.#isRead && i < this.#omitted.length; i += 2)
      batch.omitted[this.#omitted[i] as number] = this.#omitted[i + 1] as number;
    return { batch, next };
  }

  #begin(): void {
    this.#next = this.#word();
    this.#left = this.#word();
    this.#terminal = this.#list();
    this.#omitted = this.#list();
    if (this.#left > 0) this.#source = this.#word();
  }

  #list(): number[] {
    return Array.from({ length: this.#word() }, () => this.#word());
  }

  #word(): number {
    const page = Math.floor(this.#at / this.#words.length);
    const isTail = page === this.#file.pages;
    if (!isTail && page !== this.#page) this.#file.read(page, this.#words);
    this.#page = page;
    const words = isTail ? this.#file.tail : this.#words;
    return (words[this.#at++ % this.#words.length] as number) >>> 0;
  }
}
