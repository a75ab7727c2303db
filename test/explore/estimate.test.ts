import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { estimateStates } from '../../src/explore/estimate.ts';

/** States at each depth of a bell. */
const bell = (depths: number, height: number): number[] =>
  Array.from({ length: depths }, (_, i) =>
    Math.max(1, Math.round(height * Math.exp(-(((i - depths / 2) / (depths / 6)) ** 2)))),
  );

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

describe('an estimate', () => {
  test('of a bell is right at its top, and its bounds close in', () => {
    const perDepth = bell(40, 10_000);
    const all = sum(perDepth);
    let width = Number.POSITIVE_INFINITY;
    for (const depths of [21, 26, 32]) {
      const estimate = estimateStates(perDepth.slice(0, depths));
      expect(estimate?.least).toBeLessThanOrEqual(all);
      expect(estimate?.most).toBeGreaterThanOrEqual(all);
      expect(Math.abs((estimate?.states ?? 0) / all - 1)).toBeLessThan(0.1);
      const { least, most } = estimate as { least: number; most: number };
      expect(most - least).toBeLessThan(width);
      width = most - least;
    }
  });

  test('is not made while no end is in sight', () => {
    expect(estimateStates([1, 2, 4, 8])).toBeUndefined();
    expect(estimateStates(Array.from({ length: 20 }, (_, i) => 2 ** i))).toBeUndefined();
    expect(estimateStates(Array.from({ length: 50 }, () => 100))).toBeUndefined();
  });

  test('is never less than what was found', () => {
    const perDepth = [...bell(20, 1000), 500_000];
    const estimate = estimateStates(perDepth);
    expect(estimate?.least ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(sum(perDepth));
  });

  test('of a recorded search at its half is within its bounds', () => {
    const { states, perDepth } = JSON.parse(
      readFileSync(new URL('../../results/maekawa.processes=4.requests=1.json', import.meta.url), 'utf8'),
    );
    let depths = 0;
    while (sum(perDepth.slice(0, depths)) < states / 2) depths++;
    const estimate = estimateStates(perDepth.slice(0, depths));
    expect(estimate?.least).toBeLessThanOrEqual(states);
    expect(estimate?.most).toBeGreaterThanOrEqual(states);
  });
});
