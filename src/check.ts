import { exploreApproximately } from './approximate.ts';
import type { ApproximateOptions } from './explore/approximate/approximation.ts';
import { exploreByReference, firedByReference } from './explore/by-reference.ts';
import type { Keeper } from './explore/checkpoint/keeper.ts';
import type { Exploration, Finding, Progress } from './explore/exploration.ts';
import type { Limits, StopReason } from './explore/limits.ts';
import { type Monitor, type SearchOrder, search } from './explore/search.ts';
import type { Spill } from './explore/spilling.ts';
import { createJudge, selectProperties } from './property/judge.ts';
import {
  type CostJudge,
  costProperties,
  createCostJudge,
  type JudgedCosts,
  judgeFired,
} from './property/judge-costs.ts';
import { type FoundRuns, judgeFiredRuns, judgeFound } from './property/temporal/judge-found.ts';
import { runProperties } from './property/temporal/judge-runs.ts';
import type { Configuration, NamedProperty } from './spec/configuration.ts';
import { type NamedHistoryProperty, withHistory } from './spec/observed-configuration.ts';
import { Misobserved } from './transition/checking.ts';
import { directSpace } from './transition/direct.ts';
import { learnedSpace } from './transition/learned.ts';
import type { LearnedOptions } from './transition/learned-options.ts';
import type { SecondThread } from './transition/second-thread/second-thread.ts';
import type { StateSpace } from './transition/state-space.ts';

/**
 * Which program explores: the engine, which learns what functions do; `direct`, which calls them for every transition;
 * or the thirty lines that define what a spec means.
 */
export type Engine = 'default' | 'direct' | 'reference';

/** How to check a configuration. */
export interface CheckOptions {
  readonly engine?: Engine;
  readonly search?: SearchOrder;
  /** Goes on after the first violation, so that every property is settled. */
  readonly keepGoing?: boolean;
  readonly limits?: Limits;
  /** Searches depth first with states told apart approximately, by the default engine. */
  readonly approximate?: ApproximateOptions;
  /** Starts a second thread, which makes a large breadth-first search of the default engine faster. */
  readonly secondThread?: () => SecondThread | undefined;
  /** What the engine may do; everything unless told. */
  readonly learning?: LearnedOptions;
  /** Keeps a breadth-first search of the default engine: search 0, or search 1, the one with histories. */
  readonly keeper?: (search: number) => Keeper;
  /** Where a breadth-first search of the default engine goes on when memory is full. */
  readonly spill?: Spill;
  /** The names of the properties to judge; all of them unless told. */
  readonly properties?: readonly string[];
}

/**
 * Explores a configuration and judges its properties. Yields its progress often; a reason sent back through `next` stops
 * the search, which then returns what is known so far.
 * @throws SpecError when the spec makes a mistake.
 */
export function* exploring<S>(
  configuration: Configuration<S>,
  options: CheckOptions = {},
): Generator<Progress, Exploration<S>, StopReason | undefined> {
  const properties = selectProperties(configuration, options.properties);
  const isHistory = (property: NamedProperty<S>) => property.kind === 'history';
  const ordinary = properties.filter((property) => !isHistory(property));
  const exploration = yield* exploringSelected({ ...configuration, properties: ordinary }, options, 0);
  const observed = properties.filter(isHistory) as NamedHistoryProperty<S>[];
  if (observed.length === 0 || !mayGoOn(exploration)) return exploration;
  const withHistories = withHistory(configuration, observed);
  const second = yield* exploringSelected(withHistories, options, 1);
  return { ...exploration, withHistory: { configuration: withHistories, exploration: second } };
}

/** A limit on states or depth is one for each search; anything else that ends one ends the whole. */
function mayGoOn<S>({ statistics: { stoppedBy } }: Exploration<S>): boolean {
  return (
    stoppedBy === undefined || stoppedBy === 'max-states' || stoppedBy === 'max-depth' || stoppedBy === 'approximate'
  );
}

/** One search, in which all properties of the configuration are judged. */
function* exploringSelected<S>(
  selected: Configuration<S>,
  options: CheckOptions,
  number: number,
): Generator<Progress, Exploration<S>, StopReason | undefined> {
  const { properties } = selected;
  const { search: order = 'bfs', keepGoing = false, limits = {}, secondThread, learning, approximate } = options;
  if (approximate !== undefined)
    return yield* exploreApproximately(selected, { approximate, keepGoing, limits, ...(learning && { learning }) });
  if (options.engine === 'reference') {
    const exploration = yield* exploreByReference(selected, keepGoing, limits);
    const costs = costProperties(properties);
    const runs = runProperties(properties);
    if (costs.length + runs.length === 0 || !exploration.statistics.complete) return exploration;
    const fired = firedByReference(selected);
    const priced = costs.length === 0 ? exploration : withCosts(exploration, judgeFired(selected, costs, fired));
    return runs.length === 0 ? priced : withRuns(priced, judgeFiredRuns(selected, runs, fired, keepGoing));
  }
  const run = (space: StateSpace<S>) => exploreSpace(space, selected, order, keepGoing, limits);
  const spill = order === 'bfs' ? options.spill : undefined;
  if (options.engine === 'direct') return yield* run(directSpace(selected));
  const space = learnedSpace(selected, { ...(secondThread && { secondThread }), ...learning });
  try {
    const keeper = order === 'bfs' ? options.keeper?.(number) : undefined;
    return yield* exploreSpace(space, selected, order, keepGoing, limits, keeper, spill);
  } catch (error) {
    if (!(error instanceof Misobserved)) throw error;
    const exploration = yield* run(directSpace(selected));
    return { ...exploration, notLearned: error.message };
  } finally {
    space.close?.();
  }
}

