/**
 * Keys are sorted as the 64-bit numbers that their two words are in memory, which is what a BigUint64Array sorts by: the
 * word at this place of a pair counts for more, and the other one decides between equals.
 */
export const upper: number = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;
const lower = 1 - upper;

/** True if the key at a place comes before another; places are counted in keys. */
export function isBefore(keys: Uint32Array, at: number, others: Uint32Array, place: number): boolean {
  const a = keys[2 * at + upper] as number;
  const b = others[2 * place + upper] as number;
  return a < b || (a === b && (keys[2 * at + lower] as number) < (others[2 * place + lower] as number));
}

/** The first place from `start` on, up to `end`, whose key does not come before another. The keys are sorted. */
export function firstNotBefore(
  keys: Uint32Array,
  start: number,
  end: number,
  others: Uint32Array,
  place: number,
): number {
  let from = start;
  let to = end;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (isBefore(keys, middle, others, place)) from = middle + 1;
    else to = middle;
  }
  return from;
}
