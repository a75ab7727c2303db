import { describeFaults } from '../spec/environment/faults.ts';
import { columnsOf, fill, wrap } from './columns.ts';
import { countOf, formatBytes, formatCount, formatDuration } from './figures.ts';
import { describeTitle } from './heading.ts';
import { describeActions } from './numbers.ts';
import type { Page } from './page.ts';
import { describeProperties } from './property-lines.ts';
import type { Result, SimulationResult, SystemResult } from './result.ts';
import { describeVerdict } from './verdict-line.ts';
import { describeViolation } from './violation.ts';

type Simulated = SystemResult & { readonly simulation: SimulationResult };

/** The report of runs that were drawn at random. */
export function describeSimulation(tool: Result['tool'], system: Simulated, page: Page): readonly string[] {
  const { properties, simulation } = system;
  const violated = properties.filter(({ status }) => status === 'violated');
  const isDrawnElsewhere = simulation.found?.smallest !== undefined;
  return [
    ...describeTitle(tool, system, page),
    ...describeHow(system, page),
    '',
    ...(properties.length === 0 ? [] : [...describeProperties(system, page), '']),
    ...describeNumbers(system, page),
    '',
    ...(isDrawnElsewhere ? [] : violated.flatMap((property) => describeViolation(property, system, page))),
    ...describeFound(system, page),
    ...describeVerdict(system, page),
  ];
}

function describeHow({ simulation, search: { faults } }: Simulated, { glyphs, width, paint }: Page): readonly string[] {
  const { asked, seed } = simulation;
  const how = [
    ...(faults === undefined ? [] : [`faults: ${describeFaults(faults)} at most`]),
    `random: ${countOf(asked.runs, 'run')} of at most ${countOf(asked.steps, 'step')}`,
    `seed ${seed}`,
  ];
  return fill(how, glyphs.separator, width - 1).map((line) => ` ${paint('dim', line)}`);
}

function describeNumbers(system: Simulated, page: Page): readonly string[] {
  const { simulation, stats } = system;
  const { runs, steps, longest, ended, estimated } = simulation;
  const { glyphs, width, paint } = page;
  const cost = [formatDuration(stats.elapsedMs), formatBytes(stats.peakMemoryBytes)].join(glyphs.separator);
  const figures = [
    countOf(runs, 'run'),
    countOf(steps, 'step'),
    `${estimated ? 'about ' : ''}${countOf(stats.states, 'distinct state')}`,
    `longest run ${formatCount(longest)}`,
    `${formatCount(ended)} ended`,
  ];
  const lines = fill(figures, glyphs.separator, width - 1).map((line) => ` ${line}`);
  const last = lines.at(-1) as string;
  const space = width - columnsOf(last) - columnsOf(cost);
  const timed =
    space >= 3
      ? [...lines.slice(0, -1), last + ' '.repeat(space) + paint('dim', cost)]
      : [...lines, ' '.repeat(width - columnsOf(cost)) + paint('dim', cost)];
  return [...timed, ...describeActions(system, page)];
}

/** How the run became shorter, and how to have it again. */
function describeFound({ simulation }: Simulated, { width, paint, glyphs }: Page): readonly string[] {
  const { found, seed } = simulation;
  if (found === undefined) return [];
  const { drawn, shrunk, smallest, path } = found;
  const stages = [
    ...(drawn === undefined ? [] : [countOf(drawn, 'step')]),
    ...(shrunk === undefined || shrunk === drawn ? [] : [`${formatCount(shrunk)} after shrinking`]),
    ...(smallest === undefined
      ? []
      : [`${formatCount(smallest.steps)} in the smallest configuration that fails, which is below`]),
  ];
  const rows = [
    ['shrunk', stages.join(` ${glyphs.change} `)],
    ['again', `the same command with --seed ${seed} --path ${path}`],
  ] as const;
  return [
    ...rows.flatMap(([title = '', text = '']) =>
      wrap(text, width - 12).map((line, i) => ` ${paint('dim', (i === 0 ? title : '').padEnd(10))}${line}`),
    ),
    '',
  ];
}
