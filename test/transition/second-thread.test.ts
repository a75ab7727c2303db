import { Worker } from 'node:worker_threads';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Place } from '../../src/state/numbered.ts';
import { sharedRoom } from '../../src/state/room.ts';
import { VisitedSet } from '../../src/state/visited.ts';
import { Collected } from '../../src/transition/collected.ts';
import { control, controlWords, jobWord, type Message } from '../../src/transition/second-thread/control.ts';
import { SecondThread } from '../../src/transition/second-thread/second-thread.ts';
import { workPosted } from '../../src/transition/second-thread/work-posted.ts';

afterEach(() => vi.restoreAllMocks());

/** A batch of one transition to a state that is not known. */
function batchOfOne(): Place {
  const collected = new Collected(1, sharedRoom, 4);
  collected.keys.set([17, 4], 2 * collected.append(0, 0));
  return collected.place;
}

test.each([1, 2, 3, 4, 5])('what is sent ahead of a job is read before it, sent before look %i as well', (moment) => {
  const words = new Int32Array(new SharedArrayBuffer(4 * controlWords));
  const place = batchOfOne();
  const messages: Message[] = [];
  const load = Atomics.load.bind(Atomics) as (array: Int32Array, index: number) => number;
  let looks = 0;
  vi.spyOn(Atomics, 'load').mockImplementation(((array: Int32Array, index: number): number => {
    if (++looks === moment) {
      messages.push({ kind: 'take', chunks: [], size: 0 }, { kind: 'place', index: 0, place });
      words[control.messages] = 2;
      words[control.jobs + jobWord.to] = 1;
      words[control.posted] = 1;
      words[control.bell] = 1;
    }
    return load(array, index);
  }) as never);
  vi.spyOn(Atomics, 'wait').mockImplementation(() => {
    throw new Error('nothing is left to be done');
  });
  expect(() => workPosted(words, () => messages.shift())).toThrow('nothing is left to be done');
  expect(words[control.done]).toBe(1);
  expect(words[control.jobs + jobWord.found]).toBe(1);
  expect(place.isNew[0]).toBe(1);
});

test('a job is not taken for done because somebody was woken late for the one before', () => {
  const second = new SecondThread((words) => {
    const late = `
      const { workerData: words } = require('node:worker_threads');
      for (let i = 0; i < 200; i++) { Atomics.notify(words, ${control.done}); Atomics.wait(words, ${control.status}, 0, 1); }`;
    const thread = new Worker(late, { eval: true, workerData: words });
    onTestFinished(() => void thread.terminate());
    return { send: () => {}, end: () => {}, onEnd: () => {} };
  });
  second.take(new VisitedSet());
  const job = { place: batchOfOne(), from: 0, to: 1, before: 0 };
  second.post(job);
  for (let i = 0; i < 3; i++) expect(second.settle(job)).toBeUndefined();
});
