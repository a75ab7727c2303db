import type { ApproximateOptions, Approximation } from './explore/approximate/approximation.ts';
import { Sightings } from './explore/approximate/sightings.ts';
import { type StackMonitor, type StackSearch, searchByStack } from './explore/approximate/stack-search.ts';
import type { Exploration, Finding, Progress } from './explore/exploration.ts';
import type { Limits, StopReason } from './explore/limits.ts';
import { createJudge, type Judge } from './property/judge.ts';
import type { Configuration } from './spec/configuration.ts';
import { SpecError } from './spec/spec-error.ts';
import { BitFilter } from './state/approximate/bit-filter.ts';
import type { Filter } from './state/approximate/filter.ts';
import { FingerprintTable } from './state/approximate/fingerprint-table.ts';
import { learnedSpace } from './transition/learned.ts';
import type { LearnedOptions } from './transition/learned-options.ts';
import { StartAgain } from './transition/stacked-store.ts';
import type { StackedSpace, StateSpace } from './transition/state-space.ts';

/** What is known of the state space before states are forgotten: the engine learns from so many. */
const learnedFrom = 30_000;

/** Bits for each state, unless told. */
const usualFunctions = 3;

/** How a search that forgets is to go. */
export interface ApproximateSearch {
  readonly approximate: ApproximateOptions;
  readonly keepGoing: boolean;
  readonly limits: Limits;
  readonly learning?: LearnedOptions;
}

/**
 * Explores a configuration approximately, once or several times, and judges the properties of states, of steps and of ends.
 * Its figures are those of the attempt that saw most. What it finds is true; what it does not find may be there.
 * @throws SpecError when the spec makes a mistake.
 */
export function* exploreApproximately<S>(
  configuration: Configuration<S>,
  options: ApproximateSearch,
): Generator<Progress, Exploration<S>, StopReason | undefined> {
  const space = learnedSpace(configuration, options.learning);
  const judge = createJudge(configuration.properties, space, options.keepGoing);
  const filter = filterFor(options.approximate);
  const findings = new Map<string, Finding<S>>();
  for (;;) {
    try {
      learnFrom(space);
      return yield* swarm({ space, judge, filter, findings, sightings: new Sightings() }, options);
    } catch (error) {
      if (!(error instanceof StartAgain)) throw error;
      filter.clear();
    }
  }
}

/** What the attempts of a swarm share. */
interface Swarm<S> {
  readonly space: StateSpace<S>;
  readonly judge: Judge;
  readonly filter: Filter;
  readonly findings: Map<string, Finding<S>>;
  readonly sightings: Sightings;
}

interface Best {
  readonly search: StackSearch;
  readonly omissions: number;
  readonly deadlocked: number;
  readonly quiet: number;
}

function* swarm<S>(
  swarm: Swarm<S>,
  { approximate, limits }: ApproximateSearch,
): Generator<Progress, Exploration<S>, StopReason | undefined> {
  const { space, judge, filter, findings } = swarm;
  let best: Best | undefined;
  let ended = 0;
  let attempts = 0;
  let stoppedBy: StopReason | undefined;
  const { swarm: wanted = 1 } = approximate;
  while (attempts < wanted && (stoppedBy === undefined || isOfOneAttempt(stoppedBy))) {
    filter.clear();
    const before = { deadlocked: judge.deadlocked(), quiet: judge.quiet() };
    const stacked = (space as Required<StateSpace<S>>).stacked({ filter, seed: ++attempts });
    const search = yield* searchByStack(space, stacked, watching(swarm, stacked, attempts, wanted > 1), limits);
    stoppedBy = search.stoppedBy;
    if (stoppedBy === undefined) ended++;
    if (best !== undefined && best.search.statistics.states >= search.statistics.states) continue;
    best = {
      search,
      omissions: filter.expectedOmissions,
      deadlocked: judge.deadlocked() - before.deadlocked,
      quiet: judge.quiet() - before.quiet,
    };
  }
  const { search, omissions, deadlocked, quiet } = best as Best;
  const { statistics, actions } = search;
  return {
    statistics: {
      ...statistics,
      terminal: statistics.terminal + quiet,
      stoppedBy: stoppedBy ?? (ended > 0 ? 'approximate' : (search.stoppedBy as StopReason)),
    },
    actions,
    findings,
    deadlocked,
    approximation: measured(swarm, approximate, { attempts, ended, omissions, states: statistics.states }),
    learned: (space as Required<StateSpace<S>>).learned(),
  };
}

/** A limit on states or depth is one for each attempt; anything else that ends one ends the whole. */
function isOfOneAttempt(stoppedBy: StopReason): boolean {
  return stoppedBy === 'max-states' || stoppedBy === 'max-depth';
}

/** Judges, and keeps the runs that settle properties while their states are still on the stack. */
function watching<S>(
  { space, judge, findings, sightings }: Swarm<S>,
  { identify }: StackedSpace,
  attempt: number,
  isSwarm: boolean,
): StackMonitor {
  const { monitor, settled } = judge;
  return {
    ...monitor,
    onState: (place) => {
      if (isSwarm) sightings.note(identify(place), attempt);
      return monitor.onState?.(place) ?? false;
    },
    onExpanded: (pathTo) => {
      const stops = judge.finish();
      if (settled.size === findings.size) return stops;
      for (const [property, { state, action, target }] of settled) {
        if (findings.has(property)) continue;
        const states = pathTo(state).map((place) => space.state(place));
        if (target !== undefined) states.push(space.state(target));
        findings.set(property, { property, states, ...(action !== undefined && { lastAction: action }) });
      }
      return stops;
    },
  };
}

function measured<S>(
  { sightings }: Swarm<S>,
  { swarm: _, ...method }: ApproximateOptions,
  figures: { readonly attempts: number; readonly ended: number; readonly omissions: number; readonly states: number },
): Approximation {
  const { attempts, ended, omissions, states } = figures;
  const isOne = attempts === 1;
  const seen = isOne ? states : Math.max(states, sightings.union);
  const total = Math.max(ended > 0 ? states + omissions : 0, isOne ? 0 : sightings.total(attempts));
  const { functions = usualFunctions, bytes } = { functions: undefined, bytes: undefined, ...method };
  return {
    kind: method.kind,
    ...(bytes !== undefined && { bytes, functions }),
    attempts,
    ended,
    seen,
    expectedOmissions: omissions,
    ...(total > 0 && { coverage: Math.min(1, seen / total) }),
  };
}

function filterFor(method: ApproximateOptions): Filter {
  if (method.kind === 'fingerprint') return new FingerprintTable();
  try {
    return new BitFilter(method.bytes, method.functions ?? usualFunctions);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SpecError('U138', {
      text: `there is no room for a bit array of ${method.bytes} bytes`,
      help: 'It must fit into memory beside the stack of the search.',
      cause: error,
    });
  }
}

/** Explores breadth first for a while, so that the engine knows the shape of states and groups their parts. */
function learnFrom<S>(space: StateSpace<S>): void {
  space.seed();
  for (let first = 0; first < space.size && space.size < learnedFrom; ) first = space.expand(first, space.size).next;
}
