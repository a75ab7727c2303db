import { type CheckOptions, exploring } from './check.ts';
import type { Progress } from './explore/exploration.ts';
import type { StopReason } from './explore/limits.ts';
import { findingNeededFairness, type NeededFairness, type NeededFairnessOptions } from './fairness.ts';
import { selectProperties } from './property/judge.ts';
import { type CheckedSystem, systemResult } from './report/system-result.ts';
import { type Configuration, configure } from './spec/configuration.ts';
import type { Faults } from './spec/environment/faults.ts';
import type { ParameterValue } from './spec/parameter.ts';
import type { Spec } from './spec/spec.ts';
import type { Strength } from './spec/temporal/fairness.ts';
import { withFairness, withFormula } from './spec/temporal/overrides.ts';

/** What goes on beside a search. */
export interface RunOptions {
  /** Ends the search when it aborts; what is known by then is inconclusive, unless it is a violation. */
  readonly signal?: AbortSignal;
  /** Told a few times a second how far the search has come; may end it. */
  readonly onProgress?: (progress: Progress) => StopReason | undefined;
  /** Lets the rest of the program have its turn, between two stretches of the search. */
  readonly breathe?: () => Promise<void>;
}

/** What is asked about runs, besides what the spec says. */
export interface TemporalOptions {
  /** Fairness of every action, in place of what the spec declares. */
  readonly fairness?: Strength | 'none';
  /** Temporal formulas as text, over the spec's named predicates. They are judged alone unless `properties` names others. */
  readonly ltl?: readonly string[];
}

/** How to check a spec from a program. */
export interface CheckSpecOptions extends CheckOptions, RunOptions, TemporalOptions {
  /** Values for the spec's parameters; those not given have their defaults. */
  readonly params?: Readonly<Record<string, ParameterValue>>;
  /** How often each fault may happen in a run; of those not given, as often as the spec says. */
  readonly faults?: Faults;
}

/** How long a search goes on before the rest of the program has its turn, in milliseconds. */
const stretch = 50;

/**
 * Explores every reachable state of a spec and judges its properties, in stretches that leave the event loop alive. Memory
 * differs from host to host: a limit on it is for `onProgress` to watch.
 * @throws SpecError (the promise is rejected) when the spec, or a parameter, is wrong.
 */
export async function check<S, Q>(spec: Spec<S, Q>, options: CheckSpecOptions = {}): Promise<CheckedSystem> {
  return checkConfiguration(configure(spec, options.params, { faults: options.faults ?? {} }), options);
}

/** As `check`, for a spec whose parameters are already bound. */
export async function checkConfiguration<S>(
  given: Configuration<S>,
  temporalOptions: CheckOptions & RunOptions & TemporalOptions = {},
): Promise<CheckedSystem> {
  const { configuration, options } = asked(given, temporalOptions);
  const { search: order = 'bfs', engine = 'default', limits = {} } = options;
  const startedAt = performance.now();
  const exploration = await finish(exploring(configuration, options), options, limits.maxTime);
  const elapsedMs = performance.now() - startedAt;
  const judged = { ...configuration, properties: selectProperties(configuration, options.properties) };
  return systemResult(judged, exploration, { order, engine, limits, elapsedMs });
}

/** The configuration with the formulas and the fairness that are asked for. */
function asked<S>(
  given: Configuration<S>,
  { fairness, ltl = [], ...options }: CheckOptions & RunOptions & TemporalOptions,
): { readonly configuration: Configuration<S>; readonly options: CheckOptions & RunOptions } {
  const fair = fairness === undefined ? given : withFairness(given, fairness);
  if (ltl.length === 0) return { configuration: fair, options };
  const configuration = ltl.reduce(withFormula, fair);
  const added = configuration.properties.slice(given.properties.length).map(({ name }) => name);
  return { configuration, options: { ...options, properties: [...(options.properties ?? []), ...added] } };
}

/** Finds the minimal fairness under which a temporal property holds, in stretches as `check` does. */
export async function neededFairness<S>(
  configuration: Configuration<S>,
  property: string,
  options: NeededFairnessOptions & RunOptions,
): Promise<NeededFairness> {
  return finish(findingNeededFairness(configuration, property, options), options, options.limits?.maxTime);
}

/** What was found in time is judged for so much of the time longer, or so many milliseconds if that is more. */
const grace = { share: 0.25, least: 1000 };

/** Runs something to its end, and tells it once when its time is over, and again when it must end at any rate. */
async function finish<T>(
  run: Generator<Progress, T, StopReason | undefined>,
  { signal, onProgress, breathe = nextTurn }: RunOptions,
  maxTime: number = Number.POSITIVE_INFINITY,
): Promise<T> {
  let deadline = performance.now() + maxTime;
  let reason: StopReason | undefined;
  for (;;) {
    const pause = Math.min(performance.now() + stretch, deadline);
    let step = run.next(reason);
    while (!step.done && performance.now() < pause) step = run.next();
    if (step.done) return step.value;
    const isOver = performance.now() >= deadline;
    reason = isOver ? 'max-time' : onProgress?.(step.value);
    if (isOver) deadline = performance.now() + Math.max(grace.least, grace.share * maxTime);
    await breathe();
    if (signal?.aborted) reason = 'interrupt';
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
