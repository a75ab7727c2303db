import type { Successor } from '../reference/successors.ts';
import type { Action } from '../spec/configuration.ts';

/** What reports call a step in which nothing happens. */
export const stayingLabel: string = 'nothing happens';

/** A step by which a run stays in a state, as it may where nothing has to happen. `index` is the number after all actions. */
export function stayingStep<S>(state: S, index: number): Successor<S> {
  const action: Action<S> = {
    index,
    name: stayingLabel,
    args: [],
    label: stayingLabel,
    conditions: [],
    enabled: () => true,
    effect: () => {},
    settle: (step) => step(),
  };
  return { action, picks: [], state };
}
