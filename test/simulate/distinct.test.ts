import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DistinctCounter } from '../../src/simulate/distinct.ts';
import { fingerprint } from '../../src/simulate/fingerprint.ts';
import { canonical } from '../../src/spec/canonical.ts';
import { normalise } from '../../src/spec/value.ts';

test('up to its capacity a counter is exact; beyond, it estimates, in no more memory', () => {
  const counter = new DistinctCounter(1024);
  for (let i = 0; i < 1000; i++) for (let k = 0; k < 3; k++) expect(counter.add(fingerprint(`${i}`))).toBe(k === 0);
  expect([counter.count, counter.isEstimate]).toEqual([1000, false]);
  for (let i = 0; i < 100_000; i++) counter.add(fingerprint(`${i}`));
  expect(counter.isEstimate).toBe(true);
  expect(Math.abs(counter.count - 100_000) / 100_000).toBeLessThan(0.15);
});

test('states have the same fingerprint exactly if they are equal', () => {
  const seen = new Map<number, string>();
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, true, false, 'a', 'b', '', '0', 'null'),
      fc.integer({ min: -2, max: 3 }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', '0'), tie('value'), { maxKeys: 3 }),
      fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 3 }).map((list) => new Set(list)),
      fc.array(fc.tuple(fc.constantFrom('a', 'b'), tie('value')), { maxLength: 2 }).map((list) => new Map(list)),
    ),
  })).value;
  fc.assert(
    fc.property(values, (value) => {
      const state = normalise(value);
      const text = canonical(state);
      const known = seen.get(fingerprint(state));
      seen.set(fingerprint(state), text);
      expect(known ?? text).toBe(text);
      expect(fingerprint(normalise(structuredClone(value)))).toBe(fingerprint(state));
    }),
    { numRuns: 2000, seed: 53 },
  );
  expect(seen.size).toBeGreaterThan(500);
});
