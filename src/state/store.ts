import { Encoding } from './encoding.ts';
import type { Layout } from './layout.ts';
import type { StateSet } from './state-set.ts';
import { VisitedSet } from './visited.ts';

/** How many states are moved to new keys at a time. */
const moved = 4096;

/** The states known so far, each under its number, and the encoding that their keys are made by. */
export class Store {
  encoding: Encoding;
  visited: StateSet;

  constructor(layout: Layout, groups: readonly (readonly number[])[], visited: StateSet = new VisitedSet()) {
    this.encoding = new Encoding(layout, groups);
    this.visited = visited;
    visited.encodedBy?.(this.encoding);
  }

  get layout(): Layout {
    return this.encoding.layout;
  }

  /** Writes the component values of a state into `vector`. */
  load(number: number, vector: Int32Array): void {
    this.encoding.unpack(this.visited.low(number), this.visited.high(number), vector);
  }

  /** A new row: the value number of each slot of a state. */
  row(number: number): Int32Array {
    return this.rowOfKey(this.visited.low(number), this.visited.high(number));
  }

  /** A new row for a key, whether or not it is known. */
  rowOfKey(low: number, high: number): Int32Array {
    const vector = new Int32Array(this.encoding.components.length);
    const row = new Int32Array(this.layout.slots.length);
    this.encoding.unpack(low, high, vector);
    this.encoding.ungroup(vector, row);
    return row;
  }

  /** Adds states, given by their rows, to an empty store, in two passes: the first meets all component values. */
  fill(count: number, rowOf: (number: number, row: Int32Array) => void): void {
    const { encoding } = this;
    const row = new Int32Array(this.layout.slots.length);
    const vectorOf = (number: number, vector: Int32Array): void => {
      rowOf(number, row);
      encoding.group(row, vector);
    };
    const vector = new Int32Array(encoding.components.length);
    for (let number = 0; number < count; number++) vectorOf(number, vector);
    encoding.repack();
    this.#add(count, vectorOf);
  }

  /** Moves all states to keys with wider fields. */
  repack(): void {
    const { encoding, visited } = this;
    const before = encoding.repack();
    this.visited = visited.emptied();
    this.visited.encodedBy?.(encoding);
    this.#add(visited.size, (number, vector) =>
      encoding.unpack(visited.low(number), visited.high(number), vector, before),
    );
  }

  #add(count: number, vectorOf: (number: number, vector: Int32Array) => void): void {
    const { packing } = this.encoding;
    const rows = new Int32Array(packing.width * moved);
    const keys = packing.words === 2 ? rows : new Int32Array(2 * moved);
    const targets = new Uint32Array(moved);
    const isNew = new Uint8Array(moved);
    const vector = new Int32Array(this.encoding.components.length);
    for (let first = 0; first < count; first += moved) {
      const length = Math.min(moved, count - first);
      for (let i = 0; i < length; i++) {
        vectorOf(first + i, vector);
        this.encoding.writeWords(vector, rows, packing.width * i);
      }
      packing.fold(rows, 0, length, keys);
      this.visited.append(keys, length, targets, isNew);
    }
  }
}
