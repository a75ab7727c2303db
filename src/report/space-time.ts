import type { Message, Step, Trace } from '../counterexample/trace.ts';
import { isFault, stepLabel } from './happening.ts';

/** A space-time diagram before it is drawn: lanes from left to right, rows from top to bottom. */
export interface SpaceTime {
  readonly lanes: readonly Lane[];
  readonly rows: readonly Row[];
  /** Processes that there is no room for; and those left out first, as nothing that they do influences the end. */
  readonly hidden: readonly string[];
  readonly unrelated: readonly string[];
  /** Messages that are neither delivered nor lost. */
  readonly inFlight: readonly Message[];
  readonly outages: readonly Outage[];
  readonly partitions: readonly Partition[];
}

/** The life line of a process. */
export interface Lane {
  readonly id: string;
  /** The place of the process among all processes of the trace. */
  readonly process: number;
}

/** A time in which a process is down: after the first step, and before the second if it recovers. */
export interface Outage {
  readonly lane: number;
  readonly after: number;
  readonly before?: number;
}

/** A time in which some processes are apart from the others: after the first step, and before the second if that heals it. */
export interface Partition {
  /** The lanes on one side. */
  readonly lanes: readonly number[];
  readonly after: number;
  readonly before?: number;
}

export type Row = EventRow | GapRow | LoopRow;

/** A step, or a few local steps of one process folded into one row. */
export interface EventRow {
  readonly kind: 'event';
  readonly first: number;
  readonly last: number;
  /** The lane it happens on; none if it is no process's step. */
  readonly lane?: number;
  /** What happens, if it is not the delivery of a message. */
  readonly label?: string;
  readonly receives?: Message;
  /** The lane that the message comes from; none if its sender has no lane. */
  readonly from?: number;
  readonly sends: readonly Message[];
  readonly loses: readonly Message[];
  /** To whom a process that crashes here had still to send something. */
  readonly unsentTo: readonly string[];
  /** The process crashes here. */
  readonly isCrash: boolean;
  /** Something goes wrong here, or comes right again. */
  readonly isFault: boolean;
  /** The last step of a violation. */
  readonly isViolation: boolean;
  /** On the causal path of the trace; and the message that it receives is too. */
  readonly isOnPath: boolean;
  readonly isArrowOnPath: boolean;
}

/** Steps that are left out. */
export interface GapRow {
  readonly kind: 'gap';
  readonly steps: number;
}

/** The frame of the steps that repeat for ever: its upper edge, or its lower one. */
export interface LoopRow {
  readonly kind: 'loop begins' | 'loop ends';
}

/** What of a trace a diagram shows. */
export interface SpaceTimeOptions {
  /** The most lanes there is room for. */
  readonly lanes: { readonly comfortable: number; readonly most: number };
  /** The processes that matter at the end of the run. */
  readonly focus: readonly string[];
  /** Shows only so many rows of the beginning and the end, and folds local steps; everything if absent. */
  readonly excerpt?: Excerpt;
  /** The run ends in a violation, not in a goal. */
  readonly isViolation: boolean;
  /** These processes alone, from left to right, as many as fit. */
  readonly order?: readonly string[];
}

/** How many entries at the beginning and at the end stay when the middle of a run is left out. */
export interface Excerpt {
  readonly first: number;
  readonly last: number;
}

/** The lane of each process that has one. */
type LaneOf = ReadonlyMap<string, number>;

/** Fewer local steps in a row than this are not folded. */
const leastFolded = 3;

