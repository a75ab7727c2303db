import type { Message, Trace } from '../counterexample/trace.ts';
import type { EventRow, GapRow, Lane, Outage, Partition, SpaceTime } from './space-time.ts';

/** A row of the layout that stands for steps, and which. */
export interface StepRow {
  readonly row: EventRow | GapRow;
  readonly first: number;
  readonly last: number;
}

/** The way of a message through the diagram. */
export interface Arrow {
  readonly message: Message;
  readonly from: Place;
  /** Where it is delivered; none if it is lost, or still in flight at the end. */
  readonly to?: Place;
  /** The lane that it travels to. */
  readonly toLane: number;
  readonly isOnPath: boolean;
}

/** A lane and one of the rows that stand for steps, both counted from 0. What was there from the start has row -1. */
export interface Place {
  readonly lane: number;
  readonly row: number;
}

/** A layout whose steps, messages and crashes have places of their own, for drawings in which time is a direction. */
export interface StepLayout {
  readonly lanes: readonly Lane[];
  readonly rows: readonly StepRow[];
  /** Messages between lanes that are shown; those that begin and end in one gap are left out with it. */
  readonly arrows: readonly Arrow[];
  /** The rows that a lasso repeats for ever, if it has a loop that takes steps. */
  readonly loop?: { readonly first: number; readonly last: number };
  readonly outages: readonly Outage[];
  readonly partitions: readonly Partition[];
}

/** Finds the places of steps and messages in a layout. */
export function stepLayout(trace: Trace, layout: SpaceTime): StepLayout {
  const { lanes, outages, partitions } = layout;
  const rows = stepRows(trace, layout);
  const { lasso } = trace;
  const hasLoop = lasso !== undefined && lasso.period > 0;
  return {
    lanes,
    rows,
    arrows: arrowsOf(trace, lanes, rows),
    ...(hasLoop && { loop: { first: rowOf(rows, lasso.start + 1), last: rows.length - 1 } }),
    outages,
    partitions,
  };
}

/** The row in which a step is, alone or folded with others. */
export function rowOf(rows: readonly StepRow[], step: number): number {
  return rows.findIndex(({ first, last }) => first <= step && step <= last);
}

/** The rows that stand for steps. What is left out between two of them is in the gap, whoever's step it is. */
function stepRows({ length }: Pick<Trace, 'length'>, { rows }: SpaceTime): readonly StepRow[] {
  const own = rows.filter((row): row is EventRow | GapRow => row.kind === 'event' || row.kind === 'gap');
  return own.map((row, i) => {
    if (row.kind === 'event') return { row, first: row.first, last: row.last };
    const [before, after] = [own[i - 1], own[i + 1]];
    return {
      row,
      first: before?.kind === 'event' ? before.last + 1 : 1,
      last: after?.kind === 'event' ? after.first - 1 : length,
    };
  });
}

/** The step in which a message leaves its sender: a duplicate does so with what it is a copy of. */
function originOf({ messages }: Trace, { sentAt, copyOf }: Message): number {
  return copyOf === undefined ? sentAt : (messages[copyOf - 1]?.sentAt ?? sentAt);
}

function arrowsOf(trace: Trace, lanes: readonly Lane[], rows: readonly StepRow[]): readonly Arrow[] {
  const laneOf = new Map(lanes.map(({ id }, lane) => [id, lane]));
  return trace.messages.flatMap((message) => {
    const { id, from, to, deliveredAt } = message;
    const sentAt = originOf(trace, message);
    const [lane, toLane] = [laneOf.get(from), laneOf.get(to)];
    if (lane === undefined || toLane === undefined) return [];
    const sent = { lane, row: sentAt === 0 ? -1 : rowOf(rows, sentAt) };
    const delivered = deliveredAt === undefined ? undefined : { lane: toLane, row: rowOf(rows, deliveredAt) };
    if (delivered?.row === sent.row) return [];
    const isOnPath = trace.causalPath?.messages.includes(id) ?? false;
    return [{ message, from: sent, toLane, isOnPath, ...(delivered && { to: delivered }) }];
  });
}
