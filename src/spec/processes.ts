import type { Immutable } from 'immer';
import type { Choose } from './choice.ts';
import { append, distinctPositions, fifo, insert, type Network, type NetworkWatcher } from './network.ts';
import type { ParameterDeclaration, ParameterValues } from './parameter.ts';
import type { Property, PropertyContext } from './property.ts';
import {
  type ActionDefinition,
  type Argument,
  createSpec,
  type EffectContext,
  type Guard,
  type GuardContext,
  type Presentation,
  type Runs,
  type Spec,
} from './spec.ts';
import { SpecError } from './spec-error.ts';
import { plainCopy } from './value.ts';

/** The global state of a process spec. */
export interface ProcessesState<L, M> {
  /** The local state of each process. */
  processes: L[];
  /** The messages in flight: `channels[from][to]`, the oldest first, or in a normal order if the network is unordered. */
  channels: M[][][];
}

/** The messages of a spec, from an example of each one's content: `{ request: { timestamp: 0 }, ok: {} }`. */
export type MessageOf<M> = { [K in keyof M]: { readonly type: K } & Readonly<M[K]> }[keyof M];

/** What a rule's guard may look at: its own process, and nothing of the others. */
export interface ProcessView<P, L> {
  readonly id: number;
  readonly self: Immutable<L>;
  /** The other processes, in increasing order. */
  readonly others: readonly number[];
  readonly params: ParameterValues<P>;
}

