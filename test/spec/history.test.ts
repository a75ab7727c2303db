import { describe, expect, test } from 'vitest';
import {
  type CheckOptions,
  type Configuration,
  check,
  configure,
  isSpecError,
  type PropertyContext,
  processes,
  type Spec,
  spec,
} from '../../src/index.ts';
import { explore } from '../support/account.ts';

interface Turns {
  a: number;
  b: number;
}

type Properties = (context: PropertyContext<Turns, Record<never, never>>) => Record<string, never>;

/** Two counters that go up to two each, in any order: nine states. */
function turns<Q extends ReturnType<Properties>>(
  properties: (context: PropertyContext<Turns, Record<never, never>>) => Q,
): Spec<Turns, Q> {
  return spec({
    name: 'turns',
    initial: (): Turns => ({ a: 0, b: 0 }),
    actions: () => ({
      a: { guard: ({ state }) => state.a < 2, effect: ({ state }) => ({ ...state, a: state.a + 1 }) },
      b: {
        guard: ({ state }) => state.b < 2,
        effect: ({ state }) => {
          state.b += 1;
        },
      },
    }),
    properties: properties as never,
  }) as unknown as Spec<Turns, Q>;
}

/** Remembers who went first. The invariant is false when all is done and b was first. */
const whoWasFirst = turns(({ observe, historyInvariant, invariant }) => {
  const first = observe({
    initial: () => ({ who: null as string | null }),
    step: ({ history, action }) => {
      history.who ??= action.name;
    },
  });
  return {
    bounded: invariant(({ a, b }) => a + b <= 4),
    aFirst: historyInvariant(first, ({ a, b }, { who }) => a + b < 4 || who !== 'b', {
      description: 'whoever goes first is a',
      explain: (_, { who }) => `${who} was first`,
    }),
    someFirst: historyInvariant(first, ({ a, b }, { who }) => a + b === 0 || who !== null),
  } as never;
});

