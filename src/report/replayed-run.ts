import type { BrokenStep } from '../counterexample/rerun.ts';
import type { Faults } from '../spec/environment/faults.ts';
import type { ParameterValue } from '../spec/parameter.ts';
import type { PropertyResult } from './result.ts';

/**
 * What became of a run.
 * - `settled`: it violates its property, or reaches its goal.
 * - `not settled`: all of its steps can be taken, and it does not.
 * - `impossible`: the action of a step is not enabled.
 * - `stale`: a step names an action, or a choice, that the spec does not have, so that the run says nothing about it.
 */
export type ReplayOutcome =
  | { readonly kind: 'settled' }
  | { readonly kind: 'not settled'; readonly why: string }
  | ({ readonly kind: 'impossible' | 'stale' } & BrokenStep);

/** A run that was made again, as far as it can be made. */
export interface ReplayedRun {
  /** The name of the spec. */
  readonly name: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly faults?: Faults;
  readonly outcome: ReplayOutcome;
  /** What the run says of the property; `trace` is the part of it that could be made. */
  readonly property: PropertyResult & { readonly trace: NonNullable<PropertyResult['trace']> };
}
