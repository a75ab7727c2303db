import type { Immutable } from 'immer';
import type { CostProperty, RunCostOptions } from './cost.ts';
import type { Doorway } from './first-come-first-served.ts';
import type { HistoryProperty, historyInvariant, Observer, ObserverDefinition, ServiceOrder } from './history.ts';
import type { ParameterValues } from './parameter.ts';
import { callSite, type SourceLocation } from './source-location.ts';
import type { TakenAction } from './taken-action.ts';
import type {
  BypassProperty,
  PossibleProperty,
  TemporalContext,
  TemporalProperty,
} from './temporal/temporal-property.ts';

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

/** A claim about all runs of a configuration. */
export type Property<S> =
  | InvariantProperty<S>
  | StepProperty<S>
  | ReachableProperty<S>
  | DeadlockFreeProperty<S>
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

function located(): { location?: SourceLocation } {
  const location = callSite();
  return location === undefined ? {} : { location };
}

/** What the `properties` function of a spec is given: the builders, typed for this spec's states, and its parameters. */
export interface PropertyContext<S, P> extends TemporalContext<S> {
  readonly params: ParameterValues<P>;
  readonly invariant: typeof invariant<S>;
  readonly stepProperty: typeof stepProperty<S>;
  readonly reachable: typeof reachable<S>;
  readonly deadlockFree: typeof deadlockFree<S>;
  /** A history for `historyInvariant`: ghost state that sees every step, and that no guard and no effect can see. */
  readonly observe: <H>(definition: ObserverDefinition<S, P, H>) => Observer<S, H>;
  readonly historyInvariant: <H>(...args: Parameters<typeof historyInvariant<S, H>>) => HistoryProperty<S>;
  /** Processes enter in the happened-before order of their requests; says which rules these are. Of process specs only. */
  readonly happenedBeforeOrder: (options: ServiceOrder & { readonly description?: string }) => HistoryProperty<S>;
  /** Processes enter in the order in which they get through their doorways; says which actions these are. */
  readonly firstComeFirstServed: (options: Doorway & { readonly description?: string }) => HistoryProperty<S>;
  /** What runs cost at least and at most; without `of`, the messages that they send. */
  readonly runCost: (options?: RunCostOptions<S>) => CostProperty<S>;
}
