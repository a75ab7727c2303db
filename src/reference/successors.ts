import { enableMapSet, produce } from 'immer';
import { type Choose, outcomes } from '../spec/choice.ts';
import type { Action, Configuration } from '../spec/configuration.ts';

enableMapSet();

/** A state that an action leads to, and the picks of the choices made on the way. */
export interface Successor<S> {
  readonly action: Action<S>;
  readonly picks: readonly number[];
  readonly state: S;
}

/** The state that an enabled action leads to when its choices fall in this way. */
export function fire<S>(action: Action<S>, state: S, choose: Choose): S {
  return action.settle(() => produce(state, (draft) => action.effect(draft as S, choose, state) as never));
}

/** Every transition from a state, by definition: each enabled action, with each outcome of its choices. */
export function* successors<S>(configuration: Pick<Configuration<S>, 'actions'>, state: S): Generator<Successor<S>> {
  for (const action of configuration.actions) {
    if (!action.enabled(state)) continue;
    for (const { picks, result } of outcomes((choose) => fire(action, state, choose)))
      yield { action, picks, state: result };
  }
}
