/** Takes what is to be kept of a search, piece by piece. */
export interface Sink {
  /** Something that JSON can express. */
  readonly value: (value: unknown) => void;
  /** So many 32-bit words, in chunks. */
  readonly words: (length: number, chunks: Iterable<Int32Array | Uint32Array>) => void;
}

/** Gives back, in the same order, what a sink was given. It may have been tampered with: nothing in it is to be trusted. */
export interface Source {
  readonly value: () => unknown;
  /** @throws Damaged unless there are so many */
  readonly words: (length: number) => Iterable<Int32Array>;
}

/** What was kept does not fit together. */
export class Damaged extends Error {}

/** @throws Damaged unless something that must be so is so */
export function requireSound(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Damaged(what);
}

/** A whole number in a range, both ends included. @throws Damaged if it is not */
export function wholeNumber(value: unknown, least: number, greatest: number, what: string): number {
  requireSound(Number.isInteger(value) && (value as number) >= least && (value as number) <= greatest, what);
  return value as number;
}

/** A list, its elements read by a function. @throws Damaged if it is none */
export function listOf<T>(value: unknown, read: (element: unknown) => T, what: string): T[] {
  requireSound(Array.isArray(value), what);
  return value.map(read);
}

/** A part of a record, its own and not an inherited one. @throws Damaged if there is no record */
export function partOf(value: unknown, key: string): unknown {
  requireSound(typeof value === 'object' && value !== null && !Array.isArray(value), `no record with ${key}`);
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
