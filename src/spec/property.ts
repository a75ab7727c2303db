import type { Immutable } from 'immer';
import type { CostProperty } from './cost.ts';
import type { HistoryProperty } from './history.ts';
import { callSite, type SourceLocation } from './source-location.ts';
import type { TakenAction } from './taken-action.ts';
import type { BypassProperty, PossibleProperty, TemporalProperty } from './temporal/temporal-property.ts';

interface Described {
  /** What the property says, in a few words. */
  readonly description?: string;
  readonly location?: SourceLocation;
}

/** Must hold in every reachable state. */
export interface InvariantProperty<in S> extends Described {
  readonly kind: 'invariant';
  readonly holds: (state: Immutable<S>) => boolean;
  readonly explain?: (state: Immutable<S>) => string;
}

/** Must hold of every transition. */
export interface StepProperty<in S> extends Described {
  readonly kind: 'step';
  readonly holds: (before: Immutable<S>, action: TakenAction, after: Immutable<S>) => boolean;
  readonly explain?: (before: Immutable<S>, action: TakenAction, after: Immutable<S>) => string;
}

/** Must hold in at least one reachable state. */
export interface ReachableProperty<in S> extends Described {
  readonly kind: 'reachable';
  readonly holds: (state: Immutable<S>) => boolean;
}

/** A state without a successor must be a proper end. */
export interface DeadlockFreeProperty<in S> extends Described {
  readonly kind: 'deadlock';
  readonly termination: (state: Immutable<S>) => boolean;
}

/** Must hold wherever a run ends: in every state in which nothing can happen any more, but for what is optional. */
export interface TerminalProperty<in S> extends Described {
  readonly kind: 'terminal';
  readonly holds: (state: Immutable<S>) => boolean;
  readonly explain?: (state: Immutable<S>) => string;
}

/** A claim about all runs of a configuration. */
export type Property<S> =
  | InvariantProperty<S>
  | StepProperty<S>
  | ReachableProperty<S>
  | DeadlockFreeProperty<S>
  | TerminalProperty<S>
  | HistoryProperty<S>
  | CostProperty<S>
  | TemporalProperty<S>
  | PossibleProperty<S>
  | BypassProperty;

/** States that the predicate must be true of, always. `explain` says in words why a state breaks it. */
export function invariant<S>(
  holds: (state: Immutable<S>) => boolean,
  options: { readonly description?: string; readonly explain?: (state: Immutable<S>) => string } = {},
): InvariantProperty<S> {
  return { kind: 'invariant', holds, ...options, ...located() };
}

/** Transitions that the predicate must be true of, always. `explain` says in words why a transition breaks it. */
export function stepProperty<S>(
  holds: (before: Immutable<S>, action: TakenAction, after: Immutable<S>) => boolean,
  options: {
    readonly description?: string;
    readonly explain?: (before: Immutable<S>, action: TakenAction, after: Immutable<S>) => string;
  } = {},
): StepProperty<S> {
  return { kind: 'step', holds, ...options, ...located() };
}

/** A state that some run must reach: guards against a spec in which nothing interesting can happen. */
export function reachable<S>(
  holds: (state: Immutable<S>) => boolean,
  options: { readonly description?: string } = {},
): ReachableProperty<S> {
  return { kind: 'reachable', holds, ...options, ...located() };
}

/** No state without a successor, but for those that `termination` accepts as a proper end. */
export function deadlockFree<S>(
  options: { readonly description?: string; readonly termination?: (state: Immutable<S>) => boolean } = {},
): DeadlockFreeProperty<S> {
  return { kind: 'deadlock', termination: () => false, ...options, ...located() };
}

/**
 * States that the predicate must be true of, if they are ends: if nothing can happen in them any more but faults and other
 * optional actions. So it says of runs that end what happens in them eventually; runs that go on for ever are not judged.
 */
export function terminal<S>(
  holds: (state: Immutable<S>) => boolean,
  options: { readonly description?: string; readonly explain?: (state: Immutable<S>) => string } = {},
): TerminalProperty<S> {
  return { kind: 'terminal', holds, ...options, ...located() };
}

function located(): { location?: SourceLocation } {
  const location = callSite();
  return location === undefined ? {} : { location };
}
