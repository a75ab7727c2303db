import type { Immutable } from 'immer';
import type { Scalar } from '../value.ts';

/** What is said of one state. */
export type StatePredicate<in S> = (state: Immutable<S>) => boolean;

/** An action by its name, with these arguments, or with any if there are none. */
export interface ActionPattern {
  readonly name: string;
  readonly args?: readonly Scalar[];
}

/**
 * A formula of linear temporal logic. It speaks of infinite runs, at a place in one: of the state there, and of the action
 * that is taken from there. A run that has ended stays in its last state for ever, and takes no action.
 *
 * A. Pnueli, "The temporal logic of programs", FOCS 1977.
 */
export type Formula<S> =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'state'; readonly text: string; readonly holds: StatePredicate<S> }
  | { readonly kind: 'enabled' | 'taken'; readonly action: ActionPattern }
  | { readonly kind: 'not' | 'next' | 'always' | 'eventually'; readonly of: Formula<S> }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Formula<S>[] }
  | {
      readonly kind: 'implies' | 'until' | 'release' | 'leadsTo';
      readonly left: Formula<S>;
      readonly right: Formula<S>;
    };

/** A formula, or a predicate on states, which is one. */
export type Operand<S> = Formula<S> | StatePredicate<S>;

/** An operand as a formula. */
export function formulaOf<S>(operand: Operand<S>): Formula<S> {
  return typeof operand === 'function' ? { kind: 'state', text: textOf(operand), holds: operand } : operand;
}

/** From here on for ever. */
export function always<S>(of: Operand<S>): Formula<S> {
  return { kind: 'always', of: formulaOf(of) };
}

/** Now or at some time later. */
export function eventually<S>(of: Operand<S>): Formula<S> {
  return { kind: 'eventually', of: formulaOf(of) };
}

/** Again and again: at no time for the last time. */
export function infinitelyOften<S>(of: Operand<S>): Formula<S> {
  return always(eventually(of));
}

/** After one step. */
export function next<S>(of: Operand<S>): Formula<S> {
  return { kind: 'next', of: formulaOf(of) };
}

/** The second comes to hold, and the first holds until then. */
export function until<S>(left: Operand<S>, right: Operand<S>): Formula<S> {
  return { kind: 'until', left: formulaOf(left), right: formulaOf(right) };
}

/** The second holds up to and including the time at which the first does; for ever if the first never does. */
export function release<S>(left: Operand<S>, right: Operand<S>): Formula<S> {
  return { kind: 'release', left: formulaOf(left), right: formulaOf(right) };
}

/** Whenever the first holds, the second holds then or later. */
export function leadsTo<S>(left: Operand<S>, right: Operand<S>): Formula<S> {
  return { kind: 'leadsTo', left: formulaOf(left), right: formulaOf(right) };
}

export function not<S>(of: Operand<S>): Formula<S> {
  return { kind: 'not', of: formulaOf(of) };
}

export function and<S>(...of: readonly Operand<S>[]): Formula<S> {
  return { kind: 'and', of: of.map(formulaOf) };
}

export function or<S>(...of: readonly Operand<S>[]): Formula<S> {
  return { kind: 'or', of: of.map(formulaOf) };
}

export function implies<S>(left: Operand<S>, right: Operand<S>): Formula<S> {
  return { kind: 'implies', left: formulaOf(left), right: formulaOf(right) };
}

/** For every element of a range; for those of none it holds. */
export function forAll<S, T>(range: Iterable<T>, of: (element: T) => Operand<S>): Formula<S> {
  return and(...Array.from(range, of));
}

/** The action can happen; without arguments, one of that name can. */
export function enabled<S>(name: string, ...args: readonly Scalar[]): Formula<S> {
  return { kind: 'enabled', action: { name, ...(args.length > 0 && { args }) } };
}

/** The action is what happens next; without arguments, one of that name is. */
export function taken<S>(name: string, ...args: readonly Scalar[]): Formula<S> {
  return { kind: 'taken', action: { name, ...(args.length > 0 && { args }) } };
}

/** The same formula over other predicates. */
export function mapPredicates<S, T>(
  formula: Formula<S>,
  map: (holds: StatePredicate<S>) => StatePredicate<T>,
): Formula<T> {
  const mapped = (of: Formula<S>): Formula<T> => mapPredicates(of, map);
  switch (formula.kind) {
    case 'state':
      return { ...formula, holds: map(formula.holds) };
    case 'constant':
    case 'enabled':
    case 'taken':
      return formula;
    case 'not':
    case 'next':
    case 'always':
    case 'eventually':
      return { ...formula, of: mapped(formula.of) };
    case 'and':
    case 'or':
      return { ...formula, of: formula.of.map(mapped) };
    default:
      return { ...formula, left: mapped(formula.left), right: mapped(formula.right) };
  }
}

/** The formulas that must all hold, each on its own. */
export function conjuncts<S>(formula: Formula<S>): readonly Formula<S>[] {
  if (formula.kind === 'and') return formula.of.flatMap(conjuncts);
  if (formula.kind === 'always') {
    const parts = conjuncts(formula.of);
    if (parts.length > 1) return parts.flatMap((of) => conjuncts({ kind: 'always', of }));
  }
  return [formula];
}

/** All parts of a formula that speak of states and actions. */
export function* atomsOf<S>(
  formula: Formula<S>,
): Generator<Extract<Formula<S>, { kind: 'state' | 'enabled' | 'taken' }>> {
  switch (formula.kind) {
    case 'constant':
      return;
    case 'state':
    case 'enabled':
    case 'taken':
      yield formula;
      return;
    case 'not':
    case 'next':
    case 'always':
    case 'eventually':
      yield* atomsOf(formula.of);
      return;
    case 'and':
    case 'or':
      for (const of of formula.of) yield* atomsOf(of);
      return;
    default:
      yield* atomsOf(formula.left);
      yield* atomsOf(formula.right);
  }
}

/** The body of a predicate, on one line. */
function textOf(predicate: (...args: never[]) => boolean): string {
  const text = predicate.toString().replace(/\s+/g, ' ');
  return /^\(?.*?\)? => (?!\{)(.*)$/.exec(text)?.[1] ?? 'a predicate';
}