function* exploreSpace<S>(
  space: StateSpace<S>,
  configuration: Configuration<S>,
  order: SearchOrder,
  keepGoing: boolean,
  limits: Limits,
  keeper?: Keeper,
  spill?: Spill,
): Generator<Progress, Exploration<S>, StopReason | undefined> {
  const { properties } = configuration;
  const judge = createJudge(properties, space, keepGoing);
  const { monitor, settled, deadlocked } = judge;
  const costs = costProperties(properties);
  let costJudge = costs.length === 0 ? undefined : createCostJudge(costs, space);
  const keeping = keeper && { keeper, kept: judge.kept, ...(costJudge && { onEarlier: costJudge.note }) };
  const noted = (): CostJudge<S> | undefined => costJudge;
  const onSpilled = (): void => {
    costJudge = undefined;
    spill?.onSpilled?.();
  };
  const watched = costJudge === undefined ? monitor : noting(noted, monitor);
  const found = yield* search(space, order, watched, limits, keeping, spill && { ...spill, onSpilled });
  judge.finish();
  const { actions, deepest, pathTo, spilledAt } = found;
  const statistics = { ...found.statistics, terminal: found.statistics.terminal + judge.quiet() };
  const { stoppedBy } = statistics;
  const judgedCosts = statistics.complete ? costJudge?.judge(statistics.initial) : undefined;
  const runs = found.isBroken || spilledAt !== undefined ? [] : runProperties(properties);
  const judgedRuns = yield* judgeFound(space, configuration, runs, statistics, keepGoing);
  if (stoppedBy !== 'interrupt' && !found.isBroken && stoppedBy !== 'max-memory') space.recheck();
  const findings = new Map<string, Finding<S>>();
  for (const [property, { state, action, target }] of settled) {
    const states = pathTo(state).map((number) => space.state(number));
    if (target !== undefined) states.push(space.state(target));
    findings.set(property, { property, states, ...(action !== undefined && { lastAction: action }) });
  }
  const wayToDeepest = statistics.complete ? [] : sample(pathTo(deepest)).map((number) => space.state(number));
  const learned = space.learned?.();
  const exploration = {
    statistics,
    actions,
    findings,
    deadlocked: deadlocked(),
    ...(!statistics.complete && { wayToDeepest }),
    ...(learned && { learned }),
    ...(spill && spilledAt !== undefined && { spilled: { at: spilledAt, bytes: spill.scratch.mostBytes } }),
  };
  spill?.scratch.clear();
  spill?.onOver?.();
  const priced = judgedCosts === undefined ? exploration : withCosts(exploration, judgedCosts);
  return judgedRuns === undefined ? priced : withRuns(priced, judgedRuns);
}

/** The same monitor, with somebody who is told of all transitions, as long as there is somebody. */
function noting<S>(costs: () => CostJudge<S> | undefined, monitor: Monitor): Monitor {
  return {
    ...monitor,
    asksStepsOnly: false,
    onTransition: (source, action, target) => {
      costs()?.note(source, action, target);
      return monitor.onTransition?.(source, action, target) ?? false;
    },
  };
}

function withCosts<S>(exploration: Exploration<S>, { costs, findings }: JudgedCosts<S>): Exploration<S> {
  const added = findings.map((finding) => [finding.property, finding] as const);
  return { ...exploration, costs, findings: new Map([...exploration.findings, ...added]) };
}

function withRuns<S>(exploration: Exploration<S>, { findings, ...judged }: FoundRuns<S>): Exploration<S> {
  const added = findings.map((finding) => [finding.property, finding] as const);
  return { ...exploration, ...judged, findings: new Map([...exploration.findings, ...added]) };
}

const longestSample = 1000;

/** The first, the last, and evenly chosen ones between them if there are more than a report has use for. */
function sample(path: readonly number[]): readonly number[] {
  if (path.length <= longestSample) return path;
  return Array.from({ length: longestSample }, (_, i) => {
    return path[Math.round((i * (path.length - 1)) / (longestSample - 1))] as number;
  });
}
