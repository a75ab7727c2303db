import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CheckOptions, explainFinding, type Faults, type Network } from '../../src/index.ts';
import { scripted, scripts } from '../counterexample/random-processes.ts';
import { accountOf, explore, withoutDepth } from '../support/account.ts';

const seed = 1978;
const numRuns = 40;
const maxStates = 4000;

const variants: readonly CheckOptions[] = [
  {},
  { engine: 'direct' },
  { search: 'dfs' },
  { learning: { group: false } },
  { learning: { tabulate: false } },
  { learning: { groupAt: 8 } },
  { learning: { omit: false } },
  { learning: { omit: 'eager', groupAt: 8, sample: false } },
];

const budget = fc.integer({ min: 0, max: 1 });
const network: fc.Arbitrary<Network> = fc.record({
  kind: fc.constantFrom('fifo', 'unordered'),
  afterCrash: fc.constantFrom('delivered', 'lost'),
});
const faults = (isOrdered: boolean): fc.Arbitrary<Faults> =>
  fc
    .record({
      crash: fc.integer({ min: 0, max: 2 }),
      recovery: budget,
      loss: budget,
      duplication: budget,
      reordering: isOrdered ? budget : fc.constant(0),
      partition: budget,
      suspicion: budget,
    })
    .map((budgets) => Object.fromEntries(Object.entries(budgets).filter(([, value]) => value > 0)));
const surroundings = network.chain((net) => fc.tuple(fc.constant(net), faults(net.kind === 'fifo')));

test(`every engine agrees with the reference on ${numRuns} random specs with faults (seed ${seed})`, () => {
  let complete = 0;
  let explained = 0;
  const check = fc.property(
    scripts(3),
    surroundings,
    fc.constantFrom('stepwise' as const, 'atomic' as const),
    fc.constantFrom(...variants),
    (script, [net, budgets], sending, variant) => {
      const configuration = scripted(script, net, budgets, { sending });
      // those that are too large are left out by the engine that is quick
      if (accountOf(configuration, { limits: { maxStates: 2 * maxStates } }).kind === 'cut short') return;
      const expected = accountOf(configuration, { engine: 'reference', limits: { maxStates } });
      if (expected.kind === 'cut short') return;
      complete++;
      expect(accountOf(configuration, variant)).toEqual(variant.search === 'dfs' ? withoutDepth(expected) : expected);
      for (const finding of explore(configuration, {}).findings.values()) {
        const { trace } = explainFinding(configuration, finding, { shortest: true });
        explained++;
        for (const { id, deliveredAt, lostAt } of trace.messages) {
          expect(deliveredAt === undefined || lostAt === undefined).toBe(true);
          const taken = trace.steps.filter(({ receives, loses = [] }) => receives === id || loses.includes(id));
          expect(taken.map(({ index }) => index)).toEqual([deliveredAt ?? lostAt].filter((at) => at !== undefined));
        }
      }
    },
  );
  fc.assert(check, { numRuns, seed });
  expect(complete).toBeGreaterThan(numRuns / 3);
  expect(explained).toBeGreaterThan(numRuns / 3);
}, 900_000);
