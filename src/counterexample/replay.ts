import type { Finding } from '../explore/exploration.ts';
import { identityOf } from '../reference/identity.ts';
import { type Successor, successors } from '../reference/successors.ts';
import { outcomes } from '../spec/choice.ts';
import type { Configuration, NamedProperty } from '../spec/configuration.ts';
import { SpecError } from '../spec/spec-error.ts';
import { lastState, type Run, stateAfter } from './run.ts';
import { breaksBound } from './run-cost.ts';
import { breaksBypass, isFairViolation, isOutOfReach, mayStay } from './runs.ts';
import { stayingStep } from './staying.ts';

/**
 * Makes a finding's run again, with the reference and nothing else, and judges the property at its end. Where several
 * actions lead to the same state, the first in the order of the configuration is taken.
 * @throws SpecError S104 when a state of the run is not a successor of the one before, or the property is not settled.
 */
export function replay<S>(
  configuration: Configuration<S>,
  { property, states, lastAction, actions, loop }: Finding<S>,
): Run<S> {
  const hashes = states.map((state) => identityOf(state));
  const initial = findInitial(configuration, hashes[0]);
  if (initial === undefined) throw notReplayed(property, 'initial', 'it did not give the first state of the run again');
  const steps: Successor<S>[] = [];
  for (let i = 1; i < hashes.length; i++) {
    const before = stateAfter({ initial: initial.state, steps }, i - 1);
    const action = actions?.[i - 1] ?? (i === hashes.length - 1 ? lastAction : undefined);
    const step =
      action === configuration.actions.length && mayStay(configuration, before) && hashes[i] === hashes[i - 1]
        ? stayingStep(before, action)
        : findSuccessor(configuration, before, (one) => isAt(one, action, hashes[i]));
    if (step === undefined) {
      const name = action === undefined ? `step ${i}` : `step ${i}, ${configuration.actions[action]?.label}`;
      throw notReplayed(property, name, 'no action leads again from the state before it to the state after it');
    }
    steps.push(step);
  }
  const run = { initial: initial.state, steps, ...(loop !== undefined && { loop }) };
  if (!settles(configuration, propertyNamed(configuration, property), run))
    throw notReplayed(
      property,
      `property ${property}`,
      `asked again about the state after step ${steps.length}, it gave the other answer`,
    );
  return run;
}

/** The first transition from a state, in the order of the configuration, that is what is looked for. */
export function findSuccessor<S>(
  configuration: Configuration<S>,
  state: S,
  isWanted: (successor: Successor<S>) => boolean,
): Successor<S> | undefined {
  for (const successor of successors(configuration, state)) if (isWanted(successor)) return successor;
  return undefined;
}

/** True if a run's end violates the property or, for `reachable`, witnesses it. */
export function settles<S>(configuration: Configuration<S>, property: NamedProperty<S>, run: Run<S>): boolean {
  const end = lastState(run) as never;
  const last = run.steps.at(-1);
  switch (property.kind) {
    case 'invariant':
      return !property.holds(end);
    case 'reachable':
      return property.holds(end);
    case 'step':
      return last !== undefined && !property.holds(stateAfter(run, run.steps.length - 1) as never, last.action, end);
    case 'cost':
      return breaksBound(configuration, property, run) !== undefined;
    case 'temporal':
      return isFairViolation(configuration, property.formula, run);
    case 'possible':
      return !property.holds(end) && isOutOfReach(configuration, property, lastState(run));
    case 'bypass':
      return breaksBypass(configuration, property, run);
    case 'history':
      return false; // it is judged, and replayed, as a property of the configuration with history
    case 'deadlock':
      return isEnd(configuration, end) && !property.termination(end);
    case 'terminal':
      return isEnd(configuration, end) && !property.holds(end);
  }
}

/** True if a run ends in a state: nothing can happen in it but what is optional. */
function isEnd<S>(configuration: Configuration<S>, state: S): boolean {
  return findSuccessor(configuration, state, ({ action }) => action.optional === undefined) === undefined;
}

/** The property with a name, which must exist. */
export function propertyNamed<S>(configuration: Configuration<S>, name: string): NamedProperty<S> {
  const property = configuration.properties.find((one) => one.name === name);
  if (property === undefined) throw new Error(`the configuration has no property ${name}`);
  return property;
}

/** A step has the wanted hash, and if an action is required, it is that action's. */
function isAt<S>({ action, state }: Successor<S>, required: number | undefined, hash: string | undefined): boolean {
  return (required === undefined || action.index === required) && identityOf(state) === hash;
}

function findInitial<S>(configuration: Configuration<S>, hash: string | undefined): { readonly state: S } | undefined {
  for (const { result } of outcomes(configuration.initial)) if (identityOf(result) === hash) return { state: result };
  return undefined;
}

function notReplayed(property: string, where: string, text: string): SpecError {
  return new SpecError('S104', {
    where,
    text: `the run that settles ${property} cannot be repeated: ${text}`,
    help: 'Clocks, random numbers and variables outside the state do not belong in a spec: model a choice with choose([...]).',
  });
}
