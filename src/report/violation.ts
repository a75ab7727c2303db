import type { FalsePart, Trace } from '../counterexample/trace.ts';
import { formatParts, formatValue } from '../counterexample/wording.ts';
import { codeFrame } from './code-frame.ts';
import { columnsOf, fill, truncate, wrap } from './columns.ts';
import { describeCost } from './cost-line.ts';
import { describeFairness } from './fairness-table.ts';
import { countOf, formatCount } from './figures.ts';
import { drawLoopEdge } from './loop-frame.ts';
import type { Page } from './page.ts';
import type { PropertyResult, SystemResult } from './result.ts';
import type { Excerpt } from './space-time.ts';
import { drawSpaceTime } from './space-time-text.ts';
import { dumpStates } from './states.ts';
import { describeSteps } from './step-lines.ts';
import { describeDeadlock } from './wait-for-text.ts';
import { describeWhatMatters } from './what-matters.ts';

/** What is kept of a long run unless all of it is asked for. */
const excerpt: Excerpt = { first: 3, last: 10 };

/** The code of a violation, by the kind of the property. */
export const codes = {
  always: 'V101',
  step: 'V102',
  history: 'V103',
  order: 'V104',
  cost: 'V105',
  deadlock: 'V201',
  terminal: 'V202',
  reachable: 'V401',
  temporal: 'V301',
  possible: 'V302',
  bypass: 'V303',
} as const;

/** How many states were looked at. */
interface Searched {
  readonly stats: Pick<SystemResult['stats'], 'states'>;
}

/** The section on a violated property: headline, source, diagram, reasons, steps. Ends with an empty line. */
export function describeViolation(property: PropertyResult, system: Searched, page: Page): readonly string[] {
  const { trace } = property;
  const blocks = [headline(property, page), explainFalsehood(property, system, page)];
  if (trace !== undefined && page.detail !== 'none') blocks.push(...describeRun(trace, property, page));
  blocks.push([...describeWhatMatters(property, page), ...describeFiles(property, page)]);
  return blocks.filter((block) => block.length > 0).flatMap((block) => [...block, '']);
}

/** Where the run was written to: the command that replays it, if there is room for it. */
function describeFiles({ traceFile, testFile }: PropertyResult, { detail, paint, width }: Page): readonly string[] {
  const line = (title: string, text: string, columns = 15): string => ` ${paint('dim', title.padEnd(columns))}${text}`;
  const test = testFile === undefined ? [] : [line('test', testFile)];
  if (traceFile === undefined || detail === 'none') return test;
  const command = `unturned replay ${shellWord(traceFile)}`;
  const room = width - columnsOf(command) - 1;
  if (room >= 9) return [line('replay', command, Math.min(room, 15)), ...test];
  const roomForFile = width - columnsOf(traceFile) - 1;
  if (roomForFile >= 8) return [line('trace', traceFile, Math.min(roomForFile, 15)), ...test];
  return [line('trace', '', 0), ...inPieces(traceFile, width - 3).map((piece) => `   ${piece}`), ...test];
}

/** A text that has no spaces to break it at, in lines of so many characters. */
function inPieces(text: string, length: number): readonly string[] {
  return text.length <= length ? [text] : [text.slice(0, length), ...inPieces(text.slice(length), length)];
}

