import fc from 'fast-check';
import { compare, review, variants } from '../test/support/random-account.ts';
import { type RandomSpec, randomSpec, sourceOf } from '../test/support/random-spec.ts';
import { whole } from './numbers.ts';

/** One seed makes so many specs, so that a run can go on, or a difference be shown again, from a seed. */
const specsOfSeed = 100;
/** How often progress is told, in milliseconds. */
const interval = 10_000;

/** How long to go on: a number of specs, or minutes, whichever ends first. */
export interface RandomOptions {
  readonly specs: number;
  readonly minutes: number;
  /** The first seed; each further batch of specs has the next one. */
  readonly seed: number;
}

/** What was done so far. */
class Tally {
  specs = 0;
  tooLarge = 0;
  mistakes = 0;
  states = 0;
  transitions = 0;
  comparisons = 0;
  readonly #start = performance.now();

  toString(): string {
    const seconds = (performance.now() - this.#start) / 1000;
    return [
      `${whole(this.specs)} specs (${whole(this.tooLarge)} too large, ${whole(this.mistakes)} with a mistake)`,
      `${whole(this.states)} states`,
      `${whole(this.transitions)} transitions`,
      `${whole(this.comparisons)} comparisons`,
      `${whole(seconds)} s, ${(this.specs / seconds).toFixed(1)} specs/s`,
    ].join(', ');
  }
}

/**
 * Holds every engine, with each of its optimisations switched off in turn, against the reference on random specs. Stops
 * at the first difference, prints the smallest spec that shows it, and the seed to make it again with.
 */
export function random({ specs, minutes, seed }: RandomOptions): void {
  const tally = new Tally();
  const deadline = performance.now() + 60_000 * minutes;
  let nextWord = performance.now() + interval;
  let next = seed;
  while (tally.specs < specs && performance.now() < deadline) {
    const numRuns = Math.min(specsOfSeed, specs - tally.specs);
    const details = fc.check(
      fc.property(randomSpec, (drawn) => hold(drawn, tally)),
      { numRuns, seed: next },
    );
    if (details.failed) {
      const [drawn] = details.counterexample as [RandomSpec];
      console.log(`${tally}\n\nA difference, seed ${next}:\n\n${sourceOf(drawn)}\n`);
      console.log(details.errorInstance instanceof Error ? details.errorInstance.message : details.errorInstance);
      process.exitCode = 1;
      return;
    }
    next++;
    if (performance.now() < nextWord) continue;
    nextWord = performance.now() + interval;
    console.log(`${tally}; next seed ${next}`);
  }
  console.log(`No difference in ${tally}. From seed ${seed}; to go on: npm run bench -- random --seed ${next}`);
}

/** @throws when an engine says something else than the reference */
function hold(drawn: RandomSpec, tally: Tally): void {
  tally.specs++;
  const reviewed = review(drawn);
  if (reviewed === undefined) {
    tally.tooLarge++;
    return;
  }
  if (reviewed.expected.kind === 'complete') {
    tally.states += reviewed.expected.states;
    tally.transitions += reviewed.expected.transitions;
  } else tally.mistakes++;
  for (const variant of variants) {
    const [found, expected] = Object.values(compare(reviewed, variant)).map((one) => JSON.stringify(one, undefined, 1));
    if (found !== expected)
      throw new Error(`With ${JSON.stringify(variant)} it says\n${found}\nwhere the reference says\n${expected}`);
    tally.comparisons++;
  }
}
