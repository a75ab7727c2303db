import type { Immutable } from 'immer';
import type { Choose } from './choice.ts';
import type { Faults } from './environment/faults.ts';
import type { ParameterDeclaration, ParameterValue, ParameterValues } from './parameter.ts';
import type { Property } from './property.ts';
import type { PropertyContext } from './property-context.ts';
import { callSite, type SourceLocation } from './source-location.ts';
import type { FairnessContext, FairnessDeclaration } from './temporal/fairness.ts';
import type { NamedPredicates } from './temporal/predicates.ts';
import type { Scalar } from './value.ts';

/** A condition, or several that must all hold, each under the name that a report gives it. */
export type Guard<F extends (...args: never[]) => boolean> = F | Readonly<Record<string, F>>;

/** What a guard is given, besides the action's argument. */
export interface GuardContext<S, P> {
  readonly state: Immutable<S>;
  readonly params: ParameterValues<P>;
}

/** What an effect is given, besides the action's argument. `state` is a draft: assign to it, or return a new state. */
export interface EffectContext<S, P> {
  readonly state: S;
  readonly params: ParameterValues<P>;
  readonly choose: Choose;
}

/** The argument of an action: a scalar, or a tuple of them. */
export type Argument = Scalar | readonly Scalar[];

/** What the environment of processes can do. */
export type EnvironmentAction =
  | 'transmit'
  | 'crash'
  | 'recover'
  | 'lose'
  | 'duplicate'
  | 'reorder'
  | 'partition'
  | 'heal'
  | 'suspect'
  | 'trust';

/** A named thing that can happen, once for each of its arguments. Without `args` it has none and exists once. */
export interface ActionDefinition<S, P, A> {
  readonly args?: readonly A[];
  /** The process that acts, for drawing. */
  readonly process?: (arg: NoInfer<A>) => number;
  /**
   * It may happen and need not, as a fault: where nothing else can happen, a run has come to its end. Other actions are
   * taken to happen in the end, if they can.
   */
  readonly optional?: boolean;
  /** What the environment of processes does here; set by `processes()`. */
  readonly environment?: EnvironmentAction;
  readonly guard?: Guard<(context: GuardContext<S, P>, arg: NoInfer<A>) => boolean>;
  // biome-ignore lint/suspicious/noConfusingVoidType: an effect that only assigns to its draft returns nothing
  readonly effect: (context: EffectContext<S, P>, arg: NoInfer<A>) => S | void;
}

/** One process that cannot go on until another acts. */
export interface WaitsFor {
  readonly from: number;
  readonly to: number;
  /** What it waits for: `the vote of p1`. */
  readonly reason: string;
}

/** How a report speaks of a spec: its processes and what is between them. */
export interface Presentation<S, P> {
  /** The names of the processes, in order; `p0`, `p1`, … for process specs unless told. */
  readonly processNames?: (context: { readonly params: ParameterValues<P> }) => readonly string[];
  /** For a deadlock: which process waits for which. */
  readonly waitsFor?: (state: Immutable<S>, context: { readonly params: ParameterValues<P> }) => readonly WaitsFor[];
}

/** What is assumed of runs, and the words in which to speak of them. */
export interface Runs<S, P> {
  /** What is assumed of runs that temporal properties speak of; nothing but that they go on while they can, unless told. */
  readonly fairness?: (
    context: FairnessContext & { readonly params: ParameterValues<P> },
  ) => readonly FairnessDeclaration[];
  /** Predicates with names, for `predicate(...)` in properties and for `--ltl` on the command line. */
  readonly predicates?: (context: { readonly params: ParameterValues<P> }) => NamedPredicates<S>;
}

/** What a user writes with `spec()`: an algorithm over any immutable global state. */
export interface SpecDefinition<P, S, A, Q> extends Presentation<S, P>, Runs<S, P> {
  readonly name: string;
  readonly description?: string;
  /** The paper or book that the algorithm comes from. */
  readonly source?: string;
  readonly params?: P;
  /** The initial state. Choices made here give several. */
  readonly initial: (context: { readonly params: ParameterValues<P>; readonly choose: Choose }) => S;
  readonly actions: (context: ActionsContext<S, P>) => {
    readonly [K in keyof A]: ActionDefinition<S, P, A[K]>;
  };
  readonly properties?: (context: PropertyContext<S, P>) => Q;
}