function shellWord(text: string): string {
  return /^[\w./=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The picture and the text of a run. */
function describeRun(trace: Trace, property: PropertyResult, page: Page): readonly (readonly string[])[] {
  const cut = page.detail === 'auto' ? { excerpt } : {};
  const isDrawn = page.diagram !== false && trace.processes.length > 0 && trace.length > 0;
  const focus = focusOf(trace, property);
  return [
    isDrawn ? drawSpaceTime(trace, page, { ...cut, focus, isViolation: true }) : [],
    trace.deadlock === undefined ? [] : describeDeadlock(trace, trace.deadlock, page),
    isDrawn || trace.lasso === undefined ? [] : [drawLoopEdge({ kind: 'loop ends' }, trace, page)],
    describeFairness(property, page),
    describeSteps(trace, page, { ...cut, withMessages: !isDrawn }),
    page.detail === 'full' ? dumpStates(trace, page) : [],
  ];
}

/** The processes that the violation is about: those of the cycle, or of the parts that make the property false. */
function focusOf(trace: Trace, { falseParts = [] }: PropertyResult): readonly string[] {
  const named = trace.processes.map(({ id }) => id).filter((id) => falseParts.some(({ text }) => isOf(text, id)));
  const { causalPath: path } = trace;
  return [
    ...new Set([...(trace.deadlock?.cycle ?? []), ...(path === undefined ? [] : [path.to, path.from]), ...named]),
  ];
}

function isOf(text: string, id: string): boolean {
  return text === id || text.startsWith(`${id}.`) || text.startsWith(`${id}[`);
}

function headline(property: PropertyResult, page: Page): readonly string[] {
  const { glyphs, paint, width } = page;
  const { name, kind, message, falseParts = [] } = property;
  const rule = glyphs.line.repeat(2);
  const claim = `${codes[kind]} ${name} ${kind === 'reachable' ? 'is never reached' : 'is violated'}`;
  const words = message === undefined || message === formatParts(falseParts) ? undefined : message.replace(/\s+/g, ' ');
  const whole = words === undefined ? claim : `${claim}: ${words}`;
  const isShort = columnsOf(whole) + 8 <= width;
  const title = truncate(isShort ? whole : claim, width - 8, glyphs.ellipsis);
  const line = `${rule} ${paint('bad', title)} ${glyphs.line.repeat(width - columnsOf(title) - 4)}`;
  if (isShort || words === undefined) return [line];
  return [line, '', ...wrap(words, width - 3).map((text) => `   ${text}`)];
}

/** Where the property is written, and which parts of the last state make it false. */
function explainFalsehood(property: PropertyResult, system: Searched, page: Page): readonly string[] {
  const remarks = describeFalsehood(property, system, page);
  if (property.source !== undefined) return codeFrame(property.source, remarks, page, property.name);
  return fill(remarks, '   ', page.width - 3).map((line) => `   ${line}`);
}

export function describeFalsehood(
  { kind, falseParts = [], trace, cost, violatedPart }: PropertyResult,
  { stats }: Searched,
  page: Page,
): readonly string[] {
  const { glyphs, width } = page;
  if (kind === 'cost') return [describeCost(cost)];
  if (trace?.lasso !== undefined) return describeLoop(trace.lasso, falseParts, violatedPart, page);
  if (kind === 'reachable') return [`true of none of the ${formatCount(stats.states)} states, and there are no others`];
  const length = trace?.length ?? 0;
  const where =
    kind === 'step' || kind === 'order'
      ? `false of step ${length}:`
      : length === 0
        ? 'false in an initial state:'
        : `false in state ${length}:`;
  const opening = kind === 'deadlock' ? 'not a proper end:' : where;
  const parts = falseParts.map((part) => truncate(describePart(part), Math.floor(width / 2), glyphs.ellipsis));
  if (parts.length === 0) return [opening.slice(0, -1)];
  return [`${opening}  ${parts[0]}`, ...parts.slice(1)];
}

/** What stays the same while the loop repeats. */
function describeLoop(
  { period }: NonNullable<Trace['lasso']>,
  parts: readonly FalsePart[],
  violatedPart: string | undefined,
  { glyphs, width }: Page,
): readonly string[] {
  const part =
    violatedPart === undefined ? [] : [truncate(`violated part:  ${violatedPart}`, width - 8, glyphs.ellipsis)];
  const [first, ...others] = parts.map((one) => truncate(describePart(one), Math.floor(width / 2), glyphs.ellipsis));
  if (first === undefined) return part.length > 0 ? part : ['not so of the run below'];
  const where = period === 0 ? 'at the end:' : period === 1 ? 'in the loop:' : `in all ${period} states of the loop:`;
  return [...part, `${where}  ${first}`, ...others];
}

function describePart({ text, value }: FalsePart): string {
  return `${text} = ${formatValue(value)}`;
}

/** How long a run is, in the line of its property: `after 8 steps (shortest possible)`. */
export function lengthOf({ length, shortest, lasso }: Trace): string {
  if (lasso !== undefined) {
    const end = lasso.period === 0 ? 'stays there for ever' : `a loop of ${lasso.period}`;
    return lasso.start === 0
      ? lasso.period === 0
        ? 'the first state, and stays there'
        : end
      : `${countOf(lasso.start, 'step')}, then ${end}`;
  }
  return `${countOf(length, 'step')}${shortest && length > 0 ? ' (shortest possible)' : ''}`;
}
