import { exploreByReference } from './explore/by-reference.ts';
import type { Exploration, Finding, Progress } from './explore/exploration.ts';
import type { Limits, StopReason } from './explore/limits.ts';
import { type SearchOrder, search } from './explore/search.ts';
import { createJudge, selectProperties } from './property/judge.ts';
import type { Configuration, NamedProperty } from './spec/configuration.ts';
import { directSpace } from './transition/direct.ts';
import { type LearnedOptions, learnedSpace, Misobserved } from './transition/learned.ts';
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
  /** What the engine may do; everything unless told. */
  readonly learning?: LearnedOptions;
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
  const selected = { ...configuration, properties };
  const { search: order = 'bfs', keepGoing = false, limits = {} } = options;
  if (options.engine === 'reference') return yield* exploreByReference(selected, keepGoing, limits);
  const run = (space: StateSpace<S>) => exploreSpace(space, properties, order, keepGoing, limits);
  if (options.engine === 'direct') return yield* run(directSpace(selected));
  try {
    return yield* run(learnedSpace(selected, options.learning));
  } catch (error) {
    if (!(error instanceof Misobserved)) throw error;
    const exploration = yield* run(directSpace(selected));
    return { ...exploration, notLearned: error.message };
  }
}

function* exploreSpace<S>(
  space: StateSpace<S>,
  properties: readonly NamedProperty<S>[],
  order: SearchOrder,
  keepGoing: boolean,
  limits: Limits,
): Generator<Progress, Exploration<S>, StopReason | undefined> {
  const { monitor, settled, deadlocked } = createJudge(properties, space, keepGoing);
  const { statistics, actions, deepest, pathTo } = yield* search(space, order, monitor, limits);
  const { stoppedBy } = statistics;
  if (stoppedBy !== 'interrupt' && stoppedBy !== 'max-memory') space.recheck();
  const findings = new Map<string, Finding<S>>();
  for (const [property, { state, action, target }] of settled) {
    const states = pathTo(state).map((number) => space.state(number));
    if (target !== undefined) states.push(space.state(target));
    findings.set(property, { property, states, ...(action !== undefined && { lastAction: action }) });
  }
  const wayToDeepest = statistics.complete ? [] : sample(pathTo(deepest)).map((number) => space.state(number));
  const learned = space.learned?.();
  return {
    statistics,
    actions,
    findings,
    deadlocked: deadlocked(),
    ...(!statistics.complete && { wayToDeepest }),
    ...(learned && { learned }),
  };
}

const longestSample = 1000;

/** The first, the last, and evenly chosen ones between them if there are more than a report has use for. */
function sample(path: readonly number[]): readonly number[] {
  if (path.length <= longestSample) return path;
  return Array.from({ length: longestSample }, (_, i) => {
    return path[Math.round((i * (path.length - 1)) / (longestSample - 1))] as number;
  });
}
