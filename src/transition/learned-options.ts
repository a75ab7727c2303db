import { batchTarget } from '../state/batch.ts';
import type { SecondThread } from './second-thread/second-thread.ts';

/** What may be switched off, for tests: the answers are the same, only slower. */
export interface LearnedOptions {
  /** Answers from decision trees. Without it the reference fires every action. */
  readonly observe?: boolean;
  /** Rows of transitions by component value. */
  readonly tabulate?: boolean;
  /**
   * Leaves transitions out of batches that certainly lead to known states, where the search allows it. What is independent
   * is worked out where it is asked again and again, or `eager` at once.
   */
  readonly omit?: boolean | 'eager';
  /** Components of several slots. */
  readonly group?: boolean;
  /** The number of states at which slots are first grouped into components; 300 unless told. */
  readonly groupAt?: number;
  /** Holds the successors of every state against the reference, not only of a sample. */
  readonly paranoid?: boolean;
  /** Holds a sample of states and answers, and the last uses of branches, against the spec; without it, first uses only. */
  readonly sample?: boolean;
  /** Starts a second thread, which fires states ahead of the first one. */
  readonly secondThread?: (() => SecondThread | undefined) | undefined;
  /** How many transitions a batch aims at. */
  readonly batch?: number;
  /**
   * How many states are fired ahead at a time, and how far ahead at least; a patient search waits until that is done, and so
   * is slower, but has all of it done by the second thread.
   */
  readonly block?: { readonly states?: number; readonly lead?: number; readonly isPatient?: boolean };
  /** The number of states from which on more than one thread is worth its while; 100 000 unless told. */
  readonly shareAt?: number;
}

/** Nothing switched off. */
export const everything: Required<LearnedOptions> = {
  block: {},
  observe: true,
  tabulate: true,
  omit: true,
  group: true,
  groupAt: 300,
  paranoid: false,
  sample: true,
  secondThread: undefined,
  batch: batchTarget,
  shareAt: 100_000,
};
