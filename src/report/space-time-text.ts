import type { Message, Trace } from '../counterexample/trace.ts';
import { formatMessage } from '../counterexample/wording.ts';
import { type CanvasLine, canvasLine } from './canvas.ts';
import { columnsOf, fill, padStart, truncate } from './columns.ts';
import { countOf } from './figures.ts';
import { labelOf as fullLabel } from './happening.ts';
import { drawLoopEdge } from './loop-frame.ts';
import type { Page } from './page.ts';
import {
  type EventRow,
  type Excerpt,
  type GapRow,
  layOut,
  type Outage,
  type Partition,
  type Row,
  type SpaceTime,
} from './space-time.ts';
import { clockNote, isBad, markOf, type Note, notesOf } from './space-time-notes.ts';
import { laneStyle, type Style } from './style.ts';

/** Lanes are no further apart than this, two lanes no further than the second. */
const widestPitch = 24;
const widestPitchOfTwo = 36;

/** Closer lanes leave no room for the type of a message, and closer than the second none for its number. */
const comfortablePitch = 12;
const narrowestPitch = 8;

/** Columns kept for notes on the right. */
const notesRoom = 20;

/** Where things are on the lines of a drawing; columns count from 0. */
interface Geometry {
  /** How many columns the numbers of the rows take. */
  readonly numbers: number;
  readonly lanes: readonly number[];
  readonly pitch: number;
  /** Where notes begin. */
  readonly notes: number;
}

/** What a drawing shows of a run. */
export interface DiagramOptions {
  readonly focus: readonly string[];
  readonly excerpt?: Excerpt;
  readonly isViolation: boolean;
}

/** Draws the space-time diagram of a trace, as lines that are never wider than the page. */
export function drawSpaceTime(trace: Trace, page: Page, options: DiagramOptions): readonly string[] {
  const room = Math.max(0, page.width - 2 * String(trace.length).length - 4 - notesRoom);
  const layout = layOut(trace, {
    ...options,
    ...(page.lanes && { order: page.lanes }),
    lanes: {
      comfortable: 1 + Math.floor(room / comfortablePitch),
      most: 1 + Math.floor(room / narrowestPitch),
    },
  });
  const geometry = measure(trace, layout, room, page);
  return [
    drawNames(layout, geometry, page),
    ...layout.rows.flatMap((row, i) => {
      if (row.kind === 'gap') return drawGap(row, lastOf(layout.rows[i - 1]), layout, geometry, page);
      return row.kind === 'event' ? drawEvent(row, trace, layout, geometry, page) : [drawLoopEdge(row, trace, page)];
    }),
    ...drawRemarks(trace, layout, page),
  ];
}

function measure(trace: Trace, { lanes, rows }: SpaceTime, room: number, page: Page): Geometry {
  const numbers = Math.max(3, ...rows.map((row) => rowNumber(row).length));
  const margin = numbers + 3;
  const gaps = Math.max(1, lanes.length - 1);
  const events = rows.filter((row) => row.kind === 'event');
  const widest = Math.min(lanes.length === 2 ? widestPitchOfTwo : widestPitch, Math.floor(room / gaps));
  const forNotes = Math.max(0, ...events.map((row) => columnsBeside(row, trace, lanes.length - 1, page)));
  const forLabels = Math.max(0, ...events.map(({ receives }) => (receives ? columnsOf(fullLabel(receives)) + 5 : 0)));
  const pitch = Math.min(widest, Math.max(forLabels, Math.floor((page.width - margin - forNotes) / gaps)));
  const columns = lanes.map((_, i) => margin + i * pitch);
  return { numbers, lanes: columns, pitch, notes: (columns.at(-1) ?? margin) + 3 };
}

/** How many columns a row would like to have from the last lane on. */
function columnsBeside(row: EventRow, trace: Trace, lastLane: number, page: Page): number {
  const label = row.lane === lastLane ? columnsOf(labelOf(row, page)) : 0;
  const notes = [...clockNote(row, trace, page), ...notesOf(row, trace, page)].map(({ text }) => columnsOf(text) + 1);
  return 3 + (label === 0 ? 0 : label + 2) + notes.reduce((sum, columns) => sum + columns, 0);
}

/** `7`, or `7-9` for folded steps. */
function rowNumber(row: Row): string {
  if (row.kind !== 'event') return '';
  return row.first === row.last ? String(row.first) : `${row.first}-${row.last}`;
}

