import type { Message, Trace } from '../counterexample/trace.ts';
import type { Point } from './boxes.ts';
import { columnsOf } from './columns.ts';
import type { Drawing, DrawingOptions, DrawnLane, DrawnRow, Line, Mark } from './drawing.ts';
import { countOf } from './figures.ts';
import { labelOf } from './happening.ts';
import { columnWidth, placeLabels } from './label-placing.ts';
import type { SpaceTime } from './space-time.ts';
import { type Arrow, rowOf, type StepLayout, stepLayout } from './space-time-arrows.ts';
import { eventLabels, eventsOf, lineLabel, rightEnd, widestLabel } from './space-time-labels.ts';

const headerHeight = 34;
const leftMargin = 46;
const stubLength = { x: 46, y: 20 };

/** Rows are so far apart; wider ones are tried until every label has a place. */
const pitches = [32, 38, 46, 58, 74];

/** Gives everything in a space-time diagram a place, so that no label lies on another or on a mark. */
export function drawingOf(trace: Trace, layout: SpaceTime, options: DrawingOptions = {}): Drawing {
  const steps = stepLayout(trace, layout);
  let drawing: Drawing | undefined;
  for (const pitch of pitches) {
    const { missing, ...made } = attempt(trace, steps, options, pitch);
    drawing ??= made;
    if (missing > 0) continue;
    return made;
  }
  return drawing as Drawing;
}

function attempt(
  trace: Trace,
  layout: StepLayout,
  options: DrawingOptions,
  pitch: number,
): Drawing & { missing: number } {
  const lanePitch = Math.min(lanePitchOf(layout), options.widest ?? Number.POSITIVE_INFINITY);
  const xOf = (lane: number): number => Math.round(leftMargin + lanePitch / 2 + lane * lanePitch);
  const rows = rowsOf(layout, pitch);
  const yOf = (row: number): number => rows[row]?.y ?? headerHeight;
  const marks = marksOf(layout, xOf, yOf);
  const lines = linesOf(layout, xOf, yOf, pitch);
  const labels = [...eventLabels(layout, options, xOf, yOf, lanePitch), ...byLength(lines).map(lineLabel)];
  const foot = leftMargin + columnsOf(loopFoot(trace) ?? '') * columnWidth;
  const right = Math.max(foot, ...layout.lanes.map((_, i) => xOf(i) + lanePitch / 2), ...labels.map(rightEnd));
  const bottom = (rows.at(-1)?.y ?? headerHeight) + (trace.lasso === undefined ? 30 : 48);
  const laneXs = layout.lanes.map((_, lane) => xOf(lane));
  const { placed, missing } = placeLabels(labels, {
    taken: marks.map(({ x, y }) => ({ x: x - 7, y: y - 7, width: 14, height: 14 })),
    lines: lines.map(({ points }) => [points[0] as Point, points.at(-1) as Point]),
    laneXs,
    within: { x: leftMargin - 8, y: headerHeight, width: right - leftMargin + 16, height: bottom - headerHeight },
  });
  const loop = loopOf(trace, layout, rows, right);
  return {
    width: Math.ceil(right + 14),
    height: Math.ceil(bottom),
    headerHeight,
    lanes: layout.lanes.map(({ id, process }, lane) => ({
      id,
      process,
      x: xOf(lane),
      spans: spansOf(layout, lane, yOf, { top: headerHeight - 6, bottom: bottom - 12 }),
    })),
    partitions: partitionsOf(layout, xOf, yOf, lanePitch, bottom - 12),
    rows,
    marks,
    lines,
    labels: placed,
    ...(loop && { loop }),
    ...(trace.lasso?.period === 0 && { ending: { x: leftMargin, y: bottom - 8, text: loopFoot(trace) ?? '' } }),
    missing,
  };
}

