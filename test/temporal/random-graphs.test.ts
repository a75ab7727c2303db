import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, configure } from '../../src/index.ts';
import { graphSpec } from './graph-spec.ts';
import { isFair, naiveViolation, roundOf, satisfies, textOf } from './naive.ts';
import { drawings, trees } from './random-drawings.ts';

/** Runs of the naive procedure have at most so many states. */
const most = 6;

test('the answer is that of a procedure which looks at all short runs, and violations are violations', async () => {
  const seen = { violated: 0, holds: 0 };
  await fc.assert(
    fc.asyncProperty(drawings, trees, async (drawing, tree) => {
      const spec = graphSpec(drawing);
      const configuration = configure(spec);
      const { properties } = await check(spec, { ltl: [textOf(tree)] });
      const status = properties[0]?.status as 'violated' | 'holds';
      seen[status]++;
      if (status === 'holds') {
        expect(naiveViolation(configuration, tree, most)).toBeUndefined();
        return;
      }
      const round = roundOf(properties[0]?.trace, configuration);
      expect(isFair(round, configuration)).toBe(true);
      expect(satisfies(tree, round, configuration)).toBe(false);
    }),
    { numRuns: 3000 },
  );
  expect(seen.holds).toBeGreaterThan(500);
  expect(seen.violated).toBeGreaterThan(500);
});
