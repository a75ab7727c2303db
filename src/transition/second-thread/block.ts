import { sharedRoom } from '../../state/room.ts';
import type { Store } from '../../state/store.ts';
import type { Keys, Transitions } from '../row-firing.ts';

/** States of a block: what takes a thread some tens of microseconds. */
export const blockStates = 512;

/** Transitions of a block at most. */
const blockTransitions = 12 * blockStates;

/** Numbers in a row of words at most: those of four words and two pairs. */
export const mostWidth = 6;

/** The arrays of a block, which two threads share. */
export type BlockArrays = Pick<
  Block,
  'lows' | 'highs' | 'bases' | 'sleeping' | 'missed' | 'ends' | 'slept' | 'source' | 'action' | 'rows' | 'sleepers'
>;

/** Room for a block. */
export function createBlock(): BlockArrays {
  const words = (length: number): Int32Array => new Int32Array(sharedRoom(4 * length));
  const unsigned = (length: number): Uint32Array => new Uint32Array(sharedRoom(4 * length));
  return {
    lows: words(blockStates),
    highs: words(blockStates),
    bases: words(mostWidth * blockStates),
    sleeping: words(blockStates),
    missed: new Uint8Array(sharedRoom(blockStates)),
    ends: unsigned(blockStates),
    slept: words(blockStates),
    source: unsigned(blockTransitions),
    action: unsigned(blockTransitions),
    rows: words(mostWidth * blockTransitions),
    sleepers: words(blockTransitions),
  };
}

/** Consecutive states that are fired apart from all others: what they are, and the transitions that come of it. */
export class Block implements Keys, Transitions {
  first = 0;
  length = 0;
  asleep = 0;
  readonly isFull = false;
  readonly capacity: number = blockTransitions;
  /** By state of the block: its key, its row of words if there are more than two, and what sleeps in it. */
  readonly lows: Int32Array;
  readonly highs: Int32Array;
  readonly bases: Int32Array;
  readonly sleeping: Int32Array;
  /** By state: 1 if it could not be fired. */
  readonly missed: Uint8Array;
  readonly ends: Uint32Array;
  readonly slept: Int32Array;
  readonly source: Uint32Array;
  readonly action: Uint32Array;
  readonly rows: Int32Array;
  readonly sleepers: Int32Array;

  constructor(arrays: BlockArrays) {
    this.lows = arrays.lows;
    this.highs = arrays.highs;
    this.bases = arrays.bases;
    this.sleeping = arrays.sleeping;
    this.missed = arrays.missed;
    this.ends = arrays.ends;
    this.slept = arrays.slept;
    this.source = arrays.source;
    this.action = arrays.action;
    this.rows = arrays.rows;
    this.sleepers = arrays.sleepers;
  }

  low(number: number): number {
    return this.lows[number - this.first] as number;
  }

  high(number: number): number {
    return this.highs[number - this.first] as number;
  }

  /** What sleeps in a state. */
  of(number: number): number {
    return this.sleeping[number - this.first] as number;
  }

  widen(): boolean {
    return false;
  }

  /** Writes what whoever fires so many states must know of them. Only actions in `maySleep` sleep. */
  fill(
    first: number,
    states: number,
    { visited, encoding: { packing } }: Store,
    sleep: { of(state: number): number } | undefined,
    maySleep: number,
  ): void {
    const { width, words } = packing;
    for (let i = 0; i < states; i++) {
      const low = visited.low(first + i);
      const high = visited.high(first + i);
      this.lows[i] = low;
      this.highs[i] = high;
      if (words > 2) packing.unfold(low, high, this.bases, i * width);
      this.sleeping[i] = sleep === undefined ? 0 : sleep.of(first + i) & maySleep;
    }
  }

  /** Begins with states from a number on. */
  begin(first: number): void {
    this.first = first;
    this.length = 0;
    this.asleep = 0;
    this.missed.fill(0);
  }

  /** Passes over a state that cannot be fired. */
  miss(number: number): void {
    const i = number - this.first;
    this.missed[i] = 1;
    this.ends[i] = this.length;
    this.slept[i] = 0;
  }

  /** Passes over so many states. */
  missAll(first: number, states: number): void {
    this.begin(first);
    for (let i = 0; i < states; i++) this.miss(first + i);
  }
}