describe('a history', () => {
  test.each(['default', 'direct', 'reference'] as const)('is searched apart from the spec, by %s', (engine) => {
    const { statistics, withHistory, findings } = explore(configure(whoWasFirst), { engine });
    // 1 initial state, and the 8 others with whoever was first: a at 3 x 3 minus those with a = 0, and so for b.
    expect(statistics).toMatchObject({ states: 9, complete: true });
    expect(withHistory?.exploration.statistics).toMatchObject({ states: 1 + 6 + 6, complete: true });
    expect([...findings.keys()]).toEqual([]);
    expect([...(withHistory?.exploration.findings.keys() ?? [])]).toEqual(['aFirst']);
  });

  test('is shown where a property speaks of it', async () => {
    const { properties, stats, history, verdict } = await check(whoWasFirst);
    expect({ verdict, states: stats.states }).toEqual({ verdict: 'violated', states: 9 });
    expect(history).toMatchObject({ complete: false, stoppedBy: 'violation' });
    const [bounded, aFirst, someFirst] = properties;
    expect([bounded?.status, aFirst?.status, someFirst?.status]).toEqual(['holds', 'violated', 'not-refuted']);
    expect(aFirst).toMatchObject({ kind: 'history', message: 'b was first' });
    expect(aFirst?.falseParts).toContainEqual({ text: 'history.who', value: 'b' });
    expect(aFirst?.trace?.initial).toEqual({ a: 0, b: 0 });
    expect(aFirst?.trace?.steps[0]?.diff).toEqual([
      { path: 'b', op: 'set', from: 0, to: 1 },
      { path: 'history.who', op: 'set', from: null, to: 'b' },
    ]);
    expect(aFirst?.trace?.steps.at(-1)?.state).toEqual({ a: 2, b: 2 });
  });

  test('is told what was before and after, and what was sent', () => {
    const spec = processes({
      name: 'told',
      params: { processes: 2 },
      messages: { hello: {} },
      initial: () => ({ count: 0 }),
      rules: {
        greet: {
          guard: ({ self }) => self.count === 0,
          effect: ({ self, others, send }) => {
            self.count += 1;
            for (const to of others) send(to, { type: 'hello' });
          },
        },
      },
      receive: ({ self }) => {
        self.count += 1;
      },
      properties: ({ observe, historyInvariant }) => {
        const sums = observe({
          initial: ({ state }) => ({ counted: state.processes.length - 2, sent: 0 }),
          step: ({ history, before, after, sent }) => ({
            counted:
              history.counted +
              after.processes.reduce((sum, { count }, i) => sum + count - (before.processes[i]?.count ?? 0), 0),
            sent: history.sent + sent.filter(({ from, to }) => from !== to).length,
          }),
        });
        return {
          counted: historyInvariant(
            sums,
            ({ processes }, { counted }) => counted === processes.reduce((sum, { count }) => sum + count, 0),
          ),
          sent: historyInvariant(sums, ({ channels }, { sent }) => sent >= channels.flat(2).length),
          fewSent: historyInvariant(sums, (_, { sent }) => sent < 2),
        };
      },
    });
    const told = (['default', 'direct', 'reference'] as const).map((engine) => {
      const second = explore(configure(spec), { engine }).withHistory?.exploration;
      return { statistics: second?.statistics, settled: [...(second?.findings.keys() ?? [])] };
    });
    expect(told[0]?.settled).toEqual(['fewSent']);
    expect(told[1]).toEqual(told[2]);
    expect(told[0]).toEqual(told[2]);
  });

  test('has limits of its own, and is inconclusive beyond them', async () => {
    const { properties, verdict, stats, history } = await check(whoWasFirst, {
      limits: { maxStates: 10 },
      properties: ['bounded', 'someFirst'],
    });
    expect({ verdict, complete: stats.complete }).toEqual({ verdict: 'inconclusive', complete: true });
    expect(history).toMatchObject({ complete: false, stoppedBy: 'max-states' });
    expect(properties.map(({ status }) => status)).toEqual(['holds', 'not-refuted']);
  });

  test('is not searched after a violation, unless the search is to go on', () => {
    const broken = turns(({ observe, historyInvariant, invariant }) => {
      const nothing = observe({ initial: () => 0, step: () => {} });
      return { never: invariant(() => false), always: historyInvariant(nothing, () => true) } as never;
    });
    expect(explore(configure(broken), { keepGoing: false }).withHistory).toBeUndefined();
    expect(explore(configure(broken), { keepGoing: true }).withHistory?.exploration.statistics.states).toBe(9);
  });
});

/** Everything the functions of a spec are given, seen through a spec with a history. */
test.each(['default', 'direct', 'reference'] as const)(
  'guards, effects and ordinary properties see no history, by %s',
  (engine) => {
    const seen = new Set<string>();
    const note = (given: object): void => {
      for (const key of Object.keys(given)) seen.add(key);
    };
    const watched = spec({
      name: 'watched',
      initial: () => ({ count: 0 }),
      actions: () => ({
        bump: {
          guard: (context) => {
            note(context);
            note(context.state);
            return context.state.count < 3;
          },
          effect: (context) => {
            note(context);
            note(context.state);
            context.state.count += 1;
          },
        },
      }),
      properties: ({ observe, historyInvariant, invariant }) => {
        const steps = observe({
          initial: () => ({ secret: 0 }),
          step: ({ history }) => {
            history.secret += 1;
          },
        });
        return {
          small: invariant((state) => {
            note(state);
            return state.count <= 3;
          }),
          counted: historyInvariant(steps, ({ count }, { secret }) => count === secret),
        };
      },
    });
    const { withHistory } = explore(configure(watched), { engine });
    expect(withHistory?.exploration.statistics).toMatchObject({ states: 4, complete: true });
    expect(withHistory?.exploration.findings.size).toBe(0);
    expect([...seen].filter((key) => !['state', 'params', 'choose', 'watcher', 'count'].includes(key))).toEqual([]);
  },
);

