import { hashPair } from '../key-index.ts';

/** What stands in the index for no key. */
const none = 0;

/**
 * Keys of states that may be new, numbered in the order in which they come, as far as memory allows: duplicates are found
 * here before the disk is asked. Those that were held against the disk stay for a while, as most states that are met again
 * were found not long ago.
 * Cost: 26 to 31 bytes for each key that there is room for, all of it from the start.
 */
export class Candidates {
  /** Low and high word in turn, by number. */
  keys: Int32Array;
  /** By number: the sleep set of a state. */
  sleepers: Int32Array;
  /** By number: 1 if the state was known when it was held against the disk. */
  isKnown: Uint8Array;
  /** Memory for as many keys, to be sorted in. */
  sorting: BigUint64Array;
  size = 0;
  #index: Int32Array;
  #hashes: Int32Array = new Int32Array(0);

  constructor(room: number) {
    this.keys = new Int32Array(2 * room);
    this.sleepers = new Int32Array(room);
    this.isKnown = new Uint8Array(room);
    this.sorting = new BigUint64Array(room);
    this.#index = new Int32Array(indexLength(room));
  }

  get bytes(): number {
    return 21 * this.isKnown.length + 4 * this.#index.length;
  }

  /** Gives numbers to keys, in order; 1 goes to `isFirst` for each that was not there. */
  insert(keys: Int32Array, count: number, numbers: Uint32Array, isFirst: Uint8Array): void {
    while (this.size + count > this.isKnown.length) this.#widen();
    if (this.#hashes.length < count) this.#hashes = new Int32Array(2 * count);
    touch(keys, count, this.#index, this.#hashes);
    this.size = insertTouched(keys, count, this.#index, this.#hashes, this.keys, this.size, numbers, isFirst);
  }

  /** The number of a key that is there. */
  find(low: number, high: number): number {
    const mask = this.#index.length - 1;
    for (let at = hashPair(low, high) & mask; ; at = (at + 1) & mask) {
      const number = (this.#index[at] as number) - 1;
      if (number < 0) throw new Error('a candidate was not found again');
      if (this.keys[2 * number] === low && this.keys[2 * number + 1] === high) return number;
    }
  }

  clear(): void {
    this.#index.fill(none);
    this.size = 0;
  }

  /** For a batch that is larger than what is left. */
  #widen(): void {
    const room = 2 * this.isKnown.length;
    this.keys = widened(this.keys, new Int32Array(2 * room));
    this.sleepers = widened(this.sleepers, new Int32Array(room));
    this.isKnown = widened(this.isKnown, new Uint8Array(room));
    this.sorting = new BigUint64Array(room);
    const index = new Int32Array(indexLength(room));
    const mask = index.length - 1;
    for (let number = 0; number < this.size; number++) {
      let at = hashPair(this.keys[2 * number] as number, this.keys[2 * number + 1] as number) & mask;
      while (index[at] !== none) at = (at + 1) & mask;
      index[at] = number + 1;
    }
    this.#index = index;
  }
}

/** At most three quarters of the index are in use. */
function indexLength(room: number): number {
  return 2 ** Math.ceil(Math.log2((4 * room) / 3));
}

function widened<T extends Int32Array | Uint8Array>(narrow: T, wide: T): T {
  wide.set(narrow);
  return wide;
}

/** Reads the entry that each key leads to, so that the memory system fetches many at once. */
function touch(keys: Int32Array, count: number, index: Int32Array, hashes: Int32Array): number {
  const mask = index.length - 1;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const hash = hashPair(keys[2 * i] as number, keys[2 * i + 1] as number);
    hashes[i] = hash;
    sum ^= index[hash & mask] as number;
  }
  return sum;
}

function insertTouched(
  keys: Int32Array,
  count: number,
  index: Int32Array,
  hashes: Int32Array,
  known: Int32Array,
  size: number,
  numbers: Uint32Array,
  isFirst: Uint8Array,
): number {
  const mask = index.length - 1;
  let next = size;
  for (let i = 0; i < count; i++) {
    const low = keys[2 * i] as number;
    const high = keys[2 * i + 1] as number;
    let at = (hashes[i] as number) & mask;
    for (;;) {
      const number = (index[at] as number) - 1;
      if (number < 0) {
        known[2 * next] = low;
        known[2 * next + 1] = high;
        numbers[i] = next;
        isFirst[i] = 1;
        index[at] = ++next;
        break;
      }
      if (known[2 * number] === low && known[2 * number + 1] === high) {
        numbers[i] = number;
        isFirst[i] = 0;
        break;
      }
      at = (at + 1) & mask;
    }
  }
  return next;
}
