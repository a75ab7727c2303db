/** Reliable channels that keep the order of sending, one from every process to every process, itself included. */
export interface FifoNetwork {
  readonly kind: 'fifo';
}

/** Reliable first-in first-out channels between every two processes. The default. */
export function fifo(): FifoNetwork {
  return { kind: 'fifo' };
}
