import type { Progress } from './explore/exploration.ts';
import type { Limits, StopReason } from './explore/limits.ts';
import { search } from './explore/search.ts';
import { watching } from './property/temporal/judge-found.ts';
import { partsOf } from './property/temporal/refutation.ts';
import { Refuter } from './property/temporal/refuter.ts';
import { type FairGraph, splitDeliveries } from './property/temporal/split-deliveries.ts';
import { graphOf, orderOf } from './property/temporal/state-graph.ts';
import { type SufficientFairness, sufficientFairness } from './property/temporal/sufficient-fairness.ts';
import type { Configuration } from './spec/configuration.ts';
import { learnedSpace } from './transition/learned.ts';

/** Which fairness a temporal property needs. */
export interface NeededFairness extends Pick<SufficientFairness, 'minimal' | 'isCut'> {
  readonly states: number;
  /** Absent if the search was cut short: then nothing is known. */
  readonly isComplete: boolean;
  /** What the spec declares. */
  readonly declared: string;
  /** No fairness of these actions is enough. */
  readonly isHopeless: boolean;
}

/** What fairness is looked for. */
export interface NeededFairnessOptions {
  /** One assumption for all actions of a name, or one for each action with its arguments. */
  readonly per: 'name' | 'action';
  readonly limits?: Limits;
}

/**
 * Finds the minimal sets of fairness assumptions under which a temporal property holds, on all that can be reached. What
 * a spec declares is not assumed, but that its optional actions are.
 */
export function* findingNeededFairness<S>(
  configuration: Configuration<S>,
  name: string,
  { per, limits = {} }: NeededFairnessOptions,
): Generator<Progress, NeededFairness, StopReason | undefined> {
  const { fairness } = configuration;
  const property = configuration.properties.find((one) => one.name === name);
  if (property?.kind !== 'temporal') throw new Error(`${name} is no temporal property`);
  const space = learnedSpace(configuration);
  const { statistics } = yield* search(space, 'bfs', {}, limits);
  const { states, complete } = statistics;
  const nothing: NeededFairness = {
    ...{ states, isComplete: false, declared: fairness.text, minimal: [], isCut: false, isHopeless: false },
  };
  if (!complete) return nothing;
  const run = finding();
  let step = run.next();
  for (; !step.done; step = run.next()) if ((yield statistics) !== undefined) return nothing;
  space.recheck();
  const { minimal, isCut, violation } = step.value;
  return { ...nothing, isComplete: true, minimal, isCut, isHopeless: violation !== undefined };

  function* finding(): Generator<void, SufficientFairness> {
    const graph = yield* graphOf(space, orderOf(configuration, statistics));
    const parts = partsOf(property as Parameters<typeof partsOf<S>>[0]);
    const { watch, watchSteps } = watching(space);
    const split = yield* splitDeliveries(graph, configuration, watchSteps);
    const refuter = new Refuter(split.graph, parts, `property ${name}`, split.occurrences, watch);
    return yield* sufficientFairness(split.graph, refuter, groupsOf(configuration, split, per), split.occurrences);
  }
}

function groupsOf<S>(
  { fairness }: Configuration<S>,
  { occurrences, actionOf }: FairGraph,
  per: NeededFairnessOptions['per'],
): readonly (readonly number[])[] {
  const fair = [...occurrences.keys()].filter((one) => !fairness.optional.includes(actionOf(one)));
  if (per === 'action') return fair.map((one) => [one]);
  const names = [...new Set(fair.map((one) => occurrences[one]?.name))];
  return names.map((name) => fair.filter((one) => occurrences[one]?.name === name));
}
