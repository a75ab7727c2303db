import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CheckOptions, configure } from '../../src/index.ts';
import { accountOf, withoutDepth } from '../support/account.ts';
import { buildSpec, randomSpec } from '../support/random-spec.ts';

const numRuns = 1000;
const seed = 1984;
/** The reference gives up beyond so many states; the engines may go on for a while, to show that they do not stop. */
const maxStates = 250;

/** The other engine, and this one with each of its optimisations switched off or brought forward. */
const variants: readonly CheckOptions[] = [
  { engine: 'direct' },
  { engine: 'direct', search: 'dfs' },
  { learning: { tabulate: false } },
  { learning: { group: false } },
  { learning: { observe: false } },
  { learning: { tabulate: false, group: false } },
  { learning: { groupAt: 8 } },
  { learning: { groupAt: 8, paranoid: true } },
];

test(`no optimisation changes what is said of ${numRuns} random specs (seed ${seed})`, () => {
  let complete = 0;
  const check = fc.property(randomSpec, fc.constantFrom(...variants), (random, variant) => {
    const configuration = configure(buildSpec(random));
    const expected = accountOf(configuration, { engine: 'reference', limits: { maxStates } });
    if (expected.kind === 'cut short') return;
    complete++;
    expect(accountOf(configuration, { ...variant, limits: { maxStates: 2 * maxStates } })).toEqual(
      variant.search === 'dfs' ? withoutDepth(expected) : expected,
    );
  });
  fc.assert(check, { numRuns, seed });
  expect(complete).toBeGreaterThan(numRuns / 2);
}, 900_000);
