import type { Encoding } from './encoding.ts';

/** Numbers from here on pass: they are of known targets of the last transitions, in sets that do not look their numbers up. */
export const passing = 0x80000000;

/** States under numbers, each as the two words of its key. */
export interface StateSet {
  /** States that have a number now. */
  readonly size: number;
  /** Bytes held. */
  readonly bytes: number;
  low(number: number): number;
  high(number: number): number;
  /**
   * Inserts keys (low and high word in turn) in order; each one's number goes to `targets`, and 1 to `isNew` if it was
   * not there.
   */
  insert(keys: Int32Array, count: number, targets: Uint32Array, isNew: Uint8Array): void;
  /** Gives keys that are known to differ the next numbers, in order. */
  append(keys: Int32Array, count: number, targets: Uint32Array, isNew: Uint8Array): void;
  /** A set of the same kind without states, to which these are moved under new keys. */
  emptied(): StateSet;
  /** Tells what keys mean, to a set that wants to know; before the first is inserted. */
  encodedBy?(encoding: Encoding): void;
}
