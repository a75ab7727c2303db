import { canonical } from '../spec/canonical.ts';
import type { Configuration } from '../spec/configuration.ts';
import { atomsOf, type Formula } from '../spec/temporal/formula.ts';
import { toJson } from './json.ts';
import { at, describePlace } from './place.ts';
import { readsOf } from './reads.ts';
import type { Round } from './run.ts';
import type { FalsePart } from './trace.ts';

/** How many parts a report can show before they stop to explain anything. */
const most = 4;

/**
 * The parts of the state that a formula looks at and that are the same in all states of a loop: why what it asks for does
 * not come about. Only the smallest parts are named.
 */
export function constantParts<S>(
  configuration: Configuration<S>,
  formula: Formula<S>,
  { states, loop }: Round<S>,
): readonly FalsePart[] {
  const [first, ...others] = states.slice(loop);
  if (first === undefined) return [];
  const paths = [...atomsOf(formula)].flatMap((atom) =>
    atom.kind === 'state' ? readsOf(first, (state) => atom.holds(state as never)) : [],
  );
  const parts = new Map<string, FalsePart>();
  for (const path of paths) {
    const value = at(first, path);
    if (Array.isArray(value)) continue;
    const text = canonical(value);
    const isConstant = others.every((state) => canonical(at(state, path)) === text);
    if (isConstant)
      parts.set(describePlace(configuration, path), { text: describePlace(configuration, path), value: toJson(value) });
  }
  return [...parts.values()].slice(0, most);
}
