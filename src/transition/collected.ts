import type { Store } from '../state/store.ts';
import { type Batch, batchTarget, createBatch, emptyBatch, widenBatch } from './state-space.ts';

/** Transitions whose targets are still keys: `keys` holds the two words of each. */
export class Collected {
  batch: Batch;
  keys: Int32Array = new Int32Array(4 * batchTarget);
  /** Transitions that were left out. They count when a batch is filled, so that it ends where it would without sleep sets. */
  asleep = 0;
  /** By transition: the sleep set of its target, should that be new. */
  sleepers: Int32Array = new Int32Array(2 * batchTarget);

  constructor(actions: number) {
    this.batch = createBatch(2 * batchTarget, actions);
  }

  /** The states after the transitions of an action from a place on, as new rows. */
  rowsOf(action: number, start: number, store: Store): Int32Array[] {
    const rows: Int32Array[] = [];
    for (let i = start; i < this.batch.length; i++)
      if (this.batch.action[i] === action)
        rows.push(store.rowOfKey(this.keys[2 * i] as number, this.keys[2 * i + 1] as number));
    return rows;
  }

  clear(): void {
    emptyBatch(this.batch);
    this.asleep = 0;
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
