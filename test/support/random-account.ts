import { type CheckOptions, type Configuration, configure, exploring, isSpecError } from '../../src/index.ts';
import { type Account, accountOf, referenceAccount, withoutDepth } from './account.ts';
import { buildSpec, type RandomSpec } from './random-spec.ts';

/** Specs with more are left alone, as the reference is slow. */
const most = { states: 100, transitions: 300 };
/** The engines may go on for a while, to show that they do not stop. */
const limits = { maxStates: 2 * most.states };

/** Nothing but what the trees and tables say: with the checks of a run, what they find wrong would be set right. */
const unchecked = { sample: false };

/**
 * Every way to search that must say what the reference says: the engine with each of its ideas switched off or brought
 * forward, in both orders, and the engine that learns nothing.
 */
export const variants: readonly CheckOptions[] = [
  { learning: unchecked },
  { learning: unchecked, search: 'dfs' },
  { learning: { ...unchecked, groupAt: 8 } },
  { learning: { ...unchecked, groupAt: 8 }, search: 'dfs' },
  { learning: { ...unchecked, tabulate: false } },
  { learning: { ...unchecked, group: false } },
  { learning: { ...unchecked, tabulate: false, groupAt: 8 } },
  { learning: { ...unchecked, tabulate: false, group: false } },
  { learning: { ...unchecked, observe: false, groupAt: 8 } },
  { learning: {} },
  { learning: { groupAt: 8, paranoid: true } },
  { engine: 'direct' },
  { engine: 'direct', search: 'dfs' },
];

/** A random spec, and what the reference says of it. */
export interface Reviewed {
  readonly configuration: Configuration<unknown>;
  readonly expected: Account;
}

/** Asks the reference about a random spec, unless it has too many states. */
export function review(drawn: RandomSpec): Reviewed | undefined {
  const configuration = configure(buildSpec(drawn)) as Configuration<unknown>;
  if (!isSmall(configuration)) return undefined;
  return { configuration, expected: referenceAccount(configuration) };
}

/** What one way of searching says, and what it should say. */
export function compare(
  { configuration, expected }: Reviewed,
  variant: CheckOptions,
): { readonly found: Account; readonly expected: Account } {
  return {
    found: accountOf(configuration, { ...variant, limits }),
    expected: variant.search === 'dfs' ? withoutDepth(expected) : expected,
  };
}

/** Tells by the engine that has the reference fire every action, without asking the reference what a state is. */
function isSmall(configuration: Configuration<unknown>): boolean {
  const run = exploring(configuration, { keepGoing: true, learning: { ...unchecked, observe: false } });
  try {
    for (let step = run.next(); ; step = run.next()) {
      if (step.done) return (step.value.withHistory?.exploration.statistics.complete ?? true) === true;
      if (step.value.states > most.states || step.value.transitions > most.transitions) return false;
    }
  } catch (error) {
    if (isSpecError(error)) return true;
    throw error;
  }
}
