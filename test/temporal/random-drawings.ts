import fc from 'fast-check';
import type { FairnessDeclaration } from '../../src/index.ts';
import type { Tree } from './naive.ts';

/** Formulas over the predicates and actions of the drawings. */
export const trees: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
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
/** Graphs of four states, with labels and fairness. */
export const drawings = fc.record({
  initial: fc.uniqueArray(node, { minLength: 1, maxLength: 2 }),
  edges: fc.record({ a: edges, b: edges, c: edges }),
  labels: fc.record({ p: fc.uniqueArray(node), q: fc.uniqueArray(node) }),
  fairness: declarations,
});
