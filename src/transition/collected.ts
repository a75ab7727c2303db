import { type Batch, batchTarget, createBatch, widenBatch } from './state-space.ts';

/** Transitions whose targets are still keys: `keys` holds the two words of each. */
export class Collected {
  batch: Batch = createBatch(2 * batchTarget);
  keys: Int32Array = new Int32Array(4 * batchTarget);

  /** Makes room for one more transition and returns its place. */
  append(source: number, action: number): number {
    if (this.batch.length === this.batch.source.length) {
      this.batch = widenBatch(this.batch);
      const keys = new Int32Array(2 * this.keys.length);
      keys.set(this.keys);
      this.keys = keys;
    }
    const i = this.batch.length++;
    this.batch.source[i] = source;
    this.batch.action[i] = action;
    return i;
  }

  /** Appends a transition whose key is known. */
  appendKey(source: number, action: number, low: number, high: number): void {
    const i = this.append(source, action);
    this.keys[2 * i] = low;
    this.keys[2 * i + 1] = high;
  }
}
