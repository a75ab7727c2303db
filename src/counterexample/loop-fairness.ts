import type { Configuration } from '../spec/configuration.ts';
import { deliversApart, messagesOf, messageTaken } from '../spec/temporal/deliveries.ts';
import type { Assumption } from '../spec/temporal/fairness.ts';
import type { Round } from './run.ts';
import type { LoopFairness } from './trace.ts';

/** What a loop does with some actions taken together: in how many of its states one can be taken, and how often one is. */
interface Use {
  readonly enabledIn: number;
  readonly taken: number;
}

/** Some actions taken together, or one of the messages that a delivery may receive. */
interface Subject {
  readonly label: string;
  readonly actions: readonly number[];
  readonly message?: string;
}

type Judged<S> = Pick<Configuration<S>, 'actions' | 'fairness' | 'network' | 'parameters'>;

/** True if going round is as fair as it must be. */
export function isFair<S>(round: Round<S>, configuration: Judged<S>): boolean {
  return configuration.fairness.assumptions.every((assumption) =>
    subjectsOf(assumption, round, configuration).every((subject) =>
      isKept(assumption, useOf(round, configuration, subject), round),
    ),
  );
}

/** How a loop treats every action that can be taken in one of its states, and each assumption on several actions. */
export function loopFairness<S>(round: Round<S>, configuration: Judged<S>): readonly LoopFairness[] {
  const { actions, fairness, network, parameters } = configuration;
  const { assumptions } = fairness;
  const isOrdered = network?.isOrdered(parameters) ?? true;
  const single = actions.flatMap(({ index, label, receives }) => {
    const each = deliversApart(receives, isOrdered) ? ({ each: 'message' } as const) : {};
    return subjectsOf({ label, actions: [index], ...each }, round, configuration);
  });
  const groups = assumptions.filter((assumption) => assumption.actions.length > 1);
  return [...single, ...groups].flatMap((subject) => {
    const use = useOf(round, configuration, subject);
    if (use.enabledIn === 0) return [];
    const assumed = assumptions
      .filter((assumption) => assumption.actions.join() === subject.actions.join())
      .map(({ strength }) => strength);
    return [
      {
        action: subject.label,
        ...use,
        weak: isKept({ strength: 'weak' }, use, round),
        strong: isKept({ strength: 'strong' }, use, round),
        ...(assumed.length > 0 && { assumed: assumed.includes('strong') ? ('strong' as const) : ('weak' as const) }),
      },
    ];
  });
}

/** What an assumption is about: its actions together, or each message that its delivery may receive in the loop. */
function subjectsOf<S>(
  { label, actions: group, each }: Omit<Assumption, 'strength'>,
  { states, loop }: Round<S>,
  { actions, network }: Judged<S>,
): readonly Subject[] {
  const link = actions[group[0] as number]?.receives;
  if (each === undefined || network === undefined || link === undefined) return [{ label, actions: group }];
  const messages = new Set(states.slice(loop).flatMap((state) => messagesOf(network, state, link)));
  return Array.from(messages, (message) => ({ label: `${label} of ${message}`, actions: group, message }));
}

function useOf<S>(
  { states, taken, loop }: Round<S>,
  { actions, network }: Judged<S>,
  { actions: group, message }: Subject,
): Use {
  const link = actions[group[0] as number]?.receives;
  const isOf = (of: (layout: NonNullable<typeof network>, channel: NonNullable<typeof link>) => boolean): boolean =>
    message === undefined || network === undefined || link === undefined || of(network, link);
  const enabled = (state: S): boolean =>
    group.some((index) => actions[index]?.enabled(state) === true) &&
    isOf((layout, channel) => messagesOf(layout, state, channel).includes(message as string));
  const isTaken = (place: number): boolean => {
    const action = taken[place];
    if (action === undefined || !group.includes(action.index)) return false;
    const after = states[place + 1] ?? (states[loop] as S);
    return isOf((layout, channel) => messageTaken(layout, states[place] as S, after, channel) === message);
  };
  const places = Array.from({ length: states.length - loop }, (_, i) => loop + i);
  return {
    enabledIn: places.filter((place) => enabled(states[place] as S)).length,
    taken: places.filter(isTaken).length,
  };
}

function isKept<S>({ strength }: Pick<Assumption, 'strength'>, use: Use, { states, loop }: Round<S>): boolean {
  if (use.taken > 0) return true;
  return strength === 'weak' ? use.enabledIn < states.length - loop : use.enabledIn === 0;
}
