import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import changRoberts from '../../specs/election/chang-roberts.ts';
import maekawa from '../../specs/mutual-exclusion/maekawa.ts';
import ricartAgrawala from '../../specs/mutual-exclusion/ricart-agrawala.ts';
import {
  type Configuration,
  type CostFigures,
  check,
  checkConfiguration,
  configure,
  processes,
  type Spec,
  spec,
} from '../../src/index.ts';
import { successors } from '../../src/reference/successors.ts';
import { canonical } from '../../src/spec/canonical.ts';
import { explore } from '../support/account.ts';

const engines = [{}, { search: 'dfs' }, { engine: 'direct' }, { engine: 'reference' }] as const;

/** The least and greatest number of messages of all runs, run by run. The runs must end. */
function countMessages<S>(configuration: Configuration<S>): { readonly least: number; readonly greatest: number } {
  let least = Number.POSITIVE_INFINITY;
  let greatest = 0;
  const inFlight = (state: S): number => {
    const { channels } = state as { readonly channels: readonly (readonly (readonly unknown[])[])[] };
    return channels.flat(2).length;
  };
  const follow = (state: S, sent: number): void => {
    let isOver = true;
    for (const step of successors(configuration, state)) {
      isOver = false;
      const received = step.action.receives === undefined ? 0 : 1;
      follow(step.state, sent + inFlight(step.state) - inFlight(state) + received);
    }
    if (!isOver) return;
    least = Math.min(least, sent);
    greatest = Math.max(greatest, sent);
  };
  const initial = configuration.initial(() => {
    throw new Error('there is nothing to choose');
  });
  follow(initial, 0);
  return { least, greatest };
}

/** The same algorithm, of which nothing is asked but the number of messages. */
function measured<S>({ definition, ...rest }: Spec<S>): Spec<S> {
  const properties: typeof definition.properties = ({ runCost }) => ({ sent: runCost() });
  return { ...rest, definition: { ...definition, properties } };
}

describe('messages', () => {
  test.each([2, 3])('of chang-roberts on a ring of %i are those of all runs', (count) => {
    const configuration = configure(changRoberts, { processes: count });
    const { least, greatest } = countMessages(configuration);
    for (const options of engines)
      expect(explore(configuration, options).costs?.get('messages'), JSON.stringify(options)).toMatchObject({
        least,
        greatest,
        ends: [{ least, greatest, states: 1 }],
      });
  });

  /** E. Chang and R. Roberts, page 283: n (n + 1) / 2 at worst, when all start on a ring in descending order. */
  test('of chang-roberts in descending order are the worst case of the paper', () => {
    // 1, 4, 3, 2 on a ring of four, and 1, 2 on a ring of two
    for (const count of [2, 4])
      expect(explore(configure(changRoberts, { processes: count }), {}).costs?.get('messages')?.greatest).toBe(
        (count * (count + 1)) / 2 + count,
      );
  });

  /** Two for every other process: a request and its answer, page 9 of the paper. */
  test('of ricart-agrawala are 2 (n - 1) for each entry, in every run', () => {
    const figures = (processes: number, requests: number): CostFigures | undefined => {
      return explore(configure(measured(ricartAgrawala), { processes, requests }), {}).costs?.get('sent');
    };
    expect(figures(2, 2)).toMatchObject({ least: 2 * 2 * 2, greatest: 2 * 2 * 2 });
    expect(figures(3, 1)).toMatchObject({ least: 3 * 4, greatest: 3 * 4 });
  });

  test('are told of every end apart', () => {
    const figures = explore(configure(measured(maekawa)), {}).costs?.get('sent');
    // Request, vote and release for each of two votes and three processes; in a deadlock three requests of two each, and a vote each.
    expect(figures?.ends).toEqual([
      { least: 9, greatest: 9, states: 2 },
      { least: 18, greatest: 18, states: 1 },
    ]);
  });
});

/** A graph with numbered states, and costs on its edges. */
interface Graph {
  readonly size: number;
  readonly edges: readonly { readonly from: number; readonly to: number; readonly cost: number }[];
}

function graphSpec({ edges }: Graph, bounds: { readonly atMost?: number; readonly atLeast?: number } = {}) {
  return configure(
    spec({
      name: 'graph',
      initial: () => 0,
      actions: ({ action }) => ({
        go: action({
          args: [...edges.keys()],
          guard: ({ state }, i) => edges[i]?.from === state,
          effect: (_, i) => edges[i]?.to ?? 0,
        }),
      }),
      properties: ({ runCost }) => ({
        cost: runCost({ of: (_, { args: [i] }) => edges[Number(i)]?.cost ?? 0, ...bounds }),
      }),
    }),
  );
}

