import type { Limits } from '../explore/limits.ts';
import type { RecordedRun } from '../replay.ts';
import type { ReplayedRun } from '../report/replayed-run.ts';
import type { Diagnostic, SystemResult } from '../report/result.ts';
import type { HoldOptions } from './options.ts';

/** What is to be found out of a spec; it travels to a thread. */
export type Task = CheckTask | ReplayTask;

export interface CheckTask extends Pick<HoldOptions, 'params' | 'faults' | 'fairness' | 'properties' | 'ltl'> {
  readonly kind: 'check';
  readonly limits: Limits;
  /** When to give up, by `Date.now()`. */
  readonly deadline?: number;
  /** Goes on after the first violation. */
  readonly keepGoing: boolean;
  /** After a violation, looks which assumption would prevent it, for so many milliseconds. */
  readonly whatMatters: number;
}

export interface ReplayTask {
  readonly kind: 'replay';
  readonly run: RecordedRun;
}

/** What was found out. */
export type Answer =
  | { readonly kind: 'checked'; readonly system: SystemResult; readonly isLate: boolean }
  | { readonly kind: 'replayed'; readonly replayed: ReplayedRun }
  | { readonly kind: 'mistake'; readonly diagnostic: Diagnostic; readonly status: number };

/** That nothing was found out, and why. */
export interface NoAnswer {
  readonly kind: 'none';
  readonly why: string;
}

/** How far a check has come. */
export interface Sign {
  readonly kind: 'progress';
  readonly states: number;
}
