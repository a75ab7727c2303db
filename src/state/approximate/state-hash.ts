import type { Component } from '../component.ts';
import type { Encoding } from '../encoding.ts';
import { mix } from './filter.ts';

/**
 * Hashes states to 64 bits, in two words, by the values of their slots: so a hash stays what it is when slots are grouped
 * or packed otherwise. The hash of a component value is worked out once (as in Zobrist, 1970).
 */
export class StateHash {
  high = 0;
  low = 0;
  readonly #seed: number;
  readonly #encoding: Encoding;
  readonly #vector: Int32Array;
  /** By component: two words for each of its values. */
  readonly #known: Int32Array[];
  /** By component: how many of its values are hashed. */
  readonly #counts: Int32Array;

  constructor(encoding: Encoding, seed: number) {
    this.#encoding = encoding;
    this.#seed = seed;
    this.#vector = new Int32Array(encoding.components.length);
    this.#known = encoding.components.map(() => new Int32Array(128));
    this.#counts = new Int32Array(encoding.components.length);
  }

  /** Sets `high` and `low` to the hash of the state with a key. */
  hash(keyLow: number, keyHigh: number): void {
    const vector = this.#vector;
    this.#encoding.unpack(keyLow, keyHigh, vector);
    let high = 0;
    let low = 0;
    for (let i = 0; i < vector.length; i++) {
      const value = vector[i] as number;
      if (value >= (this.#counts[i] as number)) this.#hashComponent(i);
      const known = this.#known[i] as Int32Array;
      high ^= known[2 * value] as number;
      low ^= known[2 * value + 1] as number;
    }
    this.high = mix(high);
    this.low = mix(low);
  }

  /** Hashes all values of a component that were met. */
  #hashComponent(index: number): void {
    const component = this.#encoding.components[index] as Component;
    let known = this.#known[index] as Int32Array;
    if (2 * component.size > known.length) {
      known = new Int32Array(4 * component.size);
      known.set(this.#known[index] as Int32Array);
      this.#known[index] = known;
    }
    for (let value = this.#counts[index] as number; value < component.size; value++) {
      component.slots.forEach((slot, position) => {
        const part = component.slotValue(value, position);
        const place = Math.imul(slot + 1, 0x9e3779b1);
        const first = mix(mix(part + this.#seed) ^ place);
        const second = mix(mix(part ^ 0x5bd1e995 ^ Math.imul(this.#seed, 0x2545f491)) + place);
        known[2 * value] = (known[2 * value] as number) ^ first;
        known[2 * value + 1] = (known[2 * value + 1] as number) ^ second;
      });
    }
    this.#counts[index] = component.size;
  }
}
