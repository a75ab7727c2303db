import { chooseMessage, insert, takeMessage } from '../network.ts';
import type { AnyMessage } from '../processes-state.ts';
import type { ActionDefinition, EffectContext, GuardContext } from '../spec.ts';
import { plainCopy } from '../value.ts';
import { isLeft, type Surrounded, type Surroundings, spend } from './environment.ts';
import { isCut } from './partition.ts';
import type { Watched } from './watched.ts';

type Link = readonly [to: number, from: number];
type LinkAction = ActionDefinition<Surrounded, unknown, Link>;
type Looking = GuardContext<Surrounded, unknown>;

/** What can happen to a message on its way, by name. */
export function channelFaults(around: Surroundings): Readonly<Record<string, LinkAction>> {
  const { faults } = around;
  return {
    ...((faults.loss !== undefined || faults.partition !== undefined) && { lose: lose(around) }),
    ...(faults.duplication !== undefined && { duplicate: duplicate(around) }),
    ...(faults.reordering !== undefined && { reorder: reorder(around) }),
  };
}

function linkAction(
  { ids }: Surroundings,
  name: NonNullable<LinkAction['environment']>,
  guard: Readonly<Record<string, (context: Looking, link: Link) => boolean>>,
  effect: (context: EffectContext<Surrounded, unknown>, link: Link) => void,
): LinkAction {
  return {
    args: ids.flatMap((to) => ids.map((from) => [to, from] as const)),
    process: ([to]) => to,
    optional: true,
    environment: name,
    guard,
    effect,
  };
}

/**
 * A message that would be received next is lost instead; that it may have been lost earlier makes no difference to anybody.
 * While a partition lasts, losses between its sides are not counted.
 */
function lose(around: Surroundings): LinkAction {
  const { faults, network } = around;
  const mayBeLost = ({ state }: Looking, [to, from]: Link): boolean =>
    (faults.partition !== undefined && isCut(state, from, to)) || isLeft(state, 'loss');
  return linkAction(
    around,
    'lose',
    { 'a message is in flight': isInFlight, 'may be lost': mayBeLost },
    (context, [to, from]) => {
      const { state, choose } = context;
      const isFree = faults.partition !== undefined && isCut(state, from, to);
      const message = takeMessage(channelOf(state, from, to), network, choose);
      (context as Watched).watcher?.taken(from, to, message);
      if (!isFree) spend(state, 'loss');
    },
  );
}

/** A second copy of a message, beside the first. */
function duplicate(around: Surroundings): LinkAction {
  return linkAction(
    around,
    'duplicate',
    { 'a message is in flight': isInFlight, 'a duplication is left': ({ state }) => isLeft(state, 'duplication') },
    ({ state, choose }, [to, from]) => {
      const channel = channelOf(state, from, to);
      if (around.network.kind === 'fifo') channel.unshift(plainCopy(channel[0]) as AnyMessage);
      else insert(channel, plainCopy(channel[chooseMessage(channel, choose)]) as AnyMessage);
      spend(state, 'duplication');
    },
  );
}

/** A message goes behind the next one in its channel. */
function reorder(around: Surroundings): LinkAction {
  return linkAction(
    around,
    'reorder',
    {
      'two messages are in flight': ({ state }, [to, from]) => channelOf(state as Surrounded, from, to).length > 1,
      'a reordering is left': ({ state }) => isLeft(state, 'reordering'),
    },
    ({ state, choose }, [to, from]) => {
      const channel = channelOf(state, from, to);
      const places = Array.from({ length: channel.length - 1 }, (_, i) => i);
      const place = places.length > 1 ? choose(places) : 0;
      const message = plainCopy(channel[place]) as AnyMessage;
      channel.splice(place, 1);
      channel.splice(place + 1, 0, message);
      spend(state, 'reordering');
    },
  );
}

function isInFlight({ state }: Looking, [to, from]: Link): boolean {
  return channelOf(state as Surrounded, from, to).length > 0;
}

function channelOf(state: Surrounded, from: number, to: number): AnyMessage[] {
  return state.channels[from]?.[to] ?? [];
}
