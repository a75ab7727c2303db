import type { Configuration } from '../spec/configuration.ts';
import type { Assumption } from '../spec/temporal/fairness.ts';
import type { Round } from './run.ts';
import type { LoopFairness } from './trace.ts';

/** What a loop does with some actions taken together: in how many of its states one can be taken, and how often one is. */
interface Use {
  readonly enabledIn: number;
  readonly taken: number;
}

/** True if going round is as fair as it must be. */
export function isFair<S>(
  round: Round<S>,
  { actions, fairness }: Pick<Configuration<S>, 'actions' | 'fairness'>,
): boolean {
  return fairness.assumptions.every((assumption) =>
    isKept(assumption, useOf(round, actions, assumption.actions), round),
  );
}

/** How a loop treats every action that can be taken in one of its states, and each assumption on several actions. */
export function loopFairness<S>(
  round: Round<S>,
  { actions, fairness }: Pick<Configuration<S>, 'actions' | 'fairness'>,
): readonly LoopFairness[] {
  const single = actions.map(({ index, label }) => ({ label, actions: [index] }));
  const groups = fairness.assumptions.filter((assumption) => assumption.actions.length > 1);
  return [...single, ...groups].flatMap(({ label, actions: group }) => {
    const use = useOf(round, actions, group);
    if (use.enabledIn === 0) return [];
    const assumed = fairness.assumptions
      .filter((assumption) => assumption.actions.join() === group.join())
      .map(({ strength }) => strength);
    return [
      {
        action: label,
        ...use,
        weak: isKept({ strength: 'weak' }, use, round),
        strong: isKept({ strength: 'strong' }, use, round),
        ...(assumed.length > 0 && { assumed: assumed.includes('strong') ? ('strong' as const) : ('weak' as const) }),
      },
    ];
  });
}

function useOf<S>(
  { states, taken, loop }: Round<S>,
  actions: Configuration<S>['actions'],
  group: readonly number[],
): Use {
  const enabled = (state: S): boolean => group.some((index) => actions[index]?.enabled(state) === true);
  return {
    enabledIn: states.slice(loop).filter(enabled).length,
    taken: taken.slice(loop).filter((action) => action !== undefined && group.includes(action.index)).length,
  };
}

function isKept<S>({ strength }: Pick<Assumption, 'strength'>, use: Use, { states, loop }: Round<S>): boolean {
  if (use.taken > 0) return true;
  return strength === 'weak' ? use.enabledIn < states.length - loop : use.enabledIn === 0;
}
