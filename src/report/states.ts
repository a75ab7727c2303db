import type { Json, Trace } from '../counterexample/trace.ts';
import { formatValue } from '../counterexample/wording.ts';
import { columnsOf, padEnd, wrap } from './columns.ts';
import type { Page } from './page.ts';

/** Every state of a trace in full, a line for each of its parts. */
export function dumpStates(trace: Trace, page: Page): readonly string[] {
  const states = [trace.initial, ...trace.steps.map(({ state }) => state)];
  return states.flatMap((state, i) => [
    ...(i === 0 ? [] : ['']),
    `   ${page.paint('strong', i === 0 ? 'initial state' : `state ${i}`)}`,
    ...dumpState(trace, state, page.width),
  ]);
}

function dumpState(trace: Trace, state: Json, width: number): readonly string[] {
  const parts = partsOf(trace, state);
  const widest = Math.floor(0.4 * width);
  const names = parts.map(([name]) => columnsOf(name)).filter((columns) => columns <= widest);
  const nameColumns = Math.max(0, ...names) + 2;
  return parts.flatMap(([name, value]) => {
    const lines = wrap(formatValue(value), width - 6 - nameColumns);
    const below = lines.map((line) => `      ${' '.repeat(nameColumns)}${line}`);
    if (columnsOf(name) > widest) return [...wrap(name, width - 6).map((line) => `      ${line}`), ...below];
    return [`      ${padEnd(name, nameColumns)}${lines[0]}`, ...below.slice(1)];
  });
}

/** A state with processes by process and channel that is not empty; another by its fields. */
function partsOf({ processes }: Trace, state: Json): readonly (readonly [name: string, value: Json])[] {
  if (state === null || typeof state !== 'object' || Array.isArray(state)) return [['state', state]];
  const { processes: locals, channels, ...rest } = state as { readonly [key: string]: Json };
  if (!isMatrix(channels) || !Array.isArray(locals)) return Object.entries(state);
  const nameOf = (id: number): string => processes[id]?.id ?? `p${id}`;
  return [
    ...(locals as readonly Json[]).map((local, id) => [nameOf(id), local] as const),
    ...channels.flatMap((row, from) =>
      row.flatMap((messages, to) =>
        Array.isArray(messages) && messages.length > 0
          ? [[`channel ${nameOf(from)} to ${nameOf(to)}`, messages] as const]
          : [],
      ),
    ),
    ...Object.entries(rest),
  ];
}

function isMatrix(value: Json | undefined): value is readonly (readonly Json[])[] {
  return Array.isArray(value) && value.every((row) => Array.isArray(row));
}
