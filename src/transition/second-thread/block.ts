import { type Allocate, sharedRoom } from '../../state/room.ts';
import { mostBits } from '../independence.ts';
import type { Keys, Transitions } from '../row-firing.ts';

/** States of a block: what takes a thread some tens of microseconds. */
export const blockStates = 256;

/** Transitions of a block at most. */
const blockTransitions = 12 * blockStates;

/** The arrays of a block, which two threads share. */
export interface BlockArrays {
  /** By state of the block: its key, and what sleeps in it. */
  readonly lows: Int32Array;
  readonly highs: Int32Array;
  readonly sleeping: Int32Array;
  /** By state: 1 if it could not be fired. */
  readonly missed: Uint8Array;
  readonly ends: Uint32Array;
  readonly asleepEnds: Uint32Array;
  readonly source: Uint32Array;
  readonly action: Uint32Array;
  readonly rows: Int32Array;
  readonly sleepers: Int32Array;
  readonly asleepActions: Uint32Array;
}

/** Room for a block. */
export function createBlock(room: Allocate = sharedRoom): BlockArrays {
  const words = (length: number): Int32Array => new Int32Array(room(4 * length));
  const unsigned = (length: number): Uint32Array => new Uint32Array(room(4 * length));
  return {
    lows: words(blockStates),
    highs: words(blockStates),
    sleeping: words(blockStates),
    missed: new Uint8Array(room(blockStates)),
    ends: unsigned(blockStates),
    asleepEnds: unsigned(blockStates),
    source: unsigned(blockTransitions),
    action: unsigned(blockTransitions),
    rows: words(2 * blockTransitions),
    sleepers: words(blockTransitions),
    asleepActions: unsigned(mostBits * blockStates),
  };
}

/** Consecutive states that are fired apart from all others: what they are, and the transitions that come of it. */
export class Block implements Keys, Transitions {
  first = 0;
  length = 0;
  asleep = 0;
  readonly isFull = false;
  readonly bases: Int32Array = new Int32Array(0);
  readonly lows: Int32Array;
  readonly highs: Int32Array;
  readonly sleeping: Int32Array;
  readonly missed: Uint8Array;
  readonly ends: Uint32Array;
  readonly asleepEnds: Uint32Array;
  readonly source: Uint32Array;
  readonly action: Uint32Array;
  readonly rows: Int32Array;
  readonly sleepers: Int32Array;
  readonly asleepActions: Uint32Array;

  constructor(arrays: BlockArrays) {
    this.lows = arrays.lows;
    this.highs = arrays.highs;
    this.sleeping = arrays.sleeping;
    this.missed = arrays.missed;
    this.ends = arrays.ends;
    this.asleepEnds = arrays.asleepEnds;
    this.source = arrays.source;
    this.action = arrays.action;
    this.rows = arrays.rows;
    this.sleepers = arrays.sleepers;
    this.asleepActions = arrays.asleepActions;
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
    this.asleepEnds[i] = this.asleep;
  }
}
