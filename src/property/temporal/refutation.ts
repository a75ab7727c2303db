import type { NamedProperty } from '../../spec/configuration.ts';
import { SpecError } from '../../spec/spec-error.ts';
import type { Assumption } from '../../spec/temporal/fairness.ts';
import { conjuncts, type Formula } from '../../spec/temporal/formula.ts';
import type { Vocabulary } from '../../spec/temporal/predicates.ts';
import { actionSets } from './actions.ts';
import { type Automaton, acceptingComponents } from './automaton.ts';
import { type FairComponents, fairComponents } from './fair-components.ts';
import { shortLasso } from './lasso.ts';
import { lettersOf } from './letters.ts';
import { type Atom, negated } from './normal-form.ts';
import { flatten, type Product, productOf } from './product.ts';
import type { StateGraph } from './state-graph.ts';
import { TooManyUntils, translate } from './translate.ts';
import type { Lasso } from './ultimately-periodic.ts';

/** What tries to refute a formula on one graph: all runs that violate it, before any fairness is asked of them. */
export interface Refutation {
  readonly product: Product;
  /** The parts of the automaton in which it can go round and accept. */
  readonly parts: readonly (readonly number[])[];
}

/** Turns a predicate on states into one on their numbers. */
export type Watch<S> = (where: string, holds: (state: S) => boolean) => (state: number) => boolean;

/** The parts of a temporal property that must all hold, in order. */
export function partsOf<S>(property: NamedProperty<S> & { readonly formula: Formula<S> }): readonly Formula<S>[] {
  return conjuncts(property.formula);
}

/**
 * The automaton of all runs that violate a formula, and what its letters are about.
 * @throws SpecError S109 if the formula is too large
 */
function violations<S>(
  formula: Formula<S>,
  actions: Vocabulary<S>['actions'],
): { readonly automaton: Automaton; readonly atoms: readonly Atom<S>[] } {
  const { formula: violation, atoms } = negated(formula, actions);
  try {
    return { automaton: translate(violation), atoms };
  } catch (error) {
    if (!(error instanceof TooManyUntils)) throw error;
    throw new SpecError('S109', {
      text: 'a formula has more than 30 operators that ask for something to happen',
      help: 'Split it: what forAll() or and() join at the top is judged part by part.',
    });
  }
}

/** Reads all runs of a graph by the automaton of a formula's violations. Pauses now and then. */
export function* refute<S>(
  graph: StateGraph,
  formula: Formula<S>,
  where: string,
  actions: Vocabulary<S>['actions'],
  watch: Watch<S>,
): Generator<void, Refutation> {
  const { automaton, atoms } = violations(formula, actions);
  const watched = atoms.map((atom) =>
    atom.kind === 'state' ? watch(where, (state) => atom.holds(state as never)) : undefined,
  );
  const letters = yield* lettersOf(graph, atoms, watched);
  const product = yield* productOf(graph, flatten(automaton), letters);
  return { product, parts: acceptingParts(automaton) };
}

function acceptingParts(automaton: Automaton): readonly (readonly number[])[] {
  const component = acceptingComponents(automaton);
  const parts = new Map<number, number[]>();
  for (const [state, id] of component.entries()) if (id >= 0) parts.set(id, [...(parts.get(id) ?? []), state]);
  return [...parts.values()];
}

/** A fair run that violates the formula; nothing if there is none. Pauses now and then. */
export function* fairViolation(
  { product, parts }: Refutation,
  assumptions: readonly Assumption[],
): Generator<void, Lasso | undefined> {
  const sets = actionSets(assumptions, product.graph.stay);
  const found: FairComponents[] = [];
  for (const inside of parts) {
    const components = yield* fairComponents(product, inside, sets, false);
    if (components.fair.size > 0) found.push(components);
  }
  return found.length === 0 ? undefined : shortLasso(product, found, sets);
}

/** Whether a fair run violates the formula. Cheaper than to find a short one. */
export function* isViolatedFairly(
  { product, parts }: Refutation,
  assumptions: readonly Assumption[],
): Generator<void, boolean> {
  const sets = actionSets(assumptions, product.graph.stay);
  for (const inside of parts) {
    const { fair } = yield* fairComponents(product, inside, sets, true);
    if (fair.size > 0) return true;
  }
  return false;
}
