import type { Job, Place } from '../state/insertion/control.ts';
import type { Store } from '../state/store.ts';
import { type Allocate, type Batch, batchTarget, createBatch, emptyBatch, widenBatch } from './state-space.ts';

/** The transitions of a run of consecutive states, whose targets are keys until they are numbered: `keys` holds the two words of each. */
export class Collected {
  batch: Batch;
  keys: Int32Array;
  /** Transitions that were left out. They count when a batch is filled, so that it ends where it would without sleep sets. */
  asleep = 0;
  /** By transition: the sleep set of its target, should that be new. */
  sleepers: Int32Array;
  /** The states that were expanded: all from the first, up to but without the next. */
  first = 0;
  next = 0;
  /** Transitions that were handed over to be numbered. */
  posted = 0;
  /** The last job that is to number some of them, if another thread does. */
  job: Job | undefined;
  readonly #allocate: Allocate;
  #place: Place | undefined;

  constructor(actions: number, allocate: Allocate) {
    this.#allocate = allocate;
    this.batch = createBatch(2 * batchTarget, actions, allocate);
    this.keys = new Int32Array(allocate(16 * batchTarget));
    this.sleepers = new Int32Array(2 * batchTarget);
  }

  /** What another thread needs to number the targets. */
  get place(): Place {
    const { keys } = this;
    const { target, isNew } = this.batch;
    if (this.#place?.keys !== keys) this.#place = { keys, targets: target, isNew };
    return this.#place;
  }

  /** The states after the transitions of an action from a place on, as new rows. */
  rowsOf(action: number, start: number, store: Store): Int32Array[] {
    const rows: Int32Array[] = [];
    for (let i = start; i < this.batch.length; i++)
      if (this.batch.action[i] === action)
        rows.push(store.rowOfKey(this.keys[2 * i] as number, this.keys[2 * i + 1] as number));
    return rows;
  }

  /** Begins anew, with the transitions of a state. */
  clear(first: number): void {
    emptyBatch(this.batch);
    this.asleep = 0;
    this.first = first;
    this.next = first;
    this.posted = 0;
    this.job = undefined;
  }

  /** Makes room for one more transition and returns its place. */
  append(source: number, action: number): number {
    if (this.batch.length === this.batch.source.length) this.#widen();
    const i = this.batch.length++;
    this.batch.source[i] = source;
    this.batch.action[i] = action;
    this.sleepers[i] = 0;
    return i;
  }

  #widen(): void {
    this.batch = widenBatch(this.batch, this.#allocate);
    const keys = new Int32Array(this.#allocate(8 * this.batch.source.length));
    keys.set(this.keys);
    this.keys = keys;
    const sleepers = new Int32Array(this.batch.source.length);
    sleepers.set(this.sleepers);
    this.sleepers = sleepers;
  }
}
