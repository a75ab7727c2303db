import type { Scratch } from './scratch.ts';
import { merged, SortedRun } from './sorted-run.ts';

/**
 * Different keys on disk, in few sorted runs, each more than twice as long as the next.
 * Cost: 8 bytes of disk a key, twice that while the longest are merged; each key is written again when the runs double.
 */
export class SortedRuns {
  readonly #scratch: Scratch;
  readonly #runs: SortedRun[] = [];
  /** Of the page that is read. */
  readonly #words: Int32Array;

  constructor(scratch: Scratch) {
    this.#scratch = scratch;
    this.#words = new Int32Array(scratch.pageWords);
  }

  /** Notes which of some sorted keys are here, as a run does. */
  *mark(keys: Uint32Array, count: number, known: Uint8Array): Generator<void, void> {
    for (const run of this.#runs) yield* run.mark(keys, count, known, this.#words);
  }

  /** Adds those of some sorted keys that are not known. Pauses now and then. @throws NotWritten, NotRead */
  *add(keys: Uint32Array, count: number, known: Uint8Array): Generator<void, void> {
    const run = new SortedRun(this.#scratch);
    this.#runs.push(run);
    for (let i = 0; i < count; i++) {
      if (known[i] !== 1) run.push(keys, i);
      if (i % 4096 === 4095) yield;
    }
    if (run.size === 0) this.#runs.pop();
    for (let two = this.#alike(); two !== undefined; two = this.#alike()) {
      const both = yield* merged(...two, this.#scratch);
      this.#runs.splice(-2, 2, both);
      for (const one of two) one.remove();
    }
  }

  remove(): void {
    for (const run of this.#runs) run.remove();
  }

  /** The two shortest runs, if one is not longer than two of the other. */
  #alike(): [SortedRun, SortedRun] | undefined {
    const [one, other] = this.#runs.slice(-2);
    return one !== undefined && other !== undefined && one.size <= 2 * other.size ? [one, other] : undefined;
  }
}
