import { explainDeadlock } from '../counterexample/deadlock.ts';
import { type BrokenStep, initialStates, type Rerun, rerun } from '../counterexample/rerun.ts';
import type { Run } from '../counterexample/run.ts';
import { stateAfter } from '../counterexample/run.ts';
import type { Trace } from '../counterexample/trace.ts';
import { traceOf } from '../counterexample/trace-of.ts';
import { type Successor, successors } from '../reference/successors.ts';
import { happening } from '../report/happening.ts';
import { reportedKind } from '../report/system-result.ts';
import type { Configuration, NamedProperty } from '../spec/configuration.ts';
import { SpecError } from '../spec/spec-error.ts';
import type { Move, PropertyHere, RunRequest, Walk } from './protocol.ts';

/** Makes a run by the names of its steps, with the reference; it ends before the first that cannot be taken. */
export function runByKeys<S>(
  configuration: Configuration<S>,
  { initial, keys }: Pick<RunRequest, 'initial' | 'keys'>,
): Rerun<S> {
  const start = initialStates(configuration)[initial];
  if (start === undefined)
    throw new SpecError('U108', { text: `there is no initial state ${initial}`, help: 'They are counted from 0.' });
  return rerun(configuration, start, keys);
}

/**
 * A run, and what is true and what can happen after the first `at` of its steps.
 * @throws SpecError when the spec makes a mistake there.
 */
export function walk<S>(
  configuration: Configuration<S>,
  request: RunRequest & { readonly at: number },
): Omit<Walk, 'faults'> {
  const { run, broken: stopped } = runByKeys(configuration, request);
  const at = Math.min(request.at, run.steps.length);
  const until = { initial: run.initial, steps: run.steps.slice(0, at) };
  const state = stateAfter(until, at);
  const next = [...successors(configuration, state)];
  const { waitsFor, cycle, disabled } = explainDeadlock(configuration, state);
  const enabledHere = new Set(next.map(({ action }) => action.index));
  const trace = traceOf(configuration, run, { shortest: false });
  const broken = stopped && { step: stopped.step, key: stopped.key, why: describeBroken(stopped) };
  return {
    trace,
    initialStates: initialStates(configuration).length,
    at,
    enabled: inGroups(
      configuration,
      next.map((step) => move(configuration, until, step)),
    ),
    disabled: enabledHere.size === configuration.actions.length ? [] : disabled.filter(({ guard }) => guard !== ''),
    properties: configuration.properties.map((property) => judge(property, until, next.length === 0)),
    waitsFor,
    cycle,
    predicates: Object.keys(configuration.predicates),
    inFlight: inFlightAfter(trace, at),
    ...(broken && { broken }),
  };
}

/** The messages that are under way after so many steps. */
function inFlightAfter({ messages }: Trace, at: number): readonly number[] {
  return messages
    .filter(({ sentAt, deliveredAt = Infinity, lostAt = Infinity }) => sentAt <= at && deliveredAt > at && lostAt > at)
    .map(({ id }) => id);
}

/** The moves of each process together, then those of none, then faults. */
function inGroups<S>({ processNames }: Configuration<S>, moves: readonly Move[]): readonly Move[] {
  const place = ({ process, isFault }: Move): number => {
    if (isFault) return processNames.length + 1;
    return process === undefined ? processNames.length : processNames.indexOf(process);
  };
  return moves.toSorted((a, b) => place(a) - place(b));
}

function move<S>(configuration: Configuration<S>, run: Run<S>, step: Successor<S>): Move {
  const trace = traceOf(configuration, { ...run, steps: [...run.steps, step] }, { shortest: false });
  const last = trace.steps.at(-1) as Trace['steps'][number];
  const { process, key, diff } = last;
  const words = happening(trace, last);
  const text = process === undefined ? words : words.slice(process.length + 1);
  const picked = step.picks.length === 0 ? text : `${text} [${step.picks}]`;
  const { environment, optional = false } = step.action;
  const isFault = environment !== undefined && optional;
  return { key, text: picked, diff, isFault, ...(process !== undefined && { process }) };
}

function judge<S>(property: NamedProperty<S>, run: Run<S>, isEnd: boolean): PropertyHere {
  const { name, description } = property;
  const known = { name, kind: reportedKind(property), ...(description !== undefined && { description }) };
  return { ...known, status: statusHere(property, run, isEnd) };
}

function statusHere<S>(property: NamedProperty<S>, run: Run<S>, isEnd: boolean): PropertyHere['status'] {
  const at = run.steps.length;
  const state = stateAfter(run, at) as never;
  switch (property.kind) {
    case 'invariant':
      return property.holds(state) ? 'holds' : 'violated';
    case 'reachable':
      return property.holds(state) ? 'reached' : 'not here';
    case 'step': {
      const last = run.steps.at(-1);
      if (last === undefined) return 'holds';
      return property.holds(stateAfter(run, at - 1) as never, last.action, state) ? 'holds' : 'violated';
    }
    case 'terminal':
      if (!isEnd) return 'elsewhere';
      return property.holds(state) ? 'holds' : 'violated';
    case 'deadlock':
      return isEnd && !property.termination(state) ? 'violated' : 'holds';
    default:
      return 'elsewhere';
  }
}

/** Why the next step of a request cannot be taken. */
function describeBroken({ why, unmet }: BrokenStep): string {
  if (why === 'unknown') return 'the spec has no such action';
  return why === 'choices' ? 'its choices are others there' : `it is not enabled there: it needs ${unmet[0]}`;
}
