import type { StopReason } from '../explore/limits.ts';
import { describeSpilled, describeStorage } from './approximation-line.ts';
import { columnsOf, fill } from './columns.ts';
import { countOf, formatBytes, formatCount, formatDuration } from './figures.ts';
import { describeLearned } from './learned.ts';
import type { Page } from './page.ts';
import type { SystemResult, SystemStatistics } from './result.ts';
import { describeSettings } from './settings.ts';

/** The numbers that back a verdict up: what was explored, by which actions, and how runs end. */
export function describeNumbers(system: SystemResult, page: Page): readonly string[] {
  const { stats } = system;
  return [
    ...describeSearch(stats, page),
    ...describeHistory(system, page),
    ...describeActions(system, page),
    ...describeEnds(system, page),
    ...fill(describeStorage(stats), page.glyphs.separator, page.width - 1).map((line) => ` ${page.paint('dim', line)}`),
    ...(page.learned === true ? [...describeLearned(system, page), ...describeSettings(page)] : []),
    ...describeUnused(system, page),
  ];
}

function describeSearch(stats: SystemStatistics, { glyphs, width, paint }: Page): readonly string[] {
  const { states, transitions, depth, complete, stoppedBy, elapsedMs, peakMemoryBytes } = stats;
  const outcome = complete ? 'search complete' : `search ${describeStop(stoppedBy)}`;
  const figures = [
    countOf(states, 'state'),
    countOf(transitions, 'transition'),
    `depth ${formatCount(depth)}`,
    outcome,
  ];
  const cost = [formatDuration(elapsedMs), ...(peakMemoryBytes > 0 ? [formatBytes(peakMemoryBytes)] : [])];
  const right = cost.join(glyphs.separator);
  const lines = fill(figures, glyphs.separator, width - 1).map((line) => ` ${line}`);
  const last = lines.at(-1) as string;
  const space = width - columnsOf(last) - columnsOf(right);
  if (space >= 3) return [...lines.slice(0, -1), last + ' '.repeat(space) + paint('dim', right)];
  return [...lines, ' '.repeat(Math.max(0, width - columnsOf(right))) + paint('dim', right)];
}

/** How many states there are once the histories that properties need tell them apart. */
function describeHistory({ stats, history }: SystemResult, { glyphs, width, paint }: Page): readonly string[] {
  if (history === undefined) return [];
  const { states, transitions, depth, complete, stoppedBy, spilled } = history;
  const figures = [
    `${countOf(states, 'state')} with history, ${formatCount(stats.states)} without`,
    countOf(transitions, 'transition'),
    `depth ${formatCount(depth)}`,
    complete ? 'search complete' : `search ${describeStop(stoppedBy)}`,
    ...(spilled === undefined ? [] : [describeSpilled(spilled)]),
  ];
  return titled('history', figures, glyphs.separator, width, paint);
}

/** What ended a search that is not complete, as it follows `search`. */
export function describeStop(reason: StopReason | undefined): string {
  switch (reason) {
    case 'violation':
      return 'stopped at the first violation';
    case 'interrupt':
      return 'interrupted';
    case 'approximate':
      return 'ended';
    case 'max-disk':
      return 'stopped by a full disk';
    case undefined:
      return 'stopped';
    default:
      return `stopped by --${reason}`;
  }
}

/** How often each action fired, whatever its arguments. */
function firedByName({ actions }: SystemResult): ReadonlyMap<string, number> {
  const fired = new Map<string, number>();
  for (const action of actions) {
    const name = action.name.replace(/\(.*$/, '');
    fired.set(name, (fired.get(name) ?? 0) + action.fired);
  }
  return fired;
}

function unusedActions(system: SystemResult): readonly string[] {
  return [...firedByName(system)].filter(([, fired]) => fired === 0).map(([name]) => name);
}

/** How often each action fired, and which never did. */
export function describeActions(system: SystemResult, { glyphs, width, paint }: Page): readonly string[] {
  const { actions, stats } = system;
  if (actions.length === 0) return [];
  const used = [...firedByName(system)].filter(([, fired]) => fired > 0);
  const figures = used.map(([name, fired]) => `${name} ${formatCount(fired)}`);
  const unused = unusedActions(system);
  const end =
    unused.length === 0 ? 'none unused' : `${stats.complete ? 'unused' : 'not yet used'}: ${unused.join(', ')}`;
  return titled('actions', [...figures, end], glyphs.separator, width, paint);
}

function describeEnds({ stats, properties }: SystemResult, { glyphs, width, paint }: Page): readonly string[] {
  const { terminal, deadlocked } = stats;
  if (terminal === 0) {
    const none = stats.complete ? 'none: every state has a successor' : 'none in the states expanded';
    return titled('ends', [none], glyphs.separator, width, paint);
  }
  const count = countOf(terminal, 'state without successor', 'states without successor');
  if (!properties.some(({ kind }) => kind === 'deadlock'))
    return titled('ends', [count, 'no property says which are proper ends'], glyphs.separator, width, paint);
  const proper = terminal - deadlocked;
  const kinds = [
    ...(proper > 0 ? [countOf(proper, 'proper end')] : []),
    ...(deadlocked > 0 ? [paint('bad', `${formatCount(deadlocked)} deadlocked`)] : []),
  ];
  return titled('ends', [count, ...kinds], glyphs.separator, width, paint);
}

function titled(
  title: string,
  items: readonly string[],
  separator: string,
  width: number,
  paint: Page['paint'],
): readonly string[] {
  const indent = 11;
  return fill(items, separator, width - indent).map((line, i) =>
    i === 0 ? ` ${paint('dim', title.padEnd(indent - 1))}${line}` : ' '.repeat(indent) + line,
  );
}

/** An action that never happens is most often a mistake in its guard, and what is said of its effects is then empty. */
function describeUnused(system: SystemResult, { paint, width }: Page): readonly string[] {
  const { stats, properties } = system;
  const unused = unusedActions(system);
  if (!stats.complete || unused.length === 0) return [];
  const holding = properties.filter(({ status }) => status === 'holds').length;
  const text =
    holding === 0
      ? 'never fired: the guard is never true'
      : `never fired: ${countOf(holding, 'property', 'properties')} may hold vacuously`;
  return fill(`W301 ${unused.join(', ')} ${text}`.split(' '), ' ', width - 3).map((line, i) =>
    i === 0 ? ` ${paint('warning', '!')} ${line}` : `   ${line}`,
  );
}
