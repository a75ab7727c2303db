import { chunkBits, chunkMask } from './key-index.ts';

/** Which bits of a key a sieve looks at, and what it takes them for. */
export interface SievePart {
  readonly isLow: boolean;
  readonly shift: number;
  readonly limit: number;
  /** By component value: its class + 1, 0 if it has none yet. */
  readonly classes: Uint8Array;
  /** Where its class has its bits in the place of an answer. */
  readonly placeShift: number;
}

/** What is known of a predicate on states: its answer by the classes of the component values that it asks about. */
export interface Sieve {
  readonly parts: readonly SievePart[];
  /** By place: 0 if it is not known, else the answer. */
  readonly answers: Uint8Array;
  /** The answer of nearly all states. */
  readonly usual: number;
}

/**
 * Marks the states, from `first` on, of which it is not known that all predicates give their usual answers. Their keys are
 * in chunks. Cost: a look-up for each part of each sieve, in tables of a byte an entry, and one for the answer.
 */
export function markUnusual(
  sieves: readonly Sieve[],
  chunks: readonly Int32Array[],
  first: number,
  count: number,
  unusual: Uint8Array,
  at: number,
): void {
  unusual.fill(0, at, at + count);
  for (let done = 0; done < count; ) {
    const offset = (first + done) & chunkMask;
    const length = Math.min(count - done, chunkMask + 1 - offset, stretch);
    const words = (chunks[(first + done) >>> chunkBits] as Int32Array).subarray(2 * offset, 2 * (offset + length));
    for (const sieve of sieves) markBy(sieve, words, unusual, at + done);
    done += length;
  }
}

/** States that are marked at a time. */
const stretch = 1024;

/** By state: its place so far, -1 if it has a component value without a class. */
const places = new Int32Array(stretch);

/** Goes through all states for each part, so that what is to be known of a part is at hand. */
function markBy({ parts, answers, usual }: Sieve, words: Int32Array, unusual: Uint8Array, at: number): void {
  const count = words.length / 2;
  places.fill(0, 0, count);
  for (const { isLow, shift, limit, classes, placeShift } of parts) {
    for (let k = 0, from = isLow ? 0 : 1; k < count; k++, from += 2) {
      const value = ((words[from] as number) >>> shift) & limit;
      const one = value < classes.length ? (classes[value] as number) : 0;
      places[k] = (places[k] as number) | (one === 0 ? -1 : (one - 1) << placeShift);
    }
  }
  for (let k = 0; k < count; k++) {
    const place = places[k] as number;
    if (place < 0 || answers[place] !== usual) unusual[at + k] = 1;
  }
}
