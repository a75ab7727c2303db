import type { Change, Step, Trace } from '../counterexample/trace.ts';
import { formatMessage, formatValue } from '../counterexample/wording.ts';
import { columnsOf, fill, padEnd, padStart, truncate } from './columns.ts';
import { countOf } from './figures.ts';
import { happening, isFault } from './happening.ts';
import type { Page } from './page.ts';
import { type Excerpt, excerptOf, type Stretch } from './space-time.ts';
import { laneStyle } from './style.ts';

/** What happens at a step takes so many columns at most; if it needs more, its changes go below. */
const widestName = 28;
const minimalName = 8;

/** One line for each step of a trace: what happened, and what it changed. */
export function describeSteps(
  trace: Trace,
  page: Page,
  options: { readonly excerpt?: Excerpt; readonly withMessages: boolean },
): readonly string[] {
  const { glyphs, paint } = page;
  const isKept = (step: Step): boolean => isFault(step) || (trace.causalPath?.steps.includes(step.index) ?? false);
  const stretchesOf = (steps: readonly Step[]): readonly Stretch<Step>[] =>
    options.excerpt ? excerptOf(steps, options.excerpt, isKept) : [{ entries: steps, isShown: true }];
  const start = trace.lasso?.start ?? trace.length;
  const [stem, loop] = [stretchesOf(trace.steps.slice(0, start)), stretchesOf(trace.steps.slice(start))];
  const shown = [...stem, ...loop].flatMap(({ entries, isShown }) => (isShown ? entries : []));
  const numberColumns = Math.max(4, String(trace.length).length + 2);
  const widest = Math.min(widestName, Math.floor(0.4 * page.width));
  const names = shown.map((step) => columnsOf(happening(trace, step))).filter((columns) => columns <= widest);
  const nameColumns = Math.max(minimalName, ...names);
  const write = (step: Step): readonly string[] => {
    const name = happening(trace, step);
    const number = `${paint('dim', padStart(String(step.index), numberColumns))}  `;
    const indent = numberColumns + nameColumns + 5;
    const items = [
      ...step.diff.map((change) => describeChange(trace, change, page)),
      ...(options.withMessages || step.diff.length === 0 ? describeSends(trace, step, page) : []),
      ...describeLosses(trace, step, page),
    ];
    const room = page.width - indent;
    const lines = fill(
      items.flatMap((item) => fitted(item, room)),
      glyphs.separator,
      room,
    );
    const below = lines.map((line) => (' '.repeat(indent) + line).trimEnd());
    if (columnsOf(name) <= nameColumns)
      return [`${number}${padEnd(name, nameColumns)}   ${lines[0]}`.trimEnd(), ...below.slice(1)];
    const whole = number + truncate(name, page.width - numberColumns - 2, glyphs.ellipsis);
    return items.length === 0 ? [whole] : [whole, ...below];
  };
  const margin = ' '.repeat(numberColumns + 2);
  const gap = ({ length }: readonly Step[]): string =>
    paint('dim', `${margin}${glyphs.ellipsis} ${countOf(length, 'step')} (--detail full)`);
  const writeAll = (stretches: readonly Stretch<Step>[]): readonly string[] =>
    stretches.flatMap(({ entries, isShown }) => (isShown ? entries.flatMap(write) : [gap(entries)]));
  if (trace.lasso === undefined || trace.lasso.period === 0) return writeAll(stem);
  return [...writeAll(stem), paint('dim', `${margin}${glyphs.repeats} from here on for ever`), ...writeAll(loop)];
}

interface Item {
  readonly text: string;
  readonly paint: (text: string) => string;
}

/** A change as a report prints it: `p0.phase released → wanted`, `p0.queue += 1`. */
function describeChange(trace: Trace, change: Change, { glyphs, paint }: Page): Item {
  const { path } = change;
  const process = trace.processes.findIndex(({ id }) => path === id || path.startsWith(`${id}.`));
  const painted = (text: string): string =>
    process >= 0 && text.startsWith(path) ? paint(laneStyle(process), path) + text.slice(path.length) : text;
  return { text: changeText(change, glyphs.change), paint: painted };
}

/** A change in words; `arrow` stands between the old value and the new one. */
export function changeText({ path, op, from, to }: Change, arrow: string): string {
  if (op === 'add') return `${path} += ${formatValue(to ?? null)}`;
  if (op === 'remove') return `${path} -= ${formatValue(from ?? null)}`;
  if (from === undefined) return `${path} := ${formatValue(to ?? null)}`;
  if (to === undefined) return `${path} is gone`;
  return `${path} ${formatValue(from)} ${arrow} ${formatValue(to)}`;
}

function describeSends(trace: Trace, { sends, environment }: Step, { glyphs }: Page): readonly Item[] {
  if (sends.length === 0 || environment === 'transmit' || environment === 'duplicate') return [];
  const names = sends.map((id) => `m${id}${glyphs.to}${trace.messages[id - 1]?.to}`);
  return [{ text: `sends ${names.join(' ')}`, paint: (text) => text }];
}

/** What a crash makes disappear: messages in flight, and those that were still to be sent. */
function describeLosses(
  trace: Trace,
  { environment, loses = [], unsent = [] }: Step,
  { glyphs }: Page,
): readonly Item[] {
  if (environment !== 'crash' && environment !== 'recover') return [];
  const lost = loses.map((id) => `m${id}${glyphs.to}${trace.messages[id - 1]?.to}`);
  const never = unsent.map((message) => `never sends ${formatMessage(message)}${glyphs.to}${message.to}`);
  const texts = [...(lost.length > 0 ? [`loses ${lost.join(' ')}`] : []), ...never];
  return texts.map((text) => ({ text, paint: (one: string) => one }));
}

/** An item in one piece if it fits on a line, otherwise broken at spaces, and the pieces painted. */
function fitted({ text, paint }: Item, columns: number): readonly string[] {
  if (columnsOf(text) <= columns) return [paint(text)];
  return fill(
    text.split(' ').map((word) => truncate(word, columns, '')),
    ' ',
    columns,
  ).map(paint);
}
