import type { FaultName } from './faults.ts';

/** A message that a process is about to send. */
export interface Outgoing<M> {
  to: number;
  message: M;
}

/** The part of a state that the environment of the processes keeps. What the faults in use do not need is absent. */
export interface EnvironmentState<M = unknown> {
  /** How often each fault may still happen. */
  left: Partial<Record<FaultName, number>>;
  /** By process: whether it is down. */
  crashed?: boolean[];
  /** By process: what it has still to send, the next first. Until then it does nothing else. */
  outbox?: Outgoing<M>[][];
  /** By process: the processes that its failure detector suspects. */
  suspected?: Set<number>[];
  /** The processes on one side of a partition, in increasing order; none if there is no partition. */
  apart?: number[];
}

/** True if a process of a state has not crashed, or has recovered since. */
export function isUp(state: { readonly environment?: { readonly crashed?: readonly boolean[] } }, id: number): boolean {
  return state.environment?.crashed?.[id] !== true;
}
