import { describe, expect, test } from 'vitest';
import { check, configure, type ParameterValue, type Spec } from '../../src/index.ts';
import { loadBundled } from '../specs/bundled.ts';

const bundled = await loadBundled();

function specOf(path: string): Spec {
  const found = bundled.find((one) => one.path.endsWith(`/${path}`));
  if (found === undefined) throw new Error(`there is no bundled spec ${path}`);
  return found.spec;
}

type Parameters = Readonly<Record<string, ParameterValue>>;

async function judge(path: string, params: Parameters, formula: string, fairness?: 'none' | 'weak' | 'strong') {
  const { properties } = await check(specOf(path), { params, ltl: [formula], ...(fairness && { fairness }) });
  return properties[0];
}

/** Every process is to be served. */
function served(path: string, params: Parameters): string {
  const count = configure(specOf(path), params).processNames.length;
  return `for all i in 0..${count - 1}: waiting(i) leads to inside(i)`;
}

/** The messages of all these are ordered, or their queues are; the proofs are in their papers. */
const starvationFree: readonly (readonly [path: string, params: Parameters])[] = [
  ['ricart-agrawala', {}],
  ['lamport', { processes: 2, requests: 2 }],
  ['central-server', {}],
  ['token-ring', {}],
  ['suzuki-kasami', {}],
  ['raymond', {}],
  ['maekawa-sanders', {}],
  ['peterson', { requests: 0 }],
  ['lamport-bakery', {}],
];

describe('mutual exclusion', () => {
  test.each(starvationFree)('whoever waits gets in: %s %o', async (path, params) => {
    const found = await judge(path, params, served(path, params));
    expect(found?.status).toBe('holds');
  });

  test('who waits in the basic algorithm of Maekawa may wait for ever, as it deadlocks', async () => {
    const found = await judge('maekawa', {}, served('maekawa', {}));
    expect(found).toMatchObject({ status: 'violated', trace: { lasso: { period: 0 } } });
  });

  test("Dijkstra's solution lets others in for ever, while somebody is in again and again", async () => {
    // E. W. Dijkstra asks that it not be delayed for ever which of them is first, and no more.
    const params = { processes: 2, requests: 0 };
    const found = await judge('dijkstra', params, served('dijkstra', params));
    expect(found?.status).toBe('violated');
    expect(found?.trace?.lasso?.period).toBeGreaterThan(0);
    const progress = '(waiting(0) and waiting(1)) leads to (inside(0) or inside(1))';
    expect((await judge('dijkstra', params, progress))?.status).toBe('holds');
  });

  test('without fairness a process that waits may be left alone for ever', async () => {
    const params = { requests: 0 };
    expect((await judge('peterson', params, served('peterson', params), 'none'))?.status).toBe('violated');
  });
});

const elections = ['chang-roberts', 'le-lann', 'hirschberg-sinclair', 'dolev-klawe-rodeh', 'bully'];

describe('election', () => {
  test.each(elections)('every election ends: %s', async (path) => {
    expect((await judge(path, {}, 'eventually over'))?.status).toBe('holds');
  });

  test('that of Itai and Rodeh ends with probability 1, which is not always', async () => {
    // Those that remain may draw the same numbers round after round, whatever is fair.
    const found = await judge('itai-rodeh', { processes: 2 }, 'eventually over', 'strong');
    expect(found?.status).toBe('violated');
    expect(found?.trace?.lasso?.period).toBeGreaterThan(0);
  });
});
