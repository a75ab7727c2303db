import type { Automaton, Edge } from './automaton.ts';
import { conjunction, type Ltl } from './ltl.ts';
import { reduce } from './reduce.ts';

/** One way to satisfy a formula: what must be true of the letter at hand, and of the rest. */
interface Term {
  readonly positive: number;
  readonly negative: number;
  /** The formulas that the rest must satisfy, by key. */
  readonly next: ReadonlyMap<string, Ltl>;
  /** The `until` formulas that are put off, as bits. */
  readonly postponed: number;
}

/** Thrown if a formula has more untils than there are bits. */
export class TooManyUntils extends Error {}

const mostUntils = 30;

/**
 * An automaton that accepts exactly the runs that satisfy a formula. Its states are the formulas that the rest of the run
 * must satisfy; a transition is in the acceptance set of an `until` unless it puts it off.
 *
 * R. Gerth, D. Peled, M. Y. Vardi and P. Wolper, "Simple on-the-fly automatic verification of linear temporal logic", PSTV
 * 1995; with acceptance on transitions by J.-M. Couvreur, "On-the-fly verification of linear temporal logic", FM 1999.
 */
export function translate(formula: Ltl): Automaton {
  const untils = new Map<string, number>();
  const known = new Map<string, readonly Term[]>();
  const numbers = new Map([[formula.key, 0]]);
  const formulas = [formula];
  const terms: (readonly Term[])[] = [];
  for (let state = 0; state < formulas.length; state++) {
    const ways = termsOf(formulas[state] as Ltl, untils, known);
    terms.push(ways);
    for (const { next } of ways) {
      const rest = conjunction([...next.values()]);
      if (numbers.has(rest.key) || rest.kind === 'false') continue;
      numbers.set(rest.key, formulas.length);
      formulas.push(rest);
    }
  }
  const all = 2 ** untils.size - 1;
  const states = terms.map((ways) =>
    ways.flatMap(({ positive, negative, next, postponed }): Edge[] => {
      const target = numbers.get(conjunction([...next.values()]).key);
      return target === undefined ? [] : [{ positive, negative, accepts: all & ~postponed, target }];
    }),
  );
  return reduce({ acceptanceSets: untils.size, states });
}

function termsOf(formula: Ltl, untils: Map<string, number>, known: Map<string, readonly Term[]>): readonly Term[] {
  const found = known.get(formula.key);
  if (found !== undefined) return found;
  const of = (part: Ltl): readonly Term[] => termsOf(part, untils, known);
  const terms = ((): readonly Term[] => {
    switch (formula.kind) {
      case 'true':
        return [nothing];
      case 'false':
        return [];
      case 'atom':
        return [{ ...nothing, [formula.isPositive ? 'positive' : 'negative']: 1 << formula.atom }];
      case 'and':
        return formula.of.map(of).reduce(product, [nothing]);
      case 'or':
        return essential(formula.of.flatMap(of));
      case 'next':
        return [later(formula.of)];
      case 'until': {
        const postponed = 1 << numberOf(formula, untils);
        return essential([...of(formula.right), ...product(of(formula.left), [{ ...later(formula), postponed }])]);
      }
      case 'release':
        return essential(product(of(formula.right), [...of(formula.left), later(formula)]));
    }
  })();
  known.set(formula.key, terms);
  return terms;
}

const nothing: Term = { positive: 0, negative: 0, next: new Map(), postponed: 0 };

function later(formula: Ltl): Term {
  const parts = formula.kind === 'and' ? formula.of : formula.kind === 'true' ? [] : [formula];
  return { ...nothing, next: new Map(parts.map((part) => [part.key, part])) };
}

function numberOf(formula: Ltl, untils: Map<string, number>): number {
  const number = untils.get(formula.key) ?? untils.size;
  if (number >= mostUntils) throw new TooManyUntils();
  untils.set(formula.key, number);
  return number;
}

function product(some: readonly Term[], others: readonly Term[]): readonly Term[] {
  return essential(
    some.flatMap((one) =>
      others.flatMap((other) => {
        const positive = one.positive | other.positive;
        const negative = one.negative | other.negative;
        if ((positive & negative) !== 0) return [];
        const next = new Map([...one.next, ...other.next]);
        return [{ positive, negative, next, postponed: one.postponed | other.postponed }];
      }),
    ),
  );
}

/** Without the terms that another one makes superfluous: it asks for no more, and puts no more off. */
function essential(terms: readonly Term[]): readonly Term[] {
  return terms.filter(
    (term, i) => !terms.some((other, j) => i !== j && isImplied(term, other) && (j < i || !isImplied(other, term))),
  );
}

function isImplied(term: Term, other: Term): boolean {
  return (
    (other.positive & ~term.positive) === 0 &&
    (other.negative & ~term.negative) === 0 &&
    (other.postponed & ~term.postponed) === 0 &&
    [...other.next.keys()].every((key) => term.next.has(key))
  );
}
