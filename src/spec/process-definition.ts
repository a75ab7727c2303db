import type { Immutable } from 'immer';
import type { Choose } from './choice.ts';
import type { Environment } from './environment/environment.ts';
import type { Network } from './network.ts';
import type { ParameterValues } from './parameter.ts';
import type { ProcessesState } from './processes-state.ts';
import type { PropertyContext } from './property-context.ts';
import type { Guard, Presentation, Runs } from './spec.ts';

/** The messages of a spec, from an example of each one's content: `{ request: { timestamp: 0 }, ok: {} }`. */
export type MessageOf<M> = { [K in keyof M]: { readonly type: K } & Readonly<M[K]> }[keyof M];

/** What a rule's guard may look at: its own process, and nothing of the others. */
export interface ProcessView<P, L> {
  readonly id: number;
  readonly self: Immutable<L>;
  /** The other processes, in increasing order. */
  readonly others: readonly number[];
  readonly params: ParameterValues<P>;
  /** Whom the failure detector of this process suspects to have crashed. */
  readonly suspects: ReadonlySet<number>;
}

/** What a rule's effect, or a receive handler, works with. `self` is a draft: assign to it, or return a new local state. */
export interface ProcessContext<P, L, M> {
  readonly id: number;
  readonly self: L;
  readonly others: readonly number[];
  readonly params: ParameterValues<P>;
  readonly choose: Choose;
  /** Whom the failure detector of this process suspects to have crashed. */
  readonly suspects: ReadonlySet<number>;
  /** Puts a message into the channel from this process to another, or to itself. */
  readonly send: (to: number, message: M) => void;
  /**
   * Sends a message to each of several processes in turn, to all others unless told. It is no more than that: who crashes
   * in between has sent it to some of them only.
   */
  readonly multicast: (message: M, to?: readonly number[]) => void;
}

/** What a process can do by itself. */
export interface Rule<P, L, M> {
  readonly guard?: Guard<(view: ProcessView<P, L>) => boolean>;
  // biome-ignore lint/suspicious/noConfusingVoidType: an effect that only assigns to its draft returns nothing
  readonly effect: (context: ProcessContext<P, L, M>) => L | void;
}

/** What a user writes with `processes()`: a message-passing algorithm, from the point of view of one process. */
export interface ProcessesDefinition<P, L, M, Q>
  extends Presentation<ProcessesState<L, MessageOf<M>>, P>,
    Runs<ProcessesState<L, MessageOf<M>>, P> {
  readonly name: string;
  readonly description?: string;
  /** The paper or book that the algorithm comes from. */
  readonly source?: string;
  readonly params: P;
  /** How many processes there are; the parameter `processes` unless told. */
  readonly count?: (context: { readonly params: ParameterValues<P> }) => number;
  /** How messages travel; `fifo()` unless told. */
  readonly network?: Network | ((context: { readonly params: ParameterValues<P> }) => Network);
  /** Which faults may happen around the processes; none unless told, or asked for. */
  readonly environment?: Environment | ((context: { readonly params: ParameterValues<P> }) => Environment);
  /** An example of each message's content, by type. */
  readonly messages?: M;
  /** The initial local state of a process. Choices made here give several initial states. */
  readonly initial: (context: {
    readonly id: number;
    readonly others: readonly number[];
    readonly params: ParameterValues<P>;
    readonly choose: Choose;
  }) => L;
  readonly rules: Readonly<Record<string, Rule<P, L, MessageOf<M>>>>;
  readonly receive?: (
    context: ProcessContext<P, L, MessageOf<M>>,
    message: MessageOf<M>,
    from: number,
    // biome-ignore lint/suspicious/noConfusingVoidType: an effect that only assigns to its draft returns nothing
  ) => L | void;
  readonly properties?: (context: PropertyContext<ProcessesState<L, MessageOf<M>>, P>) => Q;
}
