import { exitStatus } from './exit-status.ts';

/** Listens for ^C, and for being told to end. */
export interface Interrupt {
  /** Aborts at the first of them. */
  readonly signal: AbortSignal;
  /** Gives them their ordinary meaning back. */
  readonly release: () => void;
}

/** The first ^C, or SIGTERM, asks the search to end and to say what is known; the second ends the process at once. */
export function listenForInterrupt(): Interrupt {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(exitStatus.interrupted);
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const name of signals) process.on(name, interrupt);
  const release = (): void => {
    for (const name of signals) process.off(name, interrupt);
  };
  return { signal: controller.signal, release };
}
