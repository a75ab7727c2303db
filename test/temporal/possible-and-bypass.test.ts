import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check, spec } from '../../src/index.ts';

type Edge = readonly [from: number, action: string, to: number];

/** A graph with one action for each label; labels are `request`, `enter` and `other`, of the processes 0 and 1. */
function graph(edges: readonly Edge[], goal: readonly number[] = [], atMost?: number) {
  const labelled = (name: string, p: number) => (at: number) =>
    edges.filter(([from, action]) => from === at && action === `${name}${p}`).map(([, , to]) => to);
  return spec({
    name: 'graph',
    initial: () => ({ at: 0 }),
    actions: ({ action }) => {
      const named = (name: string) =>
        action({
          args: [0, 1],
          guard: ({ state }, p) => labelled(name, p)(state.at).length > 0,
          effect: ({ state, choose }, p) => {
            state.at = choose(labelled(name, p)(state.at));
          },
        });
      return { request: named('request'), enter: named('enter'), other: named('other') };
    },
    properties: ({ alwaysPossible, bypass }) => ({
      goal: alwaysPossible(({ at }) => goal.includes(at)),
      overtaking: bypass({ request: 'request', entry: 'enter', ...(atMost !== undefined && { atMost }) }),
    }),
  });
}

async function judged(edges: readonly Edge[], goal?: readonly number[], atMost?: number) {
  const { properties } = await check(graph(edges, goal, atMost), { keepGoing: true });
  return { goal: properties[0], bypass: properties[1] };
}

describe('how often one is overtaken', () => {
  test('once, as the other enters between request and entry', async () => {
    const { bypass } = await judged([
      [0, 'request0', 1],
      [1, 'enter1', 2],
      [2, 'enter0', 3],
    ]);
    expect(bypass).toMatchObject({ status: 'measured', bypass: { most: 1, overtaken: '0' } });
    expect(bypass?.trace).toBeUndefined();
  });

  test('never, as the other enters before the request and after the entry', async () => {
    const { bypass } = await judged([
      [0, 'enter1', 1],
      [1, 'request0', 2],
      [2, 'enter0', 3],
      [3, 'enter1', 4],
    ]);
    expect(bypass?.bypass).toEqual({ most: 0 });
  });

  test('most often on the way that is worst, also when no entry comes any more', async () => {
    const { bypass } = await judged(
      [
        [0, 'request0', 1],
        [1, 'enter0', 2],
        [1, 'enter1', 3],
        [3, 'other0', 4],
        [4, 'enter1', 5],
      ],
      [],
      1,
    );
    expect(bypass).toMatchObject({ status: 'violated', bypass: { most: 2, atMost: 1 } });
    expect(bypass?.trace?.steps.map(({ action, args }) => action + args)).toEqual([
      'request0',
      'enter1',
      'other0',
      'enter1',
    ]);
    expect(bypass?.message).toBe('0 is overtaken twice before it enters');
  });

  test('without a bound, as the other can enter round and round', async () => {
    const { bypass } = await judged([
      [0, 'request0', 1],
      [1, 'other1', 2],
      [2, 'enter1', 1],
      [1, 'enter0', 0],
    ]);
    expect(bypass).toMatchObject({ status: 'measured', bypass: { most: 'unbounded', overtaken: '0' } });
    expect(bypass?.trace?.lasso?.period).toBe(2);
  });

  test('not counted twice where the loop goes by the own entry', async () => {
    const { bypass } = await judged([
      [0, 'request0', 1],
      [1, 'enter1', 2],
      [2, 'enter0', 0],
    ]);
    expect(bypass?.bypass?.most).toBe(1);
  });
});

const labels = ['request0', 'request1', 'enter0', 'enter1', 'other0'];
const edgesOf = fc.array(fc.tuple(fc.nat(4), fc.constantFrom(...labels), fc.nat(4)), { maxLength: 9 });

/** The greatest count of overtakings on paths of so many steps, by trying all of them. */
function greatest(edges: readonly Edge[], owner: number, steps: number): number {
  let best = 0;
  let level = new Map<string, readonly [at: number, count: number]>([['0 -1', [0, -1]]]);
  for (let i = 0; i < steps; i++) {
    const following: typeof level = new Map();
    for (const [at, count] of level.values())
      for (const [from, action, to] of edges) {
        if (from !== at) continue;
        let after = count;
        if (action === `enter${owner}`) after = -1;
        else if (action.startsWith('enter') && count >= 0) after = count + 1;
        else if (action === `request${owner}` && count < 0) after = 0;
        best = Math.max(best, after);
        following.set(`${to} ${after}`, [to, after]);
      }
    level = following;
  }
  return best;
}

test('random graphs: the numbers are those of all paths, and what is out of reach is', async () => {
  const seen = { unbounded: 0, bounded: 0, possible: 0, impossible: 0 };
  await fc.assert(
    fc.asyncProperty(edgesOf, fc.uniqueArray(fc.nat(4), { maxLength: 2 }), async (edges, goal) => {
      const { bypass, goal: possible } = await judged(edges, goal);
      const most = Math.max(greatest(edges, 0, 100), greatest(edges, 1, 100));
      expect(bypass?.bypass?.most).toBe(most > 6 ? 'unbounded' : most);
      seen[most > 6 ? 'unbounded' : 'bounded']++;
      const reach = (from: number): ReadonlySet<number> => {
        const found = new Set([from]);
        for (const at of found) for (const [source, , to] of edges) if (source === at) found.add(to);
        return found;
      };
      const isPossible = [...reach(0)].every((at) => goal.some((one) => reach(at).has(one)));
      expect(possible?.status).toBe(isPossible ? 'holds' : 'violated');
      seen[isPossible ? 'possible' : 'impossible']++;
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
}, 60_000);
