import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainFinding } from '../../src/index.ts';
import { type Account, explore } from '../support/account.ts';
import { compare, review } from '../support/random-account.ts';
import { randomSpec } from '../support/random-spec.ts';

const numRuns = 1000;
const seed = 1981;

test(`the engine says of ${numRuns} random specs what the reference says (seed ${seed})`, () => {
  const accounts: Account[] = [];
  const check = fc.property(randomSpec, (random) => {
    const reviewed = review(random);
    if (reviewed === undefined) return;
    accounts.push(reviewed.expected);
    for (const search of ['bfs', 'dfs'] as const) {
      const { found, expected } = compare(reviewed, { search, learning: { sample: false, groupAt: 20 } });
      expect(found).toEqual(expected);
    }
    if (reviewed.expected.kind === 'mistake') return;
    const { configuration } = reviewed;
    for (const finding of explore(configuration, {}).findings.values())
      expect(explainFinding(configuration, finding, { shortest: true }).trace.length).toBe(finding.states.length - 1);
  });
  fc.assert(check, { numRuns, seed });
  expectVariety(accounts);
}, 900_000);

/** Guards against a generator that makes nothing but trivial specs. */
function expectVariety(accounts: readonly Account[]): void {
  const complete = accounts.filter((account) => account.kind === 'complete');
  const share = (some: readonly unknown[]): number => some.length / numRuns;
  expect(share(accounts)).toBeGreaterThan(0.7);
  expect(share(complete.filter(({ states }) => states >= 5))).toBeGreaterThan(0.5);
  expect(share(complete.filter(({ states }) => states >= 50))).toBeGreaterThan(0.03);
  expect(share(complete.filter(({ initial }) => initial > 1))).toBeGreaterThan(0.1);
  expect(share(complete.filter(({ withHistory }) => withHistory !== undefined))).toBeGreaterThan(0.03);
  expect(share(complete.filter(({ deadlocked, terminal }) => 0 < deadlocked && deadlocked < terminal))).toBeGreaterThan(
    0.05,
  );
  expect(
    share(complete.filter(({ byDepth }) => Object.values(byDepth?.lengths ?? {}).some((length) => length > 2))),
  ).toBeGreaterThan(0.1);
  expect(share(accounts.filter(({ kind }) => kind === 'mistake'))).toBeLessThan(0.02);
}
