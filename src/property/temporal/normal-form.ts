import { SpecError } from '../../spec/spec-error.ts';
import type { Formula, StatePredicate } from '../../spec/temporal/formula.ts';
import { matchingActions, type Vocabulary } from '../../spec/temporal/predicates.ts';
import { atom, conjunction, disjunction, falsity, type Ltl, next, release, truth, until } from './ltl.ts';

/** What an atom of a formula says: of the state, of what can happen there, or of what happens. Actions are places. */
export type Atom<S> =
  | { readonly kind: 'state'; readonly holds: StatePredicate<S> }
  | { readonly kind: 'enabled' | 'taken'; readonly actions: readonly number[] };

/** A formula in negation normal form, and what the atoms in it are. */
export interface NormalForm<S> {
  readonly formula: Ltl;
  readonly atoms: readonly Atom<S>[];
}

/** Atoms are bits of a word. */
const mostAtoms = 30;

/**
 * The negation of a formula, in negation normal form.
 * @throws SpecError S109 if it has too many atoms
 */
export function negated<S>(formula: Formula<S>, actions: Vocabulary<S>['actions']): NormalForm<S> {
  const atoms: Atom<S>[] = [];
  const numbers = new Map<unknown, number>();
  const number = (key: unknown, make: () => Atom<S>): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    if (atoms.length === mostAtoms)
      throw new SpecError('S109', {
        text: `a formula speaks of more than ${mostAtoms} different things`,
        help: 'Split it: what forAll() or and() join at the top is judged part by part.',
      });
    numbers.set(key, atoms.length);
    return atoms.push(make()) - 1;
  };
  const convert = (part: Formula<S>, isPositive: boolean): Ltl => {
    const both = isPositive ? conjunction : disjunction;
    const either = isPositive ? disjunction : conjunction;
    const finally_ = (of: Ltl): Ltl => (isPositive ? until(truth, of) : release(falsity, of));
    const globally = (of: Ltl): Ltl => (isPositive ? release(falsity, of) : until(truth, of));
    switch (part.kind) {
      case 'constant':
        return part.value === isPositive ? truth : falsity;
      case 'state':
        return atom(
          number(part.holds, () => ({ kind: 'state', holds: part.holds })),
          isPositive,
        );
      case 'enabled':
      case 'taken': {
        const matching = matchingActions(part.action, actions, 'S109');
        return atom(
          number(`${part.kind} ${matching}`, () => ({ kind: part.kind, actions: matching })),
          isPositive,
        );
      }
      case 'not':
        return convert(part.of, !isPositive);
      case 'next':
        return next(convert(part.of, isPositive));
      case 'always':
        return globally(convert(part.of, isPositive));
      case 'eventually':
        return finally_(convert(part.of, isPositive));
      case 'and':
        return both(part.of.map((of) => convert(of, isPositive)));
      case 'or':
        return either(part.of.map((of) => convert(of, isPositive)));
      case 'implies':
        return either([convert(part.left, !isPositive), convert(part.right, isPositive)]);
      case 'until':
        return (isPositive ? until : release)(convert(part.left, isPositive), convert(part.right, isPositive));
      case 'release':
        return (isPositive ? release : until)(convert(part.left, isPositive), convert(part.right, isPositive));
      case 'leadsTo':
        return globally(either([convert(part.left, !isPositive), finally_(convert(part.right, isPositive))]));
    }
  };
  return { formula: convert(formula, false), atoms };
}