/**
 * The figures by value iteration, as in R. Bellman, "On a routing problem", 1958: what runs of at most so many steps cost.
 * Simple ways are shorter than there are states; whatever still grows after twice as many steps grows for ever.
 */
function iterate({ size, edges }: Graph): { least?: number; greatest: number | 'unbounded' } {
  const rounds = 2 * size + 2;
  let least = new Map([[0, 0]]);
  let most = new Map([[0, 0]]);
  const history: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [nextLeast, nextMost] = [new Map(least), new Map(most)];
    for (const { from, to, cost } of edges) {
      const [low, high] = [least.get(from), most.get(from)];
      if (low === undefined || high === undefined) continue;
      nextLeast.set(to, Math.min(nextLeast.get(to) ?? Number.POSITIVE_INFINITY, low + cost));
      nextMost.set(to, Math.max(nextMost.get(to) ?? -1, high + cost));
    }
    least = nextLeast;
    most = nextMost;
    history.push(Math.max(...most.values()));
  }
  const ends = [...least].filter(([state]) => edges.every(({ from }) => from !== state)).map(([, cost]) => cost);
  const grows = (history.at(-1) ?? 0) > (history[size] ?? 0);
  return {
    ...(ends.length > 0 && { least: Math.min(...ends) }),
    greatest: grows ? 'unbounded' : (history.at(-1) ?? 0),
  };
}

const graphs: fc.Arbitrary<Graph> = fc
  .integer({ min: 1, max: 6 })
  .chain((size) => {
    const state = fc.integer({ min: 0, max: size - 1 });
    const cost = fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }) },
    );
    return fc.record({
      size: fc.constant(size),
      edges: fc.array(fc.record({ from: state, to: state, cost }), { maxLength: 9 }),
      isForward: fc.boolean(),
    });
  })
  .map(({ size, edges, isForward }) => ({
    size,
    edges: isForward ? edges.filter(({ from, to }) => from <= to && (from < to || size > 4)) : edges,
  }));

test('least and greatest costs of random graphs are those of value iteration (seed 1958)', () => {
  const seen: ReturnType<typeof iterate>[] = [];
  const property = fc.property(graphs, (graph) => {
    const expected = iterate(graph);
    seen.push(expected);
    for (const options of engines) {
      const { least, greatest } = explore(graphSpec(graph), options).costs?.get('cost') ?? {};
      expect({ ...(least !== undefined && { least }), greatest }, JSON.stringify(options)).toEqual(expected);
    }
  });
  fc.assert(property, { numRuns: 300, seed: 1958 });
  expect(seen.filter(({ greatest }) => greatest === 'unbounded').length).toBeGreaterThan(30);
  expect(seen.filter(({ greatest }) => typeof greatest === 'number' && greatest > 0).length).toBeGreaterThan(30);
  expect(seen.filter(({ least }) => least === undefined).length).toBeGreaterThan(30);
});

test('a bound that is not kept has a run which the reference replays, by every engine (seed 1959)', async () => {
  const property = fc.asyncProperty(graphs, async (graph) => {
    const { least, greatest } = iterate(graph);
    const isOver = greatest === 'unbounded' || greatest > 0;
    for (const options of engines) {
      const over = await checked(
        graph,
        options,
        greatest === 'unbounded' ? { atMost: 50 } : { atMost: Math.max(0, greatest - 1) },
      );
      expect(over?.status).toBe(isOver ? 'violated' : 'holds');
      if (isOver)
        expect(over?.message).toMatch(greatest === 'unbounded' ? /no bound/ : `cost: ${greatest} in this run`);
      if (greatest !== 'unbounded') expect((await checked(graph, options, { atMost: greatest }))?.status).toBe('holds');
      if (least === undefined) continue;
      const under = await checked(graph, options, { atLeast: least + 1 });
      expect(under).toMatchObject({
        status: 'violated',
        message: `cost: ${least} in this run, where at least ${least + 1} ${least === 0 ? 'is' : 'are'} expected`,
      });
    }
  });
  await fc.assert(property, { numRuns: 60, seed: 1959 });
}, 60_000);

async function checked(graph: Graph, options: (typeof engines)[number], bounds: { atMost?: number; atLeast?: number }) {
  return (await checkConfiguration(graphSpec(graph, bounds), options)).properties[0];
}

