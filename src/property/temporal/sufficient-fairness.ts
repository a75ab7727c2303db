import type { FairnessOf } from '../../explore/exploration.ts';
import type { Strength } from '../../spec/temporal/fairness.ts';
import type { Refuter } from './refuter.ts';
import type { StateGraph } from './state-graph.ts';
import type { Lasso } from './ultimately-periodic.ts';
import { isMet, loopUses, type NamedActions, remedyOf } from './unmet.ts';

/** Sets of fairness assumptions under which a property holds. */
export interface SufficientFairness {
  /** Each is enough, and no longer is if anything in it is dropped or weakened; those that assume least come first. */
  readonly minimal: readonly (readonly FairnessOf[])[];
  /** There may be more of them: the search was ended. */
  readonly isCut: boolean;
  /** If no fairness is enough: a run that violates the property and is fair to everything. */
  readonly violation?: Lasso;
}

/** Fairness by group of actions: 0 none, 1 weak, 2 strong. */
type Levels = readonly number[];

const strengths: readonly Strength[] = ['weak', 'strong'];

/** So many sets are tried at most. */
const mostTried = 300;

/**
 * All minimal sets of fairness assumptions on groups of actions under which a property holds. Every violation names the
 * assumptions that it breaks, one of which must be made; the minimal sets that hit all of these are found one after
 * another, smaller ones first: R. Reiter, "A theory of diagnosis from first principles", Artificial Intelligence 32, 1987.
 */
export function* sufficientFairness<S>(
  graph: StateGraph,
  refuter: Refuter<S>,
  groups: readonly (readonly number[])[],
  actions: NamedActions,
): Generator<void, SufficientFairness> {
  const broken: (readonly (readonly [group: number, level: number])[])[] = [];
  const minimal: Levels[] = [];
  const known = new Set<string>();
  let queue: Levels[] = [groups.map(() => 0)];
  let tried = 0;
  while (queue.length > 0) {
    queue = queue.sort((a, b) => sum(a) - sum(b));
    const levels = queue.shift() as Levels;
    if (minimal.some((enough) => enough.every((level, group) => level <= (levels[group] as number)))) continue;
    let unhit = broken.find((one) => !one.some(([group, level]) => levels[group] === level));
    if (unhit === undefined) {
      if (tried++ === mostTried) return { minimal: minimal.map(named), isCut: true };
      const found = yield* refuter.violation(assumptionsOf(levels), true);
      if (found === undefined) {
        minimal.push(levels);
        continue;
      }
      unhit = brokenBy(graph, found.lasso, groups);
      if (unhit.length === 0) return { minimal: [], isCut: false, violation: found.lasso };
      broken.push(unhit);
    }
    for (const [group, level] of unhit) {
      const isWeakEnough = level === 2 && unhit.some((other) => other[0] === group && other[1] === 1);
      if (isWeakEnough || level <= (levels[group] as number)) continue;
      const raised = levels.with(group, level);
      if (known.has(raised.join())) continue;
      known.add(raised.join());
      queue.push(raised);
    }
  }
  return { minimal: minimal.map(named), isCut: false };

  function named(levels: Levels): readonly FairnessOf[] {
    return remedies(levels).map(({ strength, label }) => ({ strength, label }));
  }

  function assumptionsOf(levels: Levels) {
    return remedies(levels).flatMap(({ assumptions }) => assumptions);
  }

  function remedies(levels: Levels) {
    return levels.flatMap((level, group) =>
      level === 0 ? [] : [remedyOf(strengths[level - 1] as Strength, groups[group] as readonly number[], actions)],
    );
  }
}

/** The assumptions on groups that a lasso does not meet. */
function brokenBy(
  graph: StateGraph,
  lasso: Lasso,
  groups: readonly (readonly number[])[],
): readonly (readonly [group: number, level: number])[] {
  const uses = loopUses(graph, lasso);
  return groups.flatMap((group, i) => {
    const own = uses.filter(({ action }) => group.includes(action));
    return strengths.flatMap((strength, k) => (own.some((use) => !isMet(strength, use)) ? [[i, k + 1] as const] : []));
  });
}

function sum(levels: Levels): number {
  return levels.reduce((total, level) => total + level, 0);
}