/** Lays a trace out as a space-time diagram. */
export function layOut(trace: Trace, options: SpaceTimeOptions): SpaceTime {
  const { order } = options;
  const related = relatedProcesses(trace, options);
  const shown = new Set([...(order ?? related)].slice(0, Math.max(1, options.lanes.most)));
  const inPlace = trace.processes.map(({ id }, process) => ({ id, process })).filter(({ id }) => shown.has(id));
  const lanes = order === undefined ? inPlace : inPlace.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  const laneOf = new Map(lanes.map(({ id }, lane) => [id, lane]));
  const steps = trace.steps.filter((step) => isShown(trace, step, laneOf));
  const rows = steps.map((step) => eventRow(trace, step, laneOf, options.isViolation));
  return {
    lanes,
    rows: framed(trace, rows, options.excerpt),
    hidden: trace.processes.filter(({ id }) => related.has(id) && !shown.has(id)).map(({ id }) => id),
    unrelated: trace.processes.filter(({ id }) => !related.has(id)).map(({ id }) => id),
    inFlight: trace.messages.filter(({ deliveredAt, lostAt }) => deliveredAt === undefined && lostAt === undefined),
    outages: outagesOf(trace, laneOf),
    partitions: partitionsOf(trace, laneOf),
  };
}

/** Steps of processes that have a lane, or between processes one of which has. */
function isShown({ messages }: Trace, { process, environment, sends, loses = [] }: Step, laneOf: LaneOf): boolean {
  if (process !== undefined) return laneOf.has(process);
  if (environment !== 'lose' && environment !== 'duplicate') return true;
  return [...sends, ...loses].some((id) => {
    const { from = '', to = '' } = messages[id - 1] ?? {};
    return laneOf.has(from) || laneOf.has(to);
  });
}

function outagesOf({ steps }: Trace, laneOf: LaneOf): Outage[] {
  return steps.flatMap(({ index, environment, process }) => {
    const lane = laneOf.get(process ?? '');
    if (environment !== 'crash' || lane === undefined) return [];
    const back = steps.find((step) => step.index > index && step.process === process && step.environment === 'recover');
    return [{ lane, after: index, ...(back && { before: back.index }) }];
  });
}

function partitionsOf({ steps, processes }: Trace, laneOf: LaneOf): Partition[] {
  return steps.flatMap(({ index, environment, args }) => {
    if (environment !== 'partition') return [];
    const lanes = args.flatMap((id) => laneOf.get(processes[Number(id)]?.id ?? '') ?? []);
    const healed = steps.find((step) => step.index > index && step.environment === 'heal');
    return [{ lanes, after: index, ...(healed && { before: healed.index }) }];
  });
}

function eventRow(trace: Trace, step: Step, laneOf: LaneOf, isViolation: boolean): EventRow {
  const lane = step.process === undefined ? undefined : laneOf.get(step.process);
  const label = stepLabel(trace, step);
  const received = step.receives === undefined ? undefined : trace.messages[step.receives - 1];
  const from = received === undefined ? undefined : laneOf.get(received.from);
  return {
    kind: 'event',
    first: step.index,
    last: step.index,
    ...(lane !== undefined && { lane }),
    ...(received !== undefined && { receives: received }),
    ...(label !== undefined && { label }),
    ...(from !== undefined && { from }),
    sends: step.sends.map((id) => trace.messages[id - 1] as Message),
    loses: step.loses?.map((id) => trace.messages[id - 1] as Message) ?? [],
    unsentTo: step.unsent?.map(({ to }) => to) ?? [],
    isCrash: step.environment === 'crash',
    isFault: isFault(step),
    isViolation: isViolation && step.index === trace.length && trace.lasso === undefined,
    isOnPath: trace.causalPath?.steps.includes(step.index) ?? false,
    isArrowOnPath: received !== undefined && (trace.causalPath?.messages.includes(received.id) ?? false),
  };
}

/** All processes if there is room; otherwise those in the causal past of the end, the latest first. */
function relatedProcesses(trace: Trace, { lanes, focus, order }: SpaceTimeOptions): ReadonlySet<string> {
  const all = trace.processes.map(({ id }) => id);
  return all.length <= lanes.comfortable || order !== undefined ? new Set(all) : causalPast(trace, focus);
}

/** The processes whose steps can have influenced what the processes in focus are at the end; these come first. */
function causalPast(trace: Trace, focus: readonly string[]): ReadonlySet<string> {
  const until = new Map([...lastOnes(trace), ...focus].map((id) => [id, trace.length]));
  for (const { index, process, receives } of trace.steps.toReversed()) {
    if (process === undefined || receives === undefined || (until.get(process) ?? 0) < index) continue;
    const { from, sentAt } = trace.messages[receives - 1] as Message;
    until.set(from, Math.max(until.get(from) ?? 0, sentAt));
  }
  return new Set(until.keys());
}

