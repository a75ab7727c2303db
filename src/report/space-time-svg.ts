import type { Message, Trace } from '../counterexample/trace.ts';
import { formatMessage } from '../counterexample/wording.ts';
import type { Box, Point } from './boxes.ts';
import { columnsOf } from './columns.ts';
import type { Drawing, DrawnRow, Line, Mark } from './drawing.ts';
import { countOf } from './figures.ts';
import { happening } from './happening.ts';
import { columnWidth, type PlacedLabel } from './label-placing.ts';
import { element, type Markup, raw } from './markup.ts';
import { spaceTimeStyle } from './space-time-style.ts';

/** Which part of a drawing to write: the names of the lanes can stay in sight while the rest moves under them. */
export type Part = 'whole' | 'header' | 'body';

/** How the drawing is written. */
export interface SvgOptions {
  readonly part?: Part;
  /** Brings its own colours; inside a page that has them it need not. */
  readonly isAlone?: boolean;
  /** What the drawing is called, for those who do not see it. */
  readonly title: string;
  /** A step whose row is pointed out. */
  readonly marked?: number;
}

/** A space-time diagram as SVG. Steps and messages have `data-step` and `data-messages`, by which a page finds them. */
export function spaceTimeSvg(
  trace: Trace,
  drawing: Drawing,
  { part = 'whole', isAlone = false, title, marked }: SvgOptions,
): Markup {
  const { width, height, headerHeight } = drawing;
  const [top, bottom] = part === 'header' ? [0, headerHeight] : part === 'body' ? [headerHeight, height] : [0, height];
  const parts = [
    ...(isAlone ? [element('style', {}, raw(spaceTimeStyle))] : []),
    ...(part === 'header' ? [] : body(trace, drawing, marked)),
    ...(part === 'body' ? [] : drawing.lanes.map(laneName)),
  ];
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'space-time',
      viewBox: `0 ${top} ${width} ${bottom - top}`,
      width,
      height: bottom - top,
      ...(part === 'header' ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': title }),
    },
    ...(part === 'header' ? [] : [element('title', {}, title)]),
    ...(isAlone ? [element('rect', { class: 'st-paper', width, height })] : []),
    ...parts,
  );
}

function body(trace: Trace, drawing: Drawing, marked: number | undefined): Markup[] {
  return [
    ...drawing.rows.map((row) => rowGround(trace, row, drawing, row.first === marked)),
    ...(drawing.loop ? loopFrame(drawing.loop) : []),
    ...drawing.partitions.map(({ box, names }) =>
      element('rect', { class: 'st-apart', ...rounded(box), rx: 6 }, element('title', {}, `apart: ${names.join(' ')}`)),
    ),
    ...drawing.lanes.flatMap(lifeLine),
    ...drawing.rows.flatMap((row) => gapMarks(row, drawing)),
    ...drawing.lines.map(messageLine),
    ...drawing.marks.map(mark),
    ...drawing.labels.map(label),
    ...(drawing.ending ? [ending(drawing.ending)] : []),
  ];
}

/** The times when a process is up; and, thinly, those between a crash and a recovery. */
function lifeLine({ process, x, spans }: Drawing['lanes'][number]): Markup[] {
  const line = (name: string, top: number, bottom: number): Markup =>
    element('line', { class: `${name} st-p${process % 6}`, x1: x, y1: round(top), x2: x, y2: round(bottom) });
  return spans.flatMap(({ top, bottom }, i) => {
    const next = spans[i + 1];
    return [line('st-lane', top, bottom), ...(next === undefined ? [] : [line('st-down', bottom, next.top)])];
  });
}

function laneName({ id, process, x }: Drawing['lanes'][number]): Markup {
  return element(
    'text',
    { class: `st-name st-p${process % 6}`, x, y: 18, 'text-anchor': 'middle', 'data-lane': process },
    id,
  );
}

/** The number of a row, and a ground under all of it that can be pointed at. */
function rowGround(trace: Trace, { row, first, last, y }: DrawnRow, { width }: Drawing, isMarked: boolean): Markup {
  const steps = first === last ? String(first) : `${first}–${last}`;
  const folded = row.kind === 'gap' || first !== last;
  const step = trace.steps[first - 1];
  const told = folded || step === undefined ? `steps ${steps}, folded` : `${first} ${happening(trace, step)}`;
  return element(
    'g',
    { class: `st-row${isMarked ? ' is-marked' : ''}`, ...(folded ? { 'data-fold': first } : { 'data-step': first }) },
    element('title', {}, told),
    element('rect', { class: 'st-ground', x: 0, y: round(y - 15), width, height: 30 }),
    element(
      'text',
      { class: 'st-number', x: 34, y: round(y + 4), 'text-anchor': 'end' },
      row.kind === 'gap' ? '⋮' : steps,
    ),
  );
}

