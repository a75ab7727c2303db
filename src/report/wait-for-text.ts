import { describeNeed } from '../counterexample/deadlock.ts';
import type { Deadlock, Json, Trace } from '../counterexample/trace.ts';
import { formatValue } from '../counterexample/wording.ts';
import { canvasLine } from './canvas.ts';
import { columnsOf, fill, padEnd, truncate, wrap } from './columns.ts';
import { countOf } from './figures.ts';
import type { Page } from './page.ts';
import { laneStyle } from './style.ts';

const indent = 3;

/** Narrower columns beside a drawing are not worth it. */
const narrowestColumn = 36;

/** Reasons beyond so many are counted, not listed. */
const mostReasons = 12;

/** Explains a deadlock: who waits for whom beside what every process is, and why no action is enabled. */
export function describeDeadlock(trace: Trace, deadlock: Deadlock, page: Page): readonly string[] {
  const states = (columns: number): readonly string[] => describeProcesses(trace, deadlock, columns, page);
  const cycle = drawCycle(trace, deadlock.cycle, page);
  const reasons = describeReasons(trace, deadlock, page);
  const title = (text: string): string => `${' '.repeat(indent)}${page.paint('strong', text)}`;
  const inset = (line: string): string => ' '.repeat(2 * indent) + line;
  const why = [title('why nothing can move'), ...reasons.map(inset)];
  if (cycle.length === 0) {
    const waiting = states(page.width - 2 * indent);
    return waiting.length === 0 ? why : [title('where every process stands'), ...waiting.map(inset), '', ...why];
  }
  const left = [title('wait-for cycle'), ...cycle.map(inset)];
  const gutter = Math.max(...left.map(columnsOf)) + 4;
  const right = states(page.width - gutter);
  if (page.width - gutter < narrowestColumn)
    return [...left, '', ...states(page.width - 2 * indent).map(inset), '', ...why];
  const height = Math.max(left.length, right.length);
  const beside = Array.from({ length: height }, (_, i) =>
    `${padEnd(left[i] ?? '', gutter)}${right[i] ?? ''}`.trimEnd(),
  );
  return [...beside, '', ...why];
}

/** A ring of processes, each pointing at the one it waits for: on one line if there is room, otherwise downwards. */
function drawCycle(trace: Trace, cycle: readonly string[], { width, glyphs, paint }: Page): readonly string[] {
  if (cycle.length === 0) return [];
  const style = (id: string) => laneStyle(trace.processes.findIndex((process) => process.id === id));
  if (cycle.length === 1) return [`${paint(style(cycle[0] as string), cycle[0] as string)} ${glyphs.self}`];
  const arrow = ` ${glyphs.line.repeat(3)}${glyphs.headRight} `;
  const starts: number[] = [];
  let column = 0;
  for (const id of cycle) {
    starts.push(column);
    column += columnsOf(id) + columnsOf(arrow);
  }
  if (column - columnsOf(arrow) + 2 * indent > width) return drawTallCycle(cycle, style, width, { glyphs, paint });
  const [names, sides, bottom] = [canvasLine(), canvasLine(), canvasLine()];
  const end = starts.at(-1) as number;
  for (const [i, id] of cycle.entries()) {
    names.put(starts[i] as number, id, style(id));
    if (i < cycle.length - 1) names.put((starts[i] as number) + columnsOf(id), arrow);
  }
  sides.put(0, glyphs.headUp);
  sides.put(end, glyphs.lane);
  bottom.put(0, glyphs.cornerBottomLeft + glyphs.line.repeat(end - 1) + glyphs.cornerBottomRight);
  return [names, sides, bottom].map((line) => line.render(paint));
}

function drawTallCycle(
  cycle: readonly string[],
  style: (id: string) => ReturnType<typeof laneStyle>,
  width: number,
  { glyphs, paint }: Pick<Page, 'glyphs' | 'paint'>,
): readonly string[] {
  return cycle.flatMap((id, i) => {
    const isFirst = i === 0;
    const isLast = i === cycle.length - 1;
    const side = isFirst
      ? `${glyphs.cornerTopLeft}${glyphs.line}${glyphs.headRight} `
      : isLast
        ? `${glyphs.cornerBottomLeft}${glyphs.line}${glyphs.line} `
        : `${glyphs.lane}   `;
    const name = paint(style(id), truncate(id, width - 2 * indent - 4, glyphs.ellipsis));
    return isLast ? [side + name] : [side + name, `${glyphs.lane}   ${glyphs.headDown}`];
  });
}

