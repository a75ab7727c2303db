import { expect, test } from 'vitest';
import maekawa from '../../specs/mutual-exclusion/maekawa.ts';
import maekawaSanders from '../../specs/mutual-exclusion/maekawa-sanders.ts';
import raymond from '../../specs/mutual-exclusion/raymond.ts';
import tokenRing from '../../specs/mutual-exclusion/token-ring.ts';
import { configure } from '../../src/index.ts';
import { explore } from '../support/account.ts';

/**
 * The token is with one of n processes or on its way to one: 2n places. Without a process inside, each is released with 0
 * to r requests left or wants to enter with 0 to r-1 left, whatever the others do: 2r+1 local states. If one is inside, it
 * has the token, and 0 to r-1 requests left.
 */
test.each([
  [2, 1],
  [3, 1],
  [3, 2],
  [4, 2],
])('a token ring of %i processes with %i requests has as many states as the formula says', (n, r) => {
  const { statistics } = explore(configure(tokenRing, { processes: n, requests: r }), {});
  const local = 2 * r + 1;
  expect(statistics.states).toBe(2 * n * local ** n + n * r * local ** (n - 1));
});

test.each(['pairs', 'majority', 'all'] as const)(
  'of three processes with quorums %s, only the repaired votes end well',
  (quorums) => {
    const settled = [maekawa, maekawaSanders].map((spec) => [
      ...explore(configure<unknown, unknown>(spec as never, { quorums }), {
        properties: ['mutualExclusion', 'deadlockFree'],
      }).findings.keys(),
    ]);
    expect(settled).toEqual([['deadlockFree'], []]);
  },
);

test.each(['path', 'star', 'binary'] as const)('raymond on a tree "%s" of five ends well', (tree) => {
  const { findings, statistics } = explore(configure(raymond, { processes: 5, tree }), {
    properties: ['mutualExclusion', 'onePrivilege', 'queuedOnce', 'queueHeeded', 'deadlockFree'],
  });
  expect([...findings.keys()]).toEqual([]);
  expect(statistics.complete).toBe(true);
});
