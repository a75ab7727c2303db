import type { Pool } from './pool.ts';
import { ResultTable } from './result-table.ts';
import { type Allocate, copied, ownRoom, sharedRoom } from './room.ts';

/** A change of a component: operations of the pools of some of its slots, by position. */
export interface ComponentChange {
  readonly position: number;
  readonly operation: number;
}

/** How many component values have been met, over all components that share it. */
export interface Growth {
  count: number;
}

/**
 * Slots that belong together, and every combination of their values that was met, each under a small integer.
 * Cost per combination: four bytes a slot, eight or so in the index, and an entry in the table of results for each operation
 * done to it.
 */
export class Component {
  readonly slots: readonly number[];
  readonly #pools: readonly Pool[];
  readonly #width: number;
  /** `#width` value numbers for each component value. */
  #tuples: Int32Array;
  #count = 0;
  /** Open addressing; 0 is empty, else a component value + 1. */
  #index: Int32Array = new Int32Array(64);
  readonly #operations: (readonly ComponentChange[])[] = [];
  readonly #operationIds = new Map<string, number>();
  /** What operations make of values, as far as it was worked out. */
  readonly results: ResultTable = new ResultTable();
  /** By operation: a bit for each position that it changes, positions 32 apart sharing one. */
  changed: Int32Array = new Int32Array(64);
  #room: Allocate = ownRoom;
  readonly #scratch: Int32Array;
  readonly #growth: Growth;

  /** `growth` is told of every value that is met for the first time. */
  constructor(slots: readonly number[], pools: readonly Pool[], growth: Growth = { count: 0 }) {
    this.#growth = growth;
    this.slots = slots;
    this.#pools = pools;
    this.#width = slots.length;
    this.#tuples = new Int32Array(64 * slots.length);
    this.#scratch = new Int32Array(slots.length);
  }

  /** From now on other threads may read what operations change, and make of values. */
  share(): void {
    if (this.#room === sharedRoom) return;
    this.#room = sharedRoom;
    this.changed = copied(this.changed, this.changed.length, sharedRoom);
    this.results.share();
  }

  /** Component values met so far. */
  get size(): number {
    return this.#count;
  }

  /** Operations done to it so far. */
  get operations(): number {
    return this.#operations.length;
  }

  /** The value of one of its slots, by position, in a component value. */
  slotValue(value: number, position: number): number {
    return this.#tuples[value * this.#width + position] as number;
  }

  /** The number of the component value in a row with an entry for every slot of the state. */
  intern(row: Int32Array): number {
    const scratch = this.#scratch;
    for (let i = 0; i < scratch.length; i++) scratch[i] = row[this.slots[i] as number] as number;
    return this.#internScratch();
  }

  /** The number of an operation on this component. */
  operation(changes: readonly ComponentChange[]): number {
    const text = changes.map(({ position, operation }) => `${position}:${operation}`).join();
    let id = this.#operationIds.get(text);
    if (id === undefined) {
      id = this.#operations.push(changes) - 1;
      this.#operationIds.set(text, id);
      this.#noteChanged(id, changes);
    }
    return id;
  }

  #noteChanged(operation: number, changes: readonly ComponentChange[]): void {
    if (operation === this.changed.length) this.changed = copied(this.changed, 2 * operation, this.#room);
    this.changed[operation] = changes.reduce((bits, { position }) => bits | (1 << (position & 31)), 0);
  }

  /** The component value that an operation makes of another. Cost: a table look-up, but for the first time. */
  apply(operation: number, value: number): number {
    const known = this.results.find(operation, value);
    if (known >= 0) return this.results.entries[known + 2] as number;
    const result = this.#findResult(operation, value);
    this.results.add(operation, value, result);
    return result;
  }

  #findResult(operation: number, value: number): number {
    const scratch = this.#scratch;
    const start = value * this.#width;
    for (let i = 0; i < scratch.length; i++) scratch[i] = this.#tuples[start + i] as number;
    for (const change of this.#operations[operation] as readonly ComponentChange[]) {
      const pool = this.#pools[change.position] as Pool;
      scratch[change.position] = pool.apply(change.operation, scratch[change.position] as number);
    }
    return this.#internScratch();
  }

  #internScratch(): number {
    const scratch = this.#scratch;
    const width = this.#width;
    let hash = 0x9e3779b9;
    for (let i = 0; i < width; i++) hash = Math.imul(hash ^ (scratch[i] as number), 0x85ebca6b) ^ (hash >>> 15);
    const mask = this.#index.length - 1;
    for (let at = (hash ^ (hash >>> 13)) & mask; ; at = (at + 1) & mask) {
      const entry = this.#index[at] as number;
      if (entry === 0) {
        this.#index[at] = this.#count + 1;
        return this.#add();
      }
      const start = (entry - 1) * width;
      let i = 0;
      while (i < width && this.#tuples[start + i] === scratch[i]) i++;
      if (i === width) return entry - 1;
    }
  }

  #add(): number {
    const value = this.#count++;
    this.#growth.count++;
    if (this.#count * this.#width > this.#tuples.length) {
      const wide = new Int32Array(2 * this.#tuples.length);
      wide.set(this.#tuples);
      this.#tuples = wide;
    }
    this.#tuples.set(this.#scratch, value * this.#width);
    if (4 * this.#count > 3 * this.#index.length) this.#rehash();
    return value;
  }

  #rehash(): void {
    const index = new Int32Array(2 * this.#index.length);
    const mask = index.length - 1;
    const width = this.#width;
    for (let value = 0; value < this.#count; value++) {
      let hash = 0x9e3779b9;
      for (let i = value * width; i < (value + 1) * width; i++)
        hash = Math.imul(hash ^ (this.#tuples[i] as number), 0x85ebca6b) ^ (hash >>> 15);
      let at = (hash ^ (hash >>> 13)) & mask;
      while (index[at] !== 0) at = (at + 1) & mask;
      index[at] = value + 1;
    }
    this.#index = index;
  }
}
