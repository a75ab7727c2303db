import { isSpecError } from '../spec/spec-error.ts';
import { Damaged, requireSound } from '../state/saving/sink.ts';
import type { StateSpace } from './state-space.ts';

/** States whose successors are looked for, evenly chosen; so many show what actions do, so that much is learned from them. */
const sampleSize = 4000;

/**
 * Fires the actions of a sample of states that are said to have been expanded.
 * @throws Damaged if one has a successor that is not known: then the states are not those of this spec
 */
export function requireClosed<S>(space: StateSpace<S>, expanded: number): void {
  const known = space.size;
  const count = Math.min(expanded, sampleSize);
  for (let i = 0; i < count; i++) {
    const state = Math.floor((i * expanded) / count);
    const { batch } = expandSoundly(space, state);
    for (let k = 0; k < batch.length; k++)
      requireSound((batch.target[k] as number) < known && batch.isNew[k] === 0, 'a successor is not among the states');
  }
}

function expandSoundly<S>(space: StateSpace<S>, state: number): ReturnType<StateSpace<S>['expand']> {
  try {
    return space.expand(state, state + 1);
  } catch (error) {
    throw isSpecError(error) ? new Damaged(error.message) : error;
  }
}
