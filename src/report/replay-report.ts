import { formatValue } from '../counterexample/wording.ts';
import { describeFaults } from '../spec/environment/faults.ts';
import { columnsOf, fill, wrap } from './columns.ts';
import { countOf } from './figures.ts';
import { type Page, type PrettyOptions, pageOf } from './page.ts';
import type { ReplayedRun, ReplayOutcome } from './replayed-run.ts';
import { drawSpaceTime } from './space-time-text.ts';
import { dumpStates } from './states.ts';
import { describeSteps } from './step-lines.ts';
import type { Style } from './style.ts';
import type { TraceRecord } from './trace-record.ts';
import { describeViolation } from './violation.ts';

/** A run that was made again, and what it was when it was recorded. */
export interface Replay {
  readonly tool: { readonly name: string; readonly version: string };
  readonly recorded: TraceRecord;
  readonly replayed: ReplayedRun;
  /** The spec's file, as it is shown. */
  readonly file: string;
  readonly traceFile: string;
  /** The file of the spec is another one than when the run was recorded. */
  readonly isChanged: boolean;
  /** That the run still violates its property is what is wanted. */
  readonly isExpected?: boolean;
  /** The first step that leads to another state than when the run was recorded; 0 if it begins in another. */
  readonly differsFrom?: number;
}

/** What can be printed of a replayed run, besides the report. */
export const textViews = ['diagram', 'steps', 'states'] as const;

export type TextView = (typeof textViews)[number];

/** The report of a replay: what runs, the run as far as it can be made, and what it says of its property. Ends with a line break. */
export function replayReport(replay: Replay, options: PrettyOptions): string {
  const page = pageOf(options);
  const { replayed } = replay;
  const { outcome, property } = replayed;
  const isViolation = property.status === 'violated';
  const lines = [
    ...describeHeading(replay, page),
    '',
    ...(outcome.kind === 'impossible' ? [...describeBroken(outcome, page), ''] : []),
    ...(isViolation
      ? describeViolation(property, { stats: { states: property.trace.length + 1 } }, page)
      : describeMade(replay, page)),
    ...describeVerdict(replay, page),
  ];
  return `${lines.join('\n')}\n`;
}

/** One view of a replayed run. Ends with a line break. */
export function replayView(view: TextView, { replayed }: Replay, options: PrettyOptions): string {
  const page = pageOf(options);
  const { trace, status } = replayed.property;
  const draw = () => drawSpaceTime(trace, page, { focus: [], isViolation: status === 'violated' });
  const views: Readonly<Record<TextView, () => readonly string[]>> = {
    diagram: () =>
      trace.processes.length > 0 && trace.length > 0 ? draw() : describeSteps(trace, page, { withMessages: true }),
    steps: () => describeSteps(trace, page, { withMessages: true }),
    states: () => dumpStates(trace, page),
  };
  return `${views[view]().join('\n')}\n`;
}

/** What a replay found out, in a sentence. */
export function replayVerdict({
  recorded,
  replayed,
}: {
  readonly recorded: { readonly length: number; readonly property: Pick<TraceRecord['property'], 'status'> };
  readonly replayed: ReplayedRun;
}): string {
  const { outcome, property } = replayed;
  const { name } = property;
  const isWitness = recorded.property.status === 'reached';
  switch (outcome.kind) {
    case 'settled': {
      const { length } = property.trace;
      const early = length < recorded.length ? `, already after ${countOf(length, 'step')} of ${recorded.length}` : '';
      return `the run still ${isWitness ? 'reaches' : 'violates'} ${name}${early}`;
    }
    case 'not settled':
      return isWitness
        ? `the run no longer reaches ${name}`
        : `the run can still happen, and no longer violates ${name}: ${outcome.why}`;
    default: {
      const end = isWitness ? `so that it no longer reaches ${name}` : `and so does not violate ${name}`;
      return `the run is no longer possible, ${end}: step ${outcome.step}, ${outcome.key}, is not enabled`;
    }
  }
}

