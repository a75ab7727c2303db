import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lamportClocks, vectorClocks } from '../../src/counterexample/clocks.ts';
import { explainFinding } from '../../src/counterexample/explain.ts';
import type { Trace } from '../../src/counterexample/trace.ts';
import { crosses, overlap, type Point } from '../../src/report/boxes.ts';
import type { Drawing, Line } from '../../src/report/drawing.ts';
import { layOut, type SpaceTimeOptions } from '../../src/report/space-time.ts';
import { drawingOf } from '../../src/report/space-time-geometry.ts';
import { spaceTimeSvg } from '../../src/report/space-time-svg.ts';
import { unordered } from '../../src/spec/network.ts';
import { explored } from '../counterexample/explored.ts';
import { scripted, scripts } from '../counterexample/random-processes.ts';
import { checked } from './support/checked.ts';
import { maekawa } from './support/maekawa.ts';
import { runs } from './support/random-runs.ts';
import { crashing, faulty, overtaking, starving, traceBy } from './support/runs.ts';

const all: SpaceTimeOptions = { lanes: { comfortable: 99, most: 99 }, focus: [], isViolation: true };

function draw(trace: Trace, options: Partial<SpaceTimeOptions> = {}, withClocks = false): Drawing {
  return drawingOf(trace, layOut(trace, { ...all, ...options }), withClocks ? { clocks: vectorClocks(trace) } : {});
}

/** What must be true of every drawing, whatever the run. */
function expectReadable({ width, height, lanes, rows, marks, labels, lines, headerHeight }: Drawing): void {
  expect(ascending(lanes.map(({ x }) => x))).toBe(true);
  expect(ascending(rows.map(({ y }) => y))).toBe(true);
  for (const [i, { box, text }] of labels.entries()) {
    for (const other of labels.slice(i + 1))
      expect(overlap(box, other.box) ? `${text} lies on ${other.text}` : '').toBe('');
    for (const { x, y } of marks)
      expect(
        box.x < x && x < box.x + box.width && box.y < y && y < box.y + box.height ? `${text} lies on a mark` : '',
      ).toBe('');
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(box.y + box.height).toBeLessThanOrEqual(height);
  }
  for (const { x, y } of marks) {
    expect(lanes.map((lane) => lane.x)).toContain(x);
    expect(rows.map((row) => row.y)).toContain(y);
  }
  for (const { points } of lines) {
    const [start, end] = [points[0] as Point, points.at(-1) as Point];
    expect(end.y).toBeGreaterThan(start.y);
    expect(
      start.y === headerHeight || marks.some(({ x, y }) => x === start.x && y === start.y) || isFolded(rows, start),
    ).toBe(true);
  }
}

function isFolded(rows: Drawing['rows'], { y }: Point): boolean {
  return rows.some(({ row, first, last, y: at }) => at === y && (row.kind === 'gap' || first < last));
}

function ascending(numbers: readonly number[]): boolean {
  return numbers.every((number, i) => i === 0 || number > (numbers[i - 1] as number));
}

function lineOf({ lines }: Drawing, id: number): Line {
  return lines.find(({ messages }) => messages.some((message) => message.id === id)) as Line;
}

/** Whether two straight lines cross between their ends. */
function intersect(a: Line, b: Line): boolean {
  const side = ([from, to]: readonly Point[], { x, y }: Point): number =>
    Math.sign(
      ((to as Point).x - (from as Point).x) * (y - (from as Point).y) -
        ((to as Point).y - (from as Point).y) * (x - (from as Point).x),
    );
  return [
    [a.points, b.points],
    [b.points, a.points],
  ].every(([line = [], other = []]) => side(line, other[0] as Point) * side(line, other.at(-1) as Point) < 0);
}

