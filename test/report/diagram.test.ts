import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainFinding } from '../../src/counterexample/explain.ts';
import type { Trace } from '../../src/counterexample/trace.ts';
import { columnsOf } from '../../src/report/columns.ts';
import { pageOf } from '../../src/report/page.ts';
import { prettyReport } from '../../src/report/pretty.ts';
import type { Excerpt } from '../../src/report/space-time.ts';
import { drawSpaceTime } from '../../src/report/space-time-text.ts';
import { configure } from '../../src/spec/configuration.ts';
import { explored } from '../counterexample/explored.ts';
import { scripted, scripts } from '../counterexample/random-processes.ts';
import { checked, page, resultOf } from './support/checked.ts';
import { maekawa } from './support/maekawa.ts';
import { runOf, runs } from './support/random-runs.ts';
import { careless, ring } from './support/specs.ts';

const widths = fc.integer({ min: 60, max: 120 });

/** What may stand in the column of a lane. */
const laneGlyphs = { unicode: /[│║┊├┤┼●◆✗─]/, ascii: /[|":+o#x-]/ };

function expectStraight(trace: Trace, width: number, ascii: boolean, excerpt?: Excerpt): readonly string[] {
  const options = { focus: [], isViolation: true, ...(excerpt && { excerpt }) };
  const drawn = drawSpaceTime(trace, pageOf({ ...page, width, ascii }), options);
  for (const line of drawn) expect(columnsOf(line)).toBeLessThanOrEqual(width);
  const [names = '', ...rows] = drawn.slice(0, drawn.includes('') ? drawn.indexOf('') : undefined);
  const lanes = [...names.matchAll(/p\d+/g)].map(({ 0: id, index }) => ({ id, column: index + 1 }));
  expect(lanes.length).toBeGreaterThan(0);
  for (const row of rows)
    for (const { id, column } of lanes) {
      const glyph = row[column] ?? ' ';
      const mayBeDown = trace.processes.some((process) => process.id === id && process.crashedAt !== undefined);
      if (!mayBeDown || glyph !== ' ') expect(glyph).toMatch(ascii ? laneGlyphs.ascii : laneGlyphs.unicode);
    }
  return lanes.map(({ id }) => id);
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

test('lanes that are asked for, in their order, and no more than fit', () => {
  const trace = runOf(8, fc.sample(fc.nat(9999), { numRuns: 30, seed: 3 }), true);
  const lanesOf = (lanes: readonly string[], width: number): readonly string[] => {
    const drawn = drawSpaceTime(trace, pageOf({ ...page, width, lanes }), { focus: [], isViolation: true });
    for (const line of drawn) expect(columnsOf(line)).toBeLessThanOrEqual(width);
    const named = /left out +(.*)/.exec(drawn.join('\n'))?.[1] ?? '';
    const shown: readonly string[] = drawn[0]?.match(/p\d/g) ?? [];
    for (const { id } of trace.processes) expect(shown.includes(id)).not.toBe(named.includes(id));
    return shown;
  };
  expect(lanesOf(['p5', 'p0'], 80)).toEqual(['p5', 'p0']);
  expect(lanesOf(['p7', 'p6', 'p5', 'p4', 'p3', 'p2', 'p1', 'p0'], 60)).toEqual(['p7', 'p6', 'p5', 'p4', 'p3']);
});

test('twelve lanes, of which some do not fit', () => {
  const configuration = configure(ring, { processes: 12 });
  for (const finding of explored(configuration).findings.values())
    for (const width of [60, 80, 100, 120])
      expectStraight(explainFinding(configuration, finding, { shortest: true }).trace, width, false);
});

describe('eight processes and sixty steps, with faults', () => {
  const picks = fc.sample(fc.nat(9999), { numRuns: 60, seed: 1985 });
  const trace = runOf(8, picks, true);

  test.each([80, 100, 140])('in %i columns every process has a lane or is named, and nothing is cut short', (width) => {
    for (const ascii of [false, true])
      for (const excerpt of [undefined, { first: 3, last: 10 }]) {
        const lanes = expectStraight(trace, width, ascii, excerpt);
        if (width === 140) expect(lanes).toHaveLength(8);
        const drawn = drawSpaceTime(trace, pageOf({ ...page, width, ascii }), { focus: [], isViolation: true });
        const named = drawn.slice(drawn.indexOf('')).join(' ');
        for (const { id } of trace.processes) expect(lanes.includes(id) || named.includes(id)).toBe(true);
        expect(drawn.filter((line) => line.includes(ascii ? '...' : '…'))).toEqual([]);
      }
  });

  test('whatever the run', () => {
    fc.assert(
      fc.property(runs({ withFaults: true }), fc.constantFrom(80, 100, 140), fc.boolean(), (run, width, ascii) => {
        expectStraight(run, width, ascii);
      }),
      { numRuns: 60 },
    );
  });
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
