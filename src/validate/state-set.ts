import { successors } from '../reference/successors.ts';
import { canonical } from '../spec/canonical.ts';
import { outcomes } from '../spec/choice.ts';
import type { Action, Configuration } from '../spec/configuration.ts';
import { matches, type Pattern } from './pattern.ts';

/** A state in which a system may be, and one way to it. */
export interface Possible<S> {
  readonly state: S;
  readonly before?: Possible<S>;
  /** The step to it; absent for an initial state, and where something was seen without a step. */
  readonly step?: { readonly action: Action<S>; readonly picks: readonly number[] };
  /** The line of the log that is about it; absent for a hidden step. */
  readonly line?: number;
}

/** The states in which a system may be after what is known of it, by what they are. */
export type StateSet<S> = ReadonlyMap<string, Possible<S>>;

/** There are more states than were allowed. */
export class TooMany extends Error {}

/** Steps that nobody saw. */
export interface Hidden<S> {
  /** How many in a row, at most. */
  readonly most: number;
  readonly isHidden: (action: Action<S>) => boolean;
}

/** The initial states of a configuration. */
export function initialSet<S>(configuration: Configuration<S>): StateSet<S> {
  return new Map(Array.from(outcomes(configuration.initial), ({ result }) => [canonical(result), { state: result }]));
}

/**
 * The states that hidden steps lead to, those without any first. Yields now and then, so that it can be watched.
 * @throws TooMany
 */
export function* withHiddenSteps<S>(
  configuration: Configuration<S>,
  states: StateSet<S>,
  { most, isHidden }: Hidden<S>,
  maxStates: number,
): Generator<void, StateSet<S>> {
  const actions = configuration.actions.filter(isHidden);
  const reached = new Map(states);
  let frontier: readonly Possible<S>[] = [...states.values()];
  for (let depth = 0; depth < most && frontier.length > 0 && actions.length > 0; depth++) {
    const next: Possible<S>[] = [];
    for (const before of frontier) {
      yield;
      for (const { action, picks, state } of successors({ actions }, before.state)) {
        const text = canonical(state);
        if (reached.has(text)) continue;
        if (reached.size >= maxStates) throw new TooMany();
        const possible = { state, before, step: { action, picks } };
        reached.set(text, possible);
        next.push(possible);
      }
    }
    frontier = next;
  }
  return reached;
}

/**
 * The states after one step by one of these actions that are as the pattern says.
 * @throws TooMany
 */
export function* afterStep<S>(
  configuration: Configuration<S>,
  states: StateSet<S>,
  actions: readonly Action<S>[],
  { line, state: pattern }: { readonly line?: number; readonly state?: Pattern },
  maxStates: number,
): Generator<void, StateSet<S>> {
  const reached = new Map<string, Possible<S>>();
  for (const before of states.values()) {
    yield;
    for (const { action, picks, state } of successors({ actions }, before.state)) {
      const text = canonical(state);
      if (reached.has(text) || !matches(configuration, pattern, state)) continue;
      if (reached.size >= maxStates) throw new TooMany();
      reached.set(text, { state, before, step: { action, picks }, ...(line !== undefined && { line }) });
    }
  }
  return reached;
}

/** Those of the states that are as the pattern says. */
export function seen<S>(
  configuration: Configuration<S>,
  states: StateSet<S>,
  pattern: Pattern | undefined,
  line?: number,
): StateSet<S> {
  const left = [...states].filter(([, { state }]) => matches(configuration, pattern, state));
  return new Map(
    left.map(([text, before]) => [text, { state: before.state, before, ...(line !== undefined && { line }) }]),
  );
}
