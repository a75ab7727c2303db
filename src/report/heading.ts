import { formatValue } from '../counterexample/wording.ts';
import { describeFaults } from '../spec/environment/faults.ts';
import { columnsOf, fill } from './columns.ts';
import type { Page } from './page.ts';
import type { Result, SystemResult } from './result.ts';

/** What is checked, and how: tool, file, name, parameters, search. */
export function describeHeading(tool: Result['tool'], system: SystemResult, page: Page): readonly string[] {
  const { glyphs, paint, width } = page;
  const { order, engine, workers, faults, fairness } = system.search;
  const how = [
    ...(faults === undefined ? [] : [`faults: ${describeFaults(faults)} at most`]),
    order,
    ...(engine === 'default' ? [] : [`${engine} engine`]),
    ...(workers > 1 ? [`${workers} workers`] : []),
    system.stats.exact ? 'exact' : 'approximate',
  ];
  const runs = fairness === undefined ? [] : [fairness === '' ? 'no fairness assumed' : fairness];
  return [
    ...describeTitle(tool, system, page),
    ...fill([...how, ...runs.flatMap((text) => text.split('; '))], glyphs.separator, width - 1).map(
      (line) => ` ${paint('dim', line)}`,
    ),
  ];
}

/** Tool, file, name and parameters. */
export function describeTitle(
  tool: Result['tool'],
  system: Pick<SystemResult, 'file' | 'name' | 'parameters'>,
  { glyphs, paint, width }: Page,
): readonly string[] {
  const place = system.file === '' ? '' : `${system.file} ${glyphs.within} `;
  const title = ` ${tool.name} ${tool.version}   ${place}${paint('strong', system.name)}`;
  const parameters = Object.entries(system.parameters).map(([name, value]) => `${name}=${formatValue(value)}`);
  return besideOrBelow(title, parameters, width);
}

/** The parameters on the line of the title if there is room for all, otherwise on lines of their own. */
function besideOrBelow(title: string, parameters: readonly string[], width: number): readonly string[] {
  if (parameters.length === 0 && columnsOf(title) <= width) return [title];
  const beside = `${title}    ${parameters.join(' ')}`;
  if (columnsOf(beside) <= width) return [beside];
  const titles =
    columnsOf(title) <= width ? [title] : fill(title.trim().split(' '), ' ', width - 1).map((line) => ` ${line}`);
  return [...titles, ...fill(parameters, ' ', width - 1).map((line) => ` ${line}`)];
}