function describeHeading(
  { tool, recorded, replayed, file, traceFile, isChanged, differsFrom }: Replay,
  page: Page,
): readonly string[] {
  const { glyphs, paint, width } = page;
  const { name, parameters, faults } = replayed;
  const title = ` ${tool.name} ${tool.version}   ${file} ${glyphs.within} ${paint('strong', name)}`;
  const values = Object.entries(parameters).map(([key, value]) => `${key}=${formatValue(value)}`);
  const beside = [title, values.join(' ')].join('    ');
  const loop =
    recorded.lasso === undefined
      ? []
      : [recorded.lasso.period === 0 ? 'stays there for ever' : `a loop of ${recorded.lasso.period}`];
  const how = [
    ...(faults === undefined ? [] : [`faults: ${describeFaults(faults)} at most`]),
    `replay of ${countOf(recorded.length, 'step')}`,
    ...loop,
    traceFile,
    isChanged ? 'the spec has changed since' : 'the spec is the same file',
    ...(differsFrom === undefined
      ? []
      : [differsFrom === 0 ? 'it begins in another state' : `states differ from step ${differsFrom} on`]),
  ];
  return [
    ...(values.length === 0 || columnsOf(beside) <= width
      ? [values.length === 0 ? title : beside]
      : [title, ...fill(values, ' ', width - 1).map((line) => ` ${line}`)]),
    ...fill(how, glyphs.separator, width - 1).map((line) => ` ${paint('dim', line)}`),
  ];
}

/** Where the run stops, and what could happen there instead. */
function describeBroken(
  broken: ReplayOutcome & { readonly kind: 'impossible' | 'stale' },
  page: Page,
): readonly string[] {
  const { glyphs, paint, width } = page;
  const { step, key, unmet, enabled } = broken;
  const title = `the spec changed: step ${step} is no longer enabled`;
  const rule = `${glyphs.line.repeat(2)} ${paint('warning', title)} ${glyphs.line.repeat(Math.max(0, width - columnsOf(title) - 4))}`;
  return [
    rule,
    '',
    ...entry('step', key, page),
    ...entry('needs', unmet.join(', '), page),
    ...entry('enabled', enabled.length === 0 ? 'nothing' : enabled.join(glyphs.separator), page),
  ];
}

function entry(title: string, text: string, { paint, width }: Page): readonly string[] {
  const indent = 12;
  return wrap(text, width - indent).map(
    (line, i) => `   ${paint('dim', (i === 0 ? title : '').padEnd(indent - 3))}${line}`,
  );
}

/** The run, or as much of it as can be made. */
function describeMade({ replayed }: Replay, page: Page): readonly string[] {
  const { trace } = replayed.property;
  if (page.detail === 'none' || trace.length === 0) return [];
  const isDrawn = page.diagram !== false && trace.processes.length > 0;
  const blocks = [
    isDrawn ? drawSpaceTime(trace, page, { focus: [], isViolation: false }) : [],
    describeSteps(trace, page, { withMessages: !isDrawn }),
    page.detail === 'full' ? dumpStates(trace, page) : [],
  ];
  return blocks.filter((block) => block.length > 0).flatMap((block) => [...block, '']);
}

function describeVerdict(replay: Replay, { paint, width }: Page): readonly string[] {
  const { recorded, replayed } = replay;
  const isSettled = replayed.outcome.kind === 'settled';
  const isWitness = recorded.property.status === 'reached';
  const isExpected = replay.isExpected === true;
  const isGood = isSettled === (isWitness || isExpected);
  const [word, style]: readonly [string, Style] = isGood ? ['PASS', 'good'] : ['FAIL', 'bad'];
  const opening = isExpected && isGood && !isWitness ? 'as expected, ' : '';
  const remark = isGood && !isSettled ? ' Other runs may: check the spec.' : '';
  return wrap(`${opening}${replayVerdict(replay)}.${remark}`, width - word.length - 4).map((line, i) =>
    i === 0 ? ` ${paint(style, word)}   ${line}` : ' '.repeat(word.length + 4) + line,
  );
}
