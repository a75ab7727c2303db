import type { FalsePart, Trace } from './trace.ts';

/** A finding as a report tells it. */
export interface Explanation {
  readonly trace: Trace;
  /** Empty for a witness. */
  readonly falseParts: readonly FalsePart[];
  /** The headline of a violation, in words; absent for a witness. */
  readonly message?: string;
}
