import { type Batch, batchTarget, createBatch, emptyBatch, widenBatch } from '../state/batch.ts';
import type { Packing } from '../state/packing.ts';
import { copied, ownRoom } from '../state/room.ts';
import type { Store } from '../state/store.ts';
import { type ActionBits, mostBits } from './independence.ts';
import type { Transitions } from './row-firing.ts';

/** States of a batch at most, as a batch in which transitions are omitted could go on for long. */
export const greatestRun: number = 4 * batchTarget;

/** The transitions of a run of consecutive states, whose targets are rows of words, then keys, until they are numbered. */
export class Collected implements Transitions {
  batch: Batch;
  /** By transition: the two words of its key, once rows are folded. If there are but two words, rows are keys. */
  keys: Int32Array;
  rows: Int32Array;
  bases: Int32Array = new Int32Array(0);
  #packing: Packing | undefined;
  /** Transitions before have their keys. */
  #folded = 0;
  /** Transitions that were left out. They count when a batch is filled, so that it ends where it would without sleep sets. */
  asleep = 0;
  /** By transition: the sleep set of its target, should that be new. */
  sleepers: Int32Array;
  readonly ends: Uint32Array = new Uint32Array(greatestRun);
  readonly slept: Int32Array = new Int32Array(greatestRun);
  /** By state found: its sleep set. */
  foundAsleep: Int32Array;
  /** The states that were expanded: all from the first, up to but without the next. */
  first = 0;
  next = 0;
  /** Transitions before have their targets. */
  numbered = 0;
  /** How many transitions it aims at. */
  readonly target: number;

  constructor(actions: number, target: number = batchTarget) {
    this.target = target;
    this.batch = createBatch(2 * target, actions);
    this.keys = new Int32Array(4 * target);
    this.rows = this.keys;
    this.sleepers = new Int32Array(2 * target);
    this.foundAsleep = new Int32Array(2 * target);
  }

  get length(): number {
    return this.batch.length;
  }

  set length(length: number) {
    this.batch.length = length;
  }

  get source(): Uint32Array {
    return this.batch.source;
  }

  get capacity(): number {
    return this.batch.source.length;
  }

  get action(): Uint32Array {
    return this.batch.action;
  }

  /** True once it has as many transitions as it aims at. */
  get isFull(): boolean {
    return this.batch.length + this.asleep >= this.target;
  }

  /** Numbers in a row. */
  get width(): number {
    return this.#packing?.width ?? 2;
  }

  /** Gets ready for rows as a packing has them. */
  packedBy(packing: Packing): void {
    if (packing === this.#packing) return;
    this.#packing = packing;
    if (packing.words === 2) this.rows = this.keys;
    else {
      const isLongEnough = this.rows !== this.keys && this.rows.length >= packing.width * this.source.length;
      if (!isLongEnough) this.rows = new Int32Array(packing.width * this.source.length);
      if (this.bases.length < packing.width * greatestRun) this.bases = new Int32Array(packing.width * greatestRun);
    }
    this.#folded = this.length;
  }

  /** Makes keys of rows that are not folded yet. */
  fold(): void {
    const from = Math.min(this.#folded, this.length);
    this.#folded = this.length;
    if (this.rows === this.keys) return;
    this.#packing?.fold(this.rows, from, this.length, this.keys, this.bases, this.source, this.first);
  }

  /** The states after the transitions of an action from a place on, as new rows. */
  rowsOf(action: number, start: number, store: Store): Int32Array[] {
    this.fold();
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
    this.numbered = 0;
    this.#folded = 0;
  }

  /** Makes room for one more transition and returns its place. */
  append(source: number, action: number): number {
    if (this.batch.length === this.batch.source.length) this.widen();
    const i = this.batch.length++;
    this.batch.source[i] = source;
    this.batch.action[i] = action;
    this.sleepers[i] = 0;
    return i;
  }

  /** Tells the batch what slept, and where nothing was left to do. To be called once, when all its states are there. */
  finish(bits: ActionBits): void {
    const { omitted, terminal } = this.batch;
    const { ends, slept } = this;
    const counts = new Uint32Array(mostBits);
    const states = this.next - this.first;
    for (let i = 0, end = 0; i < states; i++) {
      const asleep = slept[i] as number;
      for (let rest = asleep; rest !== 0; rest &= rest - 1) {
        const bit = 31 - Math.clz32(rest & -rest);
        counts[bit] = (counts[bit] as number) + 1;
      }
      if (ends[i] === end && asleep === 0) terminal.push(this.first + i);
      end = ends[i] as number;
    }
    bits.add(counts, omitted);
  }

  widen(): boolean {
    this.batch = widenBatch(this.batch);
    const isFolded = this.rows !== this.keys;
    this.keys = widened(this.keys);
    this.rows = isFolded ? widened(this.rows) : this.keys;
    this.sleepers = widened(this.sleepers);
    this.foundAsleep = widened(this.foundAsleep);
    return true;
  }
}

function widened(array: Int32Array): Int32Array {
  return copied(array, 2 * array.length, ownRoom);
}
