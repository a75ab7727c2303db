import type { Configuration, NamedProperty } from '../configuration.ts';
import { type Strength, uniformFairness } from './fairness.ts';
import { parseFormula } from './parse-formula.ts';
import type { NamedPredicates, Vocabulary } from './predicates.ts';

/** The same configuration under another assumption on all of its actions, in place of what the spec declares. */
export function withFairness<S>(configuration: Configuration<S>, strength: Strength | 'none'): Configuration<S> {
  const isOrdered = configuration.network?.isOrdered(configuration.parameters) ?? true;
  return { ...configuration, fairness: uniformFairness(strength, configuration.actions, isOrdered) };
}

/**
 * The same configuration with one more temporal property, written as text, under a name of its own: `ltl`, `ltl2`, …
 * @throws SpecError U106 if the text is not understood
 */
export function withFormula<S>(configuration: Configuration<S>, text: string): Configuration<S> {
  const { properties } = configuration;
  const formula = parseFormula(text, vocabularyOf(configuration));
  const names = properties.map(({ name }) => name);
  let name = 'ltl';
  for (let i = 2; names.includes(name); i++) name = `ltl${i}`;
  const property: NamedProperty<S> = { kind: 'temporal', name, formula };
  return { ...configuration, properties: [...properties, property] };
}

/** The predicates that have a name: those of the spec, and properties that are claims about single states. */
function vocabularyOf<S>({ predicates, properties, actions }: Configuration<S>): Vocabulary<S> {
  const fromProperties = properties.flatMap((property) =>
    property.kind === 'invariant' || property.kind === 'reachable'
      ? [[property.name, (state: never) => property.holds(state)] as const]
      : [],
  );
  return { actions, predicates: { ...(Object.fromEntries(fromProperties) as NamedPredicates<S>), ...predicates } };
}
