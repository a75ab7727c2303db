import { type CheckOptions, type Configuration, type Exploration, exploring, isSpecError } from '../../src/index.ts';
import { referenceCheck } from '../../src/reference/check.ts';
import { type NamedHistoryProperty, withHistory } from '../../src/spec/observed-configuration.ts';

/** What a search says of a configuration, without anything that may differ from engine to engine. */
export type Account =
  | { readonly kind: 'mistake'; readonly code: string }
  | { readonly kind: 'cut short'; readonly states: number }
  | CompleteAccount;

/** Of a search that has seen every state. */
export interface CompleteAccount {
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
  /** Of the second search, if some property needs a history. */
  readonly withHistory?: Account;
  /** What an engine that learns gave up learning: nothing, as no random spec gives it a reason to. */
  readonly notLearned: readonly string[];
}

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

/** Without what is said of whole runs, which is tested in test/temporal. */
function aboutStates<S>(configuration: Configuration<S>): Configuration<S> {
  const properties = configuration.properties.filter(({ kind }) => !['temporal', 'possible', 'bypass'].includes(kind));
  return { ...configuration, properties };
}

/** Explores, and tells what was found in a form that can be compared. */
export function accountOf<S>(given: Configuration<S>, options: CheckOptions): Account {
  const configuration = aboutStates(given);
  return orMistake(() => {
    const exploration = explore(configuration, options);
    const account = tell(configuration, exploration, options);
    if (exploration.withHistory === undefined || account.kind !== 'complete') return account;
    const { configuration: observed, exploration: second } = exploration.withHistory;
    return { ...account, withHistory: tell(observed, second, options) };
  });
}

function orMistake(run: () => Account): Account {
  try {
    return run();
  } catch (error) {
    if (isSpecError(error)) return { kind: 'mistake', code: error.code };
    throw error;
  }
}

function tell<S>(configuration: Configuration<S>, exploration: Exploration<S>, options: CheckOptions): Account {
  const { statistics, deadlocked, findings, actions, learned, notLearned } = exploration;
  const { states, transitions, initial, terminal, depth, perDepth, complete } = statistics;
  if (!complete) return { kind: 'cut short', states };
  const settled = [...findings.keys()].sort();
  const direct = (options.learning?.observe ?? true) ? learned?.actions.filter(({ isDirect }) => isDirect) : [];
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
    ...(options.search !== 'dfs' && {
      byDepth: {
        depth,
        perDepth,
        lengths: Object.fromEntries(settled.map((name) => [name, (findings.get(name)?.states.length ?? 0) - 1])),
      },
    }),
    notLearned: [...(notLearned === undefined ? [] : [notLearned]), ...(direct ?? []).map(({ label }) => label)],
  };
}

/** What the reference says, by itself: it fires every action once in every state, and knows no bounds. */
export function referenceAccount<S>(given: Configuration<S>): Account {
  const configuration = aboutStates(given);
  const isHistory = ({ kind }: { readonly kind: string }): boolean => kind === 'history';
  const ordinary = configuration.properties.filter((property) => !isHistory(property));
  const observed = configuration.properties.filter(isHistory) as NamedHistoryProperty<S>[];
  return orMistake(() => {
    const account = tellReference({ ...configuration, properties: ordinary });
    return observed.length === 0
      ? account
      : { ...account, withHistory: tellReference(withHistory(configuration, observed)) };
  });
}

function tellReference<S>(configuration: Configuration<S>): CompleteAccount {
  const run = referenceCheck(configuration);
  let step = run.next();
  while (!step.done) step = run.next();
  const { found, terminal, actions, findings, initial, depth } = step.value;
  const perDepth: number[] = [];
  for (const state of found.values()) perDepth[state.depth] = (perDepth[state.depth] ?? 0) + 1;
  const settled = [...findings.keys()].sort();
  const ends = configuration.properties.filter((property) => property.kind === 'deadlock');
  return {
    kind: 'complete',
    states: found.size,
    transitions: actions.reduce((sum, { fired }) => sum + fired, 0),
    initial,
    terminal: terminal.length,
    deadlocked: terminal.filter(({ state }) => ends.some((end) => !end.termination(state as never))).length,
    fired: Object.fromEntries(actions.map(({ fired }, i) => [configuration.actions[i]?.label, fired])),
    newStates: actions.reduce((sum, { newStates }) => sum + newStates, 0),
    settled,
    byDepth: {
      depth,
      perDepth,
      lengths: Object.fromEntries(settled.map((name) => [name, findings.get(name)?.at.depth ?? 0])),
    },
    notLearned: [],
  };
}

/** An account as a search that is not breadth first would give it. */
export function withoutDepth(account: Account): Account {
  if (account.kind !== 'complete') return account;
  const { byDepth: _, withHistory: second, ...rest } = account;
  return { ...rest, ...(second && { withHistory: withoutDepth(second) }) };
}
