import { check, deadlockFree, integer, invariant, type Progress, reachable, spec } from 'unturned';
import { describe, expect, test } from 'vitest';

const counter = spec({
  name: 'counter',
  params: { limit: integer({ default: 3, max: Number.MAX_SAFE_INTEGER }) },
  initial: () => ({ count: 0 }),
  actions: ({ params }) => ({
    increment: {
      guard: ({ state }) => state.count < params.limit,
      effect: ({ state }) => {
        state.count += 1;
      },
    },
  }),
  properties: () => ({
    small: invariant(({ count }: { count: number }) => count < 5),
    ends: deadlockFree({ termination: ({ count }: { count: number }) => count >= 3 }),
    moves: reachable(({ count }: { count: number }) => count > 0),
  }),
});
const endless = { params: { limit: Number.MAX_SAFE_INTEGER }, properties: ['moves', 'ends'] };

describe('check', () => {
  test('resolves to a verdict with what backs it up', async () => {
    const { verdict, stats, properties, learned, ...rest } = await check(counter);
    expect(verdict).toBe('holds');
    expect(stats).toMatchObject({ states: 4, transitions: 3, depth: 3, complete: true, perDepth: [1, 1, 1, 1] });
    expect(properties.map(({ name, status }) => [name, status])).toEqual([
      ['small', 'holds'],
      ['ends', 'holds'],
      ['moves', 'reached'],
    ]);
    expect(learned?.userCalls).toBeGreaterThan(0);
    expect(rest).toEqual({
      name: 'counter',
      parameters: { limit: 3 },
      search: { order: 'bfs', engine: 'default', workers: 1 },
      actions: [{ name: 'increment', fired: 3, newStates: 3 }],
    });
  });

  test('tells a violation by its shortest run', async () => {
    const { verdict, properties } = await check(counter, { params: { limit: 9 } });
    expect(verdict).toBe('violated');
    expect(properties[0]).toMatchObject({ name: 'small', status: 'violated', trace: { length: 5, shortest: true } });
  });

  test('is rejected if a parameter is wrong', async () => {
    await expect(check(counter, { params: { limit: -1 } })).rejects.toMatchObject({ name: 'SpecError', code: 'U103' });
  });

  test('leaves the event loop alive, and ends when its signal aborts', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 0);
    const { verdict, stats } = await check(counter, { ...endless, signal: controller.signal });
    expect(verdict).toBe('inconclusive');
    expect(stats).toMatchObject({ complete: false, stoppedBy: 'interrupt', queue: 1 });
  });

  test('ends after its time', async () => {
    const { verdict, stats } = await check(counter, { ...endless, limits: { maxTime: 1 } });
    expect({ verdict, stoppedBy: stats.stoppedBy }).toEqual({ verdict: 'inconclusive', stoppedBy: 'max-time' });
  });

  test('tells of its progress, and ends when told', async () => {
    const seen: Progress[] = [];
    const { stats } = await check(counter, {
      ...endless,
      onProgress: (progress) => {
        seen.push(progress);
        return seen.length === 3 ? 'max-memory' : undefined;
      },
    });
    expect(stats.stoppedBy).toBe('max-memory');
    expect(seen.map(({ states }) => states)).toEqual(seen.map(({ states }) => states).sort((a, b) => a - b));
    expect(stats.states).toBe(seen.at(-1)?.states);
  });
});
