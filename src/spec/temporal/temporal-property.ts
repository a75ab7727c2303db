import type { Immutable } from 'immer';
import { callSite, type SourceLocation } from '../source-location.ts';
import { SpecError } from '../spec-error.ts';
import type { Scalar } from '../value.ts';
import type * as formulas from './formula.ts';
import { type Formula, formulaOf, type Operand } from './formula.ts';

interface Described {
  /** What the property says, in a few words. */
  readonly description?: string;
  readonly location?: SourceLocation;
}

/** Must hold of every run that is as fair as the spec declares. */
export interface TemporalProperty<in S> extends Described {
  readonly kind: 'temporal';
  readonly formula: Formula<S>;
  /** What is wrong with a state that a violating run comes back to again and again, in words; empty if nothing is. */
  readonly explain?: (state: Immutable<S>) => string;
}

/** From every reachable state, a state with the predicate can be reached: AG EF in computation tree logic. */
export interface PossibleProperty<in S> extends Described {
  readonly kind: 'possible';
  readonly holds: (state: Immutable<S>) => boolean;
}

/** How often processes are overtaken: how often others enter between a process's request and its own entry. */
export interface BypassProperty extends Described {
  readonly kind: 'bypass';
  /** The names of the actions; their first argument, or the process that acts, tells whose they are. */
  readonly request: string;
  readonly entry: string;
  /** No process is overtaken more often; without it the number is measured, and claims nothing. */
  readonly atMost?: number;
}

/** A formula that all fair runs must satisfy. `explain` says in words what is wrong in a loop that does not. */
export function temporal<S>(
  formula: Operand<S>,
  options: { readonly description?: string; readonly explain?: (state: Immutable<S>) => string } = {},
): TemporalProperty<S> {
  return { kind: 'temporal', formula: formulaOf(formula), ...options, ...located() };
}

/** It is always possible to come to a state with the predicate. */
export function alwaysPossible<S>(
  holds: (state: Immutable<S>) => boolean,
  options: { readonly description?: string } = {},
): PossibleProperty<S> {
  return { kind: 'possible', holds, ...options, ...located() };
}

/**
 * The number of times that others enter while a process waits, at most, over all processes and runs.
 * @throws SpecError S109 if the bound is no natural number
 */
export function bypass(options: {
  readonly request: string;
  readonly entry: string;
  readonly atMost?: number;
  readonly description?: string;
}): BypassProperty {
  const { atMost } = options;
  if (atMost !== undefined && !(Number.isSafeInteger(atMost) && atMost >= 0))
    throw new SpecError('S109', {
      text: `the bound atMost of bypass() is ${String(atMost)}`,
      help: 'A bound is a whole number, 0 or greater.',
    });
  return { kind: 'bypass', ...options, ...located() };
}

function located(): { location?: SourceLocation } {
  const location = callSite();
  return location === undefined ? {} : { location };
}

/** What a spec makes temporal properties of: the operators, typed for its states. */
export interface TemporalContext<S> {
  /** A formula that every fair run satisfies. */
  readonly temporal: typeof temporal<S>;
  /** From every reachable state a state with the predicate can be reached. */
  readonly alwaysPossible: typeof alwaysPossible<S>;
  /** How often others enter between a process's request and its own entry. */
  readonly bypass: typeof bypass;
  readonly always: typeof formulas.always<S>;
  readonly eventually: typeof formulas.eventually<S>;
  readonly infinitelyOften: typeof formulas.infinitelyOften<S>;
  readonly next: typeof formulas.next<S>;
  readonly until: typeof formulas.until<S>;
  readonly release: typeof formulas.release<S>;
  readonly leadsTo: typeof formulas.leadsTo<S>;
  readonly not: typeof formulas.not<S>;
  readonly and: typeof formulas.and<S>;
  readonly or: typeof formulas.or<S>;
  readonly implies: typeof formulas.implies<S>;
  readonly forAll: <T>(range: Iterable<T>, of: (element: T) => Operand<S>) => Formula<S>;
  readonly enabled: typeof formulas.enabled<S>;
  readonly taken: typeof formulas.taken<S>;
  /** One of the spec's `predicates`, by its name. */
  readonly predicate: (name: string, ...args: readonly Scalar[]) => Formula<S>;
}