function drawNames({ lanes }: SpaceTime, geometry: Geometry, page: Page): string {
  const line = canvasLine();
  for (const [i, { id, process }] of lanes.entries()) {
    const column = (geometry.lanes[i] as number) - 1;
    const room = i === lanes.length - 1 ? page.width - column : geometry.pitch - 1;
    line.put(column, truncate(id, room, page.glyphs.ellipsis), laneStyle(process));
  }
  return line.render(page.paint);
}

function lastOf(row: Row | undefined): number {
  return row?.kind === 'event' ? row.last : 0;
}

function drawGap({ steps }: GapRow, before: number, layout: SpaceTime, geometry: Geometry, page: Page): string[] {
  const line = canvasLine();
  for (const [i, column] of geometry.lanes.entries())
    if (!isDown(layout, i, before + 1)) line.put(column, page.glyphs.gap, styleOf(layout, i));
  const text = `${page.glyphs.ellipsis} ${countOf(steps, 'step')}`;
  const room = page.width - geometry.notes;
  line.put(geometry.notes, truncate(text, room, page.glyphs.ellipsis), 'dim');
  return [line.render(page.paint)];
}

function drawEvent(row: EventRow, trace: Trace, layout: SpaceTime, geometry: Geometry, page: Page): string[] {
  const { glyphs, paint, width } = page;
  const line = canvasLine();
  line.put(0, padStart(rowNumber(row), geometry.numbers), 'dim');
  drawLanes(line, layout, geometry, page, row.first);
  const notes = [...clockNote(row, trace, page), ...notesOf(row, trace, page)];
  let column = geometry.notes;
  if (row.lane === undefined && row.loses.length === 1)
    drawStub(line, row.loses[0] as Message, row.first, layout, geometry, page);
  if (row.lane !== undefined) {
    if (row.from !== undefined && row.from !== row.lane) drawArrow(line, row, row.from, layout, geometry, page);
    const label = labelOf(row, page);
    const isLast = row.lane === layout.lanes.length - 1;
    const at = (geometry.lanes[row.lane] as number) + 2;
    const room = isLast ? width - at : geometry.pitch - 3;
    const fitted = truncate(label, room, glyphs.ellipsis);
    line.put(at, fitted, row.isViolation ? 'bad' : undefined);
    if (isLast && fitted !== '') column = at + columnsOf(fitted) + 2;
    line.put(geometry.lanes[row.lane] as number, markOf(row, page), isBad(row) ? 'bad' : styleOf(layout, row.lane));
  }
  return placeNotes(line, notes, column, row.last + 1, layout, geometry, page).map((one) => one.render(paint));
}

/** Draws the lanes of the processes that are up at a step; those on one side of a partition are double. */
function drawLanes(line: CanvasLine, layout: SpaceTime, geometry: Geometry, { glyphs }: Page, step: number): void {
  const apart = layout.partitions.find((partition) => lasts(partition, step))?.lanes ?? [];
  for (const [i, column] of geometry.lanes.entries())
    if (!isDown(layout, i, step)) line.put(column, apart.includes(i) ? glyphs.apart : glyphs.lane, styleOf(layout, i));
}

function isDown({ outages }: SpaceTime, lane: number, step: number): boolean {
  return outages.some((outage) => outage.lane === lane && lasts(outage, step));
}

function lasts({ after, before = Number.POSITIVE_INFINITY }: Outage | Partition, step: number): boolean {
  return after < step && step < before;
}

function styleOf({ lanes }: SpaceTime, lane: number): Style {
  return laneStyle(lanes[lane]?.process ?? 0);
}

/** An arrow on one row from the lane of the sender to that of the receiver, with its label beside the sender. */
function drawArrow(
  line: CanvasLine,
  { lane = 0, receives, isArrowOnPath, first }: EventRow,
  from: number,
  layout: SpaceTime,
  { lanes, pitch }: Geometry,
  { glyphs }: Page,
): void {
  const [start, end] = [lanes[from] as number, lanes[lane] as number];
  const isRight = start < end;
  const style = receives?.overtakes === undefined ? styleOf(layout, from) : 'warning';
  const [left, right] = isRight ? [start, end] : [end, start];
  line.put(left + 1, (isArrowOnPath ? glyphs.pathLine : glyphs.line).repeat(right - left - 1), style);
  for (const column of lanes) if (column > left && column < right) line.put(column, glyphs.crosses, style);
  const leaves = isRight ? glyphs.leavesRight : glyphs.leavesLeft;
  line.put(start, isDown(layout, from, first) ? glyphs.line : leaves, styleOf(layout, from));
  line.put(isRight ? end - 1 : end + 1, isRight ? glyphs.headRight : glyphs.headLeft, style);
  const isNeighbour = Math.abs(from - lane) === 1;
  const segment = pitch - 1 - (isNeighbour ? 1 : 0);
  const label = ` ${shortened(receives as Message, segment - 3)} `;
  const before = Math.floor((segment - columnsOf(label)) / 2);
  const segmentStart = isRight ? start + 1 : start - pitch + 1 + (isNeighbour ? 1 : 0);
  line.put(segmentStart + before, label, style);
}

