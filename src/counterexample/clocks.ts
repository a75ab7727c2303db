import type { Message, Trace } from './trace.ts';

/** The logical clock of a step: one number, or one for each process. */
export type Clock = readonly number[];

/**
 * Lamport's clock at each step of a trace: one more than the greatest of the process's previous step and, for a delivery, of
 * the sending (Lamport, Time, clocks and the ordering of events in a distributed system, CACM 21(7), 1978, IR1 and IR2).
 * A step of no process has none. A duplicate carries the clock of what it is a copy of.
 */
export function lamportClocks(trace: Trace): readonly (Clock | undefined)[] {
  const merge = (own: Clock, other: Clock): Clock => [Math.max(own[0] as number, other[0] as number)];
  return clocks(trace, [0], merge, () => 0);
}

/**
 * The vector clock at each step of a trace: how many steps of each process happened before it, its own included (Mattern,
 * Virtual time and global states of distributed systems, 1989). A step of no process has none.
 */
export function vectorClocks(trace: Trace): readonly (Clock | undefined)[] {
  const merge = (own: Clock, other: Clock): Clock => own.map((count, i) => Math.max(count, other[i] as number));
  return clocks(
    trace,
    trace.processes.map(() => 0),
    merge,
    (process) => process,
  );
}

function clocks(
  { processes, steps, messages }: Trace,
  zero: Clock,
  merge: (own: Clock, other: Clock) => Clock,
  entryOf: (process: number) => number,
): readonly (Clock | undefined)[] {
  const now = processes.map(() => zero);
  const at: (Clock | undefined)[] = [];
  for (const step of steps) {
    const process = processes.findIndex(({ id }) => id === step.process);
    if (process < 0) {
      at.push(undefined);
      continue;
    }
    const received = step.receives === undefined ? undefined : (messages[step.receives - 1] as Message);
    const { copyOf } = received ?? {};
    const original = copyOf === undefined ? received : messages[copyOf - 1];
    const sent = original === undefined ? undefined : at[original.sentAt - 1];
    const merged = sent === undefined ? (now[process] as Clock) : merge(now[process] as Clock, sent);
    const entry = entryOf(process);
    now[process] = merged.with(entry, (merged[entry] as number) + 1);
    at.push(now[process]);
  }
  return at;
}
