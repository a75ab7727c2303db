import type { Filter } from './filter.ts';

/**
 * Hash compaction: 64 bits for each state, and nothing else (Wolper and Leroy, "Reliable Hashing without Collision
 * Detection", CAV 1993; Stern and Dill 1995). Cost: 10.7 to 21.3 bytes a state.
 */
export class FingerprintTable implements Filter {
  /** Open addressing by pairs of words; two zeros are an empty place. */
  #table: Int32Array = new Int32Array(1 << 13);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of pairs, for each of which two states have one fingerprint with a probability of 2^-64. */
  get expectedOmissions(): number {
    return (this.#size * this.#size) / 2 ** 65;
  }

  get bytes(): number {
    return 4 * this.#table.length;
  }

  add(high: number, low: number): boolean {
    const second = high === 0 && low === 0 ? 1 : low;
    const table = this.#table;
    const mask = table.length - 1;
    for (let at = (high << 1) & mask; ; at = (at + 2) & mask) {
      const one = table[at] as number;
      const two = table[at + 1] as number;
      if (one === high && two === second) return false;
      if (one !== 0 || two !== 0) continue;
      table[at] = high;
      table[at + 1] = second;
      if (8 * ++this.#size > 3 * table.length) this.#grow();
      return true;
    }
  }

  clear(): void {
    this.#table.fill(0);
    this.#size = 0;
  }

  #grow(): void {
    const before = this.#table;
    const table = new Int32Array(2 * before.length);
    const mask = table.length - 1;
    for (let from = 0; from < before.length; from += 2) {
      const one = before[from] as number;
      const two = before[from + 1] as number;
      if (one === 0 && two === 0) continue;
      let at = (one << 1) & mask;
      while (table[at] !== 0 || table[at + 1] !== 0) at = (at + 2) & mask;
      table[at] = one;
      table[at + 1] = two;
    }
    this.#table = table;
  }
}
