import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, configure, type FairnessDeclaration } from '../../src/index.ts';
import { graphSpec } from './graph-spec.ts';
import { isFair, naiveViolation, type Round, satisfies, type Tree, textOf } from './naive.ts';

const trees = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    fc.constantFrom<Tree>('p', 'q', ['enabled', 'a'], ['taken', 'a'], ['taken', 'b']),
    fc.tuple(fc.constantFrom('not' as const, 'always' as const, 'eventually' as const, 'next' as const), tie('tree')),
    fc.tuple(
      fc.constantFrom('and' as const, 'or' as const, 'until' as const, 'release' as const, 'leadsTo' as const),
      tie('tree'),
      tie('tree'),
    ),
  ),
})).tree;

const size = 4;
const node = fc.nat(size - 1);
const edges = fc.array(fc.tuple(node, node), { maxLength: 4 });
const declarations = fc.array(
  fc.record<FairnessDeclaration>({
    kind: fc.constantFrom('weak', 'strong', 'optional'),
    actions: fc.constantFrom(['a'], ['b'], ['c'], ['a', 'b'], []),
    per: fc.constantFrom('action', 'all'),
  }),
  { maxLength: 3 },
);
const drawings = fc.record({
  initial: fc.uniqueArray(node, { minLength: 1, maxLength: 2 }),
  edges: fc.record({ a: edges, b: edges, c: edges }),
  labels: fc.record({ p: fc.uniqueArray(node), q: fc.uniqueArray(node) }),
  fairness: declarations,
});

/** Runs of the naive procedure have at most so many states. */
const most = 6;

test('the answer is that of a procedure which looks at all short runs, and violations are violations', async () => {
  const seen = { violated: 0, holds: 0 };
  await fc.assert(
    fc.asyncProperty(drawings, trees, async (drawing, tree) => {
      const spec = graphSpec(drawing);
      const { properties } = await check(spec, { ltl: [textOf(tree)] });
      const status = properties[0]?.status as 'violated' | 'holds';
      seen[status]++;
      if (status === 'holds') {
        expect(naiveViolation(spec as never, tree, most)).toBeUndefined();
        return;
      }
      const configuration = configure(spec);
      const round = roundOf(properties[0]?.trace, configuration.actions as never);
      expect(isFair(round, configuration as never)).toBe(true);
      expect(satisfies(tree, round, configuration as never)).toBe(false);
    }),
    { numRuns: 3000 },
  );
  expect(seen.holds).toBeGreaterThan(500);
  expect(seen.violated).toBeGreaterThan(500);
});

type Trace = NonNullable<Awaited<ReturnType<typeof check>>['properties'][number]['trace']>;

function roundOf(trace: Trace | undefined, actions: readonly { readonly label: string }[]): Round<never> {
  const { initial, steps, lasso } = trace as Trace;
  const states = [initial, ...steps.map(({ state }) => state)] as never[];
  const taken = steps.map(({ action }) => actions.find(({ label }) => label === action) as never);
  const { start, period } = lasso as NonNullable<Trace['lasso']>;
  return period === 0
    ? { states, taken: [...taken, undefined], loop: start }
    : { states: states.slice(0, -1), taken, loop: start };
}
