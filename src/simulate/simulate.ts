import fc from 'fast-check';
import type { Spec } from '../spec/spec.ts';
import { SpecError } from '../spec/spec-error.ts';
import { subjectOf } from './claims.ts';
import { Coverage } from './coverage.ts';
import { RunArbitrary, type RunsOptions } from './runs-of.ts';
import { searchingSmallest } from './smallest.ts';
import { type SpecSource, sourceOf } from './source.ts';
import type { SpecRun } from './spec-run.ts';

/** How a spec is simulated. */
export interface SimulateOptions extends RunsOptions {
  /** How many runs are drawn, unless one violates a property; 1000 unless told. */
  readonly runs?: number;
  /** The same seed and options give the same runs; 1 unless told. */
  readonly seed?: number;
  /** Where fast-check found a counterexample with this seed: that run is drawn again, and no other. */
  readonly path?: string;
  /** Ends the simulation when it aborts; what was found by then is kept. */
  readonly signal?: AbortSignal;
  /** Told a few times a second how far the simulation has come. */
  readonly onProgress?: (progress: SimulationProgress) => void;
  /** Lets the rest of the program have its turn. */
  readonly breathe?: () => Promise<void>;
}

/** How far a simulation has come. */
export interface SimulationProgress {
  readonly runs: number;
  readonly steps: number;
  readonly states: number;
  /** The steps of the shortest violation so far, while that is made shorter. */
  readonly shrinking?: number;
}

/** What a simulation found out. */
export interface Simulated<S> {
  readonly source: SpecSource<S>;
  readonly coverage: Coverage;
  readonly seed: number;
  readonly asked: { readonly runs: number; readonly steps: number };
  readonly interrupted: boolean;
  readonly found?: FoundViolation<S>;
}

/** A run that violates a property, and what became of it. */
export interface FoundViolation<S> {
  readonly property: string;
  /** Which run it was, from 1. */
  readonly run: number;
  /** As it was drawn; absent if it was looked for where shrinking had ended. */
  readonly drawn?: SpecRun<S>;
  /** The shortest of the configuration that was asked for; absent if only a smaller one was looked at. */
  readonly own?: SpecRun<S>;
  /** What it ended in: perhaps a run of a smaller configuration. */
  readonly last: SpecRun<S>;
  /** Where fast-check finds `last` with the same seed. */
  readonly path: string;
}

/** Between two turns of the rest of the program, in milliseconds. */
const stretch = 50;

/**
 * Draws runs of a configuration until one violates a property, and shrinks that. Nothing is ever said to hold.
 * @throws SpecError (the promise is rejected) when the spec, a parameter or a fault is wrong, and U129 for a path that leads nowhere.
 */
export async function simulate<S>(spec: Spec<S, unknown>, options: SimulateOptions = {}): Promise<Simulated<S>> {
  const { runs = 1000, steps = 500, seed = 1, path, signal, breathe = nextTurn } = options;
  const source = sourceOf(spec, options.params, options.faults);
  const subject = subjectOf(source.configuration, options.properties);
  const coverage = new Coverage(subject.claims, source.configuration.actions.length);
  const failing: SpecRun<S>[] = [];
  /** Candidates since the last run that violates a property: the place of the next among them. */
  let tried = 0;
  let turnAt = performance.now() + stretch;
  const pause = async (): Promise<void> => {
    if (performance.now() < turnAt) return;
    const shrinking = failing.at(-1)?.steps.length;
    options.onProgress?.({
      runs: coverage.runs,
      steps: coverage.steps,
      states: coverage.states,
      ...(shrinking !== undefined && { shrinking }),
    });
    await breathe();
    turnAt = performance.now() + stretch;
  };
  const judge = async (run: SpecRun<S>): Promise<boolean> => {
    if (failing.length === 0 && run.configuration === source.configuration) coverage.note(run);
    await pause();
    tried++;
    if (run.violation !== undefined) {
      failing.push(run);
      tried = 0;
    } else if (signal?.aborted || path !== undefined) throw new fc.PreconditionFailure(true);
    return run.violation === undefined;
  };
  // a path leads to the smallest run, too; otherwise that is looked for below, where it can be interrupted
  const ending = path === undefined ? 'own' : 'smallest';
  const property = fc.asyncProperty(new RunArbitrary(source, subject, steps, ending), judge);
  const details = await fc.check(property, {
    numRuns: runs,
    seed,
    ...(path !== undefined && { path, endOnFailure: true }),
  });
  const isJudged = failing.length > 0 || !details.failed || details.interrupted;
  if (!isJudged) throw details.errorInstance;
  const [drawn] = failing;
  let foundAt = details.counterexamplePath ?? '0';
  const violated = path === undefined ? failing.at(-1)?.violation?.property : undefined;
  const smallest = violated === undefined ? undefined : await smallestOf(source, violated, pause, signal);
  if (smallest !== undefined) {
    failing.push(smallest);
    foundAt += `:${tried}`;
  }
  const last = failing.at(-1);
  const known = { source, coverage, seed: details.seed, asked: { runs, steps }, interrupted: signal?.aborted === true };
  if (drawn === undefined || last?.violation === undefined) {
    if (path !== undefined && !known.interrupted) throw leadsNowhere(path);
    return known;
  }
  const own = failing.findLast(({ configuration }) => configuration === source.configuration);
  return {
    ...known,
    found: {
      property: last.violation.property,
      run: Number.parseInt(foundAt, 10) + 1,
      ...(path?.includes(':') !== true && { drawn }),
      ...(own && { own }),
      last,
      path: foundAt,
    },
  };
}

/** The shortest violation of the smallest configuration, unless the search for it is interrupted. */
async function smallestOf<S>(
  source: SpecSource<S>,
  property: string,
  pause: () => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<SpecRun<S> | undefined> {
  const search = searchingSmallest(source, property);
  while (!signal?.aborted) {
    const step = search.next();
    if (step.done) return step.value;
    await pause();
  }
  return undefined;
}

function leadsNowhere(path: string): SpecError {
  return new SpecError('U129', {
    text: `the path ${path} does not lead to a violation`,
    help: 'A path goes with the seed, the spec, the parameters, the faults, --steps and --property of the simulation that printed it.',
  });
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
