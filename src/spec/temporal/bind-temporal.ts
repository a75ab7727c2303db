import type { Immutable } from 'immer';
import { SpecError } from '../spec-error.ts';
import * as formulas from './formula.ts';
import { atomsOf, mapPredicates, type StatePredicate } from './formula.ts';
import { matchingActions, type NamedPredicates, namedPredicate, type Vocabulary } from './predicates.ts';
import {
  alwaysPossible,
  type BypassProperty,
  bypass,
  type PossibleProperty,
  type TemporalContext,
  type TemporalProperty,
  temporal,
} from './temporal-property.ts';

/** The operators of temporal logic, for the properties of a spec with these predicates. */
export function temporalContext<S>(predicates: NamedPredicates<S>): TemporalContext<S> {
  const { always, eventually, infinitelyOften, next, until, release, leadsTo } = formulas;
  const { not, and, or, implies, forAll, enabled, taken } = formulas;
  const named = new Map<string, formulas.Formula<S>>();
  return {
    ...{ temporal, alwaysPossible, bypass, always, eventually, infinitelyOften, next, until, release, leadsTo },
    ...{ not, and, or, implies, forAll, enabled, taken },
    predicate: (name, ...args) => {
      const key = JSON.stringify([name, ...args]);
      const formula = named.get(key) ?? namedPredicate({ predicates }, name, args, 'S109');
      named.set(key, formula);
      return formula;
    },
  };
}

/** The predicates of a spec; errors of theirs go through `call`. */
export function guardedPredicates<S>(
  predicates: NamedPredicates<S>,
  call: <T>(where: string, run: () => T) => T,
): NamedPredicates<S> {
  const guarded = Object.entries(predicates).map(([name, predicate]) => {
    const where = `predicate ${name}`;
    return [name, (state: Immutable<S>, ...args: unknown[]) => call(where, () => predicate(state, ...args))] as const;
  });
  return Object.fromEntries(guarded);
}

/**
 * A property about whole runs, with its predicates guarded.
 * @throws SpecError S109 if it speaks of an action that does not exist
 */
export function bindTemporal<S>(
  property: TemporalProperty<S> | PossibleProperty<S> | BypassProperty,
  actions: Vocabulary<S>['actions'],
  guarded: (holds: StatePredicate<S>) => StatePredicate<S>,
): TemporalProperty<S> | PossibleProperty<S> | BypassProperty {
  switch (property.kind) {
    case 'possible':
      return { ...property, holds: guarded(property.holds) };
    case 'bypass':
      for (const name of [property.request, property.entry]) requireOwners({ name }, actions);
      return property;
    case 'temporal':
      for (const atom of atomsOf(property.formula)) if ('action' in atom) matchingActions(atom.action, actions, 'S109');
      return { ...property, formula: mapPredicates(property.formula, once(guarded)) };
  }
}

/** Gives the same for the same, so that one predicate stays one. */
function once<K, V>(of: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key) ?? of(key);
    known.set(key, found);
    return found;
  };
}

/** Only of an action of somebody can be told who waits. */
function requireOwners(pattern: formulas.ActionPattern, actions: Vocabulary<never>['actions']): void {
  const found = matchingActions(pattern, actions, 'S109');
  if (found.every((index) => actions[index]?.args.length !== 0)) return;
  throw new SpecError('S109', {
    text: `the action ${pattern.name} is nobody's: it has no arguments`,
    help: 'bypass() counts by the first argument of an action, the process whose request or entry it is.',
  });
}
