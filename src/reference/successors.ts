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

/** Every transition from a state, by definition: each enabled action, with each outcome of its choices. */
export function* successors<S>(configuration: Pick<Configuration<S>, 'actions'>, state: S): Generator<Successor<S>> {
  for (const action of configuration.actions) {
    if (!action.enabled(state)) continue;
    const step = (choose: Choose): S =>
      action.settle(() => produce(state, (draft) => action.effect(draft as S, choose, state) as never));
    for (const { picks, result } of outcomes(step)) yield { action, picks, state: result };
  }
}
