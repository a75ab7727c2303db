import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CheckSpecOptions, type Configuration, check, configure, spec } from '../../src/index.ts';
import { referenceCheck } from '../../src/reference/check.ts';
import { graphSpec } from './graph-spec.ts';
import { isFair, naiveViolations, type Round, roundOf, satisfies, textOf } from './naive.ts';
import { drawings, trees } from './random-drawings.ts';

const most = 6;

/** The states within so many steps. */
function near(configuration: Configuration<unknown>, maxDepth: number): ReadonlySet<string> {
  const run = referenceCheck(configuration, maxDepth);
  let step = run.next();
  while (!step.done) step = run.next();
  return new Set([...step.value.found.values()].map(({ state }) => JSON.stringify(state)));
}

test('in a part of a graph that violation is found which lies in it, and nothing is said to hold', async () => {
  const seen = { violated: 0, 'not-refuted': 0, holds: 0, hidden: 0 };
  await fc.assert(
    fc.asyncProperty(drawings, trees, fc.constantFrom(0, 1), async (drawing, tree, maxDepth) => {
      const graph = graphSpec(drawing);
      const configuration = configure(graph);
      const { properties, stats } = await check(graph, { ltl: [textOf(tree)], limits: { maxDepth } });
      const status = properties[0]?.status as keyof typeof seen;
      seen[status]++;
      if (status === 'holds') expect(stats.complete).toBe(true);
      if (status === 'violated') {
        const round = roundOf(properties[0]?.trace, configuration);
        expect(isFair(round, configuration)).toBe(true);
        expect(satisfies(tree, round, configuration)).toBe(false);
      } else {
        const known = near(configuration as Configuration<unknown>, maxDepth);
        const isInside = ({ states }: Pick<Round<unknown>, 'states'>) =>
          states.every((state) => known.has(JSON.stringify(state)));
        const violations = [...naiveViolations(configuration, tree, most)];
        expect(violations.filter(isInside)).toEqual([]);
        if (violations.length > 0) seen.hidden++;
      }
    }),
    { numRuns: 300 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10);
});

test('with a limit on states, what is violated is violated, and nothing is said to hold', async () => {
  let violated = 0;
  await fc.assert(
    fc.asyncProperty(drawings, trees, fc.constantFrom(1, 2, 3), async (drawing, tree, maxStates) => {
      const graph = graphSpec(drawing);
      const { properties, stats } = await check(graph, { ltl: [textOf(tree)], limits: { maxStates } });
      const status = properties[0]?.status;
      if (status === 'holds') expect(stats.complete).toBe(true);
      if (status !== 'violated') return;
      violated++;
      const configuration = configure(graph);
      const round = roundOf(properties[0]?.trace, configuration);
      expect(isFair(round, configuration)).toBe(true);
      expect(satisfies(tree, round, configuration)).toBe(false);
    }),
    { numRuns: 300 },
  );
  expect(violated).toBeGreaterThan(30);
});

/** Somebody waits while another goes in and out; and numbers grow, so that there are infinitely many states. */
const endless = spec({
  name: 'endless',
  initial: () => ({ isInside: false, waits: true, count: 0 }),
  actions: ({ action }) => ({
    enter: action({
      guard: ({ state }) => !state.isInside,
      effect: ({ state }) => {
        state.isInside = true;
      },
    }),
    leave: action({
      guard: ({ state }) => state.isInside,
      effect: ({ state }) => {
        state.isInside = false;
      },
    }),
    serve: action({
      guard: ({ state }) => state.waits && !state.isInside && state.count < 0,
      effect: ({ state }) => {
        state.waits = false;
      },
    }),
    count: action({
      effect: ({ state }) => {
        state.count += 1;
      },
    }),
  }),
  fairness: ({ weak }) => [weak(['enter', 'leave', 'serve'])],
  properties: ({ temporal, eventually, always }) => ({
    served: temporal(eventually((state) => !state.waits)),
    stays: temporal(always((state) => state.waits)),
  }),
});

test.each<[string, CheckSpecOptions]>([
  ['time', { limits: { maxTime: 200 } }],
  ['memory', { onProgress: ({ states }) => (states > 1000 ? 'max-memory' : undefined) }],
])('a lasso in what was found before %s ran out is reported', async (_, options) => {
  const { properties, stats, verdict } = await check(endless, { ...options, keepGoing: true });
  expect(stats.complete).toBe(false);
  expect(verdict).toBe('violated');
  expect(properties.map(({ status }) => status)).toEqual(['violated', 'not-refuted']);
  expect(properties[0]?.trace).toMatchObject({ length: 2, lasso: { start: 0, period: 2 } });
  expect(properties[1]?.lookedAt).toBeGreaterThan(0);
});

test('after an interruption, and after a violation of another kind, nothing is looked at', async () => {
  const { properties } = await check(endless, { onProgress: () => 'interrupt' });
  expect(properties.map(({ status, lookedAt }) => [status, lookedAt])).toEqual([
    ['not-refuted', undefined],
    ['not-refuted', undefined],
  ]);
});
