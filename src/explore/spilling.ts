import { DiskWords } from '../state/spill/disk-words.ts';
import type { Scratch } from '../state/spill/scratch.ts';
import type { StateSpace } from '../transition/state-space.ts';

/** Where a breadth-first search goes on when memory is full. */
export interface Spill {
  readonly scratch: Scratch;
  /** Told when what was in memory has been moved. */
  readonly onSpilled?: () => void;
  /** Told when a search is over, and its files are gone. */
  readonly onOver?: () => void;
  /** Goes on there from so many states on, however much memory there is. */
  readonly at?: number;
  /** For how many targets at a time there is memory; as many as take a quarter of what states took before, unless told. */
  readonly room?: number;
}

/** The state by which each was found. */
export interface Parents {
  readonly length: number;
  readonly push: (parent: number) => void;
  /** Adds the first ones, so many. */
  readonly append: (parents: Uint32Array, count: number) => void;
  readonly get: (state: number) => number;
}

/** Bytes that a candidate takes, and what a state took before that was held in memory: key, parent, and its share of an index. */
const candidateBytes = 33;
const stateBytes = 19;

/** Room for fewer than this saves nothing. */
const leastRoom = 1 << 16;

const stretch = 1 << 14;

/** Moves states and their parents to disk. Pauses often; unless it comes to its end, nothing has changed. @throws NotWritten */
export function* spilling<S>(
  space: StateSpace<S>,
  { scratch, room }: Spill,
  parents: Parents,
): Generator<void, Parents> {
  const moved = new DiskWords(scratch);
  for (let state = 0; state < parents.length; state++) {
    moved.push(parents.get(state));
    if (state % stretch === 0) yield;
  }
  const quarter = Math.floor((stateBytes * space.size) / candidateBytes / 4);
  yield* (space as Required<StateSpace<S>>).spill(scratch, room ?? Math.max(leastRoom, quarter));
  return moved;
}
