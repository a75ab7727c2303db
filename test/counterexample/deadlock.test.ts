import { expect, test } from 'vitest';
import { shortestCycle } from '../../src/counterexample/deadlock.ts';
import { configure } from '../../src/spec/configuration.ts';
import { spec } from '../../src/spec/spec.ts';
import { maekawa } from '../report/support/maekawa.ts';
import { locks } from '../report/support/specs.ts';
import { explained } from './explored.ts';

const edges = (...pairs: readonly (readonly [number, number])[]) => pairs.map(([from, to]) => ({ from, to }));

test.each([
  ['no edges', [], []],
  ['a chain', edges([0, 1], [1, 2]), []],
  ['a ring, from its least process', edges([2, 0], [0, 1], [1, 2]), [0, 1, 2]],
  ['a process that waits for itself', edges([0, 1], [1, 1]), [1]],
  ['the shortest of several', edges([0, 1], [1, 2], [2, 0], [2, 3], [3, 2]), [2, 3]],
  ['the least of equals', edges([3, 2], [2, 3], [0, 1], [1, 0]), [0, 1]],
  ['a ring behind a chain', edges([0, 1], [1, 2], [2, 1]), [1, 2]],
])('the wait-for cycle of %s', (_name, graph, cycle) => {
  expect(shortestCycle(graph)).toEqual(cycle);
});

test('says who waits for whom, and which conditions are false', () => {
  const { trace, message, falseParts } = explained(configure(maekawa), 'deadlockFree');
  expect(message).toBe('p0 waits for p1, p1 for p2 and p2 for p0');
  expect(falseParts).toEqual([{ text: 'p0.phase', value: 'wanted' }]);
  expect(trace.deadlock).toEqual({
    waitsFor: [
      { from: 'p0', to: 'p1', reason: 'the vote of p1' },
      { from: 'p1', to: 'p2', reason: 'the vote of p2' },
      { from: 'p2', to: 'p0', reason: 'the vote of p0' },
    ],
    cycle: ['p0', 'p1', 'p2'],
    disabled: [
      ...['p0', 'p1', 'p2'].map((process) => ({ action: 'enter', process, guard: 'has every vote of its quorum' })),
      ...['p0', 'p1', 'p2'].map((process) => ({ action: 'request', process, guard: 'is released, has requests left' })),
      ...['p0', 'p1', 'p2'].map((process) => ({ action: 'exit', process, guard: 'is in the critical section' })),
      { action: 'receive', guard: 'no message is in flight' },
    ],
  });
});

test('without waitsFor there is no cycle, and the conditions remain', () => {
  expect(explained(configure(locks), 'deadlockFree').trace.deadlock).toEqual({
    waitsFor: [],
    cycle: [],
    disabled: [
      { action: 'take', process: 'alice', guard: 'the lock is free' },
      { action: 'take', process: 'bob', guard: 'the lock is free' },
    ],
  });
});

test('a condition that relies on a false one before it is not reported', () => {
  const queue = spec({
    name: 'queue',
    initial: () => ({ queue: [] as { urgent: boolean }[] }),
    actions: () => ({
      serve: {
        guard: {
          'somebody waits': ({ state }) => state.queue.length > 0,
          'it is urgent': ({ state }) => (state.queue[0] as { urgent: boolean }).urgent,
        },
        effect: ({ state }) => {
          state.queue.shift();
        },
      },
    }),
    properties: ({ deadlockFree }) => ({ deadlockFree: deadlockFree() }),
  });
  const { trace } = explained(configure(queue), 'deadlockFree');
  expect(trace).toMatchObject({ length: 0, deadlock: { disabled: [{ action: 'serve', guard: 'somebody waits' }] } });
});
