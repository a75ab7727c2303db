import { expect, test } from 'vitest';
import { excerptOf } from '../../src/report/space-time.ts';

const numbers = Array.from({ length: 20 }, (_, i) => i + 1);
const shownOf = (keep: readonly number[], list: readonly number[] = numbers) =>
  excerptOf(list, { first: 3, last: 4 }, (n) => keep.includes(n))
    .map(({ entries, isShown }) => (isShown ? entries.join(' ') : `(${entries.length})`))
    .join(' ');

test.each([
  [[], '1 2 3 (13) 17 18 19 20'],
  [[2, 18], '1 2 3 (13) 17 18 19 20'],
  [[8], '1 2 3 (4) 8 (8) 17 18 19 20'],
  [[6, 7, 10], '1 2 3 (2) 6 7 (2) 10 (6) 17 18 19 20'],
  [[5, 15], '1 2 3 4 5 (9) 15 16 17 18 19 20'],
] as const)('an excerpt keeps the beginning, the end and %o, and fills gaps of one', (keep, expected) => {
  expect(shownOf(keep)).toBe(expected);
});

test('what is short enough, or has only one entry too many, is shown whole', () => {
  expect(shownOf([], numbers.slice(0, 7))).toBe('1 2 3 4 5 6 7');
  expect(shownOf([], numbers.slice(0, 8))).toBe('1 2 3 4 5 6 7 8');
  expect(shownOf([], numbers.slice(0, 9))).toBe('1 2 3 (2) 6 7 8 9');
});
