import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { lineDisplay, progressBox, progressLine, type Snapshot } from '../../src/cli/progress.ts';
import { plain } from '../../src/report/style.ts';

const snapshot: Snapshot = {
  title: 'raymond processes=5',
  elapsedMs: 150_000,
  states: 18_402_113,
  transitions: 63_455_562,
  depth: 31,
  queue: 2_104_551,
  rates: [10_000, 50_000, 142_311],
  isGrowing: false,
  memory: 3.2 * 2 ** 30,
  memoryLimit: 8 * 2 ** 30,
};

test('a line for a log has stable keys', () => {
  expect(progressLine(snapshot)).toBe(
    '[00:02:30] raymond processes=5 states=18402113 rate=142311/s queue=2104551 depth=31 dup=0.71 mem=3.2GB',
  );
});

test('a log gets a line every half minute', () => {
  const written: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      written.push(String(chunk));
      done();
    },
  });
  const { show, end } = lineDisplay(stream);
  for (const elapsedMs of [100, 29_999, 30_000, 30_100, 59_999, 60_001]) show({ ...snapshot, elapsedMs });
  expect(written.map((line) => line.slice(0, 10))).toEqual(['[00:00:30]', '[00:01:00]']);
  end();
  show({ ...snapshot, elapsedMs: 29_000 });
  show({ ...snapshot, elapsedMs: 31_000 });
  expect(written).toHaveLength(3);
});

test('an estimate of all states is shown by its bounds', () => {
  const estimate = { states: 25_000_000, least: 19_000_000, most: 41_000_000 };
  expect(progressLine({ ...snapshot, estimate })).toContain(' estimate=19000000..41000000');
  expect(progressBox({ ...snapshot, estimate }, 0, { ascii: false, paint: plain, width: 120 })[1]).toContain(
    '18.4 M states of an estimated 19.0 M–41.0 M',
  );
});

describe('the box for a terminal', () => {
  test('has two lines', () => {
    expect(progressBox(snapshot, 2, { ascii: false, paint: plain, width: 120 })).toEqual([
      ' ⠹ checking raymond processes=5    depth 31 · 2m30s · ^C stops and keeps results',
      '   18.4 M states  142 k/s ▁▃█  queue 2.1 M ▼  seen before 71 %  mem 3.2 of 8.0 GB',
    ]);
  });

  test('can be drawn in ASCII', () => {
    const lines = progressBox({ ...snapshot, isGrowing: true }, 2, { ascii: true, paint: plain, width: 120 });
    expect(lines).toEqual([
      ' - checking raymond processes=5    depth 31, 2m30s, ^C stops and keeps results',
      '   18.4 M states  142 k/s _-@  queue 2.1 M ^  seen before 71 %  mem 3.2 of 8.0 GB',
    ]);
  });

  test('never fills a line of the terminal', () => {
    for (let width = 20; width <= 100; width++)
      for (const line of progressBox(snapshot, 0, { ascii: false, paint: plain, width }))
        expect(line.length).toBeLessThan(width);
  });
});
