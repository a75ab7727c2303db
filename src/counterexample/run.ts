import type { Successor } from '../reference/successors.ts';

/** A run of a configuration, as the reference makes it. */
export interface Run<S> {
  readonly initial: S;
  /** Each with the state that it leads to. */
  readonly steps: readonly Successor<S>[];
}

/** The state after so many steps of a run. */
export function stateAfter<S>({ initial, steps }: Run<S>, count: number): S {
  return steps[count - 1]?.state ?? initial;
}

/** The state a run ends in. */
export function lastState<S>(run: Run<S>): S {
  return stateAfter(run, run.steps.length);
}
