import { expect, test } from 'vitest';
import { formatCount, formatDuration, parseBytes, parseCount, parseDuration } from '../../src/cli/quantities.ts';

test.each([
  ['250ms', 250],
  ['90s', 90_000],
  ['1.5h', 5_400_000],
  ['10 m', 600_000],
  ['10', undefined],
  ['', undefined],
  ['m', undefined],
  ['-1s', undefined],
  ['1d', undefined],
])('the duration %s', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

test.each([
  ['1000', 1000],
  ['500k', 500_000],
  ['50M', 50_000_000],
  ['1.5m', 1_500_000],
  ['1.5', undefined],
  ['0x10', undefined],
  ['1e3', undefined],
  ['many', undefined],
])('the count %s', (text, expected) => {
  expect(parseCount(text)).toBe(expected);
});

test.each([
  ['64k', 65_536],
  ['512MB', 536_870_912],
  ['8g', 8_589_934_592],
  ['100', 100],
  ['b', undefined],
  ['8 pints', undefined],
])('the size %s', (text, expected) => {
  expect(parseBytes(text)).toBe(expected);
});

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1.0 k'],
  [999_499, '999 k'],
  [999_500, '1.0 M'],
  [18_402_113, '18.4 M'],
])('%d as a short count', (count, expected) => {
  expect(formatCount(count)).toBe(expected);
});

test.each([
  [999, '0s'],
  [59_999, '59s'],
  [134_000, '2m14s'],
  [3_720_000, '1h02m'],
])('%d ms as a short duration', (milliseconds, expected) => {
  expect(formatDuration(milliseconds)).toBe(expected);
});
