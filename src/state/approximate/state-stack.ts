import type { Encoding } from '../encoding.ts';
import { passing, type StateSet } from '../state-set.ts';
import type { Filter } from './filter.ts';
import { randomWords } from './random.ts';
import { StateHash } from './state-hash.ts';

/** What is found in one go: the filter that tells what was seen, and a seed that decides hashes and the order of successors. */
export interface Attempt {
  readonly filter: Filter;
  readonly seed: number;
}

/**
 * The states that a depth-first search still needs, under their places on its stack; a filter says which others were seen.
 * Cost: 8 bytes for each state on the stack, besides the filter.
 */
export class StateStack implements StateSet {
  readonly attempt: Attempt;
  #hash: StateHash | undefined;
  #keys: Int32Array = new Int32Array(1 << 12);
  #size = 0;
  /** The keys that were inserted last. */
  #last: Int32Array = new Int32Array(0);
  #order: Uint32Array = new Uint32Array(64);
  readonly #random: () => number;

  constructor(attempt: Attempt, random: () => number = randomWords(attempt.seed)) {
    this.attempt = attempt;
    this.#random = random;
  }

  encodedBy(encoding: Encoding): void {
    this.#hash = new StateHash(encoding, this.attempt.seed);
  }

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return 4 * this.#keys.length + this.attempt.filter.bytes;
  }

  low(number: number): number {
    return (number < passing ? this.#keys[2 * number] : this.#last[2 * (number - passing)]) as number;
  }

  high(number: number): number {
    return (number < passing ? this.#keys[2 * number + 1] : this.#last[2 * (number - passing) + 1]) as number;
  }

  /** New ones come to lie on the stack in an order that the seed decides. */
  insert(keys: Int32Array, count: number, targets: Uint32Array, isNew: Uint8Array): void {
    const hash = this.#hash as StateHash;
    this.#last = keys;
    this.#shuffle(count);
    for (let i = 0; i < count; i++) {
      const at = this.#order[i] as number;
      const low = keys[2 * at] as number;
      const high = keys[2 * at + 1] as number;
      hash.hash(low, high);
      const added = this.attempt.filter.add(hash.high, hash.low);
      isNew[at] = added ? 1 : 0;
      targets[at] = added ? this.#push(low, high) : passing + at;
    }
  }

  append(keys: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#push(keys[2 * i] as number, keys[2 * i + 1] as number);
  }

  emptied(): StateStack {
    return new StateStack(this.attempt, this.#random);
  }

  /** Takes off all states from a place on. */
  cut(size: number): void {
    this.#size = size;
  }

  #push(low: number, high: number): number {
    if (2 * this.#size === this.#keys.length) {
      const wide = new Int32Array(2 * this.#keys.length);
      wide.set(this.#keys);
      this.#keys = wide;
    }
    this.#keys[2 * this.#size] = low;
    this.#keys[2 * this.#size + 1] = high;
    return this.#size++;
  }

  #shuffle(count: number): void {
    if (count > this.#order.length) this.#order = new Uint32Array(2 * count);
    const order = this.#order;
    for (let i = 0; i < count; i++) {
      const other = this.#random() % (i + 1);
      order[i] = order[other] as number;
      order[other] = i;
    }
  }
}
