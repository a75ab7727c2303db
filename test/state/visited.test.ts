import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VisitedSet } from '../../src/state/visited.ts';

test('numbers keys in the order in which they come, exactly as a map does', () => {
  const key = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -3, max: 3 }));
  fc.assert(
    fc.property(fc.array(fc.array(key, { maxLength: 60 }), { maxLength: 8 }), (batches) => {
      const visited = new VisitedSet();
      const numbers = new Map<string, number>();
      for (const batch of batches) {
        const targets = new Uint32Array(batch.length);
        const isNew = new Uint8Array(batch.length);
        visited.insert(Int32Array.from(batch.flat()), batch.length, targets, isNew);
        batch.forEach((pair, i) => {
          const known = numbers.get(pair.join());
          expect(isNew[i]).toBe(known === undefined ? 1 : 0);
          if (known === undefined) numbers.set(pair.join(), numbers.size);
          expect(targets[i]).toBe(numbers.get(pair.join()));
        });
      }
      expect(visited.size).toBe(numbers.size);
      for (const [text, number] of numbers) expect([visited.low(number), visited.high(number)].join()).toBe(text);
    }),
  );
});

test.each([
  ['in one array', undefined],
  ['in several', 1 << 17],
])('keeps every key apart while its index grows past many sizes, %s', (_, longest) => {
  const visited = new VisitedSet(longest);
  const count = 300_000;
  const targets = new Uint32Array(1000);
  const isNew = new Uint8Array(1000);
  const keysFrom = (first: number): Int32Array =>
    Int32Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? first + (i >> 1) : (first + (i >> 1)) & 7));
  for (let first = 0; first < count; first += 1000) visited.insert(keysFrom(first), 1000, targets, isNew);
  expect(visited.size).toBe(count);
  for (let first = 0; first < count; first += 1000) {
    visited.insert(keysFrom(first), 1000, targets, isNew);
    expect(targets[0]).toBe(first);
    expect(isNew.some((flag) => flag === 1)).toBe(false);
  }
  expect(visited.size).toBe(count);
});