test('actions that lead to the same state and cost differently are told apart in a run', async () => {
  const edges = [
    { from: 0, to: 1, cost: 1 },
    { from: 0, to: 1, cost: 5 },
  ];
  for (const options of engines) {
    const over = await checked({ size: 2, edges }, options, { atMost: 4 });
    expect(over?.trace?.steps.map(({ key }) => key)).toEqual(['go(1)']);
    const under = await checked({ size: 2, edges }, options, { atLeast: 2 });
    expect(under?.trace?.steps.map(({ key }) => key)).toEqual(['go(0)']);
  }
});

test('a long run needs no stack', async () => {
  const length = 30_000;
  const { costs } = explore(
    configure(
      spec({
        name: 'long',
        initial: () => 0,
        actions: () => ({ go: { guard: ({ state }) => state < length, effect: ({ state }) => state + 1 } }),
        properties: ({ runCost }) => ({ steps: runCost({ of: () => 1, unit: 'steps' }) }),
      }),
    ),
    {},
  );
  expect(costs?.get('steps')).toEqual({
    least: length,
    greatest: length,
    ends: [{ least: length, greatest: length, states: 1 }],
  });
});

describe('a cost', () => {
  const chain = {
    size: 3,
    edges: [
      { from: 0, to: 1, cost: 2 },
      { from: 1, to: 2, cost: 3 },
    ],
  };

  test('without a bound is measured', async () => {
    const { verdict, properties } = await check(
      spec({
        name: 'measured',
        initial: () => 0,
        actions: () => ({ go: { guard: ({ state }) => state < 3, effect: ({ state }) => state + 1 } }),
        properties: ({ runCost }) => ({ steps: runCost({ of: () => 1, unit: 'steps' }) }),
      }),
    );
    expect({ verdict, properties }).toMatchObject({
      verdict: 'holds',
      properties: [{ kind: 'cost', status: 'measured', cost: { unit: 'steps', least: 3, greatest: 3 } }],
    });
  });

  test('is not known when the search was cut short', async () => {
    const property = (
      await (
        await import('../../src/index.ts')
      ).checkConfiguration(graphSpec(chain, { atMost: 9 }), { limits: { maxStates: 2 } })
    ).properties[0];
    expect(property).toMatchObject({ status: 'not-refuted' });
    expect(property).not.toHaveProperty('cost');
  });

  test.each([-1, 1.5, Number.NaN])('bounded by %d is refused', (atMost) => {
    expect(() => graphSpec(chain, { atMost })).toThrow(/the bound atMost of runCost\(\) is/);
  });

  test.each([-1, 0.5, 2 ** 32, Number.NaN])('of %s is a mistake', (cost) => {
    for (const options of engines)
      expect(() => explore(graphSpec({ size: 2, edges: [{ from: 0, to: 1, cost }] }), options)).toThrow(/S110/);
  });

  test('of messages needs messages', () => {
    const silent = spec({
      name: 'silent',
      initial: () => 0,
      actions: () => ({}),
      properties: ({ runCost }) => ({ messages: runCost() }),
    });
    expect(() => configure(silent)).toThrow(/the spec has no messages/);
  });
});

test('an unbounded number of messages is shown by a run that comes back to where it was', async () => {
  const echo = processes({
    name: 'echo',
    params: { processes: 2 },
    messages: { ping: {} },
    initial: () => ({ started: false }),
    rules: {
      start: {
        guard: ({ id, self }) => id === 0 && !self.started,
        effect: ({ self, send }) => {
          self.started = true;
          send(1, { type: 'ping' });
        },
      },
    },
    receive: ({ send }, _, from) => send(from, { type: 'ping' }),
    properties: ({ runCost }) => ({ few: runCost({ atMost: 1000 }) }),
  });
  for (const options of engines) {
    const [few] = (await check(echo, options)).properties;
    expect(few).toMatchObject({ status: 'violated', cost: { greatest: 'unbounded' } });
    expect(few?.cost).not.toHaveProperty('least');
    const { trace } = few ?? {};
    const states = [trace?.initial, ...(trace?.steps.map(({ state }) => state) ?? [])].map((state) => canonical(state));
    expect(states.indexOf(states.at(-1) as string)).toBeLessThan(states.length - 1);
    expect(few?.message).toMatch(
      /^there is no bound: steps 2 to 3 lead back to where they began, messages: 2 each time$/,
    );
  }
});
