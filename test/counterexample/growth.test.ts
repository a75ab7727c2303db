import { expect, test } from 'vitest';
import { growing } from '../../src/counterexample/growth.ts';
import { configure } from '../../src/spec/configuration.ts';
import { spec } from '../../src/spec/spec.ts';
import { ring } from '../report/support/specs.ts';

const anything = configure(spec({ name: 'anything', initial: () => ({}) as unknown, actions: () => ({}) }));
const run = (length: number, state: (i: number) => unknown) => Array.from({ length }, (_, i) => state(i));

test('the number that grows most often', () => {
  const states = run(20, (i) => ({ clock: 2 * i, slow: Math.floor(i / 3), phase: i % 2 }));
  expect(growing(anything, states)).toEqual({ path: 'clock', first: 0, last: 38 });
});

test('the size of a collection', () => {
  const states = run(12, (i) => ({ seen: new Set(Array.from({ length: i }, (_, x) => x)) }));
  expect(growing(anything, states)).toEqual({ path: 'the size of seen', first: 0, last: 11 });
});

test('a value of a process, by the name of the process', () => {
  const states = run(12, (i) => ({ channels: [], processes: [{ hops: 0 }, { hops: i }] }));
  expect(growing(configure(ring), states as never)).toEqual({ path: 'p1.hops', first: 0, last: 11 });
});

test.each([
  ['stops', run(20, (i) => ({ n: Math.min(i, 10) }))],
  ['goes up and down', run(20, (i) => ({ n: i % 5 }))],
  ['grows twice', run(20, (i) => ({ n: Number(i > 14) + Number(i > 17) }))],
  ['is not there at first', run(20, (i) => (i < 15 ? {} : { n: i }))],
  ['is alone', run(1, () => ({ n: 1 }))],
])('nothing, when the value %s', (_name, states) => {
  expect(growing(anything, states)).toBeUndefined();
});

test('nothing, without a state', () => {
  expect(growing(anything, [])).toBeUndefined();
});
