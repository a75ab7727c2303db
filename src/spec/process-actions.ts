import type { Immutable } from 'immer';
import type { Surroundings } from './environment/environment.ts';
import { isUp } from './environment/environment-state.ts';
import { isCut } from './environment/partition.ts';
import type { Watched } from './environment/watched.ts';
import { append, insert, type Network, takeMessage } from './network.ts';
import type { ParameterDeclaration } from './parameter.ts';
import type { ProcessContext, ProcessesDefinition, ProcessView, Rule } from './process-definition.ts';
import type { AnyMessage, AnyProcessesState } from './processes-state.ts';
import type { ActionDefinition, Argument, EffectContext, GuardContext } from './spec.ts';
import { SpecError } from './spec-error.ts';
import { plainCopy } from './value.ts';

type Global = AnyProcessesState;
type Parameters = Record<string, ParameterDeclaration>;
type View = ProcessView<Parameters, unknown>;
type Condition = (view: View) => boolean;
type LiftedGuard<A> = Readonly<Record<string, (context: GuardContext<Global, Parameters>, arg: A) => boolean>>;

/** A process spec as it is built, whatever its types are. */
export type AnyDefinition = ProcessesDefinition<Parameters, unknown, Record<string, object>, unknown>;

/** Where rules and handlers act. */
export interface Setting {
  readonly ids: readonly number[];
  readonly network: Network;
  /** Absent if no fault can happen. */
  readonly around?: Surroundings;
}

/** What processes do by themselves, and what they do with messages. */
export function processActions(
  { rules, receive }: AnyDefinition,
  setting: Setting,
): Readonly<Record<string, ActionDefinition<Global, Parameters, Argument>>> {
  const byRule = Object.entries(rules).map(([name, rule]) => [name, ruleAction(rule, setting)] as const);
  const byChannel = receive === undefined ? [] : [['receive', receiveAction(receive, setting)] as const];
  return Object.fromEntries([...byRule, ...byChannel]) as unknown as Record<
    string,
    ActionDefinition<Global, Parameters, Argument>
  >;
}

/** All processes but one. */
export function without(ids: readonly number[], id: number): number[] {
  return ids.filter((other) => other !== id);
}

const nobody: ReadonlySet<number> = new Set();

function ruleAction(
  { guard, effect }: Rule<Parameters, unknown, AnyMessage>,
  setting: Setting,
): ActionDefinition<Global, Parameters, number> {
  const { ids } = setting;
  const lift =
    (condition: Condition) =>
    ({ state, params }: GuardContext<Global, Parameters>, id: number): boolean =>
      condition({
        id,
        self: state.processes[id] as Immutable<unknown>,
        others: without(ids, id),
        params,
        suspects: state.environment?.suspected?.[id] ?? nobody,
      });
  const lifted =
    guard === undefined || typeof guard === 'function'
      ? guard && lift(guard)
      : Object.fromEntries(Object.entries(guard).map(([name, condition]) => [name, lift(condition)]));
  const running = runningGuard<number>(setting, (id) => id);
  const own = typeof lifted === 'function' ? { 'its guard': lifted } : lifted;
  const whole = Object.keys(running).length === 0 ? lifted : { ...running, ...own };
  return {
    args: ids,
    process: (id) => id,
    ...(whole !== undefined && { guard: whole }),
    effect: (context, id) => replaceSelf(context, id, effect(processContext(context, id, setting))),
  };
}

/** What a process needs for a step of its own: it is up, and has sent what it had to send. */
function runningGuard<A>({ around }: Setting, processOf: (arg: A) => number): LiftedGuard<A> {
  if (around?.faults.crash === undefined) return {};
  return {
    'is up': ({ state }, arg) => isUp(state, processOf(arg)),
    ...(around.isStepwise && {
      'has nothing left to send': ({ state }: GuardContext<Global, Parameters>, arg: A) =>
        state.environment?.outbox?.[processOf(arg)]?.length === 0,
    }),
  };
}

type Link = readonly [to: number, from: number];

function receiveAction(
  receive: NonNullable<AnyDefinition['receive']>,
  setting: Setting,
): ActionDefinition<Global, Parameters, Link> {
  const { ids, network, around } = setting;
  const isHere: LiftedGuard<Link> = {
    'a message has arrived': ({ state }, [to, from]) => (state.channels[from]?.[to]?.length ?? 0) > 0,
  };
  const isReached: LiftedGuard<Link> =
    around?.faults.partition === undefined
      ? {}
      : { 'no partition is between them': ({ state }, [to, from]) => !isCut(state, from, to) };
  return {
    args: ids.flatMap((to) => ids.map((from) => [to, from] as const)),
    process: ([to]) => to,
    guard: { ...runningGuard<Link>(setting, ([to]) => to), ...isHere, ...isReached },
    effect: (context, [to, from]) => {
      const message = takeMessage(context.state.channels[from]?.[to] ?? [], network, context.choose);
      (context as Watched).watcher?.taken(from, to, message);
      replaceSelf(context, to, receive(processContext(context, to, setting), message as never, from));
    },
  };
}

function processContext(
  context: EffectContext<Global, Parameters>,
  id: number,
  { ids, network, around }: Setting,
): ProcessContext<Parameters, unknown, AnyMessage> {
  const { state, params, choose } = context;
  const others = without(ids, id);
  const send = (to: number, message: AnyMessage): void => {
    const channel = state.channels[id]?.[to];
    if (channel === undefined) throw noSuchReceiver(state, id, to, message, ids);
    const copy = plainCopy(message) as AnyMessage; // keeps what it was sent with, if parts of a draft change later
    if (around?.isStepwise) {
      append(state.environment?.outbox?.[id] ?? [], { to, message: copy });
      return;
    }
    const put = network.kind === 'fifo' ? append : insert;
    put(channel, copy);
    (context as Watched).watcher?.sent(id, to, message);
  };
  return {
    id,
    self: state.processes[id],
    others,
    params,
    choose,
    suspects: state.environment?.suspected?.[id] ?? nobody,
    send,
    multicast: (message, to = others) => {
      for (const one of to) send(one, message);
    },
  };
}

function noSuchReceiver(
  { channels }: Global,
  id: number,
  to: number,
  message: AnyMessage,
  ids: readonly number[],
): SpecError {
  return new SpecError('S107', {
    text:
      channels.length === 0
        ? 'a message is sent, but the spec has no receive handler'
        : `p${id} sends ${JSON.stringify(message.type ?? message)} to process ${String(to)}, and the processes are 0 to ${ids.length - 1}`,
    help: 'Send to the ids in `others`, or to `id` itself.',
  });
}

function replaceSelf({ state }: EffectContext<Global, Parameters>, id: number, returned: unknown): void {
  if (returned !== undefined) state.processes[id] = returned;
}
