import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canvasLine } from '../../src/report/canvas.ts';
import { columnsOf, fill, graphemes, padEnd, padStart, truncate, wrap } from '../../src/report/columns.ts';
import { plain } from '../../src/report/style.ts';

test('wide characters take two columns, joined ones as many as one', () => {
  expect(['p0', '東京', '🚀', '👩‍🚀', 'e\u0301', ''].map(columnsOf)).toEqual([2, 4, 2, 2, 1, 0]);
});

test('padding counts columns', () => {
  expect(padEnd('東京', 6)).toBe('東京  ');
  expect(padStart('東京', 6)).toBe('  東京');
  expect(padEnd('too long', 3)).toBe('too long');
});

test('truncation never cuts a character in two', () => {
  expect(truncate('coordinator', 8, '…')).toBe('coordin…');
  expect(truncate('東京大阪', 6, '…')).toBe('東京…');
  expect(truncate('東京', 4, '…')).toBe('東京');
  expect(truncate('abcdef', 2, '...')).toBe('..');
  expect(truncate('abcdef', -1, '…')).toBe('');
});

test('lines are filled item by item, and words that are too long are cut', () => {
  expect(fill(['a', 'bb', 'ccc'], ' · ', 6)).toEqual(['a · bb', 'ccc']);
  expect(fill([], ' ', 6)).toEqual(['']);
  expect(wrap('one incomprehensible word', 8)).toEqual(['one', 'incompre', 'hensible', 'word']);
});

test('no text is wider than it may be, however it is broken', () => {
  /** Some characters need more columns than the narrowest line has, and cannot be cut. */
  const text = fc
    .string({ unit: 'grapheme', maxLength: 60 })
    .filter((words) => graphemes(words).every((one) => columnsOf(one) <= 2));
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 40 }), (words, columns) => {
      for (const line of [...wrap(words, columns), truncate(words, columns, '…')])
        expect(columnsOf(line)).toBeLessThanOrEqual(columns);
      expect(wrap(words, columns).join('').replaceAll(' ', '')).toBe(words.replaceAll(' ', ''));
    }),
  );
});

test('what is put on a line of a drawing stays in its columns', () => {
  const line = canvasLine();
  line.put(2, '東京', 'lane0');
  line.put(8, '|');
  line.put(3, '');
  line.put(9, 'x  ', 'bad');
  expect(line.render(plain)).toBe('  東京  |x');
  expect(line.render((style, text) => `<${style}>${text}</>`)).toBe('  <lane0>東京</>  |<bad>x</>');
});
