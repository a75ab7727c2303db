import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, review, variants } from '../support/random-account.ts';
import { randomSpec } from '../support/random-spec.ts';

const numRuns = 1000;
const seed = 1984;

test(`no optimisation changes what is said of ${numRuns} random specs (seed ${seed})`, () => {
  let reviewedSpecs = 0;
  const some = fc.uniqueArray(fc.constantFrom(...variants), { minLength: 2, maxLength: 2 });
  const check = fc.property(randomSpec, some, (random, drawn) => {
    const reviewed = review(random);
    if (reviewed === undefined) return;
    reviewedSpecs++;
    for (const variant of drawn) {
      const { found, expected } = compare(reviewed, variant);
      expect(found).toEqual(expected);
    }
  });
  fc.assert(check, { numRuns, seed });
  expect(reviewedSpecs).toBeGreaterThan(0.7 * numRuns);
}, 900_000);
