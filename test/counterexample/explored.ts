import { exploring } from '../../src/check.ts';
import { explainFinding } from '../../src/counterexample/explain.ts';
import type { Explanation } from '../../src/counterexample/explanation.ts';
import type { Exploration, Finding } from '../../src/explore/exploration.ts';
import type { Configuration } from '../../src/spec/configuration.ts';

/** Explores a configuration breadth first to its end. */
export function explored<S>(configuration: Configuration<S>): Exploration<S> {
  const run = exploring(configuration, { keepGoing: true });
  let step = run.next();
  while (!step.done) step = run.next();
  return step.value;
}

/** The finding that settles a property; there must be one. */
export function findingOf<S>(configuration: Configuration<S>, property: string): Finding<S> {
  const finding = explored(configuration).findings.get(property);
  if (finding === undefined) throw new Error(`nothing settles ${property}`);
  return finding;
}

/** What settles a property, explained. */
export function explained<S>(configuration: Configuration<S>, property: string): Explanation {
  return explainFinding(configuration, findingOf(configuration, property), { shortest: true });
}
