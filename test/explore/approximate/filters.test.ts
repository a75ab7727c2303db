import { expect, test } from 'vitest';
import { Sightings } from '../../../src/explore/approximate/sightings.ts';
import { BitFilter } from '../../../src/state/approximate/bit-filter.ts';
import { FingerprintTable } from '../../../src/state/approximate/fingerprint-table.ts';
import { randomWords } from '../../../src/state/approximate/random.ts';

test('a table of fingerprints takes nothing for another, while it grows', () => {
  const table = new FingerprintTable();
  const next = randomWords(7);
  const words = Array.from({ length: 60_000 }, () => next() | 0);
  const add = (): number => {
    let added = 0;
    for (let i = 0; i < words.length; i += 2) if (table.add(words[i] as number, words[i + 1] as number)) added++;
    return added;
  };
  expect(add()).toBe(30_000);
  expect(add()).toBe(0);
  expect(table.size).toBe(30_000);
  expect(table.add(0, 0)).toBe(true);
  expect(table.add(0, 0)).toBe(false);
});

test.each([1, 2, 3, 5])('a filter of %i bits a state expects the omissions that it makes', (functions) => {
  const states = 40_000;
  const filter = new BitFilter(20_000, functions);
  const next = randomWords(11);
  for (let i = 0; i < states; i++) filter.add(next() | 0, next() | 0);
  const omitted = states - filter.size;
  expect(omitted).toBeGreaterThan(500);
  expect(Math.abs(filter.expectedOmissions / omitted - 1)).toBeLessThan(0.1);
});

test('how many states there are is estimated from those that several searches saw', () => {
  const states = 500_000;
  const share = 0.4;
  const attempts = 3;
  const next = randomWords(3);
  const hashes = Array.from({ length: states }, next);
  const seen = new Set<number>();
  const sightings = new Sightings();
  for (let attempt = 1; attempt <= attempts; attempt++)
    for (const hash of hashes)
      if (next() < share * 2 ** 32) {
        seen.add(hash);
        sightings.note(hash, attempt);
      }
  expect(Math.abs(sightings.union / seen.size - 1)).toBeLessThan(0.03);
  expect(Math.abs(sightings.total(attempts) / states - 1)).toBeLessThan(0.06);
});
