import { type Batch, batchTarget, createBatch, emptyBatch, widenBatch } from './state-space.ts';

/** Transitions whose targets are still keys: `keys` holds the two words of each. */
export class Collected {
  batch: Batch;
  keys: Int32Array = new Int32Array(4 * batchTarget);
  /** By transition: the sleep set of its target, should that be new. */
  sleepers: Int32Array = new Int32Array(2 * batchTarget);

  constructor(actions: number) {
    this.batch = createBatch(2 * batchTarget, actions);
  }

  clear(): void {
    emptyBatch(this.batch);
  }

  /** Makes room for one more transition and returns its place. */
  append(source: number, action: number): number {
    if (this.batch.length === this.batch.source.length) {
      this.batch = widenBatch(this.batch);
      this.keys = widen(this.keys);
      this.sleepers = widen(this.sleepers);
    }
    const i = this.batch.length++;
    this.batch.source[i] = source;
    this.batch.action[i] = action;
    this.sleepers[i] = 0;
    return i;
  }
}

function widen(array: Int32Array): Int32Array {
  const wide = new Int32Array(2 * array.length);
  wide.set(array);
  return wide;
}
