import { countFound, type Numbered } from './batch.ts';
import { markUnusual, type Sieve } from './sieve.ts';
import type { StateSet } from './state-set.ts';
import { VisitedSet } from './visited.ts';

/** The arrays of a batch whose targets are keys, and room for what is made of them. */
export interface Place extends Numbered {
  /** By transition: the two words of its key. */
  readonly keys: Int32Array;
  readonly target: Uint32Array;
  readonly isNew: Uint8Array;
  readonly unusual: Uint8Array;
  /** By transition: the sleep set of its target, should that be new; and by state found. */
  readonly sleepers: Int32Array;
  readonly foundAsleep: Int32Array;
}

/** Transitions of a place: all from one, up to but without another. */
export interface Job {
  readonly place: Place;
  readonly from: number;
  readonly to: number;
  /** States found by the transitions before. */
  readonly before: number;
}

/**
 * Gives the targets of a job their numbers, and notes what was found. Without sieves every state found is marked. Returns how many
 * states of the place are found now.
 */
export function number({ place, from, to, before }: Job, set: StateSet, sieves: readonly Sieve[] | undefined): number {
  const first = set.size;
  const { keys, target, isNew, unusual, sleepers, foundAsleep } = place;
  set.insert(keys.subarray(2 * from), to - from, target.subarray(from), isNew.subarray(from));
  const found = countFound(place, from, to, before, sleepers, foundAsleep);
  if (sieves !== undefined && set instanceof VisitedSet)
    markUnusual(sieves, set.chunks, first, found - before, unusual, before);
  else unusual.fill(1, before, found);
  return found;
}