test.each(['default', 'direct', 'reference'] as const)(
  'an effect that puts a key named history into its state changes its own state only, by %s',
  (engine) => {
    const forged = spec({
      name: 'forged',
      initial: () => ({ count: 0, history: [] as number[] }),
      actions: () => ({
        bump: {
          guard: ({ state }) => state.count < 2,
          effect: ({ state }) => {
            state.count += 1;
            state.history = [99];
          },
        },
      }),
      properties: ({ observe, historyInvariant }) => {
        const steps = observe({ initial: () => 0, step: ({ history }) => history + 1 });
        return { own: historyInvariant(steps, ({ count }, history) => history === count) };
      },
    });
    const second = explore(configure(forged), { engine }).withHistory?.exploration;
    expect([second?.statistics.states, second?.findings.size]).toEqual([3, 0]);
  },
);

/** The code of the mistake that exploring makes known. */
function mistakeOf<S>(make: () => Configuration<S>, options: CheckOptions): string | undefined {
  try {
    explore(make(), options);
    return undefined;
  } catch (error) {
    if (!isSpecError(error)) throw error;
    return error.code;
  }
}

describe.each(['default', 'direct', 'reference'] as const)('by %s, an observer', (engine) => {
  const mistake = (step: (seen: { history: { n: number }; before: Turns; after: Turns }) => void) =>
    mistakeOf(
      () =>
        configure(
          turns(({ observe, historyInvariant }) => {
            const observer = observe({ initial: () => ({ n: 0 }), step: step as never });
            return { any: historyInvariant(observer, () => true) } as never;
          }),
        ),
      { engine },
    );

  test('that counts is none', () => {
    expect(
      mistake(({ history }) => {
        history.n += 1;
      }),
    ).toBeUndefined();
  });
  test('must not change the state after the step', () => {
    expect(
      mistake(({ after }) => {
        after.a = 0;
      }),
    ).toBe('S106');
  });
  test('must not change the state before the step', () => {
    expect(
      mistake(({ before }) => {
        before.a = 0;
      }),
    ).toBe('S106');
  });
  test('must not keep what cannot be compared', () => {
    expect(
      mistake(({ history }) => {
        history.n = Number.NaN;
      }),
    ).toBe('S105');
  });
  test('that throws is named', () => {
    expect(
      mistake(() => {
        throw new Error('no');
      }),
    ).toBe('S103');
  });
});

describe('happenedBeforeOrder', () => {
  const requesting = (isRepeated: boolean, request = 'ask', entry = 'enter') =>
    processes({
      name: 'requesting',
      params: { processes: 2 },
      messages: {},
      initial: () => ({ waiting: false, asked: 0 }),
      rules: {
        ask: {
          guard: ({ self }) => self.asked < 2 && (isRepeated || !self.waiting),
          effect: ({ self }) => {
            self.waiting = true;
            self.asked += 1;
          },
        },
        enter: {
          guard: ({ self }) => self.waiting,
          effect: ({ self }) => {
            self.waiting = false;
          },
        },
      },
      receive: () => {},
      properties: ({ happenedBeforeOrder }) => ({ ordering: happenedBeforeOrder({ request, entry }) }),
    });

  test('holds of processes that never hear of each other', async () => {
    const { properties } = await check(requesting(false));
    expect(properties).toMatchObject([{ kind: 'order', status: 'holds' }]);
  });

  test.each(['default', 'direct', 'reference'] as const)(
    'refuses a second request while one is pending, by %s',
    (engine) => {
      expect(mistakeOf(() => configure(requesting(true)), { engine })).toBe('S109');
    },
  );

  test('refuses rules that do not exist, and suggests others', () => {
    expect(() => configure(requesting(false, 'ask', 'entre'))).toThrow(/names "entre" as the entry/);
    expect(() => configure(requesting(false, 'receive', 'enter'))).toThrow(/names "receive" as the request/);
  });

  test('refuses a spec without processes', () => {
    const without = turns(({ happenedBeforeOrder }) => {
      return { ordering: happenedBeforeOrder({ request: 'a', entry: 'b' }) } as never;
    });
    expect(() => configure(without)).toThrow(/spec without processes/);
  });
});
