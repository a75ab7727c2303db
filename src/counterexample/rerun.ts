import { type Successor, successors } from '../reference/successors.ts';
import { outcomes } from '../spec/choice.ts';
import type { Configuration } from '../spec/configuration.ts';
import { judgeConditions } from './deadlock.ts';
import { findSuccessor } from './replay.ts';
import { type Run, stateAfter } from './run.ts';
import { mayStay } from './runs.ts';
import { stayingLabel, stayingStep } from './staying.ts';

/** A run made by the names of its steps, up to the first that could not be taken. */
export interface Rerun<S> {
  readonly run: Run<S>;
  readonly broken?: BrokenStep;
}

/** A step that cannot be taken where it should be. */
export interface BrokenStep {
  /** Its number in the run; the first has 1. */
  readonly step: number;
  readonly key: string;
  /** `disabled`: its action is not enabled. `unknown`: there is no such action. `choices`: its action makes other choices. */
  readonly why: 'disabled' | 'unknown' | 'choices';
  /** The conditions of its guard that are false. */
  readonly unmet: readonly string[];
  /** The labels of the actions that are enabled instead. */
  readonly enabled: readonly string[];
}

/** What replay calls a step: the action's label, and the picks of its choices if it made any. */
export function keyOf<S>({ action, picks }: Successor<S>): string {
  return picks.length === 0 ? action.label : `${action.label} [${picks}]`;
}

/** A key without the picks of its choices. */
function labelOf(key: string): string {
  return key.replace(/ \[[\d,]*\]$/, '');
}

/** The initial states, in the order of their choices. */
export function initialStates<S>(configuration: Configuration<S>): S[] {
  return Array.from(outcomes(configuration.initial), ({ result }) => result);
}

/** Makes a run from a state by the names of its steps, with the reference. */
export function rerun<S>(configuration: Configuration<S>, start: S, keys: readonly string[]): Rerun<S> {
  const steps: Successor<S>[] = [];
  for (const key of keys) {
    const state = stateAfter({ initial: start, steps }, steps.length);
    const step = stepByKey(configuration, state, key);
    if (step === undefined)
      return { run: { initial: start, steps }, broken: explainBroken(configuration, state, key, steps.length + 1) };
    steps.push(step);
  }
  return { run: { initial: start, steps } };
}

/** The step with a key; a key with picks that are not those of any step, as observers make them, is that of the only step of its action. */
function stepByKey<S>(configuration: Configuration<S>, state: S, key: string): Successor<S> | undefined {
  const exact = findSuccessor(configuration, state, (one) => keyOf(one) === key);
  if (exact !== undefined) return exact;
  if (key === stayingLabel)
    return mayStay(configuration, state) ? stayingStep(state, configuration.actions.length) : undefined;
  const label = labelOf(key);
  const [first, second] = [...successors(configuration, state)].filter(({ action }) => action.label === label);
  return label !== key && second === undefined ? first : undefined;
}

function explainBroken<S>(configuration: Configuration<S>, state: S, key: string, step: number): BrokenStep {
  const { actions } = configuration;
  const label = labelOf(key);
  const action = actions.find((one) => one.label === label);
  const known = { step, key, enabled: actions.filter((one) => one.enabled(state)).map((one) => one.label) };
  if (label === stayingLabel) return { ...known, why: 'disabled', unmet: ['nothing has to happen there'] };
  if (action === undefined) return { ...known, why: 'unknown', unmet: [] };
  const { unmet } = judgeConditions(action, state);
  return { ...known, why: unmet.length > 0 ? 'disabled' : 'choices', unmet };
}
