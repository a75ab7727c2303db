import { describeHeading } from './heading.ts';
import { describeNumbers } from './numbers.ts';
import { type PrettyOptions, pageOf } from './page.ts';
import { describeProperties } from './property-lines.ts';
import type { Result, SystemResult } from './result.ts';
import { describeSimulation } from './simulation.ts';
import { describeSummary } from './summary.ts';
import { describeVerdict } from './verdict-line.ts';
import { describeViolation } from './violation.ts';

export type { PrettyOptions } from './page.ts';

/** The report of a whole run: every system, and a summary if there is more than one. Diagnostics are left to the caller. */
export function prettyReport(result: Result, options: PrettyOptions): string {
  const systems = result.systems.map((system) => systemReport(result.tool, system, options));
  return result.systems.length > 1 ? [...systems, summaryReport(result, options)].join('\n') : systems.join('');
}

/** The report of one system, for those who print as they go. Ends with a line break. */
export function systemReport(tool: Result['tool'], system: SystemResult, options: PrettyOptions): string {
  const page = pageOf(options);
  const { simulation } = system;
  if (simulation !== undefined) return `${describeSimulation(tool, { ...system, simulation }, page).join('\n')}\n`;
  const violated = system.properties.filter(({ status }) => status === 'violated');
  const lines = [
    ...describeHeading(tool, system, page),
    '',
    ...(system.properties.length === 0 ? [] : [...describeProperties(system, page), '']),
    ...describeNumbers(system, page),
    '',
    ...violated.flatMap((property) => describeViolation(property, system, page)),
    ...describeVerdict(system, page),
  ];
  return `${lines.join('\n')}\n`;
}

/** The last lines of a run over several systems: one mark each, and the totals. Ends with a line break. */
export function summaryReport(result: Result, options: PrettyOptions): string {
  return `${describeSummary(result, pageOf(options)).join('\n')}\n`;
}
