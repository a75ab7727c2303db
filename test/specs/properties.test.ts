import { describe, expect, test } from 'vitest';
import changRoberts from '../../specs/election/chang-roberts.ts';
import { identifierAt } from '../../specs/election/ring/identifiers.ts';
import maekawa from '../../specs/mutual-exclusion/maekawa.ts';
import {
  type Configuration,
  configure,
  explainFinding,
  type Limits,
  type NamedProperty,
  type ParameterValue,
} from '../../src/index.ts';
import { judgeProperty } from '../../src/property/verdict.ts';
import { successors } from '../../src/reference/successors.ts';
import { explore } from '../support/account.ts';
import { loadBundled } from './bundled.ts';

const bundled = await loadBundled();

/** What is known to be wrong with an algorithm as it was published. */
const knownFaults: Readonly<Record<string, readonly string[]>> = {
  'mutual-exclusion/dijkstra': ['ordering'],
  'mutual-exclusion/maekawa': ['ordering', 'deadlockFree', 'noStarvation'],
  'mutual-exclusion/maekawa-sanders': ['ordering'],
  'mutual-exclusion/peterson': ['ordering'],
  'mutual-exclusion/raymond': ['ordering'],
  'mutual-exclusion/suzuki-kasami': ['ordering'],
};

/** Bugs that need more than the default configuration to show. */
const caughtWith: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>> = {
  'mutual-exclusion/central-server impartial': { requests: 0 },
  'mutual-exclusion/maekawa-sanders failOvertaken': { quorums: 'all' },
};

/** A bug may let a state space grow without end; what it breaks shows long before. */
const enough = 200_000;

/** Properties about whole runs: judged after the search, on lassos that need not be the shortest runs. */
const aboutRuns: readonly string[] = ['temporal', 'possible', 'bypass'];

/**
 * Those of the properties that are violated, with the steps of the shortest run, if there is a run; those about whole runs have
 * none. The search ends when all are settled.
 */
function violated(
  whole: Configuration<unknown>,
  isJudged: (property: NamedProperty<unknown>) => boolean = () => true,
  limits: Limits = { maxStates: enough },
): ReadonlyMap<string, number> {
  const properties = whole.properties.filter(isJudged);
  const configuration = { ...whole, properties };
  const exploration = explore(configuration, { limits });
  const findingOf = (name: string) =>
    exploration.findings.get(name) ?? exploration.withHistory?.exploration.findings.get(name);
  return new Map(
    configuration.properties
      .filter((property) => judgeProperty(property, exploration) === 'violated')
      .map(({ name, kind }) => [
        name,
        aboutRuns.includes(kind) ? Infinity : (findingOf(name)?.states.length ?? Infinity) - 1,
      ]),
  );
}