test('a message leaves its sender where it is sent and arrives where it is delivered, so that overtaking crosses', () => {
  const drawing = draw(overtaking);
  expectReadable(drawing);
  const at = (lane: number, step: number): Point => ({
    x: drawing.lanes[lane]?.x ?? 0,
    y: drawing.rows[step - 1]?.y ?? 0,
  });
  expect(lineOf(drawing, 1).points).toEqual([at(0, 1), at(1, 6)]);
  expect(lineOf(drawing, 3).points).toEqual([at(0, 3), at(1, 4)]);
  expect(intersect(lineOf(drawing, 1), lineOf(drawing, 3))).toBe(true);
  expect(intersect(lineOf(drawing, 2), lineOf(drawing, 4))).toBe(false);
  expect(drawing.lines.filter(({ isOvertaken }) => isOvertaken).map(({ messages }) => messages[0]?.id)).toEqual([1]);
});

test('the structure of the drawing, from top to bottom', () => {
  const { markup } = spaceTimeSvg(overtaking, draw(overtaking), { title: 'overtaking' });
  const found = [...markup.matchAll(/<(\w+) class="(st-(?:name|row|message|mark|label)[^"]*)"([^>]*)>/g)];
  const rows = found.map(([, tag, name, rest = '']) => {
    const place = /\b(?:y|cy)="([\d.]+)"/.exec(rest)?.[1];
    const subject = /data-(step|messages)="([\d ]+)"/.exec(rest);
    return `${tag} ${name?.replace(/ st-p\d/, '')} ${subject ? `${subject[1]} ${subject[2]}` : ''}${place ? ` at ${place}` : ''}`.trim();
  });
  expect(rows).toMatchSnapshot();
});

test('messages that leave together and arrive nowhere share a stub, which says what became of them', () => {
  const drawing = draw(crashing, {}, true);
  expectReadable(drawing);
  const stubs = drawing.lines.filter(({ kind }) => kind !== 'delivered');
  expect(stubs.map(({ kind, messages }) => [kind, messages.map(({ id }) => id)])).toEqual([
    ['lost', [1, 2]],
    ['in-flight', [7, 8]],
    ['in-flight', [9]],
  ]);
  expect(drawing.labels.find(({ messages }) => messages?.includes(1))?.text).toBe('m1 m2 lost');
});

test('a lane ends where its process crashes', () => {
  const { lanes, rows, marks, height } = draw(crashing);
  const ends = lanes.map(({ spans }) => spans.map(({ bottom }) => bottom));
  expect(ends[0]).toEqual([rows[7]?.y]);
  expect(ends[1]?.[0]).toBeGreaterThan(rows.at(-1)?.y ?? height);
  expect(marks.filter(({ kind }) => kind === 'crash').map(({ step }) => step)).toEqual([8]);
});

test('the frame of a loop holds its steps and no others', () => {
  const { loop, rows, labels, width } = draw(starving);
  const { box, title, foot } = loop as NonNullable<Drawing['loop']>;
  expect(title).toBe('loop: 6 steps, repeat for ever');
  expect(foot).toBe('↻ the state after step 8 equals the state after step 2');
  expect(rows.map(({ y }) => box.y < y && y < box.y + box.height)).toEqual([
    false,
    false,
    true,
    true,
    true,
    true,
    true,
    true,
  ]);
  expect(box.x + box.width).toBeLessThanOrEqual(width);
  for (const { box: label } of labels) {
    const top = { from: { x: box.x, y: box.y }, to: { x: box.x + box.width, y: box.y } };
    expect(crosses(top.from, top.to, label)).toBe(false);
  }
});

test('a run that stays in its last state for ever has no frame, and says so', () => {
  const { loop, ending, labels, height } = draw({ ...overtaking, lasso: { start: 8, period: 0 } });
  expect(loop).toBeUndefined();
  expect(ending?.text).toBe('↻ the run stays in this state for ever');
  expect(ending?.y).toBeLessThan(height);
  for (const { box } of labels) expect(box.y + box.height).toBeLessThan((ending?.y ?? 0) - 10);
});

