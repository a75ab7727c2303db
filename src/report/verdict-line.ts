import { overallVerdict, type PropertyStatus } from '../property/verdict.ts';
import { describeFaults } from '../spec/environment/faults.ts';
import { describeCoverage } from './approximation-line.ts';
import { fill, wrap } from './columns.ts';
import { countOf, formatCount } from './figures.ts';
import { describeStop } from './numbers.ts';
import type { Page } from './page.ts';
import type { SystemResult, SystemStatistics } from './result.ts';
import { simulatedVerdict } from './simulation-words.ts';

const counted: readonly (readonly [status: PropertyStatus, one: string, many: string])[] = [
  ['violated', 'violated', 'violated'],
  ['holds', 'holds', 'hold'],
  ['reached', 'reached', 'reached'],
  ['measured', 'measured', 'measured'],
  ['not-refuted', 'not settled', 'not settled'],
];

/** The last lines on a configuration: PASS, FAIL or INCOMPLETE, and why. */
export function describeVerdict(system: SystemResult, page: Page): readonly string[] {
  const { stats, properties, simulation } = system;
  const { glyphs, paint, width } = page;
  if (simulation !== undefined) {
    const isViolated = simulation.found !== undefined;
    const reached = properties.filter(({ status }) => status === 'reached').length;
    const text = simulatedVerdict(simulation, reached, glyphs.separator);
    return isViolated
      ? banner('bad', 'FAIL', wrap(text, width - 8), page)
      : banner('warning', 'INCOMPLETE', wrap(text, width - 14), page);
  }
  switch (
    overallVerdict(
      properties.map(({ status }) => status),
      stats.complete,
    )
  ) {
    case 'holds': {
      const text =
        properties.length === 0
          ? `no property to judge: ${countOf(stats.states, 'state')} explored ${forThis(system)}`
          : `${countOf(properties.length, 'property holds', 'properties hold')} ${forThis(system)}`;
      return banner('good', 'PASS', [text], page);
    }
    case 'violated': {
      const counts = counted.flatMap(([status, one, many]) => {
        const count = properties.filter((property) => property.status === status).length;
        return count === 0 ? [] : [countOf(count, one, many)];
      });
      const lines = fill([...counts.slice(0, -1), `${counts.at(-1)} ${forThis(system)}`], glyphs.separator, width - 8);
      return banner('bad', 'FAIL', lines, page);
    }
    case 'inconclusive':
      return [
        ...banner('warning', 'INCOMPLETE', wrap(describeCut(system), width - 14), page),
        ...advice(system).flatMap(([title, text]) =>
          wrap(text, width - 14).map((line, i) =>
            ` ${paint('dim', (i === 0 ? title : '').padEnd(13))}${line}`.trimEnd(),
          ),
        ),
      ];
  }
}

/** A verdict is about one configuration, under the budgets of its faults. */
function forThis({ search: { faults } }: SystemResult): string {
  return `for this configuration${faults === undefined ? '' : ` with ${describeFaults(faults)} at most`}`;
}

function banner(
  style: 'good' | 'bad' | 'warning',
  word: string,
  lines: readonly string[],
  { paint }: Page,
): readonly string[] {
  return lines.map((line, i) => (i === 0 ? ` ${paint(style, word)}   ${line}` : ' '.repeat(word.length + 4) + line));
}

/** What cut the search short, and whether its end was near. */
function describeCut(system: SystemResult): string {
  const { stats, history, search } = system;
  const { stoppedBy, depth, queue } = cutSearch(stats, history);
  const limit = limitOf(search.limits, stoppedBy);
  const { approximation } = stats;
  if (isUnjudged(system)) return 'for this configuration: every state was seen, but not every property judged';
  if (approximation !== undefined && stoppedBy === 'approximate')
    return `for this configuration: approximate; ${describeCoverage(approximation)}`;
  const trend =
    approximation !== undefined
      ? `, and approximate; ${describeCoverage(approximation)}`
      : stats.complete
        ? ''
        : frontierTrend(stats);
  return `for this configuration: ${describeStop(stoppedBy)}${limit} at depth ${formatCount(depth)}, ${countOf(queue, 'state')} left to expand${trend}`;
}

/** Whether all was seen, on disk, where not every property is judged. */
function isUnjudged({ stats, history }: SystemResult): boolean {
  return stats.spilled !== undefined && stats.complete && history?.complete !== false;
}

/** The search that did not see everything: the one with history, if the first one did. */
function cutSearch(
  stats: SystemStatistics,
  history: SystemResult['history'],
): Pick<SystemStatistics, 'stoppedBy' | 'depth' | 'queue'> {
  return stats.complete && history !== undefined ? history : stats;
}

function limitOf(limits: SystemResult['search']['limits'], reason: SystemStatistics['stoppedBy']): string {
  if (reason === 'max-states' && limits?.maxStates !== undefined) return ` ${formatCount(limits.maxStates)}`;
  if (reason === 'max-depth' && limits?.maxDepth !== undefined) return ` ${formatCount(limits.maxDepth)}`;
  return '';
}

/** Breadth first, the frontier grows as long as each whole depth has more states than the one before. */
function frontierTrend({ perDepth, stoppedBy }: SystemStatistics): string {
  const whole = stoppedBy === 'max-depth' ? perDepth : perDepth.slice(0, -1);
  const [before, last] = whole.slice(-2);
  if (before === undefined || last === undefined || before === last) return '';
  return last > before ? ' and growing' : ' and shrinking';
}

function advice(system: SystemResult): readonly (readonly [title: string, text: string])[] {
  const { stats, history, search } = system;
  const { growing } = stats;
  const { stoppedBy } = cutSearch(stats, history);
  const endless: (readonly [string, string])[] =
    growing === undefined
      ? []
      : [
          [
            'growing',
            `${growing.path} keeps growing, ${formatCount(growing.first)} to ${formatCount(growing.last)} on the way to the deepest state: the state space may be infinite`,
          ],
        ];
  if (isUnjudged(system)) return [['next', 'more memory for the others, or smaller parameters with --set']];
  if (stoppedBy === undefined || stoppedBy === 'violation' || stoppedBy === 'interrupt') return endless;
  if (stoppedBy === 'approximate')
    return [['next', 'more memory or --swarm to see more; to know, an exact search, without --approximate']];
  const bound = growing === undefined ? 'smaller parameters with --set' : 'a bound on it in the guards of the spec';
  if (stoppedBy === 'max-disk') return [...endless, ['next', `more room in the folder of --spill, or ${bound}`]];
  return [
    ...endless,
    ['next', `${search.order === 'dfs' && stats.exact ? '--search bfs, ' : ''}a higher --${stoppedBy}, or ${bound}`],
  ];
}