describe.each(bundled)('$path', ({ path, spec, domains, bugs }) => {
  test('holds, but for its known faults', () => {
    expect([...violated(configure(spec)).keys()]).toEqual(knownFaults[path] ?? []);
  });

  test.each(bugs)('without $parameter, $caughtBy catch it', ({ parameter, caughtBy }) => {
    const larger = caughtWith[`${path} ${parameter}`];
    const known = knownFaults[path] ?? [];
    const configuration = configure(spec, { ...larger, [parameter]: false });
    const maxStates = larger === undefined ? enough : 3 * enough;
    const caught = violated(configuration, ({ name }) => caughtBy.includes(name), { maxStates });
    expect(caughtBy.filter((name) => !caught.has(name))).toEqual([]);
    expect(caughtBy.filter((name) => known.includes(name))).toEqual([]);
    // no other property is the first to notice, at a lesser depth
    const shortest = Math.min(...caught.values());
    const maxDepth = Number.isFinite(shortest) ? { maxDepth: shortest } : {};
    const others = violated(
      configuration,
      ({ name, kind }) => !caughtBy.includes(name) && !known.includes(name) && !aboutRuns.includes(kind),
      { maxStates, ...maxDepth },
    );
    expect([...others].filter(([, steps]) => steps < shortest)).toEqual([]);
  });

  test('has two planted bugs or more, a source, and describes all it has', () => {
    expect(bugs.length).toBeGreaterThanOrEqual(2);
    expect(bugs.filter(({ caughtBy }) => caughtBy.length === 0)).toEqual([]);
    expect(spec.definition.source).toMatch(/\b(19|20)\d\d\b/);
    const { properties, description = '' } = configure(spec);
    const texts = [
      description,
      ...[...domains.map(([, domain]) => domain), ...properties].map((one) => one.description),
    ];
    expect(texts.filter((text) => text === undefined || text === '')).toEqual([]);
  });

  test('has kinds of property that can be violated, and some that must be reached', () => {
    const kinds = new Set(configure(spec).properties.map(({ kind }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining(['invariant', 'deadlock', 'reachable']));
  });
});

describe('maekawa', () => {
  const configuration = configure(maekawa);

  test('the shortest way into the deadlock is as long as the reference says', () => {
    const lengths = ['default', 'direct', 'reference'] as const;
    expect(
      lengths.map(
        (engine) =>
          explore(configuration, { engine, properties: ['deadlockFree'] }).findings.get('deadlockFree')?.states.length,
      ),
    ).toEqual([13, 13, 13]);
  });

  test('of three ends one is proper, and in the others all wait in a ring', () => {
    const { statistics, deadlocked, findings } = explore(configuration, {});
    expect({ terminal: statistics.terminal, deadlocked }).toEqual({ terminal: 3, deadlocked: 2 });
    const finding = findings.get('deadlockFree');
    const { trace, message } = explainFinding(configuration, finding as NonNullable<typeof finding>, {
      shortest: true,
    });
    expect(message).toBe('p0 waits for p1, p1 for p2 and p2 for p0');
    expect(trace.deadlock?.waitsFor).toEqual([
      { from: 'p0', to: 'p1', reason: 'the vote of p1' },
      { from: 'p1', to: 'p2', reason: 'the vote of p2' },
      { from: 'p2', to: 'p0', reason: 'the vote of p0' },
    ]);
  });

  test.each([2, 3, 4, 5, 6, 7, 8, 9])(
    'of %i processes, every quorum contains its owner and meets every other',
    (count) => {
      const quorums = quorumsOf(count);
      expect(quorums.filter((quorum, id) => !quorum.includes(id))).toEqual([]);
      for (const quorum of quorums)
        expect(quorums.filter((other) => !other.some((j) => quorum.includes(j)))).toEqual([]);
    },
  );

  test('the quorums of three and four processes are those of the rules', () => {
    expect(quorumsOf(3)).toEqual([
      [0, 1],
      [1, 2],
      [0, 2],
    ]);
    expect(quorumsOf(4)).toEqual([
      [0, 1, 2],
      [0, 1, 3],
      [0, 2, 3],
      [1, 2, 3],
    ]);
  });

  /** Whom each process asks. */
  function quorumsOf(count: number): number[][] {
    const { initial, actions } = configure(maekawa, { processes: count });
    const start = initial(() => {
      throw new Error('there is nothing to choose');
    });
    const requests = actions.filter(({ name }) => name === 'request');
    return [...successors({ actions: requests }, start)].map(({ state }, id) =>
      [...(state.channels[id] ?? []).keys()].filter((j) => (state.channels[id]?.[j]?.length ?? 0) > 0),
    );
  }
});

test.each([2, 3, 4, 5, 6, 7])(
  'chang-roberts on a ring of %i ends in one state, in which all know the largest',
  (count) => {
    const configuration = configure(changRoberts, { processes: count });
    const { statistics, findings } = explore(configuration, { properties: ['rightLeader', 'deadlockFree'] });
    expect({ terminal: statistics.terminal, settled: [...findings.keys()] }).toEqual({ terminal: 1, settled: [] });
  },
);

describe('identifiers on a ring', () => {
  test.each([2, 3, 4, 5])('of %i lie in every order, each with its number', (count) => {
    const orders = Array.from({ length: factorial(count) }, (_, k) => orderOf(count, k + 1));
    expect(orders[0]).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    expect(orders.at(-1)).toEqual(Array.from({ length: count }, (_, i) => count - i));
    expect(new Set(orders.map(String)).size).toBe(factorial(count));
    expect(orders.filter((order) => new Set(order).size !== count || Math.max(...order) !== count)).toEqual([]);
    expect(orderOf(count, factorial(count) + 1)).toEqual(orders[0]);
  });

  test('are every third in turn unless told', () => {
    expect([orderOf(4, 0), orderOf(5, 0), orderOf(6, 0)]).toEqual([
      [1, 4, 3, 2],
      [1, 4, 2, 5, 3],
      [1, 2, 3, 4, 5, 6],
    ]);
  });

  function orderOf(processes: number, placement: number): number[] {
    return Array.from({ length: processes }, (_, place) => identifierAt(place, { processes, placement }));
  }

  function factorial(n: number): number {
    return n <= 1 ? 1 : n * factorial(n - 1);
  }
});

describe.each([
  ['chang-roberts', 4],
  ['le-lann', 4],
  ['dolev-klawe-rodeh', 4],
  ['hirschberg-sinclair', 3],
] as const)('%s on a ring of %i', (name, count) => {
  const orders = count === 4 ? 24 : 6;
  test.each(Array.from({ length: orders }, (_, k) => k + 1))(
    'elects the largest for any starters, with identifiers in order %i',
    (placement) => {
      const { spec } = bundled.find(({ path }) => path === `election/${name}`) as (typeof bundled)[number];
      const configuration = configure(spec, { processes: count, placement, starters: 'any' });
      const properties = ['oneLeader', 'agreement', 'rightLeader', 'leaderKept', 'deadlockFree'];
      const { statistics, findings } = explore(configuration, { properties });
      expect({ initial: statistics.initial, settled: [...findings.keys()] }).toEqual({
        initial: 2 ** count,
        settled: [],
      });
    },
  );
});
