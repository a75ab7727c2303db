/** Reliable channels that keep the order of sending, one from every process to every process, itself included. */
export interface FifoNetwork {
  readonly kind: 'fifo';
}

/** Reliable first-in first-out channels between every two processes. The default. */
export function fifo(): FifoNetwork {
  return { kind: 'fifo' };
}

/** The method by which a channel that is being observed takes a message without saying how long it has become. */
export const blindAppend: unique symbol = Symbol.for('unturned.append');

/** Sends: puts a message at the end of a channel. Unlike `push` it tells nothing about what was there before. */
export function append<M>(channel: M[], message: M): void {
  const blind = (channel as { [blindAppend]?: (message: M) => void })[blindAppend];
  if (blind === undefined) channel.push(message);
  else blind(message);
}
