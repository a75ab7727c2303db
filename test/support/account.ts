import { type CheckOptions, type Configuration, type Exploration, exploring, isSpecError } from '../../src/index.ts';

/** What a search says of a configuration, without anything that may differ from engine to engine. */
export type Account =
  | { readonly kind: 'mistake'; readonly code: string }
  | { readonly kind: 'cut short'; readonly states: number }
  | {
      readonly kind: 'complete';
      readonly states: number;
      readonly transitions: number;
      readonly initial: number;
      readonly terminal: number;
      readonly deadlocked: number;
      readonly fired: Readonly<Record<string, number>>;
      /** States that some action was the first to find. */
      readonly newStates: number;
      /** The names of the properties that are settled, in the order of their names. */
      readonly settled: readonly string[];
      readonly byDepth?: AccountByDepth;
    };

/** What only a breadth-first search can say. */
export interface AccountByDepth {
  readonly depth: number;
  readonly perDepth: readonly number[];
  /** The length of the shortest run that settles a property, in steps. */
  readonly lengths: Readonly<Record<string, number>>;
}

/** Explores to the end. */
export function explore<S>(configuration: Configuration<S>, options: CheckOptions): Exploration<S> {
  const run = exploring(configuration, { keepGoing: true, ...options });
  let step = run.next();
  while (!step.done) step = run.next();
  return step.value;
}

/** Explores, and tells what was found in a form that can be compared. */
export function accountOf<S>(configuration: Configuration<S>, options: CheckOptions): Account {
  try {
    return tell(configuration, explore(configuration, options), options.search !== 'dfs');
  } catch (error) {
    if (isSpecError(error)) return { kind: 'mistake', code: error.code };
    throw error;
  }
}

function tell<S>(configuration: Configuration<S>, exploration: Exploration<S>, isBreadthFirst: boolean): Account {
  const { statistics, deadlocked, findings, actions } = exploration;
  const { states, transitions, initial, terminal, depth, perDepth, complete } = statistics;
  if (!complete) return { kind: 'cut short', states };
  const settled = [...findings.keys()].sort();
  return {
    kind: 'complete',
    states,
    transitions,
    initial,
    terminal,
    deadlocked,
    fired: Object.fromEntries(actions.map(({ fired }, i) => [configuration.actions[i]?.label, fired])),
    newStates: actions.reduce((sum, { newStates }) => sum + newStates, 0),
    settled,
    ...(isBreadthFirst && {
      byDepth: {
        depth,
        perDepth,
        lengths: Object.fromEntries(settled.map((name) => [name, (findings.get(name)?.states.length ?? 0) - 1])),
      },
    }),
  };
}

/** An account as a search that is not breadth first would give it. */
export function withoutDepth(account: Account): Account {
  if (account.kind !== 'complete') return account;
  const { byDepth: _, ...rest } = account;
  return rest;
}
