import fc from 'fast-check';
import { expect, test } from 'vitest';
import { vectorClocks } from '../../src/counterexample/clocks.ts';
import { traceOf } from '../../src/counterexample/trace-of.ts';
import { causalPasts } from '../../src/simulate/causal-past.ts';
import { subjectOf } from '../../src/simulate/claims.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { randomWalk } from '../../src/simulate/walk.ts';
import { integer } from '../../src/spec/parameter.ts';
import { spec } from '../../src/spec/spec.ts';
import { scripted, scripts } from '../counterexample/random-processes.ts';

test('the causal past of a run is what has a smaller vector clock than its last step', () => {
  let smaller = 0;
  const check = fc.property(scripts(3), fc.infiniteStream(fc.nat()), (script, numbers) => {
    const configuration = scripted(script);
    const subject = subjectOf(configuration, []);
    const walk = randomWalk(subject, 12, (below) => (numbers.next().value as number) % below);
    const { steps } = walk;
    const clocks = vectorClocks(traceOf(configuration, walk, { shortest: false }));
    const last = clocks.at(-1);
    const past = steps.filter((_, i) => clocks[i]?.every((count, process) => count <= (last?.[process] ?? 0)));
    const [first] = causalPasts(subject, walk);
    if (past.length < steps.length) {
      smaller++;
      expect(first?.map(({ action }) => action.label)).toEqual(past.map(({ action }) => action.label));
    }
  });
  fc.assert(check, { numRuns: 100, seed: 1978 });
  expect(smaller).toBeGreaterThan(30);
});

test('of the configurations that fail, the one that is least in all its parameters together is the smallest', async () => {
  const grid = spec({
    name: 'grid',
    params: { width: integer({ default: 1, max: 9 }), height: integer({ default: 1, max: 9 }) },
    initial: () => ({ steps: 0 }),
    actions: ({ params }) => ({
      step: {
        guard: ({ state }) => state.steps < 3,
        effect: ({ state }) => ({ steps: state.steps + (params.width >= 1 || params.height >= 3 ? 1 : 0) }),
      },
    }),
    properties: ({ invariant }) => ({ few: invariant(({ steps }) => steps < 2) }),
  });
  const { found } = await simulate(grid, { params: { width: 5, height: 5 } });
  expect(found?.last.configuration.parameters).toEqual({ width: 1, height: 0 });
  expect(found?.last.steps).toHaveLength(2);
});
