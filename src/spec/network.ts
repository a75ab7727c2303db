/** Reliable channels that keep the order of sending, one from every process to every process, itself included. */
export interface FifoNetwork {
  readonly kind: 'fifo';
}

/** Reliable first-in first-out channels between every two processes. The default. */
export function fifo(): FifoNetwork {
  return { kind: 'fifo' };
}

/** Told of every message when it is sent. */
export type OnSend = (from: number, to: number) => void;

/** The method by which a channel that is being observed takes a message without saying how long it has become. */
export const blindAppend: unique symbol = Symbol.for('unturned.append');

/** Sends: puts a message at the end of a channel. Unlike `push` it tells nothing about what was there before. */
export function append<M>(channel: M[], message: M): void {
  const blind = (channel as { [blindAppend]?: (message: M) => void })[blindAppend];
  if (blind === undefined) channel.push(message);
  else blind(message);
}

/** The method by which a set, or a queue of lists, that is being observed forgets an element without saying whether it was there. */
export const blindForget: unique symbol = Symbol.for('unturned.forget');

/** Takes an element out of a set, or out of every list in a queue, and tells nothing about what was there before. */
export function forget(from: Set<number> | number[][], element: number): void {
  const observed = from as { [blindForget]?: (element: number) => void };
  if (observed[blindForget] !== undefined) observed[blindForget](element);
  else if (from instanceof Set) from.delete(element);
  else
    for (const [i, list] of from.entries()) if (list.includes(element)) from[i] = list.filter((one) => one !== element);
}
