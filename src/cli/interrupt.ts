import { exitStatus } from './exit-status.ts';

/** Listens for ^C. */
export interface Interrupt {
  /** Aborts at the first ^C. */
  readonly signal: AbortSignal;
  /** Gives ^C its ordinary meaning back. */
  readonly release: () => void;
}

/** The first ^C asks the search to end and to say what is known; the second ends the process at once. */
export function listenForInterrupt(): Interrupt {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(exitStatus.interrupted);
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  return { signal: controller.signal, release: () => process.off('SIGINT', interrupt) };
}
