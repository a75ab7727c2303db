import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainFinding } from '../../src/counterexample/explain.ts';
import type { Trace } from '../../src/counterexample/trace.ts';
import { columnsOf } from '../../src/report/columns.ts';
import { pageOf } from '../../src/report/page.ts';
import { prettyReport } from '../../src/report/pretty.ts';
import { drawSpaceTime } from '../../src/report/space-time-text.ts';
import { configure } from '../../src/spec/configuration.ts';
import { explored } from '../counterexample/explored.ts';
import { scripted, scripts } from '../counterexample/random-processes.ts';
import { checked, page, resultOf } from './support/checked.ts';
import { maekawa } from './support/maekawa.ts';
import { careless, ring } from './support/specs.ts';

const widths = fc.integer({ min: 60, max: 120 });

/** What may stand in the column of a lane. */
const laneGlyphs = { unicode: /[│┊├┤┼●◆─]/, ascii: /[|:+o#-]/ };

function expectStraight(trace: Trace, width: number, ascii: boolean): void {
  const drawn = drawSpaceTime(trace, pageOf({ ...page, width, ascii }), { focus: [], isViolation: true });
  for (const line of drawn) expect(columnsOf(line)).toBeLessThanOrEqual(width);
  const [names = '', ...rows] = drawn.slice(0, drawn.includes('') ? drawn.indexOf('') : undefined);
  const lanes = [...names.matchAll(/p\d/g)].map(({ index }) => index + 1);
  expect(lanes.length).toBeGreaterThan(0);
  for (const row of rows)
    for (const lane of lanes) expect(row[lane]).toMatch(ascii ? laneGlyphs.ascii : laneGlyphs.unicode);
}

test('lanes are straight and lines fit, whatever the run and the width', () => {
  fc.assert(
    fc.property(scripts(3), widths, fc.boolean(), (script, width, ascii) => {
      const configuration = scripted(script);
      for (const finding of explored(configuration).findings.values())
        expectStraight(explainFinding(configuration, finding, { shortest: true }).trace, width, ascii);
    }),
    { numRuns: 40 },
  );
});

test('twelve lanes, of which some do not fit', () => {
  const configuration = configure(ring, { processes: 12 });
  for (const finding of explored(configuration).findings.values())
    for (const width of [60, 80, 100, 120])
      expectStraight(explainFinding(configuration, finding, { shortest: true }).trace, width, false);
});

describe('no line of a report is wider than the page', () => {
  const systems = [
    checked(maekawa),
    checked(careless, { processes: 3 }),
    checked(ring, { names: 'long' }),
    checked(ring, { names: 'wide', rounds: 3 }),
    checked(ring, { processes: 2, rounds: 10, work: 3 }),
  ];
  test.each(['auto', 'full', 'diff', 'none'] as const)('--detail %s', (detail) => {
    fc.assert(
      fc.property(widths, fc.boolean(), (width, ascii) => {
        const report = prettyReport(resultOf(systems), { ...page, width, ascii, detail });
        const tooWide = report.split('\n').filter((line) => columnsOf(line) > width);
        expect(tooWide).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });
});

test('with ascii there is nothing else, but for the names of the spec', () => {
  const report = prettyReport(resultOf([checked(maekawa), checked(ring, { processes: 2, rounds: 10 })]), {
    ...page,
    ascii: true,
  });
  expect(report.match(/[^\n -~]/g)).toBeNull();
});

test('colours change no text', () => {
  const systems = [checked(maekawa), checked(careless, { processes: 3 })];
  const painted = prettyReport(resultOf(systems), { ...page, paint: (_, text) => `\u001b[1m${text}\u001b[0m` });
  expect(stripVTControlCharacters(painted)).toBe(prettyReport(resultOf(systems), page));
});