function gapMarks({ row, first, y }: DrawnRow, { lanes, width }: Drawing): Markup[] {
  if (row.kind !== 'gap') return [];
  const up = lanes.filter(({ spans }) => spans.some(({ top, bottom }) => top <= y && y <= bottom));
  const covers = up.map(({ x }) =>
    element('rect', { class: 'st-gap', x: x - 4, y: round(y - 9), width: 8, height: 18 }),
  );
  const dots = up.map(({ x }) =>
    element('text', { class: 'st-number', x, y: round(y + 4), 'text-anchor': 'middle' }, '⋮'),
  );
  const text = element(
    'text',
    { class: 'st-fold', x: width - 10, y: round(y + 4), 'text-anchor': 'end', 'data-fold': first },
    `${countOf(row.steps, 'step')} folded`,
  );
  return [...covers, ...dots, text];
}

function loopFrame({ box, title, foot }: NonNullable<Drawing['loop']>): Markup[] {
  const frame = { ...rounded(box), rx: 8 };
  const written = (text: string, y: number): Markup[] => [
    element('rect', {
      class: 'st-gap',
      x: box.x + 10,
      y: round(y - 8),
      width: round(columnsOf(text) * columnWidth + 8),
      height: 16,
    }),
    element('text', { class: 'st-loop-text', x: box.x + 14, y: round(y + 4) }, text),
  ];
  return [
    element('rect', { class: 'st-loop', ...frame }),
    ...written(title, box.y),
    ...written(foot, box.y + box.height),
  ];
}

function ending({ x, y, text }: NonNullable<Drawing['ending']>): Markup {
  return element('text', { class: 'st-loop-text', x, y: round(y) }, text);
}

function messageLine({ kind, points, messages, process, isOvertaken, isOnPath }: Line): Markup {
  const flags = [isOvertaken ? ' st-overtaken' : '', isOnPath ? ' st-on-path' : ''].join('');
  const [start, end] = [points[0] as Point, points.at(-1) as Point];
  const before = points.at(-2) as Point;
  const head = kind === 'lost' ? cross(end, 4) : arrowHead(before, end, kind === 'delivered' ? 6 : 0);
  const path =
    points.length === 2
      ? `M${at(start)}L${at(kind === 'delivered' ? shortened(start, end, 6) : end)}`
      : `M${at(start)}C${points.slice(1).map(at).join(' ')}`;
  return element(
    'g',
    {
      class: `st-message st-${kind} st-p${process % 6}${flags}`,
      'data-messages': messages.map(({ id }) => id).join(' '),
    },
    element('title', {}, messages.map(story).join('; ')),
    element('path', { class: 'st-reach', d: path }),
    element('path', { class: 'st-line', d: path }),
    element('path', { class: kind === 'delivered' ? 'st-head' : 'st-end', d: head }),
  );
}

/** What happens to a message, in words. */
function story(message: Message): string {
  const { id, from, to, sentAt, copyOf, deliveredAt, lostAt, overtakes = [] } = message;
  const made = copyOf === undefined ? 'sent' : `a duplicate of m${copyOf}, made`;
  const sent = sentAt === 0 ? 'there from the start' : `${made} in step ${sentAt}`;
  const fate =
    deliveredAt !== undefined
      ? `delivered in step ${deliveredAt}`
      : lostAt !== undefined
        ? `lost in step ${lostAt}`
        : 'in flight at the end';
  const overtaking = overtakes.length === 0 ? [] : [`overtakes ${overtakes.map((other) => `m${other}`).join(' ')}`];
  return [`m${id} ${formatMessage(message)} from ${from} to ${to}`, sent, fate, ...overtaking].join(', ');
}

function mark({ kind, x, y, process, step }: Mark): Markup {
  const common = { class: `st-mark st-${kind} st-p${process % 6}`, 'data-step': step };
  if (kind === 'violation')
    return element('path', {
      ...common,
      d: `M${at({ x, y: y - 8 })}L${at({ x: x + 8, y })}L${at({ x, y: y + 8 })}L${at({ x: x - 8, y })}Z`,
    });
  if (kind === 'crash') return element('path', { ...common, d: cross({ x, y }, 6) });
  return element('circle', { ...common, cx: round(x), cy: round(y), r: kind === 'path' ? 6 : 4.5 });
}

function label({ kind, text, box, step, messages, isBad }: PlacedLabel): Markup {
  return element(
    'text',
    {
      class: `st-label st-${kind}-label${isBad ? ' st-bad' : ''}`,
      x: round(box.x + 1),
      y: round(box.y + 11),
      ...(step !== undefined && { 'data-step': step }),
      ...(messages && { 'data-messages': messages.join(' ') }),
    },
    text,
  );
}

function arrowHead(from: Point, to: Point, gap: number): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const tip = { x: to.x - gap * Math.cos(angle), y: to.y - gap * Math.sin(angle) };
  const wing = (turn: number): Point => ({
    x: tip.x - 9 * Math.cos(angle + turn),
    y: tip.y - 9 * Math.sin(angle + turn),
  });
  return `M${at(wing(0.42))}L${at(tip)}L${at(wing(-0.42))}`;
}

function cross({ x, y }: Point, size: number): string {
  return `M${at({ x: x - size, y: y - size })}L${at({ x: x + size, y: y + size })}M${at({ x: x + size, y: y - size })}L${at({ x: x - size, y: y + size })}`;
}

function shortened(from: Point, to: Point, by: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return { x: to.x - ((to.x - from.x) * by) / length, y: to.y - ((to.y - from.y) * by) / length };
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function rounded({ x, y, width, height }: Box): Box {
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