describe('faults', () => {
  const drawing = draw(faulty, {}, true);
  const yOf = (step: number): number => drawing.rows[step - 1]?.y ?? 0;

  test('every label has a place of its own', () => {
    expectReadable(drawing);
    const shown = new Set(drawing.labels.flatMap(({ messages = [] }) => messages));
    expect(faulty.messages.filter(({ id }) => !shown.has(id))).toEqual([]);
  });

  test('a lane goes on where its process recovers', () => {
    const [first, second, ...others] = drawing.lanes[1]?.spans ?? [];
    expect([first?.bottom, second?.top, others]).toEqual([yOf(5), yOf(9), []]);
    expect(second?.bottom).toBe(drawing.lanes[0]?.spans[0]?.bottom);
    expect(spaceTimeSvg(faulty, drawing, { title: '' }).markup.match(/class="st-down/g)).toHaveLength(1);
  });

  test('what happens to messages and to the network is told beside the lanes, and is no event of a process', () => {
    const beside = drawing.labels.filter(
      ({ kind, box }) => kind === 'event' && box.x > (drawing.lanes.at(-1)?.x ?? 0) + 20,
    );
    expect(beside.map(({ text }) => text)).toEqual([
      '● loses m1',
      '● duplicates m2 as m4',
      '● partition: p2 p3',
      '● the partition heals',
      '● reorders the channel p0 to p3',
      '◆ loses m7',
    ]);
    expect(drawing.marks.map(({ step }) => step)).toEqual([1, 4, 5, 7, 8, 9, 11, 13, 14]);
  });

  test('a duplicate leaves where what it is a copy of left', () => {
    expect(lineOf(drawing, 4).points[0]).toEqual(lineOf(drawing, 2).points[0]);
    expect(lineOf(drawing, 4).points[1]).not.toEqual(lineOf(drawing, 2).points[1]);
    expect(vectorClocks(faulty)[7]).toEqual([1, 0, 2, 0]);
    expect(lamportClocks(faulty)[2]).toBeUndefined();
  });

  test('lanes that are apart are in a box from the partition until it heals', () => {
    const [apart, ...others] = drawing.partitions;
    const { x = 0, y = 0, width = 0, height = 0 } = apart?.box ?? {};
    expect([apart?.names, y, y + height, others]).toEqual([['p2', 'p3'], yOf(6), yOf(10), []]);
    expect(drawing.lanes.map((lane) => x < lane.x && lane.x < x + width)).toEqual([false, false, true, true]);
  });

  test('processes that are apart and no neighbours have a box each; one that lasts ends with the run', () => {
    const { partitions, height } = draw(
      traceBy(['p0', 'p1', 'p2', 'p3'], [{ action: 'partition', environment: 'partition', args: [1, 3] }]),
    );
    expect(partitions.map(({ names }) => names)).toEqual([['p1'], ['p3']]);
    for (const { box } of partitions) expect(box.y + box.height).toBe(height - 12);
  });

  test('of a long run they stay in sight when the rest is folded', () => {
    const folded = draw(faulty, { excerpt: { first: 0, last: 1 } });
    expectReadable(folded);
    const steps = folded.rows.flatMap(({ row }) => (row.kind === 'event' ? [row.first] : []));
    expect(steps).toEqual(expect.arrayContaining([2, 3, 5, 6, 9, 10, 12]));
    expect(steps).not.toContain(7);
    const gaps = folded.rows.filter(({ row }) => row.kind === 'gap');
    expect(gaps.map(({ first, last }) => [first, last])).toEqual([
      [7, 8],
      [13, 14],
    ]);
    // All four lanes go on in the second, and three of them in the first: p1 is down.
    const { markup } = spaceTimeSvg(faulty, folded, { title: '' });
    expect(markup.match(/<text class="st-number"[^>]*text-anchor="middle"/g)).toHaveLength(7);
  });
});

test('the path of an ordering violation, and the step that violates', () => {
  const trace = { ...overtaking, causalPath: { from: 'p0', to: 'p1', steps: [1, 6], messages: [1], entry: 8 } };
  const { marks, lines } = draw(trace);
  expect(marks.filter(({ kind }) => kind === 'path').map(({ step }) => step)).toEqual([1, 6]);
  expect(lines.filter(({ isOnPath }) => isOnPath).map(({ messages }) => messages[0]?.id)).toEqual([1]);
  expect(marks.filter(({ kind }) => kind === 'violation').map(({ step }) => step)).toEqual([8]);
});

test('clocks as Lamport and Mattern define them', () => {
  expect(lamportClocks(overtaking).map((clock) => clock?.[0])).toEqual([1, 1, 2, 3, 4, 5, 6, 7]);
  expect(vectorClocks(overtaking)).toEqual([
    [1, 0],
    [0, 1],
    [2, 1],
    [2, 2],
    [2, 3],
    [2, 4],
    [3, 4],
    [4, 4],
  ]);
  const { labels } = draw(overtaking, {}, true);
  expect(labels.filter(({ kind }) => kind === 'clock').map(({ text }) => text)).toEqual([
    '1 0',
    '0 1',
    '2 1',
    '2 2',
    '2 3',
    '2 4',
    '3 4',
    '4 4',
  ]);
});

describe('every label has a place', () => {
  test.each([
    ['overtaking', overtaking],
    ['crashing', crashing],
    ['starving', starving],
    ['maekawa', checked(maekawa).properties.find(({ status }) => status === 'violated')?.trace as Trace],
  ])('%s', (_, trace) => {
    const drawing = draw(trace, {}, true);
    expectReadable(drawing);
    const shown = new Set(drawing.labels.flatMap(({ messages = [] }) => messages));
    expect(trace.messages.filter(({ id }) => !shown.has(id))).toEqual([]);
    expect(drawing.labels.filter(({ kind }) => kind === 'event')).toHaveLength(
      trace.steps.filter(({ receives }) => receives === undefined).length,
    );
  });
});

test('no label lies on another, whatever the run', () => {
  fc.assert(
    fc.property(scripts(3), fc.boolean(), fc.boolean(), (script, isOrdered, withClocks) => {
      const configuration = scripted(script, isOrdered ? { kind: 'fifo' } : unordered());
      for (const finding of explored(configuration).findings.values())
        expectReadable(draw(explainFinding(configuration, finding, { shortest: true }).trace, {}, withClocks));
    }),
    { numRuns: 60 },
  );
});

test('two to eight processes and sixty steps, folded or not', () => {
  fc.assert(
    fc.property(runs({}), fc.boolean(), (trace, isFolded) => {
      const drawing = draw(trace, isFolded ? { excerpt: { first: 6, last: 14 } } : {});
      expectReadable(drawing);
      if (isFolded) expect(drawing.rows.length).toBeLessThanOrEqual(21);
      else expect(drawing.rows).toHaveLength(trace.length);
    }),
    { numRuns: 60 },
  );
});

test('the same with faults, and with clocks', () => {
  const seen = new Map<string | undefined, number>();
  fc.assert(
    fc.property(runs({ withFaults: true }), fc.boolean(), fc.boolean(), (trace, isFolded, withClocks) => {
      for (const { environment } of trace.steps) seen.set(environment, (seen.get(environment) ?? 0) + 1);
      const drawing = draw(trace, isFolded ? { excerpt: { first: 6, last: 14 } } : {}, withClocks);
      expectReadable(drawing);
      for (const { spans } of drawing.lanes)
        expect(ascending(spans.flatMap(({ top, bottom }) => [top, bottom]))).toBe(true);
    }),
    { numRuns: 60, seed: 1978 },
  );
  for (const fault of ['crash', 'recover', 'lose', 'duplicate', 'partition', 'heal'])
    expect(seen.get(fault)).toBeGreaterThan(10);
});

test('every text of a spec is escaped', () => {
  const hostile = '<img src=x onerror="alert(1)">&';
  const trace = traceBy([hostile, 'p1'], [{ process: hostile, action: hostile, sends: ['p1'], type: hostile }]);
  const { markup } = spaceTimeSvg(trace, draw(trace), { title: hostile, isAlone: true });
  expect(markup).not.toContain('<img');
  expect(markup).toContain('&#60;img src=x');
});
