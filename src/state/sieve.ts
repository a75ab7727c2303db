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
  for (const sieve of sieves) markBy(sieve, chunks, first, count, unusual, at);
}

function markBy(
  { parts, answers, usual }: Sieve,
  chunks: readonly Int32Array[],
  first: number,
  count: number,
  unusual: Uint8Array,
  at: number,
): void {
  for (let k = 0; k < count; k++) {
    const number = first + k;
    const chunk = chunks[number >>> chunkBits] as Int32Array;
    const offset = (number & chunkMask) << 1;
    const low = chunk[offset] as number;
    const high = chunk[offset + 1] as number;
    let place = 0;
    let isKnown = true;
    for (let i = 0; i < parts.length; i++) {
      const { isLow, shift, limit, classes, placeShift } = parts[i] as SievePart;
      const value = ((isLow ? low : high) >>> shift) & limit;
      const one = value < classes.length ? (classes[value] as number) : 0;
      isKnown &&= one !== 0;
      place |= (one - 1) << placeShift;
    }
    if (!isKnown || answers[place] !== usual) unusual[at + k] = 1;
  }
}