/** Short lines first, as the labels of long ones have more places to choose from; stubs last, as their labels say the least. */
function byLength(lines: readonly Line[]): readonly Line[] {
  const length = ({ kind, points }: Line): number => {
    const [start, end] = [points[0] as Point, points.at(-1) as Point];
    return kind === 'delivered' ? Math.hypot(end.x - start.x, end.y - start.y) : Number.POSITIVE_INFINITY;
  };
  return lines.toSorted((a, b) => (length(a) < length(b) ? -1 : length(a) > length(b) ? 1 : 0));
}

/** Lanes are as far apart as the labels between them need, within reason. */
function lanePitchOf({ lanes, rows, arrows }: StepLayout): number {
  const events = rows.map(({ row }) =>
    row.kind === 'event' && row.receives === undefined ? columnsOf(row.label ?? '') : 0,
  );
  const messages = arrows.map(({ message }) => Math.min(widestLabel, columnsOf(labelOf(message))));
  const names = lanes.map(({ id }) => columnsOf(id));
  const wanted = Math.max(Math.max(0, ...events) * columnWidth + 26, Math.max(0, ...messages) * columnWidth + 70);
  const most = lanes.length <= 3 ? 260 : lanes.length <= 5 ? 190 : 150;
  return Math.max(
    Math.min(most, Math.max(lanes.length <= 3 ? 140 : 112, wanted)),
    Math.min(240, Math.max(0, ...names) * columnWidth + 30),
  );
}

/** The rows from top to bottom, with room for the border of a loop. */
function rowsOf({ rows, loop }: StepLayout, pitch: number): DrawnRow[] {
  const loopRoom = 22;
  return rows.map((row, i) => {
    const isInLoop = loop !== undefined && i >= loop.first;
    return { ...row, y: headerHeight + 26 + i * pitch + (isInLoop ? loopRoom : 0) };
  });
}

/** A lane ends where its process crashes, and goes on where it recovers. */
function spansOf(
  { outages, rows }: StepLayout,
  lane: number,
  yOf: (row: number) => number,
  whole: DrawnLane['spans'][number],
): DrawnLane['spans'] {
  const own = outages.filter((outage) => outage.lane === lane);
  const tops = own.flatMap(({ before }) => (before === undefined ? [] : [yOf(rowOf(rows, before))]));
  const bottoms = own.map(({ after }) => yOf(rowOf(rows, after)));
  return [whole.top, ...tops].map((top, i) => ({ top, bottom: bottoms[i] ?? whole.bottom }));
}

/** A box around each group of neighbouring lanes that a partition sets apart. */
function partitionsOf(
  { partitions, lanes, rows }: StepLayout,
  xOf: (lane: number) => number,
  yOf: (row: number) => number,
  lanePitch: number,
  bottom: number,
): Drawing['partitions'] {
  return partitions.flatMap(({ lanes: apart, after, before }) => {
    const top = yOf(rowOf(rows, after));
    const height = (before === undefined ? bottom : yOf(rowOf(rows, before))) - top;
    return neighbours(apart).map(([first, last]) => ({
      box: { x: xOf(first) - lanePitch * 0.3, y: top, width: (last - first + 0.6) * lanePitch, height },
      names: lanes.slice(first, last + 1).map(({ id }) => id),
    }));
  });
}

/** The first and the last of each run of numbers that follow one another. */
function neighbours(numbers: readonly number[]): readonly (readonly [first: number, last: number])[] {
  const firsts = numbers.filter((number) => !numbers.includes(number - 1));
  const lasts = numbers.filter((number) => !numbers.includes(number + 1));
  return firsts.map((first, i) => [first, lasts[i] as number]);
}

function marksOf(layout: StepLayout, xOf: (lane: number) => number, yOf: (row: number) => number): Mark[] {
  return eventsOf(layout).flatMap(([row, i]) => {
    if (row.lane === undefined) return [];
    const isBad = row.isViolation && layout.loop === undefined;
    const kind = row.isCrash ? 'crash' : isBad ? 'violation' : row.isOnPath ? 'path' : 'event';
    return [
      { kind, x: xOf(row.lane), y: yOf(i), process: layout.lanes[row.lane]?.process ?? 0, step: row.first } as const,
    ];
  });
}

