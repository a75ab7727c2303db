import type { Choose } from '../choice.ts';
import { append, distinctPositions, insert } from '../network.ts';
import type { AnyMessage } from '../processes-state.ts';
import type { ActionDefinition, EffectContext } from '../spec.ts';
import { SpecError } from '../spec-error.ts';
import { isRecord } from '../value.ts';
import { isLeft, type Surrounded, type Surroundings, spend } from './environment.ts';
import { isUp } from './environment-state.ts';
import type { Watched } from './watched.ts';

type ProcessAction = ActionDefinition<Surrounded, unknown, number>;
type Changing = EffectContext<Surrounded, unknown>;

/** Makes the local state in which a process starts. */
export type Start = (id: number, choose: Choose) => unknown;

/** Processes crash and recover within the budgets; and where they can crash between two messages, they send one by one. */
export function crashActions(around: Surroundings, start: Start): Readonly<Record<string, ProcessAction>> {
  const { faults, ids, isStepwise } = around;
  if (faults.crash === undefined) return {};
  const base = { args: ids, process: (id: number) => id };
  return {
    ...(isStepwise && {
      transmit: {
        ...base,
        environment: 'transmit',
        guard: { 'has something to send': ({ state }, id) => (state.environment.outbox?.[id]?.length ?? 0) > 0 },
        effect: (context, id) => transmit(context, id, around),
      } satisfies ProcessAction,
    }),
    crash: {
      ...base,
      optional: true,
      environment: 'crash',
      guard: { 'is up': ({ state }, id) => isUp(state, id), 'a crash is left': ({ state }) => isLeft(state, 'crash') },
      effect: (context, id) => crash(context, id, around),
    },
    ...(faults.recovery !== undefined && {
      recover: {
        ...base,
        optional: true,
        environment: 'recover',
        guard: {
          'has crashed': ({ state }, id) => !isUp(state, id),
          'a recovery is left': ({ state }) => isLeft(state, 'recovery'),
        },
        effect: (context, id) => recover(context, id, around, start),
      } satisfies ProcessAction,
    }),
  };
}

/** The next of the messages that a process has to send leaves. */
function transmit(context: Changing, id: number, { network }: Surroundings): void {
  const { state } = context;
  const next = state.environment.outbox?.[id]?.shift();
  if (next === undefined) return;
  const put = network.kind === 'fifo' ? append : insert;
  put(state.channels[id]?.[next.to] as AnyMessage[], next.message);
  (context as Watched).watcher?.sent(id, next.to, next.message);
}

/**
 * What a process has not sent yet is never sent. What is in flight from it arrives, unless the network says that it may
 * be lost; what is in flight to it stays there.
 */
function crash(context: Changing, id: number, { network, ids }: Surroundings): void {
  const { state } = context;
  const { crashed, outbox, suspected } = state.environment;
  if (crashed !== undefined) crashed[id] = true;
  if (outbox !== undefined) outbox[id] = [];
  if (suspected !== undefined) suspected[id] = new Set();
  spend(state, 'crash');
  if (network.afterCrash !== 'lost') return;
  for (const to of ids) if (to !== id) loseSome(context, id, to, network.kind === 'fifo' ? 'end' : 'any');
}

/** The process starts again with its durable fields; what arrived while it was down is gone. */
function recover(context: Changing, id: number, { network, ids, durable }: Surroundings, start: Start): void {
  const { state, choose } = context;
  const old = state.processes[id] as Record<string, unknown>;
  const fresh = start(id, choose);
  if (!isRecord(fresh) || durable.some((field) => !Object.hasOwn(fresh, field)))
    throw new SpecError('S109', {
      text: `its \`durable\` fields are ${durable.join(', ')}, and local states do not have them all`,
      help: 'Name fields of what `initial` returns.',
    });
  state.processes[id] = { ...fresh, ...Object.fromEntries(durable.map((field) => [field, old[field]])) };
  const { crashed } = state.environment;
  if (crashed !== undefined) crashed[id] = false;
  spend(state, 'recovery');
  for (const from of ids) loseSome(context, from, id, network.kind === 'fifo' ? 'beginning' : 'any');
}

/** Loses as many messages of a channel as one likes: those at its end, at its beginning, or any. */
function loseSome(context: Changing, from: number, to: number, which: 'beginning' | 'end' | 'any'): void {
  const { state, choose } = context;
  const channel = state.channels[from]?.[to] ?? [];
  if (channel.length === 0) return;
  for (const position of chooseLost(channel, which, choose).reverse()) {
    const [lost] = channel.splice(position, 1);
    (context as Watched).watcher?.taken(from, to, lost);
  }
}

/** Positions in a channel, in increasing order; of equal messages, the first ones. */
function chooseLost(channel: readonly AnyMessage[], which: 'beginning' | 'end' | 'any', choose: Choose): number[] {
  const { length } = channel;
  const upTo = (most: number): number => choose(range(0, most + 1));
  if (which === 'beginning') return range(0, upTo(length));
  if (which === 'end') return range(length - upTo(length), length);
  const firsts = distinctPositions(channel);
  return firsts.flatMap((first, i) => range(first, first + upTo((firsts[i + 1] ?? length) - first)));
}

function range(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i);
}
