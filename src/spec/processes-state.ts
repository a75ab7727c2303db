import type { EnvironmentState } from './environment/environment-state.ts';

/** The global state of a process spec. */
export interface ProcessesState<L, M> {
  /** The local state of each process. */
  processes: L[];
  /** The messages in flight: `channels[from][to]`, the oldest first, or in a normal order if the network is unordered. */
  channels: M[][][];
  /** What faults have done and may still do; only there if some may happen. */
  environment?: EnvironmentState<M>;
}

/** A state of any process spec, whatever its processes and messages are. */
export type AnyProcessesState = ProcessesState<unknown, AnyMessage>;

export type AnyMessage = { readonly type: string };
