import { afterEach, expect, test, vi } from 'vitest';
import spec from '../../specs/mutual-exclusion/ricart-agrawala.ts';
import { type CheckedSystem, check } from '../../src/index.ts';
import { createBlock } from '../../src/transition/second-thread/block.ts';
import {
  blocksLength,
  blockWord,
  control,
  controlWords,
  type Message,
} from '../../src/transition/second-thread/control.ts';
import { firePosted } from '../../src/transition/second-thread/fire-posted.ts';
import { secondThread, sharing } from '../support/second-thread.ts';

afterEach(() => vi.restoreAllMocks());

test.each([1, 2, 3, 4, 5])('what is sent ahead of a block is read before it, sent before look %i as well', (moment) => {
  const words = new Int32Array(new SharedArrayBuffer(4 * controlWords));
  const blocks = Array.from({ length: blocksLength }, () => createBlock());
  const messages: Message[] = [];
  const load = Atomics.load.bind(Atomics) as (array: Int32Array, index: number) => number;
  let looks = 0;
  vi.spyOn(Atomics, 'load').mockImplementation(((array: Int32Array, index: number): number => {
    if (++looks === moment) {
      messages.push({ kind: 'blocks', blocks });
      words[control.messages] = 1;
      words[control.blocks + blockWord.states] = 2;
      words[control.posted] = 1;
      words[control.bell] = 1;
    }
    return load(array, index);
  }) as never);
  vi.spyOn(Atomics, 'wait').mockImplementation(() => {
    throw new Error('nothing is left to be done');
  });
  expect(() => firePosted(words, () => messages.shift())).toThrow('nothing is left to be done');
  expect(words[control.done]).toBe(1);
  expect([...(blocks[0]?.missed ?? [])].slice(0, 3)).toEqual([1, 1, 0]);
});

const thread = secondThread();

async function checkWithTwo(): Promise<CheckedSystem> {
  return check(spec, { params: { processes: 3 }, learning: sharing(thread()) });
}

test('most states are fired by a second thread that is waited for', async () => {
  const { stats, learned } = await checkWithTwo();
  expect(learned?.firedAhead).toBeGreaterThan(stats.states / 2);
});

test('what was fired ahead of a search that was cut short is not taken for all transitions of these states', async () => {
  const params = { processes: 3 };
  const limits = { maxStates: 2000 };
  const properties = ['deadlockFree', 'noStarvation'];
  const expected = await check(spec, { params, limits, properties, learning: { batch: 4 } });
  const found = await check(spec, { params, limits, properties, learning: sharing(thread()) });
  expect(found.properties).toEqual(expected.properties);
  expect(found.learned?.firedAhead).toBeGreaterThan(0);
});

test('states that a second thread knows too little of are fired here, and nothing is lost', async () => {
  vi.spyOn(thread(), 'replace').mockImplementation(() => {});
  const { stats, learned } = await checkWithTwo();
  expect(learned?.firedAhead).toBe(0);
  expect(stats).toMatchObject({ states: 4808, depth: 21 });
});
