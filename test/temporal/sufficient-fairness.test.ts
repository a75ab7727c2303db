import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkConfiguration, configure, neededFairness } from '../../src/index.ts';
import { type FairnessDeclaration, resolveFairness } from '../../src/spec/temporal/fairness.ts';
import { withFormula } from '../../src/spec/temporal/overrides.ts';
import { graphSpec } from './graph-spec.ts';

const node = fc.nat(3);
const edges = fc.array(fc.tuple(node, node), { maxLength: 2 });
/** States 0 to 3 in a row, with p at its end: some actions lead on, and some astray. */
const drawings = fc.record({
  initial: fc.constant([0]),
  edges: fc
    .tuple(edges, edges, edges, fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 3, maxLength: 3 }))
    .map(([a, b, c, way]) => {
      const onward = (name: string): [number, number][] =>
        way.flatMap((one, i): [number, number][] => (one === name ? [[i, i + 1]] : []));
      return { a: [...a, ...onward('a')], b: [...b, ...onward('b')], c: [...c, ...onward('c')] };
    }),
  labels: fc.record({ p: fc.constant([3]), q: fc.uniqueArray(node, { minLength: 1 }) }),
});
const formula = fc.constantFrom('q leads to p', 'infinitely often p', 'eventually p', 'eventually (p or q)');

const levels = ['none', 'weak', 'strong'] as const;

/** Every way to assume nothing, weak or strong fairness of each of three actions, as levels. */
const all = [0, 1, 2].flatMap((a) => [0, 1, 2].flatMap((b) => [0, 1, 2].map((c) => [a, b, c] as const)));

test('the sets found are all the minimal ones among all that there are', async () => {
  let needed = 0;
  await fc.assert(
    fc.asyncProperty(drawings, formula, async (drawing, text) => {
      const configuration = withFormula(configure(graphSpec(drawing)), text);
      const names = configuration.actions.map(({ name }) => name);
      const isEnough = async (assumed: readonly number[]): Promise<boolean> => {
        const declarations = assumed.flatMap((level, i): FairnessDeclaration[] =>
          level === 0
            ? []
            : [{ kind: levels[level] as 'weak' | 'strong', actions: [names[i] as string], per: 'action' }],
        );
        const fairness = resolveFairness(declarations, configuration.actions, []);
        const { properties } = await checkConfiguration({ ...configuration, fairness });
        return properties[0]?.status === 'holds';
      };
      const enough: (readonly number[])[] = [];
      for (const assumed of all) if (await isEnough(assumed)) enough.push(assumed);
      const minimal = enough.filter(
        (one) => !enough.some((other) => other !== one && other.every((level, i) => level <= (one[i] as number))),
      );
      const found = await neededFairness(configuration, 'ltl', { per: 'name' });
      const sets = found.minimal.map((set) =>
        names.map((name) => levels.indexOf(set.find(({ label }) => label === name)?.strength ?? 'none')),
      );
      expect(sets.map(String).sort()).toEqual(minimal.map(String).sort());
      expect(found.isHopeless).toBe(minimal.length === 0);
      if (minimal.some((one) => one.some((level) => level > 0))) needed++;
    }),
    { numRuns: 250 },
  );
  expect(needed).toBeGreaterThan(20);
}, 120_000);
