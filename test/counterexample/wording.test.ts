import { expect, test } from 'vitest';
import { toJson } from '../../src/counterexample/json.ts';
import { enumerate, formatMessage, formatParts, formatValue } from '../../src/counterexample/wording.ts';

test.each([
  [null, 'none'],
  [true, 'true'],
  [-1.5, '-1.5'],
  ['held', 'held'],
  ['東京', '東京'],
  ['', "''"],
  ['none', "'none'"],
  ['two words', "'two words'"],
  ["it's", "'it\\'s'"],
  ['a\nb', "'a\\nb'"],
  ['1', "'1'"],
  [[1, [2]], '[1, [2]]'],
  [new Set([2, 1]), '{1, 2}'],
  [new Map([[1, 'x']]), '{1: x}'],
  [{ b: 1, a: null }, '{a: none, b: 1}'],
])('%j reads %s', (value, text) => {
  expect(formatValue(toJson(value))).toBe(text);
});

test('a message is named by its type, and by what it carries', () => {
  expect(formatMessage({ type: 'ok', payload: {} })).toBe('ok');
  expect(formatMessage({ type: 'request', payload: { timestamp: 1 } })).toBe('request(1)');
  expect(formatMessage({ type: 'append', payload: { index: 1, term: 2 } })).toBe('append(index=1, term=2)');
  expect(formatMessage({ type: 'message', payload: 7 })).toBe('message(7)');
});

test('parts are one claim', () => {
  expect(formatParts([{ text: 'p0.phase', value: 'held' }])).toBe('p0.phase = held');
  expect(enumerate(['a', 'b', 'c'])).toBe('a, b and c');
  expect(enumerate([])).toBe('');
});

test('sets and maps are written as in ITF, in ascending order', () => {
  expect(
    toJson({
      s: new Set([10, 9, 'a', null]),
      m: new Map([
        [2, new Set([1])],
        [1, new Set<number>()],
      ]),
    }),
  ).toEqual({
    m: {
      '#map': [
        [1, { '#set': [] }],
        [2, { '#set': [1] }],
      ],
    },
    s: { '#set': [null, 9, 10, 'a'] },
  });
});