/** What the `actions` function of a spec is given. */
export interface ActionsContext<S, P> {
  readonly params: ParameterValues<P>;
  /** Returns the action as it is. Around an action it makes the types of its arguments known; without it they are `any`. */
  readonly action: <const A extends Argument>(definition: ActionDefinition<S, P, A>) => ActionDefinition<S, P, A>;
}

const brand: unique symbol = Symbol.for('unturned.Spec');

/** An algorithm with its parameters not yet bound; what a spec file exports. */
export interface Spec<S = unknown, Q = unknown> {
  readonly [brand]: 1;
  readonly definition: SpecDefinition<Record<string, ParameterDeclaration>, S, Record<string, Argument>, Q>;
  /** How messages travel in the state, when the spec was written as processes. */
  readonly network?: NetworkLayout<S>;
  /** What faults can happen; absent if the spec is not made of processes. */
  readonly environment?: SpecEnvironment<S>;
  readonly location?: SourceLocation;
}

/** How a process spec is put into an environment with faults. */
export interface SpecEnvironment<S> {
  /**
   * The budgets that hold, those given and those of the spec.
   * @throws SpecError U107, U109 for faults that cannot be.
   */
  readonly faults: (
    params: Readonly<Record<string, ParameterValue>>,
    given: Readonly<Record<string, unknown>>,
  ) => Faults;
  /** The spec with these budgets, and in a stronger environment than its own if some is assumed. */
  readonly under: (faults: Faults, assumptions: Assumptions) => Pick<Spec<S>, 'definition' | 'network'>;
  /** What could be assumed that is not so already. */
  readonly assumable: (params: Readonly<Record<string, ParameterValue>>, faults: Faults) => readonly Assumptions[];
}

/** What may be assumed of the environment of processes beyond what a spec says of it. */
export interface Assumptions {
  /** Channels keep the order of sending. */
  readonly channels?: 'fifo';
  /** All messages of one effect leave at once. */
  readonly sending?: 'atomic';
  /** Messages in flight arrive although their sender has crashed. */
  readonly afterCrash?: 'delivered';
}

/** Where a process spec keeps its processes and messages, so that they can be drawn. */
export interface NetworkLayout<in S> {
  /** The local state of a process. */
  readonly process: (state: S, id: number) => unknown;
  /** The messages in flight from one process to another; of equal ones, the oldest first. */
  readonly channel: (state: S, from: number, to: number) => readonly unknown[];
  /** Whether a process has not crashed, or has recovered since. */
  readonly isUp?: (state: S, id: number) => boolean;
  /** What a process has still to send, in order, if that takes steps of its own. */
  readonly unsent?: (state: S, id: number) => readonly { readonly to: number; readonly message: unknown }[];
  /** Whether channels keep the order of sending. */
  readonly isOrdered: (params: Readonly<Record<string, ParameterValue>>) => boolean;
  /** Which of the messages in a channel a delivery with these picks takes; told from what is left if absent. */
  readonly taken?: (
    channel: readonly unknown[],
    picks: readonly number[],
    params: Readonly<Record<string, ParameterValue>>,
  ) => number;
}

/** The type of a spec's states. */
export type StateOf<T> = T extends Spec<infer S, infer _> ? S : never;

/** An algorithm over any immutable global state: initial states, actions, properties. */
export function spec<
  S,
  // biome-ignore lint/suspicious/noExplicitAny: with `unknown` the arguments of actions are inferred as unknown
  A extends Record<string, any>,
  const P extends Record<string, ParameterDeclaration> = Record<never, never>,
  Q extends Record<string, Property<S>> = Record<never, never>,
>(definition: SpecDefinition<P, S, A, Q>): Spec<S, Q> {
  return createSpec(definition as unknown as Spec<S, Q>['definition']);
}

/** Brands a definition. `spec()` and `processes()` both end here. */
export function createSpec<S, Q>(
  definition: Spec<S, Q>['definition'],
  network?: NetworkLayout<S>,
  environment?: SpecEnvironment<S>,
): Spec<S, Q> {
  const location = callSite();
  return {
    [brand]: 1,
    definition,
    ...(network && { network }),
    ...(environment && { environment }),
    ...(location && { location }),
  };
}

/** Recognises a spec made by any copy of this package. */
export function isSpec(value: unknown): value is Spec {
  return typeof value === 'object' && value !== null && brand in value;
}
