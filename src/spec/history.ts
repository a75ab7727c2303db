import type { Immutable } from 'immer';
import type { Choose } from './choice.ts';
import type { ParameterValues } from './parameter.ts';
import { callSite, type SourceLocation } from './source-location.ts';
import type { TakenAction } from './taken-action.ts';

/** A message that a step put into a channel, or took out of it. */
export interface CarriedMessage {
  readonly from: number;
  readonly to: number;
  readonly message: unknown;
}

/** What an observer is told of a step. */
export interface ObservedStep<S, H> {
  /** The history before the step, as a draft: assign to it, or return a new history. */
  readonly history: H;
  readonly action: TakenAction;
  readonly before: Immutable<S>;
  readonly after: Immutable<S>;
  /** The messages that the step sent, in order, if the spec is one of processes. */
  readonly sent: readonly CarriedMessage[];
  /** The messages that the step took out of channels, likewise. */
  readonly taken: readonly CarriedMessage[];
  /** For what can have happened in several ways that the state of the spec does not tell apart. */
  readonly choose: Choose;
}

/**
 * How a history comes about: ghost state beside the state of the spec, of which guards, effects, handlers and ordinary
 * properties know nothing. Both functions are pure, and a history is made of what a state may be made of.
 */
export interface ObserverDefinition<S, P, H> {
  /** The history of an initial state. */
  readonly initial: (context: { readonly params: ParameterValues<P>; readonly state: Immutable<S> }) => H;
  readonly step: (
    step: ObservedStep<S, NoInfer<H>> & { readonly params: ParameterValues<P> },
    // biome-ignore lint/suspicious/noConfusingVoidType: a step that only assigns to its draft returns nothing
  ) => NoInfer<H> | void;
}

/** An observer whose parameters are bound. Each one that a property uses has a history of its own, however many use it. */
export interface Observer<in S, in out H> {
  readonly initial: (state: Immutable<S>) => H;
  // biome-ignore lint/suspicious/noConfusingVoidType: a step that only assigns to its draft returns nothing
  readonly step: (step: ObservedStep<S, H>) => H | void;
}

/** The actions by which processes ask and are served, when a property is about their order. */
export interface ServiceOrder {
  readonly request: string;
  readonly entry: string;
}

/** A claim about states, or about transitions, and about what an observer has seen on the way to them. */
export interface HistoryProperty<in S> {
  readonly kind: 'history';
  /** Must hold in every state with its history, or else of every step with the history before it. */
  readonly claim: 'state' | 'step';
  // biome-ignore lint/suspicious/noExplicitAny: the history's type is known to the builder, and to nobody after it
  readonly observer: Observer<S, any>;
  readonly holds: (state: Immutable<S>, history: never, action: TakenAction | undefined) => boolean;
  readonly explain?: (state: Immutable<S>, history: never, action: TakenAction | undefined) => string;
  /** Says that processes are served in the happened-before order of their requests. */
  readonly order?: ServiceOrder;
  readonly description?: string;
  readonly location?: SourceLocation;
}

/** States, with what was observed on the way to them, that the predicate must be true of. `explain` says in words why not. */
export function historyInvariant<S, H>(
  observer: Observer<S, H>,
  holds: (state: Immutable<S>, history: Immutable<H>) => boolean,
  options: {
    readonly description?: string;
    readonly explain?: (state: Immutable<S>, history: Immutable<H>) => string;
  } = {},
): HistoryProperty<S> {
  const location = callSite();
  return { kind: 'history', claim: 'state', observer, holds, ...options, ...(location && { location }) };
}

/** Builds observers for the properties of one configuration; errors of their functions go through `call`. */
export function observing<S, P>(
  params: ParameterValues<P>,
  call: <T>(where: string, run: () => T) => T,
): <H>(definition: ObserverDefinition<S, P, H>) => Observer<S, H> {
  return ({ initial, step }) => ({
    initial: (state) => call('initial of an observer', () => initial({ params, state })),
    step: (seen) =>
      call('step of an observer', () =>
        step({
          params,
          history: seen.history,
          action: seen.action,
          sent: seen.sent,
          taken: seen.taken,
          choose: seen.choose,
          get before() {
            return seen.before;
          },
          get after() {
            return seen.after;
          },
        }),
      ),
  });
}
