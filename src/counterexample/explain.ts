import type { Finding } from '../explore/exploration.ts';
import type { Configuration } from '../spec/configuration.ts';
import type { FalsePart, Trace } from './trace.ts';

/** A finding as a report tells it. */
export interface Explanation {
  readonly trace: Trace;
  /** Empty for a witness. */
  readonly falseParts: readonly FalsePart[];
  /** The headline of a violation, in words; absent for a witness. */
  readonly message?: string;
}

/**
 * Replays a finding through the reference and explains it.
 * @throws SpecError S104 when the run does not replay, or does not settle the property.
 */
export function explainFinding<S>(
  configuration: Configuration<S>,
  finding: Finding<S>,
  options: {
    /** The search guarantees that no shorter run settles the property, as breadth first does. */
    readonly shortest: boolean;
  },
): Explanation {
  throw new Error('not built yet');
}
