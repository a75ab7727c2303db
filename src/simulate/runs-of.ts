import fc from 'fast-check';
import type { Faults } from '../spec/environment/faults.ts';
import type { ParameterValue } from '../spec/parameter.ts';
import type { Spec } from '../spec/spec.ts';
import { type Subject, subjectOf } from './claims.ts';
import { type Ending, type Shrinking, simpler } from './shrink.ts';
import { type SpecSource, sourceOf } from './source.ts';
import { SpecRun } from './spec-run.ts';
import { randomWalk } from './walk.ts';

/** Which runs are drawn. */
export interface RunsOptions {
  /** Values for the spec's parameters; those not given have their defaults. */
  readonly params?: Readonly<Record<string, ParameterValue>>;
  /** How often each fault may happen in a run; of those not given, as often as the spec says. */
  readonly faults?: Faults;
  /** Steps of the longest run; 100 unless told. */
  readonly steps?: number;
  /** The names of the properties that runs are judged by; all of them unless told. */
  readonly properties?: readonly string[];
}

/** How many steps a run has at most, unless told. */
const usualSteps = 100;

/**
 * An arbitrary of runs of a spec, for `fc.property`. Every step is drawn from the enabled actions. A run ends when nothing
 * can happen, after `steps` steps, or with the first violation of a property of the spec, which is then its `violation`.
 * Every run that it shrinks to is a run of the spec, too. The last is the shortest that violates the same property in the
 * smallest configuration in which one does, if an exhaustive search within a budget of states finds it.
 * @throws SpecError U102, U103, U107, U109 for a parameter or a fault; others, while runs are drawn, for mistakes in the spec.
 */
export function runsOf<S>(spec: Spec<S, unknown>, options: RunsOptions = {}): fc.Arbitrary<SpecRun<S>> {
  const source = sourceOf(spec, options.params, options.faults);
  return new RunArbitrary(source, subjectOf(source.configuration, options.properties), options.steps ?? usualSteps);
}

/** As `runsOf`, where the configuration is bound already. */
export class RunArbitrary<S> extends fc.Arbitrary<SpecRun<S>> {
  readonly #source: SpecSource<S>;
  readonly #subject: Subject<S>;
  readonly #steps: number;
  readonly #ending: Ending;

  constructor(source: SpecSource<S>, subject: Subject<S>, steps: number, ending: Ending = 'smallest') {
    super();
    this.#source = source;
    this.#subject = subject;
    this.#steps = steps;
    this.#ending = ending;
  }

  generate(random: fc.Random): fc.Value<SpecRun<S>> {
    const walk = randomWalk(this.#subject, this.#steps, (below) => random.nextInt(0, below - 1));
    return new fc.Value(new SpecRun(this.#subject, walk), undefined);
  }

  canShrinkWithoutContext(value: unknown): value is SpecRun<S> {
    return value instanceof SpecRun;
  }

  shrink(value: SpecRun<S>, context: unknown): fc.Stream<fc.Value<SpecRun<S>>> {
    const candidates = simpler(value, context as Shrinking | undefined, this.#source, this.#ending);
    return fc.stream(candidates).map(({ run, next }) => new fc.Value(run, next));
  }
}
