import type { Call } from './calling.ts';
import type { Property } from './property.ts';
import { requireBoolean, requireNatural } from './required-result.ts';
import { SpecError } from './spec-error.ts';
import { bindTemporal } from './temporal/bind-temporal.ts';
import type { Vocabulary } from './temporal/predicates.ts';

/** A property under the name the spec gave it. */
export type NamedProperty<S> = Property<S> & { readonly name: string };

/**
 * A property under its name, whose functions name it when something goes wrong in them.
 * @throws SpecError S109 if it is none, or speaks of an action that does not exist
 */
export function bindProperty<S>(
  name: string,
  property: Property<S>,
  actions: Vocabulary<S>['actions'],
  call: Call,
): NamedProperty<S> {
  const where = `property ${name}`;
  const guarded = <A extends readonly unknown[]>(judge: (...args: A) => boolean) => {
    return (...args: A): boolean =>
      requireBoolean(
        where,
        call(where, () => judge(...args)),
      );
  };
  switch (property?.kind) {
    case 'invariant':
    case 'reachable':
    case 'terminal':
      return { ...property, name, holds: guarded(property.holds) };
    case 'step':
      return { ...property, name, holds: guarded(property.holds) };
    case 'deadlock':
      return { ...property, name, termination: guarded(property.termination) };
    case 'history':
      return { ...property, name, holds: guarded(property.holds) };
    case 'cost':
      return {
        ...property,
        name,
        of: (...args) =>
          requireNatural(
            where,
            call(where, () => property.of(...args)),
          ),
      };
    case 'temporal':
    case 'possible':
    case 'bypass':
      return call(where, () => ({ ...bindTemporal(property, actions, guarded), name }));
    default:
      throw new SpecError('S109', {
        where,
        text: 'it is not a property',
        help: 'Build it with one of the builders that `properties` is given: invariant, stepProperty, reachable, deadlockFree, terminal, historyInvariant, happenedBeforeOrder, firstComeFirstServed, runCost, temporal, alwaysPossible, bypass.',
      });
  }
}
