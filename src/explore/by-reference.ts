import { type Found, type ReferenceResult, referenceCheck } from '../reference/check.ts';
import { identityOf } from '../reference/identity.ts';
import { successors } from '../reference/successors.ts';
import { canonical } from '../spec/canonical.ts';
import { outcomes } from '../spec/choice.ts';
import type { Configuration } from '../spec/configuration.ts';
import { notDeterministic } from '../transition/determinism.ts';
import type { Exploration, Finding, Progress } from './exploration.ts';
import type { Limits, StopReason } from './limits.ts';

/** The steps from so many states are repeated so many times, as a coin that is tossed in a guard may fall alike. */
const repeatedStates = 64;
const repetitions = 6;

/** Runs the reference checker as if it were an engine, so that its answers can be compared and printed like any other's. */
export function* exploreByReference<S>(
  configuration: Configuration<S>,
  keepGoing: boolean,
  limits: Limits,
): Generator<Progress, Exploration<S>, StopReason | undefined> {
  const violable = new Set(configuration.properties.filter(({ kind }) => kind !== 'reachable').map(({ name }) => name));
  const run = referenceCheck(configuration, limits.maxDepth);
  let stoppedBy: StopReason | undefined;
  let step = run.next();
  const first = step.done ? undefined : step.value.found.values();
  for (let expanded = 0; !step.done; expanded++) {
    const next = expanded < repeatedStates ? first?.next().value : undefined;
    if (next !== undefined && next.depth < (limits.maxDepth ?? Number.POSITIVE_INFINITY))
      requireRepeatable(configuration, next.state);
    const { found, findings } = step.value;
    if (!keepGoing && [...findings.keys()].some((name) => violable.has(name))) stoppedBy = 'violation';
    else if (found.size >= (limits.maxStates ?? Number.POSITIVE_INFINITY)) stoppedBy = 'max-states';
    else stoppedBy = yield summarise(step.value);
    if (stoppedBy !== undefined) break;
    step = run.next();
  }
  const result = step.value;
  const { states, transitions, depth, queue } = summarise(result);
  if (queue > 0) stoppedBy ??= 'max-depth';
  const perDepth: number[] = [];
  for (const entry of result.found.values()) perDepth[entry.depth] = (perDepth[entry.depth] ?? 0) + 1;
  const findings = new Map<string, Finding<S>>();
  for (const [property, { at, lastAction }] of result.findings)
    findings.set(property, { property, states: pathTo(at), ...(lastAction && { lastAction: lastAction.index }) });
  const ends = configuration.properties.filter((property) => property.kind === 'deadlock');
  return {
    statistics: {
      states,
      transitions,
      depth,
      initial: result.initial,
      queue,
      terminal: result.terminal.length,
      perDepth,
      complete: queue === 0,
      ...(stoppedBy && { stoppedBy }),
    },
    actions: result.actions,
    findings,
    deadlocked: result.terminal.filter(({ state }) => ends.some((end) => !end.termination(state as never))).length,
  };
}

/**
 * The reference calls every function once. So that a spec that is not pure does not pass for one, its first steps are
 * repeated, and what its properties say of them.
 */
function requireRepeatable<S>(configuration: Configuration<S>, state: S): void {
  requireSameAnswers(configuration, state);
  const fire = (): { readonly label: string; readonly text: string }[] =>
    Array.from(successors(configuration, state), ({ action, state: after }) => ({
      label: action.label,
      text: canonical(after),
    }));
  const first = fire();
  for (let i = 0; i < repetitions; i++) {
    const again = fire();
    const at = Array.from({ length: Math.max(first.length, again.length) }, (_, k) => k).find(
      (k) => first[k]?.label !== again[k]?.label || first[k]?.text !== again[k]?.text,
    );
    if (at === undefined) continue;
    throw notDeterministic((first[at] ?? again[at])?.label ?? '', 'other successors');
  }
}

function requireSameAnswers<S>({ actions, properties }: Configuration<S>, state: S): void {
  const steps = Array.from(successors({ actions }, state));
  const isEnd = steps.every(({ action }) => action.optional !== undefined);
  for (const property of properties) {
    const answers = (): string => {
      if (property.kind === 'invariant' || property.kind === 'reachable') return String(property.holds(state as never));
      if (property.kind === 'terminal') return isEnd ? String(property.holds(state as never)) : '';
      if (property.kind === 'deadlock') return isEnd ? String(property.termination(state as never)) : '';
      if (property.kind !== 'step') return '';
      return steps.map(({ action, state: after }) => property.holds(state as never, action, after as never)).join();
    };
    const first = answers();
    for (let i = 0; i < repetitions; i++)
      if (answers() !== first) throw notDeterministic(`property ${property.name}`, 'true once, false once');
  }
}

/** All transitions of a configuration once more, by the reference, between states under numbers. */
export function firedByReference<S>({ initial, actions }: Pick<Configuration<S>, 'initial' | 'actions'>): {
  readonly states: readonly S[];
  readonly initial: number;
  readonly transitions: readonly (readonly [source: number, action: number, target: number])[];
} {
  const states: S[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (state: S): number => {
    const hash = identityOf(state);
    const known = numbers.get(hash);
    if (known !== undefined) return known;
    numbers.set(hash, states.length);
    return states.push(state) - 1;
  };
  for (const { result } of outcomes(initial)) numberOf(result);
  const count = states.length;
  const transitions: (readonly [number, number, number])[] = [];
  for (const [source, state] of states.entries())
    for (const step of successors({ actions }, state))
      transitions.push([source, step.action.index, numberOf(step.state)]);
  return { states, initial: count, transitions };
}

function summarise<S>({ found, depth, actions, expanded }: ReferenceResult<S>): Progress {
  let transitions = 0;
  for (const { fired } of actions) transitions += fired;
  return { states: found.size, transitions, depth, queue: found.size - expanded };
}

function pathTo<S>(end: Found<S>): S[] {
  const path = [end.state];
  for (let at = end.parent; at !== undefined; at = at.parent) path.unshift(at.state);
  return path;
}
