import { describeFaults } from '../spec/environment/faults.ts';
import { columnsOf, fill, padEnd, wrap } from './columns.ts';
import { countOf, formatBytes, formatCount, formatDuration } from './figures.ts';
import { describeTitle } from './heading.ts';
import { describeActions } from './numbers.ts';
import type { Page } from './page.ts';
import { markOf, nameColumnsOf, startOfOutcome } from './property-lines.ts';
import type { PropertyResult, Result, SimulationResult, SystemResult } from './result.ts';
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

function describeProperties(system: Simulated, page: Page): readonly string[] {
  const { properties } = system;
  const nameColumns = nameColumnsOf(properties, page);
  const start = startOfOutcome(nameColumns);
  return properties.flatMap((property) => {
    const { glyph, style } = markOf(property, page);
    const name = padEnd(property.name.slice(0, nameColumns), nameColumns);
    const opening = ` ${page.paint(style, glyph)} ${page.paint('strong', name)}   ${property.kind}`;
    const text = wrap(outcome(property, system), page.width - start);
    return text.map((line, i) => (i === 0 ? padEnd(opening, start) : ' '.repeat(start)) + line);
  });
}

function outcome({ name, kind, status, trace, description }: PropertyResult, { simulation }: Simulated): string {
  const { runs, found, unjudged } = simulation;
  if (unjudged.includes(name)) return 'not judged: runs that end cannot; unturned check can';
  const said = description === undefined ? '' : `: ${description}`;
  if (status === 'reached') return `witness of ${countOf(trace?.length ?? 0, 'step')}${said}`;
  if (status === 'violated') {
    const after = found?.drawn === undefined ? '' : ` after ${countOf(found.drawn, 'step')}`;
    return `${kind === 'deadlock' ? 'stuck' : 'violated'} in run ${formatCount(found?.run ?? 0)}${after}`;
  }
  return `not ${kind === 'reachable' ? 'reached' : 'refuted'} in ${countOf(runs, 'run')}`;
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

function describeVerdict({ properties, simulation }: Simulated, { paint, width, glyphs }: Page): readonly string[] {
  const { runs, asked, found, interrupted } = simulation;
  const reached = properties.filter(({ status }) => status === 'reached').length;
  const counts = reached === 0 ? [] : [countOf(reached, 'reached', 'reached')];
  if (found !== undefined)
    return [
      ` ${paint('bad', 'FAIL')}   ${[`violated in run ${formatCount(found.run)}`, ...counts].join(glyphs.separator)}`,
    ];
  const many = interrupted
    ? `the ${formatCount(runs)} of ${countOf(asked.runs, 'run')} before it was interrupted`
    : countOf(runs, 'run');
  const text = `no violation found in ${many}, which is no proof: other runs may violate a property`;
  return wrap(text, width - 14).map((line, i) =>
    i === 0 ? ` ${paint('warning', 'INCOMPLETE')}   ${line}` : ' '.repeat(14) + line,
  );
}
