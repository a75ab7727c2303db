import type { Successor } from '../reference/successors.ts';

/** A run of a configuration, as the reference makes it. */
export interface Run<S> {
  readonly initial: S;
  /** Each with the state that it leads to. */
  readonly steps: readonly Successor<S>[];
  /** Of a run that goes round for ever: after how many steps the loop begins. After all of them, it stays where it is. */
  readonly loop?: number;
}

/** The state after so many steps of a run. */
export function stateAfter<S>({ initial, steps }: Run<S>, count: number): S {
  return steps[count - 1]?.state ?? initial;
}

/** The state a run ends in. */
export function lastState<S>(run: Run<S>): S {
  return stateAfter(run, run.steps.length);
}

/** The places of a run that goes round for ever: a state for each, and the action taken there, if any is. */
export interface Round<S> {
  readonly states: readonly S[];
  /** The place in `Run.steps` of the step that is taken; none where the run stays for ever. */
  readonly taken: readonly (Successor<S>['action'] | undefined)[];
  /** The place at which the loop begins: the one after the last. */
  readonly loop: number;
}

/** A run that goes round, place by place. */
export function roundOf<S>(run: Run<S> & { readonly loop: number }): Round<S> {
  const { steps, loop } = run;
  const length = loop === steps.length ? loop + 1 : steps.length;
  const places = Array.from({ length }, (_, i) => i);
  return { states: places.map((i) => stateAfter(run, i)), taken: places.map((i) => steps[i]?.action), loop };
}
