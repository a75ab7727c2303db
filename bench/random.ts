import fc from 'fast-check';
import { type CheckOptions, configure } from '../src/index.ts';
import { type Account, accountOf, withoutDepth } from '../test/support/account.ts';
import { buildSpec, type RandomSpec, randomSpec, sourceOf } from '../test/support/random-spec.ts';
import { whole } from './numbers.ts';

/** A spec with more states is left alone, as the reference would be too long about it. */
const maxStates = 400;
const specsInBatch = 100;
/** How often progress is told, in milliseconds. */
const interval = 10_000;

/** Every way to search that must say what the reference says. */
const variants: readonly CheckOptions[] = [
  {},
  { search: 'dfs' },
  { engine: 'direct' },
  { engine: 'direct', search: 'dfs' },
  { learning: { observe: false } },
  { learning: { tabulate: false } },
  { learning: { group: false } },
  { learning: { tabulate: false, group: false } },
  { learning: { groupAt: 8 } },
  { learning: { groupAt: 8, paranoid: true } },
];

/** How long to go on: a number of specs, or minutes, whichever ends first. */
export interface RandomOptions {
  readonly specs: number;
  readonly minutes: number;
  readonly seed: number;
}

/**
 * Holds every engine, with each of its optimisations switched off in turn, against the reference on random specs. Stops
 * at the first difference and prints the smallest spec that shows it.
 */
export function random({ specs, minutes, seed }: RandomOptions): void {
  const tally = { specs: 0, states: 0, comparisons: 0, mistakes: 0, tooLarge: 0 };
  const tell = (): string =>
    `${whole(tally.specs)} specs (${whole(tally.mistakes)} with a mistake, ${whole(tally.tooLarge)} too large), ` +
    `${whole(tally.states)} states, ${whole(tally.comparisons)} comparisons`;
  const compare = (drawn: RandomSpec): void => {
    const configuration = configure(buildSpec(drawn));
    const expected = accountOf(configuration, { engine: 'reference', limits: { maxStates } });
    tally.specs++;
    if (expected.kind === 'cut short') tally.tooLarge++;
    else {
      if (expected.kind === 'mistake') tally.mistakes++;
      else tally.states += expected.states;
      for (const options of variants) {
        requireSame(expected, accountOf(configuration, { ...options, limits: { maxStates: 2 * maxStates } }), options);
        tally.comparisons++;
      }
    }
  };
  const deadline = performance.now() + 60_000 * minutes;
  let nextWord = performance.now() + interval;
  for (let batch = 0; tally.specs < specs && performance.now() < deadline; batch++) {
    const numRuns = Math.min(specsInBatch, specs - tally.specs);
    const details = fc.check(fc.property(randomSpec, compare), { numRuns, seed: seed + batch });
    if (details.failed) {
      const [drawn] = details.counterexample as [RandomSpec];
      console.log(`${tell()}\n\nA difference, seed ${seed + batch}:\n\n${sourceOf(drawn)}\n`);
      console.log(details.errorInstance instanceof Error ? details.errorInstance.message : details.errorInstance);
      process.exitCode = 1;
      return;
    }
    if (performance.now() < nextWord) continue;
    nextWord = performance.now() + interval;
    console.log(tell());
  }
  console.log(`No difference in ${tell()}, from seed ${seed}.`);
}

/** @throws when an engine says something else than the reference */
function requireSame(reference: Account, engine: Account, options: CheckOptions): void {
  const expected = JSON.stringify(options.search === 'dfs' ? withoutDepth(reference) : reference, undefined, 1);
  const found = JSON.stringify(engine, undefined, 1);
  if (found !== expected)
    throw new Error(`With ${JSON.stringify(options)} it says\n${found}\nwhere the reference says\n${expected}`);
}
