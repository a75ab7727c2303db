import { canonical } from './canonical.ts';
import type { Choose } from './choice.ts';

/** What becomes of messages whose sender has crashed. */
export interface Channels {
  /**
   * They arrive (`delivered`, unless told), or some may be `lost`: those sent last, where channels keep the order, or any.
   * The second are the perfect links of C. Cachin, R. Guerraoui and L. Rodrigues, "Introduction to Reliable and Secure
   * Distributed Programming", Springer, 2011, which promise something of correct senders only.
   */
  readonly afterCrash?: 'delivered' | 'lost';
}

/** Reliable channels that keep the order of sending, one from every process to every process, itself included. */
export interface FifoNetwork extends Channels {
  readonly kind: 'fifo';
}

/** Reliable channels that deliver what they hold in any order. A channel is a multiset of messages. */
export interface UnorderedNetwork extends Channels {
  readonly kind: 'unordered';
}

/** How messages travel. */
export type Network = FifoNetwork | UnorderedNetwork;

/** Reliable first-in first-out channels between every two processes. The default. */
export function fifo(channels: Channels = {}): FifoNetwork {
  return { kind: 'fifo', ...channels };
}

/** Told of every message when it is put into a channel, and when it is taken out. */
export interface NetworkWatcher {
  readonly sent: (from: number, to: number, message: unknown) => void;
  readonly taken: (from: number, to: number, message: unknown) => void;
}

/** Reliable channels between every two processes, in which a message may overtake those that were sent before it. */
export function unordered(channels: Channels = {}): UnorderedNetwork {
  return { kind: 'unordered', ...channels };
}

/** The method by which a channel that is being observed takes a message without saying how long it has become. */
export const blindAppend: unique symbol = Symbol.for('unturned.append');

/** The same for a channel that is a multiset. */
export const blindInsert: unique symbol = Symbol.for('unturned.insert');

type Observed<M> = { readonly [blindAppend]?: (message: M) => void; readonly [blindInsert]?: (message: M) => void };

/** Sends: puts a message at the end of a channel. Unlike `push` it tells nothing about what was there before. */
export function append<M>(channel: M[], message: M): void {
  const blind = (channel as Observed<M>)[blindAppend];
  if (blind === undefined) channel.push(message);
  else blind(message);
}

/** The method by which a set, or a queue of lists, that is being observed forgets an element without saying whether it was there. */
export const blindForget: unique symbol = Symbol.for('unturned.forget');

/** Takes an element out of a set, or out of every list in a queue, and tells nothing about what was there before. */
export function forget(from: Set<number> | (number | string)[][], element: number): void {
  const observed = from as { [blindForget]?: (element: number) => void };
  if (observed[blindForget] !== undefined) observed[blindForget](element);
  else if (from instanceof Set) from.delete(element);
  else
    for (const [i, list] of from.entries()) if (list.includes(element)) from[i] = list.filter((one) => one !== element);
}

/** Sends where there is no order: puts a message where it belongs in the normal order of a multiset. */
export function insert<M>(channel: M[], message: M): void {
  const blind = (channel as Observed<M>)[blindInsert];
  if (blind === undefined) channel.splice(placeOf(channel, message), 0, message);
  else blind(message);
}

/** Where a value belongs in a multiset: the order is that of the values as canonical text, equal ones in a row. */
export function placeOf(multiset: readonly unknown[], value: unknown): number {
  const text = canonical(value);
  const place = multiset.findIndex((other) => canonical(other) > text);
  return place === -1 ? multiset.length : place;
}

/** The position of the first of each distinct value of a multiset. */
export function distinctPositions(multiset: readonly unknown[]): readonly number[] {
  const texts = multiset.map(canonical);
  return [...texts.keys()].filter((i) => i === 0 || texts[i] !== texts[i - 1]);
}

/** Takes the message that is received next out of a channel: the first, or any where there is no order. */
export function takeMessage<M>(channel: M[], { kind }: Network, choose: Choose): M | undefined {
  return kind === 'fifo' ? channel.shift() : channel.splice(chooseMessage(channel, choose), 1)[0];
}

/** Picks a message of a multiset; equal ones make no difference. */
export function chooseMessage(channel: readonly unknown[], choose: Choose): number {
  const positions = distinctPositions(channel);
  return positions.length > 1 ? choose(positions) : 0;
}