/** A message that is lost on its way: an arrow from the lane of the sender that comes to nothing. */
function drawStub(
  line: CanvasLine,
  message: Message,
  step: number,
  layout: SpaceTime,
  { lanes, pitch }: Geometry,
  { glyphs }: Page,
): void {
  const laneOf = (process: string): number => layout.lanes.findIndex(({ id }) => id === process);
  const [from, to] = [laneOf(message.from), laneOf(message.to)];
  if (from < 0 || to < 0 || from === to) return;
  const isRight = from < to;
  const start = lanes[from] as number;
  const style = styleOf(layout, from);
  const length = pitch - 2;
  const left = isRight ? start + 1 : start - length;
  line.put(left, glyphs.line.repeat(length), style);
  const leaves = isRight ? glyphs.leavesRight : glyphs.leavesLeft;
  line.put(start, isDown(layout, from, step) ? glyphs.line : leaves, style);
  line.put(isRight ? start + length : start - length, glyphs.no, 'warning');
  const label = ` ${shortened(message, length - 4)} `;
  line.put(left + Math.floor((length - columnsOf(label)) / 2), label, style);
}

/** As much of a message's label as fits: with what it carries, without, or its number alone. */
function shortened(message: Message, columns: number): string {
  const labels = [fullLabel(message), `m${message.id} ${message.type}`];
  return labels.find((label) => columnsOf(label) <= columns) ?? `m${message.id}`;
}

/** What stands beside the mark of an event; nothing beside the head of an arrow. */
function labelOf({ label, receives, from, lane }: EventRow, { glyphs }: Page): string {
  if (receives === undefined) return label ?? '';
  return from === lane ? `${glyphs.self} ${fullLabel(receives)}` : '';
}

/** Writes notes to the right of a line, and goes on below it, between lanes that go on as well. */
function placeNotes(
  first: CanvasLine,
  notes: readonly Note[],
  start: number,
  step: number,
  layout: SpaceTime,
  geometry: Geometry,
  page: Page,
): readonly CanvasLine[] {
  const { width, glyphs } = page;
  const lines = [first];
  let line = first;
  let column = start;
  let isEmpty = start === geometry.notes;
  for (const { text, style } of notes) {
    if (column + columnsOf(text) > width && !isEmpty) {
      line = canvasLine();
      drawLanes(line, layout, geometry, page, step);
      lines.push(line);
      column = geometry.notes;
    }
    const fitted = truncate(text, width - column, glyphs.ellipsis);
    line.put(column, fitted, style);
    column += columnsOf(fitted) + 1;
    isEmpty = false;
  }
  return lines;
}

function drawRemarks(
  { causalPath: path }: Trace,
  { inFlight, hidden, unrelated }: SpaceTime,
  { width, glyphs, paint, lanes }: Page,
): readonly string[] {
  const remark = (title: string, items: readonly string[]): readonly string[] => {
    if (items.length === 0) return [];
    const indent = ' '.repeat(6 + columnsOf(title) + 2);
    const lines = fill(
      items.map((item) => truncate(item, width - indent.length, glyphs.ellipsis)),
      glyphs.separator,
      width - indent.length,
    );
    return lines.map((line, i) => (i === 0 ? `      ${paint('dim', title)}  ` : indent) + line);
  };
  const remarks = [
    ...remark(
      'in flight',
      inFlight.map((message) => `m${message.id} ${message.from}${glyphs.to}${message.to} ${formatMessage(message)}`),
    ),
    ...remark(lanes === undefined ? 'no room for' : 'left out', hidden),
    ...remark('no influence', unrelated),
    ...remark(
      `${glyphs.pathEvent}${glyphs.pathLine}${glyphs.pathLine}`,
      path === undefined ? [] : [`the request of ${path.from} happened before that of ${path.to}`],
    ),
  ];
  return remarks.length === 0 ? [] : ['', ...remarks];
}
