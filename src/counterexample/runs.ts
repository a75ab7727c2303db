import { identityOf } from '../reference/identity.ts';
import { successors } from '../reference/successors.ts';
import type { Action, Configuration } from '../spec/configuration.ts';
import type { Formula } from '../spec/temporal/formula.ts';
import type { BypassProperty, PossibleProperty } from '../spec/temporal/temporal-property.ts';
import { holdsOf } from './evaluate.ts';
import { isFair } from './loop-fairness.ts';
import { lastState, type Run, roundOf, stateAfter } from './run.ts';

/** So many states are looked at from a state from which none of a kind should be reached. */
const mostStates = 2000;

/** True if a run may stay in a state: nobody has to do anything there. */
export function mayStay<S>({ actions, fairness }: Configuration<S>, state: S): boolean {
  return actions.every((action) => fairness.optional.includes(action.index) || !action.enabled(state));
}

/** True if a run goes round for ever, as fairly as it must, and a formula does not hold of it. */
export function isFairViolation<S>(configuration: Configuration<S>, formula: Formula<S>, run: Run<S>): boolean {
  return (
    goesRound(run) &&
    isClosed(configuration, run) &&
    isFairRound(configuration, run) &&
    !satisfies(configuration, formula, run)
  );
}

/** A run that goes round for ever. */
export type LoopingRun<S> = Run<S> & { readonly loop: number };

export function goesRound<S>(run: Run<S>): run is LoopingRun<S> {
  return run.loop !== undefined;
}

/** True if the loop of a run can be gone round again: it ends where it begins, or the run may stay where it ends. */
export function isClosed<S>(configuration: Configuration<S>, run: LoopingRun<S>): boolean {
  const end = lastState(run);
  if (run.loop === run.steps.length && !mayStay(configuration, end)) return false;
  return identityOf(end) === identityOf(stateAfter(run, run.loop));
}

/** True if going round is as fair as it must be. */
export function isFairRound<S>(configuration: Configuration<S>, run: LoopingRun<S>): boolean {
  return isFair(roundOf(run), configuration);
}

function satisfies<S>(configuration: Configuration<S>, formula: Formula<S>, run: LoopingRun<S>): boolean {
  return holdsOf(formula, roundOf(run), configuration);
}

/** True if no state with a predicate can be reached from a state, as far as the reference looks. */
export function isOutOfReach<S>(configuration: Configuration<S>, { holds }: PossibleProperty<S>, from: S): boolean {
  const known = new Map([[identityOf(from), from]]);
  for (const state of known.values()) {
    if (holds(state as never)) return false;
    if (known.size > mostStates) return true;
    for (const successor of successors(configuration, state)) {
      const identity = identityOf(successor.state);
      if (!known.has(identity)) known.set(identity, successor.state);
    }
  }
  return true;
}

/** True if somebody is overtaken more often in a run than a bypass property allows, or again and again in its loop. */
export function breaksBypass<S>(configuration: Configuration<S>, property: BypassProperty, run: Run<S>): boolean {
  const { atMost = Number.POSITIVE_INFINITY } = property;
  const owners = new Set(configuration.actions.filter(({ name }) => name === property.request).map(ownerOf));
  return [...owners].some((owner) => {
    const counts = overtakings(property, run, owner);
    const before = run.loop === undefined ? undefined : counts[run.loop];
    const isEndless = before !== undefined && before >= 0 && (counts.at(-1) as number) > before;
    return isEndless || Math.max(...counts) > atMost;
  });
}

/** After each step, how often a process that waits was overtaken since its request; -1 while it does not wait. */
export function overtakings<S>({ request, entry }: BypassProperty, { steps }: Run<S>, owner: string): number[] {
  let count = -1;
  const counts = [count];
  for (const { action } of steps) {
    const isOwn = ownerOf(action) === owner;
    if (action.name === entry) count = isOwn ? -1 : count < 0 ? count : count + 1;
    else if (action.name === request && isOwn && count < 0) count = 0;
    counts.push(count);
  }
  return counts;
}

/** Whose an action is: that of the process which acts, or else of its first argument. */
function ownerOf<S>({ process, args }: Action<S>): string {
  return String(process ?? args[0]);
}
