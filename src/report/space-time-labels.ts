import type { Message } from '../counterexample/trace.ts';
import { between, type Point } from './boxes.ts';
import { columnsOf, truncate } from './columns.ts';
import type { DrawingOptions, Line } from './drawing.ts';
import { labelOf } from './happening.ts';
import { columnWidth, type Label } from './label-placing.ts';
import type { EventRow } from './space-time.ts';
import type { StepLayout } from './space-time-arrows.ts';

/** Longer labels of messages are cut short. */
export const widestLabel = 30;

/** The names of the events, right above the marks, and the clocks left of them. Steps of no process stand beside the lanes. */
export function eventLabels(
  layout: StepLayout,
  { clocks }: DrawingOptions,
  xOf: (lane: number) => number,
  yOf: (row: number) => number,
  lanePitch: number,
): Label[] {
  const labels: Label[] = [];
  for (const [row, i] of eventsOf(layout)) {
    const x = xOf(row.lane ?? layout.lanes.length - 0.5);
    const isLast = row.lane === undefined || row.lane === layout.lanes.length - 1;
    const room = isLast ? 40 : Math.floor((lanePitch - 18) / columnWidth);
    const known = {
      step: row.first,
      isBad: (row.isViolation && layout.loop === undefined) || row.isCrash,
    };
    const label = row.lane === undefined ? offLane(row) : (row.label ?? fromOutside(row));
    if (label !== undefined)
      labels.push({
        ...known,
        kind: 'event',
        texts: [truncate(label, room, '…')],
        candidates: [{ x: x + 9, y: yOf(i) - (row.lane === undefined ? 7 : 15) }],
        align: 'start',
      });
    const clock = row.first === row.last ? clocks?.[row.first - 1] : undefined;
    if (clock !== undefined)
      labels.push({
        ...known,
        kind: 'clock',
        texts: [clock.join(' ')],
        candidates: [-15, 1].map((dy) => ({ x: x - 9, y: yOf(i) + dy })),
        align: 'end',
      });
  }
  return labels;
}

/** A step of no process has its mark beside the lanes, in its label. */
function offLane({ label, loses, isViolation }: EventRow): string {
  const what = label ?? `loses ${loses.map(({ id }) => `m${id}`).join(' ')}`;
  return `${isViolation ? '◆' : '●'} ${what}`;
}

/** What is received from a process that has no lane. */
function fromOutside({ receives, from }: EventRow): string | undefined {
  return receives === undefined || from !== undefined ? undefined : `${labelOf(receives)} from ${receives.from}`;
}

/** The label of a message, at about a third of its way if there is room; of a stub, at its end. */
export function lineLabel({ kind, points, messages }: Line): Label {
  const [start, end] = [points[0] as Point, points.at(-1) as Point];
  const ids = messages.map(({ id }) => `m${id}`).join(' ');
  const known = { messages: messages.map(({ id }) => id), isBad: false };
  if (kind !== 'delivered') {
    const side = end.x > start.x ? 1 : -1;
    const [only] = messages.length === 1 ? messages : [];
    const fate = kind === 'lost' ? 'lost' : 'in flight';
    const places = [0, 7, -7, 14].map((dy) => ({ x: end.x + side * 8, y: end.y - 7 + dy }));
    return {
      ...known,
      kind: 'stub',
      texts: [
        ...(only === undefined ? [] : [`${truncate(labelOf(only), widestLabel, '…')} ${fate}`]),
        `${ids} ${fate}`,
        ids,
      ],
      candidates: places,
      align: side > 0 ? 'start' : 'end',
    };
  }
  const [message] = messages as readonly [Message];
  const texts = [
    ...new Set([truncate(labelOf(message), widestLabel, '…'), `m${message.id} ${message.type}`, `m${message.id}`]),
  ];
  if (points.length > 2) {
    const x = Math.max(...points.map((point) => point.x)) - 4;
    const places = [0.5, 0.35, 0.65, 0.2, 0.8].map((part) => ({ x, y: between(start, end, part).y - 7 }));
    return { ...known, kind: 'message', texts, candidates: places, align: 'start' };
  }
  const parts = [0.34, 0.42, 0.27, 0.5, 0.58, 0.66, 0.2, 0.74, 0.82];
  const places = parts.map((part) => between(start, end, part)).map(({ x, y }) => ({ x, y: y - 7 }));
  return { ...known, kind: 'message', texts, candidates: places, align: 'middle' };
}

/** Only labels that begin beside a lane may widen the drawing. */
export function rightEnd({ texts, candidates, align }: Label): number {
  return align === 'start'
    ? Math.max(...candidates.map(({ x }) => x)) + columnsOf(texts[0] ?? '') * columnWidth + 6
    : 0;
}

/** The rows that are events, each with its place. */
export function eventsOf({ rows }: StepLayout): readonly (readonly [EventRow, number])[] {
  return rows.flatMap(({ row }, i) => (row.kind === 'event' ? [[row, i] as const] : []));
}
