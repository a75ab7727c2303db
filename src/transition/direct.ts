import { successors } from '../reference/successors.ts';
import { canonical } from '../spec/canonical.ts';
import { outcomes } from '../spec/choice.ts';
import type { Action, Configuration } from '../spec/configuration.ts';
import { type Batch, batchTarget, countFound, createBatch, emptyBatch, widenBatch } from '../state/batch.ts';
import { notDeterministic } from './determinism.ts';
import type { StateSpace } from './state-space.ts';

/** The first states are all fired twice, later ones once in so many, to catch functions that are not pure. */
const alwaysRepeated = 100;

/** In the very first states actions are fired several times more, as a coin that is tossed in a guard may fall alike. */
const manyTimes = 16;
const repeatedEvery = 64;

/** What a predicate says; of some states it is asked twice. @throws SpecError S104 if it says something else then */
function askAgain(where: string, state: number, ask: () => boolean): boolean {
  const answer = ask();
  if ((state < alwaysRepeated || state % repeatedEvery === 0) && ask() !== answer)
    throw notDeterministic(where, 'true once, false once');
  return answer;
}

/**
 * A state space that calls the user's functions for every transition and keeps every state as an object, told apart by
 * its canonical text. Cost: one text, one map entry and the unshared part of one object per state.
 */
export function directSpace<S>(configuration: Configuration<S>): StateSpace<S> {
  const { actions } = configuration;
  const states: S[] = [];
  const numbers = new Map<string, number>();
  let batch: Batch = createBatch(2 * batchTarget, actions.length);

  const intern = (state: S): number => {
    const text = canonical(state);
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, states.length);
    return states.push(state) - 1;
  };

  const append = (source: number, action: number, state: S): void => {
    if (batch.length === batch.source.length) batch = widenBatch(batch);
    const before = states.length;
    const i = batch.length++;
    batch.source[i] = source;
    batch.action[i] = action;
    batch.target[i] = intern(state);
    batch.isNew[i] = states.length > before ? 1 : 0;
  };

  const repeat = (source: number, first: number): void => {
    let i = first;
    for (const { action, state } of successors(configuration, states[source] as S)) {
      const same =
        i < batch.length && batch.action[i] === action.index && numbers.get(canonical(state)) === batch.target[i];
      if (!same) throw notDeterministic(action.label, 'other successors');
      i++;
    }
    if (i < batch.length)
      throw notDeterministic((actions[batch.action[i] as number] as Action<S>).label, 'fewer successors');
  };

  return {
    actions,
    get size() {
      return states.length;
    },
    seed: () => {
      for (const { result } of outcomes(configuration.initial)) intern(result);
      const count = states.length;
      for (const { result } of outcomes(configuration.initial)) intern(result);
      if (states.length > count) throw notDeterministic('initial', 'other initial states');
      return count;
    },
    expand: (first, last) => {
      emptyBatch(batch);
      let next = first;
      while (next < last && batch.length < batchTarget) {
        const start = batch.length;
        for (const { action, state } of successors(configuration, states[next] as S)) append(next, action.index, state);
        if (batch.length === start) batch.terminal.push(next);
        if (next < alwaysRepeated || next % repeatedEvery === 0) repeat(next, start);
        if (next < manyTimes) for (let i = 0; i < 8; i++) repeat(next, start);
        next++;
      }
      batch.found = countFound(batch, 0, batch.length, 0, undefined, undefined);
      batch.unusual.fill(1, 0, batch.found);
      return { batch, next };
    },
    state: (number) => states[number] as S,
    watch: (where, predicate) => (number) => askAgain(where, number, () => predicate(states[number] as S)),
    watchStep: (where, predicate) => (source, action, target) =>
      askAgain(where, source, () => predicate(states[source] as S, actions[action] as Action<S>, states[target] as S)),
    recheck: () => {},
  };
}
