import { describe, expect, test } from 'vitest';
import { type MulticastGuarantees, processes } from '../../../src/index.ts';
import { configure } from '../../../src/spec/configuration.ts';
import { multicast } from '../../../src/spec/guarantees/multicast.ts';

interface Log {
  readonly delivered: readonly string[];
  readonly sent?: readonly string[];
  /** How many messages were delivered before each multicast. */
  readonly before?: readonly number[];
  readonly isDown?: boolean;
}

type State = { readonly logs: readonly Log[] };

const names = ['p0', 'p1', 'p2'];
const kit: MulticastGuarantees<State> = multicast<State, Log>(
  {
    delivered: ({ delivered }) => delivered,
    multicast: ({ sent = [] }) => sent as string[],
    before: ({ before = [] }) => before as number[],
  },
  {
    names,
    layout: { process: ({ logs }, id) => logs[id], isUp: ({ logs }, id) => logs[id]?.isDown !== true },
  },
);

type Guarantee = Exclude<keyof MulticastGuarantees<State>, 'eventually'>;

/** What a guarantee says against the logs of three processes; nothing if it holds. */
function flaw(name: Guarantee, logs: readonly Log[]): string | undefined {
  const property = kit[name]();
  const state = { logs } as never;
  return property.holds(state) ? undefined : property.explain?.(state);
}

const silent: Log = { delivered: [] };

/** By hand, from the definitions: logs, and what is wrong with them. */
const cases: readonly (readonly [Guarantee, readonly Log[], string | undefined])[] = [
  ['integrity', [{ sent: ['a'], delivered: ['a'] }, { delivered: ['a'] }, silent], undefined],
  ['integrity', [{ sent: ['a'], delivered: ['a', 'a'] }, silent, silent], 'p0 delivers a twice'],
  ['integrity', [{ delivered: ['x'] }, silent, silent], 'p0 delivers x, which nobody has multicast'],
  ['validity', [{ sent: ['a'], delivered: [] }, silent, silent], 'p0 multicasts a, is correct and never delivers it'],
  ['validity', [{ sent: ['a'], delivered: [], isDown: true }, silent, silent], undefined],
  ['fifoOrder', [{ sent: ['a', 'b'], delivered: ['a', 'b'] }, { delivered: ['a', 'b'] }, silent], undefined],
  [
    'fifoOrder',
    [{ sent: ['a', 'b'], delivered: [] }, { delivered: ['b', 'a'] }, silent],
    'p1 delivers b before a; p0 multicast a first',
  ],
  [
    'fifoOrder',
    [{ sent: ['a', 'b'], delivered: [] }, { delivered: ['b'] }, silent],
    'p1 delivers b without a; p0 multicast a first',
  ],
  ['fifoOrder', [{ sent: ['a'], delivered: ['a'] }, { sent: ['b'], delivered: ['b', 'a'] }, silent], undefined],
  [
    'causalOrder',
    [{ sent: ['a'], delivered: ['a'] }, { sent: ['b'], delivered: ['a', 'b'], before: [1] }, { delivered: ['b'] }],
    'p2 delivers b without a; p1 delivered a before it multicast b',
  ],
  [
    'causalOrder',
    [{ sent: ['a'], delivered: ['a'] }, { sent: ['b'], delivered: ['b', 'a'], before: [0] }, { delivered: ['b'] }],
    undefined,
  ],
  // a happened before b, and b before c: whoever delivers c needs a as well.
  [
    'causalOrder',
    [
      { sent: ['a'], delivered: ['a'], before: [0] },
      { sent: ['b'], delivered: ['a', 'b'], before: [1] },
      { sent: ['c'], delivered: ['b', 'c', 'a'], before: [1] },
    ],
    'p2 delivers b before a; p1 delivered a before it multicast b',
  ],
  [
    'totalOrder',
    [{ delivered: ['a', 'b'] }, { delivered: ['b', 'a'] }, silent],
    'p0 delivers a before b, p1 delivers b before a',
  ],
  ['totalOrder', [{ delivered: ['a', 'b'] }, { delivered: ['b'] }, { delivered: ['a'] }], undefined],
  ['totalOrder', [{ delivered: ['a', 'b'], isDown: true }, { delivered: ['b', 'a'] }, silent], undefined],
  [
    'uniformTotalOrder',
    [{ delivered: ['a', 'b'], isDown: true }, { delivered: ['b', 'a'] }, silent],
    'p0 delivers a before b, p1 delivers b before a',
  ],
  ['totalOrder', [{ delivered: ['a', 'x', 'b'] }, { delivered: ['y', 'a', 'b'] }, silent], undefined],
  ['agreement', [{ delivered: ['a'] }, { delivered: ['a'] }, { delivered: ['a'] }], undefined],
  [
    'agreement',
    [{ delivered: ['a'] }, { delivered: ['a'] }, silent],
    'p0 and p1 are correct and deliver a; p2 is correct and never delivers a',
  ],
  ['agreement', [{ delivered: ['a'], isDown: true }, silent, silent], undefined],
  ['agreement', [{ delivered: ['a'] }, { delivered: ['a'] }, { delivered: [], isDown: true }], undefined],
  [
    'uniformAgreement',
    [{ delivered: ['a'], isDown: true }, silent, silent],
    'p0 delivered a and crashed; p1 and p2 are correct and never deliver a',
  ],
  [
    'uniformAgreement',
    [{ delivered: ['a'], isDown: true }, { delivered: ['a'] }, silent],
    'p0 delivered a and crashed; p1 is correct and delivers a; p2 is correct and never delivers a',
  ],
];

describe('the guarantees of multicast', () => {
  test.each(cases)('%s of %j is %j', (name, logs, expected) => {
    expect(flaw(name, logs)).toBe(expected);
  });
});

describe('a kit that is used the wrong way', () => {
  const withSelector = (delivered: unknown) =>
    processes({
      name: 'wrong',
      params: { processes: 1 },
      initial: () => ({ log: ['a'] }),
      rules: {},
      properties: ({ multicast }) => ({
        integrity: multicast({ delivered: delivered as never, multicast: () => ['a'] }).integrity(),
      }),
    });

  test.each([[() => 'a'], [() => undefined], [() => ({ 0: 'a' })], [() => [{}]], [() => new Set(['a'])]])(
    'a selector %s that gives no sequence is an error',
    (selector) => {
      const configuration = configure(withSelector(selector));
      const [property] = configuration.properties;
      const state = configuration.initial(([first]) => first as never);
      expect(() => property?.kind === 'invariant' && property.holds(state as never)).toThrow(
        expect.objectContaining({ code: 'S110' }),
      );
    },
  );

  test('causal order needs to know what was delivered before', () => {
    const spec = processes({
      name: 'wrong',
      params: { processes: 1 },
      initial: () => ({}),
      rules: {},
      properties: ({ multicast }) => ({
        causalOrder: multicast({ delivered: () => [], multicast: () => [] }).causalOrder(),
      }),
    });
    expect(() => configure(spec)).toThrow(expect.objectContaining({ code: 'S109' }));
  });
});
