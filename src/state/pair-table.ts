import { VisitedSet } from './visited.ts';

/** Pairs of words, each under a number. Cost: as of a visited set, which it is. */
export class PairTable {
  readonly #pairs: VisitedSet = new VisitedSet();
  readonly #pair: Int32Array = new Int32Array(2);
  readonly #number: Uint32Array = new Uint32Array(1);
  readonly #isNew: Uint8Array = new Uint8Array(1);

  get size(): number {
    return this.#pairs.size;
  }

  left(pair: number): number {
    return this.#pairs.low(pair);
  }

  right(pair: number): number {
    return this.#pairs.high(pair);
  }

  /** The number of a pair, which it gets now if it has none. */
  intern(left: number, right: number): number {
    this.#pair[0] = left;
    this.#pair[1] = right;
    this.#pairs.insert(this.#pair, 1, this.#number, this.#isNew);
    return this.#number[0] as number;
  }

  /** The numbers of so many pairs, left and right word in turn. */
  internAll(pairs: Int32Array, count: number, numbers: Uint32Array, isNew: Uint8Array): void {
    this.#pairs.insert(pairs, count, numbers, isNew);
  }
}
