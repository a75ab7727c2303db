import type { Limits } from '../explore/limits.ts';
import type { Faults } from '../spec/environment/faults.ts';
import type { ParameterValue } from '../spec/parameter.ts';
import type { Strength } from '../spec/temporal/fairness.ts';

/** Which configuration of a spec is checked. */
export interface ConfigurationOptions {
  /** Values for the spec's parameters; those not given have their defaults. */
  readonly params?: Readonly<Record<string, ParameterValue>>;
  /** How often each fault may happen in a run; of those not given, as often as the spec says. */
  readonly faults?: Faults;
  /** Fairness of every action, in place of what the spec declares. */
  readonly fairness?: Strength | 'none';
}

/** How far a check may go. */
export interface CheckLimits {
  /** A search that one of them ends is inconclusive, which is a failure. */
  readonly limits?: Limits;
  /** Calls the check off, as the end of the test does. */
  readonly signal?: AbortSignal;
}

/** What a matcher may be told, besides what it asks for. */
export interface MatcherOptions extends ConfigurationOptions, CheckLimits {}

export interface HoldOptions extends MatcherOptions {
  /** Of these properties only. */
  readonly properties?: readonly string[];
  /** Formulas of temporal logic, as text, that must hold as well. */
  readonly ltl?: readonly string[];
}

export interface WithinOptions extends MatcherOptions {
  /** The run that shows it has so many steps at most. */
  readonly within?: number;
}
