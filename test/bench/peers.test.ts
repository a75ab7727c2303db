import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import type { Checker } from '../../bench/peers/checker.ts';
import { ltsmin } from '../../bench/peers/ltsmin.ts';
import { rumur } from '../../bench/peers/rumur.ts';
import { spin } from '../../bench/peers/spin.ts';
import { stateright } from '../../bench/peers/stateright.ts';
import { timed } from '../../bench/peers/timed.ts';
import { tlc } from '../../bench/peers/tlc.ts';

/** How each checker reports that it has seen all of maekawa(3, 1): 2 381 states, 7 692 transitions. */
const reports: readonly (readonly [readonly Checker[], string])[] = [
  [
    spin,
    'State-vector 92 byte, depth reached 60, errors: 0\n     2381 states, stored\n     7693 transitions (= stored+matched)\n',
  ],
  [rumur, '\t2 381 ignored\n\n\t2381 states, 7692 rules fired in 0s.\n'],
  [
    tlc,
    'Progress(9) at 2026-01-01 10:00:00: 1,234 states generated (1,234 s/min), 567 distinct states found (567 ds/min), 12 states left on queue.\n' +
      '7693 states generated, 2381 distinct states found, 0 states left on queue.\n',
  ],
  [
    ltsmin,
    'prom2lts-seq: explored 12 levels ~1024 states ~3000 transitions\nprom2lts-seq: state space 28 levels, 2381 states 7692 transitions\n',
  ],
  [stateright, 'Checking. states=1000, unique=500, depth=5\nDone. states=7693, unique=2381, depth=28, sec=1\n'],
];

test.each(reports)('the report of a checker is read', (checkers, report) => {
  for (const { counts } of checkers) expect(counts(report)).toEqual({ states: 2381, transitions: 7692 });
});

test.each(reports)('a report that was cut off counts nothing', (checkers, report) => {
  const [first = ''] = report.split('\n');
  for (const { counts } of checkers) expect(counts(first)).toBeUndefined();
});

test('what a program prints is kept, wherever it prints it', async () => {
  const code = 'process.stdout.write("out "); process.stderr.write("err")';
  const { output, ms } = await timed([process.execPath, '-e', code], tmpdir());
  expect(output.split(' ').sort()).toEqual(['err', 'out']);
  expect(ms).toBeGreaterThan(0);
});
