import type { Configuration } from '../spec/configuration.ts';

/** A value that keeps growing along a run. */
export interface Growth {
  /** As a report prints it: `p1.clock`, `the size of p0.queue`. */
  readonly path: string;
  /** The number at the start and at the end of the run. */
  readonly first: number;
  readonly last: number;
}

/**
 * The value that most often grows, and never shrinks, over the second half of a run: the sign of a state space without
 * an end. Numbers count as themselves, collections by their size. The run should be one to a deepest state.
 */
export function growing<S>(configuration: Configuration<S>, states: readonly S[]): Growth | undefined {
  return undefined;
}
