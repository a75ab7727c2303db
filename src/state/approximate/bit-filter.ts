import { type Filter, mix } from './filter.ts';

const twoTo32 = 2 ** 32;

/** After so many new states the share of bits that are set is looked at again. */
const interval = 256;

/**
 * Supertrace: a few bits for each state, at places that hash functions give (Holzmann, "An Analysis of Bitstate Hashing",
 * FMSD 13, 1998). All places come from one hash of 64 bits (Dillinger and Manolios, "Bloom Filters in Probabilistic
 * Verification", FMCAD 2004). Cost: as much memory as one gives it.
 */
export class BitFilter implements Filter {
  /** Bits that each state sets. */
  readonly functions: number;
  readonly #words: Int32Array;
  #size = 0;
  #ones = 0;
  #omissions = 0;
  /** New states taken for known ones, for each that was not. */
  #omissionsEach = 0;

  /** `bytes` is rounded down to whole words. @throws RangeError when there is no room for it */
  constructor(bytes: number, functions: number) {
    this.functions = functions;
    this.#words = new Int32Array(Math.max(1, Math.floor(bytes / 4)));
  }

  get size(): number {
    return this.#size;
  }

  get expectedOmissions(): number {
    return this.#omissions;
  }

  get bytes(): number {
    return 4 * this.#words.length;
  }

  /** The share of bits that are set. */
  get filled(): number {
    return this.#ones / (32 * this.#words.length);
  }

  add(high: number, low: number): boolean {
    const words = this.#words;
    const step = low | 1;
    let at = high;
    let ones = 0;
    for (let i = 0; i < this.functions; i++) {
      const place = Math.floor(((mix(at) >>> 0) / twoTo32) * words.length);
      const bit = 1 << mix(at ^ low);
      const word = words[place] as number;
      if ((word & bit) === 0) {
        words[place] = word | bit;
        ones++;
      }
      at = (at + step) | 0;
    }
    if (ones === 0) return false;
    this.#ones += ones;
    if (this.#size++ % interval === 0) {
      const probability = this.filled ** this.functions;
      this.#omissionsEach = probability / (1 - probability);
    }
    this.#omissions += this.#omissionsEach;
    return true;
  }

  clear(): void {
    this.#words.fill(0);
    this.#size = 0;
    this.#ones = 0;
    this.#omissions = 0;
  }
}