function linesOf(
  layout: StepLayout,
  xOf: (lane: number) => number,
  yOf: (row: number) => number,
  pitch: number,
): Line[] {
  const overtaken = new Set(layout.arrows.flatMap(({ message }) => message.overtakes ?? []));
  const whole = layout.arrows.flatMap((arrow): Line[] => {
    const { message, from, to, isOnPath } = arrow;
    if (to === undefined) return [];
    const [start, end] = [
      { x: xOf(from.lane), y: yOf(from.row) },
      { x: xOf(to.lane), y: yOf(to.row) },
    ];
    const reach = Math.min(34, 18 + (to.row - from.row) * 3);
    const points =
      from.lane === to.lane
        ? [
            start,
            { x: start.x + reach, y: start.y + 0.25 * (end.y - start.y) },
            { x: end.x + reach, y: end.y - 0.25 * (end.y - start.y) },
            end,
          ]
        : [start, end];
    return [
      {
        kind: 'delivered',
        points,
        messages: [message],
        process: processOf(layout, arrow),
        isOvertaken: overtaken.has(message.id),
        isOnPath,
      },
    ];
  });
  return [...whole, ...stubsOf(layout, xOf, yOf, pitch)];
}

/** One stub for all messages that leave an event in one direction and share their fate. */
function stubsOf(
  layout: StepLayout,
  xOf: (lane: number) => number,
  yOf: (row: number) => number,
  pitch: number,
): Line[] {
  const groups = new Map<string, { readonly arrow: Arrow; readonly messages: Message[] }>();
  for (const arrow of layout.arrows) {
    if (arrow.to !== undefined) continue;
    const side = Math.sign(arrow.toLane - arrow.from.lane) || 1;
    const key = `${arrow.from.lane} ${arrow.from.row} ${side} ${arrow.message.lostAt === undefined}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { arrow, messages: [arrow.message] });
    else group.messages.push(arrow.message);
  }
  return [...groups.values()].map(({ arrow, messages }) => {
    const side = Math.sign(arrow.toLane - arrow.from.lane) || 1;
    const start = { x: xOf(arrow.from.lane), y: yOf(arrow.from.row) };
    const isLost = arrow.message.lostAt !== undefined;
    const end = {
      x: start.x + side * stubLength.x,
      y: start.y + Math.min(isLost ? stubLength.y - 4 : stubLength.y, pitch - 10),
    };
    return {
      kind: isLost ? 'lost' : 'in-flight',
      points: [start, end],
      messages,
      process: processOf(layout, arrow),
      isOvertaken: false,
      isOnPath: false,
    };
  });
}

function processOf({ lanes }: StepLayout, { from }: Arrow): number {
  return lanes[from.lane]?.process ?? 0;
}

function loopOf(trace: Trace, { loop }: StepLayout, rows: readonly DrawnRow[], right: number): Drawing['loop'] {
  const { lasso } = trace;
  const [first, last] = [rows[loop?.first ?? -1], rows.at(-1)];
  if (lasso === undefined || first === undefined || last === undefined) return undefined;
  return {
    box: { x: 6, y: first.y - 30, width: right - 2, height: last.y - first.y + 60 },
    title: `loop: ${countOf(lasso.period, 'step')}, ${lasso.period === 1 ? 'repeats' : 'repeat'} for ever`,
    foot: loopFoot(trace) ?? '',
  };
}

function loopFoot({ lasso, length }: Trace): string | undefined {
  if (lasso === undefined) return undefined;
  if (lasso.period === 0) return '↻ the run stays in this state for ever';
  const start = lasso.start === 0 ? 'the initial state' : `the state after step ${lasso.start}`;
  return `↻ the state after step ${length} equals ${start}`;
}
