import { expect, test } from 'vitest';
import { changes } from '../../src/counterexample/diff.ts';
import { configure } from '../../src/spec/configuration.ts';
import { spec } from '../../src/spec/spec.ts';

const anything = configure(spec({ name: 'anything', initial: () => ({}) as unknown, actions: () => ({}) }));
const diff = (before: unknown, after: unknown) => changes(anything, before, after);

test('a scalar, wherever it is', () => {
  expect(diff({ a: { b: 1 } }, { a: { b: 2 } })).toEqual([{ path: 'a.b', op: 'set', from: 1, to: 2 }]);
  expect(diff({ flag: [false, false] }, { flag: [false, true] })).toEqual([
    { path: 'flag[1]', op: 'set', from: false, to: true },
  ]);
  expect(diff(1, 2)).toEqual([{ path: 'state', op: 'set', from: 1, to: 2 }]);
});

test('nothing, when equal parts are other objects', () => {
  expect(diff({ a: new Set([1, 2]), b: [{ c: 1 }] }, { a: new Set([2, 1]), b: [{ c: 1 }] })).toEqual([]);
});

test('a field that comes or goes', () => {
  expect(diff({ a: 1 }, { b: 2 })).toEqual([
    { path: 'a', op: 'set', from: 1 },
    { path: 'b', op: 'set', to: 2 },
  ]);
});

test('one element of a set, and several', () => {
  expect(diff({ s: new Set([1]) }, { s: new Set([1, 2]) })).toEqual([{ path: 's', op: 'add', to: 2 }]);
  expect(diff({ s: new Set([1, 2]) }, { s: new Set([2]) })).toEqual([{ path: 's', op: 'remove', from: 1 }]);
  expect(diff({ s: new Set([1, 2]) }, { s: new Set() })).toEqual([
    { path: 's', op: 'set', from: { '#set': [1, 2] }, to: { '#set': [] } },
  ]);
});

test('the ends of a queue, an element out of its middle, and a queue that moves on', () => {
  expect(diff({ q: [1] }, { q: [1, 2] })).toEqual([{ path: 'q', op: 'add', to: 2 }]);
  expect(diff({ q: [1, 2] }, { q: [2] })).toEqual([{ path: 'q', op: 'remove', from: 1 }]);
  expect(diff({ q: [1, 2, 3] }, { q: [1, 3] })).toEqual([{ path: 'q', op: 'remove', from: 2 }]);
  expect(diff({ q: [1, 2, 3] }, { q: [2, 3, 4] })).toEqual([{ path: 'q', op: 'set', from: [1, 2, 3], to: [2, 3, 4] }]);
  expect(diff({ q: [2] }, { q: [1, 2] })).toEqual([{ path: 'q', op: 'set', from: [2], to: [1, 2] }]);
});

test('one entry of a map, and a new value for a key', () => {
  expect(diff({ m: new Map() }, { m: new Map([['k', 1]]) })).toEqual([
    { path: 'm', op: 'add', to: { '#map': [['k', 1]] } },
  ]);
  expect(diff({ m: new Map([['k', 1]]) }, { m: new Map([['k', 2]]) })).toEqual([
    { path: 'm', op: 'set', from: { '#map': [['k', 1]] }, to: { '#map': [['k', 2]] } },
  ]);
});
