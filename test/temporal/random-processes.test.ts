import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CheckOptions,
  type Configuration,
  configure,
  type Environment,
  type FairnessDeclaration,
  type Faults,
  type Network,
  processes,
} from '../../src/index.ts';
import { checkConfiguration } from '../../src/run.ts';
import { isFair, naiveViolation, roundOf, satisfies, type Tree, textOf } from './naive.ts';

/** Two processes that send words to each other, some of them again and again. */
interface Chat {
  /** By process: the words it may say at the beginning. */
  readonly says: readonly (readonly string[])[];
  /** By word: what its receiver says to it. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
}

const word = fc.constantFrom('a', 'b');
const chats: fc.Arbitrary<Chat> = fc.record({
  says: fc.tuple(fc.uniqueArray(word, { maxLength: 2 }), fc.uniqueArray(word, { maxLength: 1 })),
  answers: fc.record({ a: fc.array(word, { maxLength: 1 }), b: fc.array(word, { maxLength: 1 }) }),
});

function chatting(
  { says, answers }: Chat,
  network: Network,
  faults: Faults,
  environment: Environment,
  fairness: readonly FairnessDeclaration[],
): Configuration<unknown> {
  const spec = processes({
    name: 'chat',
    params: {},
    count: () => 2,
    network,
    environment: { durable: [], detector: 'perfect', ...environment },
    messages: { a: {}, b: {} },
    initial: () => ({ silent: true, last: '' }),
    rules: {
      speak: {
        guard: ({ id, self }) => self.silent && (says[id] ?? []).length > 0,
        effect: ({ id, self, others, send }) => {
          self.silent = false;
          for (const type of says[id] ?? []) for (const other of others) send(other, { type: type as 'a' });
        },
      },
    },
    receive: ({ self, send }, { type }, from) => {
      self.last = type;
      for (const answer of answers[type] ?? []) send(from, { type: answer as 'a' });
    },
    predicates: () => ({
      p: ({ processes: all }) => all[0]?.last === 'a',
      q: ({ processes: all }) => all[1]?.last === 'b',
    }),
    fairness: () => fairness,
  });
  return configure(spec, {}, { faults }) as Configuration<unknown>;
}

const atoms = fc.constantFrom<Tree>('p', 'q', ['enabled', 'receive'], ['taken', 'receive'], ['taken', 'speak']);
const unary = fc.constantFrom('not' as const, 'always' as const, 'eventually' as const);
const formulas: fc.Arbitrary<Tree> = fc.oneof(
  fc.tuple(unary, atoms),
  fc.tuple(unary, fc.tuple(unary, atoms)),
  fc.tuple(fc.constantFrom('leadsTo' as const, 'until' as const, 'release' as const), atoms, atoms),
);

const declarations = fc.array(
  fc.record<FairnessDeclaration>({
    kind: fc.constantFrom('weak', 'strong', 'optional'),
    actions: fc.constantFrom(['receive'], ['receive'], ['speak'], []),
    per: fc.constantFrom('action', 'action', 'process', 'all'),
  }),
  { maxLength: 2 },
);

const network: fc.Arbitrary<Network> = fc.record({
  kind: fc.constantFrom('fifo', 'unordered'),
  afterCrash: fc.constantFrom('delivered', 'lost'),
});
const once = fc.constantFrom(0, 0, 1);
const faults: fc.Arbitrary<Faults> = fc
  .record({ crash: once, recovery: once, loss: once, duplication: once, partition: once })
  .map((budgets) => Object.fromEntries(Object.entries(budgets).filter(([, budget]) => budget > 0)));

const variants: readonly CheckOptions[] = [
  {},
  { engine: 'direct' },
  { engine: 'reference' },
  { learning: { omit: false } },
  { learning: { omit: 'eager', groupAt: 8, sample: false } },
];

/** The naive procedure looks at runs of so many states, of specs with no more states than that many. */
const most = 6;
const maxStates = 3000;
const seed = 1994;

test(`random processes with faults: verdicts are those of all short runs, by every engine (seed ${seed})`, async () => {
  const seen = { violated: 0, holds: 0, faulty: 0, apart: 0 };
  await fc.assert(
    fc.asyncProperty(
      chats,
      network,
      faults,
      fc.constantFrom('stepwise' as const, 'atomic' as const),
      declarations,
      formulas,
      fc.constantFrom(...variants),
      async (chat, net, budgets, sending, fairness, tree, variant) => {
        const configuration = chatting(chat, net, budgets, { sending }, fairness);
        const ltl = [textOf(tree)];
        const { properties, stats } = await checkConfiguration(configuration, { ltl, limits: { maxStates } });
        fc.pre(stats.complete);
        const [property] = properties;
        const status = property?.status as 'violated' | 'holds';
        seen[status]++;
        if (Object.keys(budgets).length > 0) seen.faulty++;
        if (configuration.fairness.assumptions.some(({ each }) => each === 'message')) seen.apart++;
        const other = await checkConfiguration(configuration, { ...variant, ltl });
        expect(other.properties[0]?.status).toBe(status);
        for (const trace of [property?.trace, other.properties[0]?.trace]) {
          if (trace === undefined) continue;
          const round = roundOf(trace, configuration);
          expect(isFair(round, configuration)).toBe(true);
          expect(satisfies(tree, round, configuration)).toBe(false);
        }
        if (status === 'holds') expect(naiveViolation(configuration, tree, most)).toBeUndefined();
      },
    ),
    { numRuns: 200, seed },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(12);
}, 300_000);