/** What a rule's effect, or a receive handler, works with. `self` is a draft: assign to it, or return a new local state. */
export interface ProcessContext<P, L, M> {
  readonly id: number;
  readonly self: L;
  readonly others: readonly number[];
  readonly params: ParameterValues<P>;
  readonly choose: Choose;
  /** Puts a message into the channel from this process to another, or to itself. */
  readonly send: (to: number, message: M) => void;
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

type AnyMessage = { readonly type: string };
type Global = ProcessesState<unknown, AnyMessage>;
type Parameters = Record<string, ParameterDeclaration>;
type AnyDefinition = ProcessesDefinition<Parameters, unknown, Record<string, object>, unknown>;

/**
 * A message-passing algorithm: processes with rules of their own, and a handler for what they receive. Builds a plain
 * `spec` whose state is `{ processes, channels }`, with an action per rule and process and one per channel.
 */
export function processes<
  const P extends Record<string, ParameterDeclaration>,
  L,
  M = Record<never, never>,
  Q extends Record<string, Property<ProcessesState<L, MessageOf<M>>>> = Record<never, never>,
>(definition: ProcessesDefinition<P, L, M, Q>): Spec<ProcessesState<L, MessageOf<M>>, Q> {
  const built = build(definition as unknown as AnyDefinition);
  return built as unknown as Spec<ProcessesState<L, MessageOf<M>>, Q>;
}

function build(definition: AnyDefinition): Spec<Global, unknown> {
  const { rules, receive, initial } = definition;
  const idsOf = (params: ParameterValues<Parameters>): number[] =>
    Array.from({ length: countProcesses(definition, params) }, (_, id) => id);

  return createSpec<Global, unknown>(
    {
      name: definition.name,
      ...(definition.description !== undefined && { description: definition.description }),
      ...(definition.source !== undefined && { source: definition.source }),
      params: definition.params,
      initial: ({ params, choose }) => {
        const ids = idsOf(params);
        return {
          processes: ids.map((id) => initial({ id, others: without(ids, id), params, choose })),
          channels: receive === undefined ? [] : ids.map(() => ids.map(() => [])),
        };
      },
      actions: ({ params }) => {
        const ids = idsOf(params);
        const network = networkOf(definition, params);
        const byRule = Object.entries(rules).map(([name, rule]) => [name, ruleAction(rule, ids, network)] as const);
        const byChannel = receive === undefined ? [] : [['receive', receiveAction(receive, ids, network)] as const];
        return Object.fromEntries([...byRule, ...byChannel]) as unknown as Record<
          string,
          ActionDefinition<Global, Parameters, Argument>
        >;
      },
      ...(definition.properties && { properties: definition.properties as never }),
      ...(definition.waitsFor && { waitsFor: definition.waitsFor }),
      ...(definition.fairness && { fairness: definition.fairness }),
      ...(definition.predicates && { predicates: definition.predicates }),
      processNames: definition.processNames ?? (({ params }) => idsOf(params).map((id) => `p${id}`)),
    },
    {
      process: (state, id) => state.processes[id],
      channel: (state, from, to) => state.channels[from]?.[to] ?? [],
      isOrdered: (params) => networkOf(definition, params as ParameterValues<Parameters>).kind === 'fifo',
      taken: (channel, picks, params) =>
        networkOf(definition, params as ParameterValues<Parameters>).kind === 'fifo' ? 0 : takenOf(channel, picks),
    },
  );
}

function networkOf({ network }: AnyDefinition, params: ParameterValues<Parameters>): Network {
  const chosen: unknown = typeof network === 'function' ? network({ params }) : (network ?? fifo());
  const kind = (chosen as Network | undefined)?.kind;
  if (kind === 'fifo' || kind === 'unordered') return chosen as Network;
  throw new SpecError('S109', { text: 'its `network` is none', help: 'Use fifo() or unordered().' });
}

/** The message of an unordered channel that is received, where the first choice of the delivery was this one. */
function takenOf(channel: readonly unknown[], [pick = 0]: readonly number[]): number {
  const positions = distinctPositions(channel);
  return positions.length > 1 ? (positions[pick] ?? 0) : 0;
}

function countProcesses(definition: AnyDefinition, params: ParameterValues<Parameters>): number {
  const count: unknown = definition.count === undefined ? params.processes : definition.count({ params });
  if (Number.isInteger(count) && (count as number) > 0) return count as number;
  throw new SpecError('S109', {
    text: `the number of processes is ${String(count)}`,
    help: 'Give the spec an integer parameter "processes", or a function count({ params }) that returns at least 1.',
  });
}

function without(ids: readonly number[], id: number): number[] {
  return ids.filter((other) => other !== id);
}

function ruleAction(
  rule: Rule<Parameters, unknown, AnyMessage>,
  ids: readonly number[],
  network: Network,
): ActionDefinition<Global, Parameters, number> {
  const { guard, effect } = rule;
  type View = ProcessView<Parameters, unknown>;
  const lift =
    (condition: (view: View) => boolean) =>
    ({ state, params }: GuardContext<Global, Parameters>, id: number): boolean =>
      condition({ id, self: state.processes[id] as Immutable<unknown>, others: without(ids, id), params });
  return {
    args: ids,
    process: (id) => id,
    ...(guard !== undefined && {
      guard:
        typeof guard === 'function'
          ? lift(guard)
          : Object.fromEntries(Object.entries(guard).map(([name, condition]) => [name, lift(condition)])),
    }),
    effect: (context, id) => replaceSelf(context, id, effect(processContext(context, ids, id, network))),
  };
}

function receiveAction(
  receive: NonNullable<AnyDefinition['receive']>,
  ids: readonly number[],
  network: Network,
): ActionDefinition<Global, Parameters, readonly [to: number, from: number]> {
  return {
    args: ids.flatMap((to) => ids.map((from) => [to, from] as const)),
    process: ([to]) => to,
    guard: {
      'a message has arrived': ({ state }, [to, from]) => (state.channels[from]?.[to]?.length ?? 0) > 0,
    },
    effect: (context, [to, from]) => {
      const channel = context.state.channels[from]?.[to] ?? [];
      const message = network.kind === 'fifo' ? channel.shift() : takeAny(channel, context.choose);
      (context as WatchedContext).watcher?.taken(from, to, message);
      replaceSelf(context, to, receive(processContext(context, ids, to, network), message as never, from));
    },
  };
}

/** Takes one message out of a multiset; equal ones make no difference. */
function takeAny(channel: AnyMessage[], choose: Choose): AnyMessage | undefined {
  const positions = distinctPositions(channel);
  return channel.splice(positions.length > 1 ? choose(positions) : 0, 1)[0];
}

type WatchedContext = EffectContext<Global, Parameters> & { readonly watcher?: NetworkWatcher };

function processContext(
  { state, params, choose, watcher }: WatchedContext,
  ids: readonly number[],
  id: number,
  network: Network,
): ProcessContext<Parameters, unknown, AnyMessage> {
  return {
    id,
    self: state.processes[id],
    others: without(ids, id),
    params,
    choose,
    send: (to, message) => {
      const channel = state.channels[id]?.[to];
      if (channel === undefined)
        throw new SpecError('S107', {
          text:
            state.channels.length === 0
              ? 'a message is sent, but the spec has no receive handler'
              : `p${id} sends ${JSON.stringify(message.type ?? message)} to process ${String(to)}, and the processes are 0 to ${ids.length - 1}`,
          help: 'Send to the ids in `others`, or to `id` itself.',
        });
      const put = network.kind === 'fifo' ? append : insert;
      put(channel, plainCopy(message) as AnyMessage); // keeps what it was sent with, if parts of a draft change later
      watcher?.sent(id, to, message);
    },
  };
}

function replaceSelf({ state }: EffectContext<Global, Parameters>, id: number, returned: unknown): void {
  if (returned !== undefined) state.processes[id] = returned;
}
