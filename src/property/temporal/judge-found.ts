import type { Exploration, Finding, Progress, Statistics } from '../../explore/exploration.ts';
import type { StopReason } from '../../explore/limits.ts';
import { isOutOfRoom } from '../../explore/out-of-room.ts';
import { watchCost } from '../../explore/run-graph.ts';
import type { Action, Configuration } from '../../spec/configuration.ts';
import type { StateSpace } from '../../transition/state-space.ts';
import type { FiredTransitions } from '../judge-costs.ts';
import { type JudgedRuns, judgeRuns, type RunProperty, type Watching } from './judge-runs.ts';
import { GraphBuilder, graphOf, orderOf } from './state-graph.ts';

/** What an exploration says of properties about whole runs. */
export type FoundRuns<S> = Required<Pick<Exploration<S>, 'judgedRuns' | 'lookedAt' | 'bypasses'>> & {
  readonly findings: readonly Finding<S>[];
};

/** Where time or memory have run out, so many of the states found first are looked at: a second, and some megabytes. */
const fewStates = 200_000;

/**
 * Judges the properties about whole runs on what a search has found, however it was cut short; but not after a violation
 * or an interruption. What ended a search may have to end this as well: a reason sent back through `next` does, but for
 * `max-memory` if that ended the search before; and so does a lack of room. Nothing is known then.
 */
export function* judgeFound<S>(
  space: StateSpace<S>,
  configuration: Configuration<S>,
  properties: readonly RunProperty<S>[],
  statistics: Statistics,
  keepGoing: boolean,
): Generator<Progress, FoundRuns<S> | undefined, StopReason | undefined> {
  const { stoppedBy } = statistics;
  if (properties.length === 0 || stoppedBy === 'violation' || stoppedBy === 'interrupt') return undefined;
  const isShort = stoppedBy === 'max-time' || stoppedBy === 'max-memory';
  const looksAt = isShort ? firstStates(statistics) : statistics;
  try {
    const run = judging(space, configuration, properties, looksAt, keepGoing);
    let step = run.next();
    for (; !step.done; step = run.next()) {
      const reason = yield statistics;
      if (reason !== undefined && !(reason === 'max-memory' && isShort)) return undefined;
    }
    return found(step.value, (number) => space.state(number));
  } catch (error) {
    if (!isOutOfRoom(error)) throw error;
    return undefined;
  }
}

/** The figures of a graph of the states found first. */
function firstStates(statistics: Statistics): Statistics {
  const states = Math.min(statistics.states, fewStates);
  return states === statistics.states
    ? statistics
    : { ...statistics, states, transitions: 4 * states, complete: false };
}

function* judging<S>(
  space: StateSpace<S>,
  configuration: Configuration<S>,
  properties: readonly RunProperty<S>[],
  statistics: Statistics,
  keepGoing: boolean,
): Generator<void, JudgedRuns> {
  const graph = yield* graphOf(space, orderOf(configuration, statistics));
  const isComplete = statistics.complete;
  return yield* judgeRuns(configuration, properties, graph, watching(space), { isComplete, keepGoing });
}

/** The engine turns functions of states and steps into functions of numbers. */
export function watching<S>(space: StateSpace<S>): Watching<S> {
  return {
    watch: (where, holds) => space.watch(where, holds),
    watchSteps: (where, of) => watchCost(space, where, of),
  };
}

/** The same for an engine without a state space, of all transitions there are. */
export function judgeFiredRuns<S>(
  configuration: Configuration<S>,
  properties: readonly RunProperty<S>[],
  { states, initial, transitions }: FiredTransitions<S>,
  keepGoing: boolean,
): FoundRuns<S> {
  const fired = [...transitions];
  const builder = new GraphBuilder(
    orderOf(configuration, { states: states.length, initial, transitions: fired.length, terminal: states.length }),
  );
  builder.add({
    length: fired.length,
    source: fired.map(([source]) => source),
    action: fired.map(([, action]) => action),
    target: fired.map(([, , target]) => target),
  });
  const watch: Watching<S> = {
    watch: (_where, holds) => (number) => holds(states[number] as S),
    watchSteps: (_where, of) => (source, action, target) =>
      of(states[source] as S, configuration.actions[action] as Action<S>, states[target] as S),
  };
  const run = judgeRuns(configuration, properties, builder.build(), watch, { isComplete: true, keepGoing });
  let step = run.next();
  while (!step.done) step = run.next();
  return found(step.value, (number) => states[number] as S);
}

function found<S>({ judged, lookedAt, violations, bypasses }: JudgedRuns, state: (number: number) => S): FoundRuns<S> {
  const findings = Array.from(violations, ([property, { states, ...violation }]): Finding<S> => {
    return { property, states: states.map(state), ...violation };
  });
  return { judgedRuns: judged, lookedAt, bypasses, findings };
}