/** Whom the last step is about: its process, or the ends of its message; failing these, who acted last. */
function lastOnes({ steps, messages }: Trace): readonly string[] {
  const { process, sends = [], loses = [] } = steps.at(-1) ?? {};
  if (process !== undefined) return [process];
  const ends = [...sends, ...loses].flatMap((id) => [messages[id - 1]?.to, messages[id - 1]?.from]);
  const found = ends.length > 0 ? ends : [steps.findLast((step) => step.process !== undefined)?.process];
  return found.filter((id) => id !== undefined);
}

/** The rows of a run, those of its loop between the edges of a frame. */
function framed({ lasso }: Trace, rows: readonly EventRow[], excerpt: Excerpt | undefined): readonly Row[] {
  const shown = (some: readonly EventRow[]): readonly Row[] =>
    excerpt === undefined ? some : excerptRows(some, excerpt);
  if (lasso === undefined) return shown(rows);
  const stem = rows.filter(({ first }) => first <= lasso.start);
  if (lasso.period === 0) return [...shown(stem), { kind: 'loop ends' }];
  const loop = rows.filter(({ first }) => first > lasso.start);
  return [...shown(stem), { kind: 'loop begins' }, ...shown(loop), { kind: 'loop ends' }];
}

function excerptRows(rows: readonly EventRow[], excerpt: Excerpt): readonly Row[] {
  const isKept = ({ isOnPath, isFault }: EventRow): boolean => isOnPath || isFault;
  const isLong = excerptOf(rows, excerpt, isKept).some(({ isShown }) => !isShown);
  if (!isLong) return rows;
  const folded = fold(rows);
  return excerptOf(folded, excerpt, isKept).flatMap(({ entries, isShown }): readonly Row[] => {
    if (isShown) return entries;
    return [{ kind: 'gap', steps: entries.reduce((sum, { first, last }) => sum + last - first + 1, 0) }];
  });
}

/** Neighbours in a list, all of which are shown or none. */
export interface Stretch<T> {
  readonly entries: readonly T[];
  readonly isShown: boolean;
}

/**
 * What to show of a list: its beginning, its end, and of the middle what must be kept. A gap of one entry is not worth
 * leaving out.
 */
export function excerptOf<T>(
  list: readonly T[],
  { first, last }: Excerpt,
  mustKeep: (entry: T) => boolean,
): readonly Stretch<T>[] {
  const stretches: { entries: T[]; isShown: boolean }[] = [];
  for (const [i, entry] of list.entries()) {
    const isShown = i < first || i >= list.length - last || mustKeep(entry);
    const current = stretches.at(-1);
    if (current?.isShown === isShown) current.entries.push(entry);
    else stretches.push({ entries: [entry], isShown });
  }
  return stretches.map(({ entries, isShown }) => ({ entries, isShown: isShown || entries.length === 1 }));
}

/** Makes one row of each run of steps of one process that neither send nor receive. */
function fold(rows: readonly EventRow[]): readonly EventRow[] {
  const folded: EventRow[] = [];
  for (let i = 0; i < rows.length; ) {
    let end = i;
    while (isLocal(rows[end]) && rows[end]?.lane === rows[i]?.lane) end++;
    if (end - i < leastFolded) {
      folded.push(...rows.slice(i, Math.max(end, i + 1)));
      i = Math.max(end, i + 1);
    } else {
      const [first, last] = [rows[i] as EventRow, rows[end - 1] as EventRow];
      folded.push({ ...first, last: last.last, label: `${end - i} local steps` });
      i = end;
    }
  }
  return folded;
}

function isLocal(row: EventRow | undefined): boolean {
  return (
    row?.receives === undefined &&
    row?.sends.length === 0 &&
    row.lane !== undefined &&
    row.loses.length === 0 &&
    !row.isFault &&
    !row.isViolation &&
    !row.isOnPath
  );
}