/** For each process what it waits for, and what of its local state is not as at the start. */
function describeProcesses(trace: Trace, { waitsFor }: Deadlock, columns: number, page: Page): readonly string[] {
  const { glyphs, paint } = page;
  const last = trace.steps.at(-1)?.state ?? trace.initial;
  const nameColumns = Math.min(24, Math.max(0, ...trace.processes.map(({ id }) => columnsOf(id)))) + 3;
  const room = columns - nameColumns;
  return trace.processes.flatMap(({ id, crashedAt }, process) => {
    const isDown = crashedAt !== undefined && !recovers(trace, id, crashedAt);
    const crash = isDown ? [`crashed in step ${crashedAt}`] : [];
    const waiting = waitsFor
      .filter(({ from }) => from === id)
      .flatMap(({ to, reason }) => wrap(`waits for ${to}: ${reason}`, room));
    const fields = changedFields(localState(trace.initial, process), localState(last, process));
    const state =
      fields.length === 0
        ? []
        : fill(
            fields.map((text) => truncate(text, room, glyphs.ellipsis)),
            glyphs.separator,
            room,
          );
    const name = padEnd(truncate(id, nameColumns - 3, glyphs.ellipsis), nameColumns);
    return [...crash, ...waiting, ...state].map(
      (line, i) => (i === 0 ? paint(laneStyle(process), name) : ' '.repeat(nameColumns)) + line,
    );
  });
}

function recovers({ steps }: Trace, id: string, after: number): boolean {
  return steps.some(({ index, process, environment }) => index > after && process === id && environment === 'recover');
}

/** A process's part of a state, where the state has one. */
function localState(state: Json, process: number): Json | undefined {
  if (state === null || typeof state !== 'object' || !('processes' in state)) return undefined;
  const { processes } = state;
  return Array.isArray(processes) ? (processes as readonly Json[])[process] : undefined;
}

function changedFields(before: Json | undefined, after: Json | undefined): readonly string[] {
  if (after === undefined) return [];
  if (after === null || typeof after !== 'object' || Array.isArray(after)) return [formatValue(after)];
  const was = (before ?? {}) as { readonly [key: string]: Json };
  return Object.entries(after)
    .filter(([key, value]) => JSON.stringify(was[key]) !== JSON.stringify(value))
    .map(([key, value]) => `${key} ${formatValue(value)}`);
}

/** Actions that the same conditions forbid in one line: which, and what they need. */
export function groupReasons(
  { processes: all }: Pick<Trace, 'processes'>,
  disabled: Deadlock['disabled'],
): readonly { readonly what: string; readonly guard: string }[] {
  const groups = new Map<string, { action: string; guard: string; processes: string[] }>();
  for (const { action, process, guard } of disabled) {
    const key = JSON.stringify([action, guard]);
    const group = groups.get(key) ?? { action, guard, processes: [] };
    groups.set(key, group);
    if (process !== undefined) group.processes.push(process);
  }
  return [...groups.values()].map(({ action, guard, processes }) => {
    const who = processes.length === all.length && processes.length > 3 ? 'every process' : processes.join(' ');
    return { what: who === '' ? action : `${who} ${action}`, guard };
  });
}

/** The false conditions of every action, those of the same action with the same conditions together. */
function describeReasons(trace: Trace, { disabled }: Deadlock, page: Page): readonly string[] {
  const { glyphs, paint, width, detail } = page;
  const all = groupReasons(trace, disabled);
  const shown = detail === 'full' || all.length <= mostReasons ? all : all.slice(0, mostReasons);
  const whatColumns = Math.min(Math.floor(width / 3), Math.max(...shown.map(({ what }) => columnsOf(what)))) + 3;
  const lines = shown.flatMap(({ what, guard }) => {
    const left = padEnd(truncate(what, whatColumns - 3, glyphs.ellipsis), whatColumns);
    const text = wrap(describeNeed(guard), width - 2 * indent - whatColumns);
    return text.map((line, i) => (i === 0 ? left : ' '.repeat(whatColumns)) + line);
  });
  if (shown.length === all.length) return lines;
  return [
    ...lines,
    paint('dim', `${glyphs.ellipsis} ${countOf(all.length - shown.length, 'more action')} (--detail full)`),
  ];
}
