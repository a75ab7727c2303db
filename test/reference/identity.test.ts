import { expect, test } from 'vitest';
import { identityOf } from '../../src/reference/identity.ts';

test('states are the same whichever of their parts are one object', () => {
  const part = { queue: [1] };
  const set = new Set([1]);
  expect(identityOf({ a: part, b: part, c: set, d: set })).toBe(
    identityOf({ a: { queue: [1] }, b: { queue: [1] }, c: new Set([1]), d: new Set([1]) }),
  );
});

test('states that differ are not the same', () => {
  const texts = [
    { a: [] },
    { a: [[]] },
    { a: new Set() },
    { a: new Map() },
    { a: {} },
    { a: null },
    { a: '' },
    { a: 0 },
  ];
  expect(new Set(texts.map(identityOf)).size).toBe(texts.length);
});
