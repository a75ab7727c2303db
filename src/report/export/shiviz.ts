import { vectorClocks } from '../../counterexample/clocks.ts';
import type { Trace } from '../../counterexample/trace.ts';
import { happening } from '../happening.ts';

/**
 * A trace as a log for ShiViz, of the form that its default expression reads,
 * `(?<host>\S*) (?<clock>{.*})\n(?<event>.*)`: a line with the process and its vector clock, and one with what happens. Steps of no
 * process are left out, as such a log has no place for them.
 */
export function shiviz(trace: Trace): string {
  const clocks = vectorClocks(trace);
  const names = trace.processes.map(({ id }) => id.replace(/\s/g, '_'));
  const entries = trace.steps.flatMap((step, i) => {
    const clock = clocks[i];
    const host = names[trace.processes.findIndex(({ id }) => id === step.process)];
    if (clock === undefined || host === undefined) return [];
    const known = clock.flatMap((count, process) => (count === 0 ? [] : [[names[process] as string, count] as const]));
    const event = happening(trace, { ...step }).replace(/[\r\n]+/g, ' ');
    return [`${host} ${JSON.stringify(Object.fromEntries(known))}\n${event}`];
  });
  return `${entries.join('\n')}\n`;
}
