import fc from 'fast-check';
import { expect, test } from 'vitest';
import { configure, explainFinding } from '../../src/index.ts';
import { type Account, accountOf, explore, withoutDepth } from '../support/account.ts';
import { buildSpec, randomSpec } from '../support/random-spec.ts';

const numRuns = 1000;
const seed = 1981;
/** The reference gives up beyond so many states; the engines may go on for a while, to show that they do not stop. */
const maxStates = 250;

test(`the engine says of ${numRuns} random specs what the reference says (seed ${seed})`, () => {
  const accounts: Account[] = [];
  const check = fc.property(randomSpec, (random) => {
    const configuration = configure(buildSpec(random));
    const expected = accountOf(configuration, { engine: 'reference', limits: { maxStates } });
    accounts.push(expected);
    if (expected.kind === 'cut short') return;
    const limits = { maxStates: 2 * maxStates };
    expect(accountOf(configuration, { limits })).toEqual(expected);
    expect(accountOf(configuration, { search: 'dfs', limits })).toEqual(withoutDepth(expected));
    if (expected.kind === 'mistake') return;
    for (const finding of explore(configuration, {}).findings.values())
      expect(explainFinding(configuration, finding, { shortest: true }).trace.length).toBe(finding.states.length - 1);
  });
  fc.assert(check, { numRuns, seed });
  expectVariety(accounts);
}, 900_000);

/** Guards against a generator that makes nothing but trivial specs. */
function expectVariety(accounts: readonly Account[]): void {
  const complete = accounts.filter((account) => account.kind === 'complete');
  const share = (some: readonly unknown[]): number => some.length / accounts.length;
  expect(share(complete.filter(({ states }) => states >= 5))).toBeGreaterThan(0.6);
  expect(share(complete.filter(({ states }) => states >= 50))).toBeGreaterThan(0.12);
  expect(share(complete.filter(({ initial }) => initial > 1))).toBeGreaterThan(0.1);
  expect(share(complete.filter(({ deadlocked, terminal }) => 0 < deadlocked && deadlocked < terminal))).toBeGreaterThan(
    0.05,
  );
  expect(
    share(complete.filter(({ byDepth }) => Object.values(byDepth?.lengths ?? {}).some((length) => length > 2))),
  ).toBeGreaterThan(0.15);
  expect(share(accounts.filter(({ kind }) => kind === 'mistake'))).toBeLessThan(0.05);
}
