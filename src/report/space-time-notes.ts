import { lamportClocks, vectorClocks } from '../counterexample/clocks.ts';
import type { Message, Trace } from '../counterexample/trace.ts';
import { labelOf } from './happening.ts';
import type { Page } from './page.ts';
import type { EventRow } from './space-time.ts';
import type { Style } from './style.ts';

/** What stands right of the lanes. */
export interface Note {
  readonly text: string;
  readonly style: Style;
}

/** A step of no process has its mark beside the lanes, and words that go on below it if there is no room. */
function offLane(row: EventRow, page: Page): readonly Note[] {
  const [first = '', ...others] = (row.label ?? '').split(' ');
  return [`${markOf(row, page)} ${first}`.trimEnd(), ...others].map((text) => ({
    text,
    style: isBad(row) ? 'bad' : 'strong',
  }));
}

/** What a row has to tell beside its mark and its arrow. */
export function notesOf(row: EventRow, { processes }: Trace, page: Page): readonly Note[] {
  const { lane, receives, from, sends, loses, unsentTo } = row;
  const { glyphs } = page;
  const toOther = ({ id, from, to }: Message): string =>
    processes.length === 2 && from !== to ? `m${id}` : `m${id}${glyphs.to}${to}`;
  return [
    ...(lane === undefined && receives === undefined ? offLane(row, page) : []),
    ...(receives !== undefined && from === undefined
      ? [{ text: `${labelOf(receives)} from ${receives.from}`, style: 'dim' as const }]
      : []),
    ...sends
      .filter(({ copyOf }) => copyOf === undefined)
      .map((message, i) => ({ text: `${i === 0 ? 'sends ' : ''}${toOther(message)}`, style: 'dim' as const })),
    ...loses.map((message, i) => ({
      text: `${i === 0 ? 'loses ' : ''}${toOther(message)}`,
      style: 'warning' as const,
    })),
    ...unsentTo.map((to, i) => ({ text: `${i === 0 ? 'unsent ' : ''}${glyphs.to}${to}`, style: 'warning' as const })),
    ...(receives?.overtakes?.map((id, i) => ({
      text: `${i === 0 ? 'overtakes ' : ''}m${id}`,
      style: 'warning' as const,
    })) ?? []),
  ];
}

/** The clock of a step, if clocks are asked for; folded steps have several. */
export function clockNote({ first, last }: EventRow, trace: Trace, { clocks }: Page): readonly Note[] {
  if (clocks === undefined || first !== last) return [];
  const clock = (clocks === 'vector' ? vectorClocks(trace) : lamportClocks(trace))[first - 1];
  return clock === undefined ? [] : [{ text: `[${clock.join(' ')}]`, style: 'dim' }];
}

/** A violation or a crash. */
export function isBad({ isViolation, isCrash }: EventRow): boolean {
  return isViolation || isCrash;
}

/** The mark of an event. */
export function markOf({ isViolation, isCrash, isOnPath }: EventRow, { glyphs }: Page): string {
  if (isCrash) return glyphs.no;
  return isViolation ? glyphs.violation : isOnPath ? glyphs.pathEvent : glyphs.event;
}
