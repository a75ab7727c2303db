/** Remembers which states were seen by a hash of 64 bits, in two words, and may take a new one for one that was seen. */
export interface Filter {
  /** Takes note of a state. False if it was seen before, or is taken for one that was; true means that it certainly is new. */
  add(high: number, low: number): boolean;
  /** States noted as new. */
  readonly size: number;
  /** How many new states were taken for known ones, as expected of good hash functions. */
  readonly expectedOmissions: number;
  readonly bytes: number;
  /** Forgets everything. */
  clear(): void;
}

/** Mixes a word so that every bit of it matters to every bit of the result; different words stay different. */
export function mix(word: number): number {
  let hash = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
