import { expect, test } from 'vitest';
import { writeTrace } from '../../src/report/export/formats.ts';
import { pageOf } from '../../src/report/page.ts';
import { drawSpaceTime } from '../../src/report/space-time-text.ts';
import { page } from './support/checked.ts';
import { overtaking } from './support/runs.ts';

const drawn = (clocks?: 'lamport' | 'vector'): string =>
  drawSpaceTime(overtaking, pageOf({ ...page, ...(clocks && { clocks }) }), { focus: [], isViolation: true }).join(
    '\n',
  );

test('clocks stand beside the steps of a text diagram when they are asked for', () => {
  expect(drawn('vector')).toMatchInlineSnapshot(`
    "     p0                                  p1
      1   ● request                           │  [1 0] sends m1
      2   │                                   ● request  [0 1] sends m2
      3   ●◀─────────── m2 request ───────────┤  [2 1] sends m3
      4   ├───────────── m3 ack ─────────────▶●  [2 2] overtakes m1
      5   │                                   ● enter  [2 3]
      6   ├─────────── m1 request ───────────▶●  [2 4] sends m4
      7   ●◀───────────── m4 ack ─────────────┤  [3 4]
      8   ◆ enter                             │  [4 4]"
  `);
  expect([...drawn('lamport').matchAll(/\[(\d+)\]/g)].map(([, clock]) => Number(clock))).toEqual([
    1, 1, 2, 3, 4, 5, 6, 7,
  ]);
  expect(drawn()).not.toContain('[');
});

test('and beside the marks of a drawing', () => {
  const svg = (clocks?: 'lamport' | 'vector'): number =>
    [
      ...writeTrace('svg', { name: 'run', trace: overtaking, isViolation: true, ...(clocks && { clocks }) }).matchAll(
        /class="[^"]*st-clock-label[^"]*"/g,
      ),
    ].length;
  expect([svg(), svg('lamport'), svg('vector')]).toEqual([0, 8, 8]);
});
