import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CheckOptions, configure, explainFinding } from '../../src/index.ts';
import { type Account, accountOf, explore, withoutDepth } from '../support/account.ts';
import { buildSpec, randomSpec } from '../support/random-spec.ts';

const numRuns = 300;
const seed = 1981;
/** The reference gives up beyond so many states; the engines may go on for a while, to show that they do not stop. */
const maxStates = 400;

const variants: readonly CheckOptions[] = [
  { engine: 'direct' },
  { engine: 'direct', search: 'dfs' },
  { learning: { tabulate: false } },
  { learning: { group: false } },
  { learning: { observe: false } },
  { learning: { groupAt: 8 } },
  { learning: { groupAt: 8, paranoid: true } },
];

test(`every engine says of ${numRuns} random specs what the reference says (seed ${seed})`, () => {
  const accounts: Account[] = [];
  const check = fc.property(randomSpec, fc.constantFrom(...variants), (random, variant) => {
    const configuration = configure(buildSpec(random));
    const expected = accountOf(configuration, { engine: 'reference', limits: { maxStates } });
    accounts.push(expected);
    if (expected.kind === 'cut short') return;
    for (const options of [{}, { search: 'dfs' } as const, variant])
      expect(
        accountOf(configuration, { ...options, limits: { maxStates: 2 * maxStates } }),
        JSON.stringify(options),
      ).toEqual(options.search === 'dfs' ? withoutDepth(expected) : expected);
    if (expected.kind === 'mistake') return;
    for (const finding of explore(configuration, {}).findings.values())
      expect(explainFinding(configuration, finding, { shortest: true }).trace.length).toBe(finding.states.length - 1);
  });
  fc.assert(check, { numRuns, seed });
  expectVariety(accounts);
}, 300_000);

/** Guards against a generator that makes nothing but trivial specs. */
function expectVariety(accounts: readonly Account[]): void {
  const complete = accounts.filter((account) => account.kind === 'complete');
  const share = (some: readonly unknown[]): number => some.length / accounts.length;
  expect(share(complete.filter(({ states }) => states >= 5))).toBeGreaterThan(0.6);
  expect(share(complete.filter(({ states }) => states >= 50))).toBeGreaterThan(0.15);
  expect(share(complete.filter(({ initial }) => initial > 1))).toBeGreaterThan(0.1);
  expect(share(complete.filter(({ deadlocked, terminal }) => 0 < deadlocked && deadlocked < terminal))).toBeGreaterThan(
    0.05,
  );
  expect(
    share(complete.filter(({ byDepth }) => Object.values(byDepth?.lengths ?? {}).some((length) => length > 2))),
  ).toBeGreaterThan(0.15);
  expect(share(accounts.filter(({ kind }) => kind === 'mistake'))).toBeLessThan(0.05);
}
