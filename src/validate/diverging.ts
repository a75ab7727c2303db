import { changes } from '../counterexample/diff.ts';
import { toJson } from '../counterexample/json.ts';
import { describePlace } from '../counterexample/place.ts';
import type { Json } from '../counterexample/trace.ts';
import { successors } from '../reference/successors.ts';
import { canonical } from '../spec/canonical.ts';
import type { Action, Configuration } from '../spec/configuration.ts';
import { isRecord, type Path } from '../spec/value.ts';
import type { LogEvent } from './log-event.ts';
import { mismatches } from './pattern.ts';
import type { Possible, StateSet } from './state-set.ts';
import type { CandidateAction, Divergence, ExpectedStep, PossibleStates } from './validation.ts';

/** So many states are looked at for an explanation, and so many things of a kind are told. */
const looked = 1000;
const told = 20;

/** Why an event is no step from any of the states, and what would be; `reached` has the states after hidden steps, too. */
export function explainDivergence<S>(
  configuration: Configuration<S>,
  event: LogEvent<S>,
  states: StateSet<S>,
  reached: StateSet<S>,
): Omit<Divergence, 'withHidden'> {
  const from = [...reached.values()].slice(0, looked);
  const { line, text, actions, state: pattern } = event;
  const candidates = (actions ?? [])
    .map((action) => candidate(configuration, action, event, from))
    .sort((a, b) => distance(a) - distance(b));
  const differences = from.map(({ state }) => mismatches(configuration, pattern ?? {}, state));
  return {
    line,
    text,
    candidates: candidates.slice(0, told),
    ...(actions === undefined && { nearest: fewest(differences) }),
    expected: expectedSteps(configuration, [...states.values()].slice(0, looked)),
  };
}

function distance({ enabledIn, needs, differs }: CandidateAction): number {
  return enabledIn > 0 ? differs.length : 1000 + needs.length;
}

function candidate<S>(
  configuration: Configuration<S>,
  action: Action<S>,
  { state: pattern = {} }: LogEvent<S>,
  from: readonly Possible<S>[],
): CandidateAction {
  const enabled = from.filter(({ state }) => action.enabled(state));
  const missing = from.map(({ state }) => action.conditions.filter((condition) => !condition.holds(state)));
  const after = enabled.flatMap(({ state }) => [...successors({ actions: [action] }, state)]);
  return {
    action: action.label,
    enabledIn: enabled.length,
    needs: enabled.length > 0 ? [] : fewest(missing).map(({ text }) => text),
    differs: fewest(after.map(({ state }) => mismatches(configuration, pattern, state))),
  };
}

function fewest<T>(lists: readonly (readonly T[])[]): readonly T[] {
  return (
    lists.reduce<readonly T[] | undefined>(
      (best, list) => (best === undefined || list.length < best.length ? list : best),
      undefined,
    ) ?? []
  );
}

function expectedSteps<S>(configuration: Configuration<S>, from: readonly Possible<S>[]): readonly ExpectedStep[] {
  return configuration.actions
    .flatMap((action) => {
      const enabled = from.filter(({ state }) => action.enabled(state));
      const [first] = enabled;
      if (first === undefined) return [];
      const [next] = successors({ actions: [action] }, first.state);
      const changed = next === undefined ? [] : changes(configuration, first.state, next.state);
      return [{ action: action.label, enabledIn: enabled.length, changes: changed }];
    })
    .slice(0, told);
}

/** What is known of the state of a system that is in one of these. */
export function possibleStates<S>(configuration: Configuration<S>, states: StateSet<S>): PossibleStates {
  const all = [...states.values()].map(({ state }) => state);
  const values = new Map<string, Map<string, Json>>();
  for (const state of all.slice(0, looked))
    for (const [path, value] of parts(configuration, state)) {
      const known = values.get(path) ?? new Map<string, Json>();
      known.set(canonical(value), toJson(value));
      values.set(path, known);
    }
  const fields = [...values].map(([path, known]) => ({ path, values: [...known.values()] }));
  return {
    count: all.length,
    shown: all.slice(0, told).map(toJson),
    common: fields.flatMap(({ path, values: [value, ...others] }) =>
      others.length === 0 ? [{ path, value: value as Json }] : [],
    ),
    differing: fields
      .filter(({ values: { length } }) => length > 1)
      .map(({ path, values: some }) => ({ path, values: some.slice(0, told) })),
  };
}

/** The parts of a state that reports name: the fields of each process, channels in use, and what belongs to nobody. */
function* parts<S>(configuration: Configuration<S>, state: S): Generator<readonly [string, unknown]> {
  const named = (path: Path, value: unknown) => [describePlace(configuration, path), value] as const;
  if (!isRecord(state)) {
    yield named([], state);
    return;
  }
  for (const [key, value] of Object.entries(state)) {
    if (configuration.network === undefined || !Array.isArray(value)) yield named([key], value);
    else
      for (const [i, part] of value.entries()) {
        if (isRecord(part)) for (const [field, inside] of Object.entries(part)) yield named([key, i, field], inside);
        else if (key === 'channels' && Array.isArray(part)) {
          for (const [to, channel] of part.entries()) yield named([key, i, to], channel);
        } else yield named([key, i], part);
      }
  }
}
