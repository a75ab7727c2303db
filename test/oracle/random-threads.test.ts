import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CheckOptions,
  type Configuration,
  configure,
  type Exploration,
  exploring,
  isSpecError,
} from '../../src/index.ts';
import { compare, review } from '../support/random-account.ts';
import { buildSpec, randomSpec } from '../support/random-spec.ts';
import { secondThread, sharing } from '../support/second-thread.ts';

const thread = secondThread();
const numRuns = 200;
const seed = 1965;

test(`two threads say what the reference says of ${numRuns} random specs (seed ${seed})`, () => {
  let reviewedSpecs = 0;
  const check = fc.property(randomSpec, fc.boolean(), fc.boolean(), (random, sample, isEager) => {
    const reviewed = review(random);
    if (reviewed === undefined) return;
    reviewedSpecs++;
    const omit = isEager ? ('eager' as const) : true;
    const { found, expected } = compare(reviewed, { learning: { sample, omit, groupAt: 8, ...sharing(thread()) } });
    expect(found).toEqual(expected);
  });
  fc.assert(check, { numRuns, seed });
  expect(reviewedSpecs).toBeGreaterThan(0.7 * numRuns);
}, 900_000);

/** What is said of a search, but for what it learned, which may be more than it had use for. */
function said<S>({ learned, withHistory, ...exploration }: Exploration<S>): unknown {
  expect(learned).toBeDefined();
  return { ...exploration, ...(withHistory && { second: said(withHistory.exploration) }) };
}

/** What is said of a search that is stopped after so many batches, or of its mistake. */
function stopped<S>(configuration: Configuration<S>, options: CheckOptions, after: number): unknown {
  try {
    const run = exploring(configuration, options);
    let step = run.next();
    for (let batches = 0; !step.done; batches++) step = run.next(batches === after ? 'interrupt' : undefined);
    return said(step.value);
  } catch (error) {
    if (!isSpecError(error)) throw error;
    return error.message;
  }
}

test.each<[string, CheckOptions, number]>([
  ['that ends with the first violation', {}, Number.POSITIVE_INFINITY],
  ['that goes on', { keepGoing: true }, Number.POSITIVE_INFINITY],
  ['with a limit on states', { keepGoing: true, limits: { maxStates: 30 } }, Number.POSITIVE_INFINITY],
  ['with a limit on depth', { keepGoing: true, limits: { maxDepth: 3 } }, Number.POSITIVE_INFINITY],
  ['that is interrupted', { keepGoing: true }, 5],
])(
  'a search of random specs %s says the same with two threads, in every detail',
  (_, options, after) => {
    const check = fc.property(randomSpec, (random) => {
      const configuration = configure(buildSpec(random)) as Configuration<unknown>;
      const limits = { maxStates: 200, ...options.limits };
      const alone = { batch: 4, shareAt: 1, groupAt: 8 };
      const [one, two] = [alone, { ...alone, ...sharing(thread()) }].map((learning) =>
        stopped(configuration, { ...options, limits, learning }, after),
      );
      expect(two).toEqual(one);
    });
    fc.assert(check, { numRuns: 60, seed });
  },
  900_000,
);
