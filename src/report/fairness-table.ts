import type { LoopFairness } from '../counterexample/trace.ts';
import { columnsOf, padEnd, padStart, truncate, wrap } from './columns.ts';
import type { Page } from './page.ts';
import type { PropertyResult } from './result.ts';

/** Longer tables are cut: what the loop is not fair to comes first. */
const mostRows = 14;

const titles = ['enabled in', 'taken', 'weak', 'strong', 'assumed'] as const;

/** Whether a loop is fair, action by action, and with which further assumption the property holds. */
export function describeFairness(property: PropertyResult, page: Page): readonly string[] {
  const { lasso, fairness = [] } = property.trace ?? {};
  if (lasso === undefined) return [];
  return [
    ...(fairness.length === 0 ? [] : describeTable(fairness, Math.max(1, lasso.period), page)),
    ...describeRemedies(property, page),
  ];
}

function describeTable(fairness: readonly LoopFairness[], states: number, page: Page): readonly string[] {
  const { glyphs, paint, width } = page;
  const ordered = fairness.toSorted((a, b) => Number(a.strong) - Number(b.strong) || Number(a.weak) - Number(b.weak));
  const shown = ordered.length > mostRows ? ordered.slice(0, mostRows - 1) : ordered;
  const rows = shown.map((one) => ({
    one,
    cells: [
      `${one.enabledIn} of ${states}`,
      String(one.taken),
      one.weak ? (one.taken > 0 ? 'met' : 'met: not always on') : 'BROKEN',
      one.strong ? 'met' : 'BROKEN',
      one.assumed ?? glyphs.none,
    ],
  }));
  const question = 'is this loop fair?';
  const columns = titles.map((title, i) =>
    Math.max(columnsOf(title), ...rows.map(({ cells }) => columnsOf(cells[i] as string))),
  );
  const taken = columns.reduce((sum, column) => sum + column + 2, 0);
  const longest = Math.max(columnsOf(question) - 2, ...shown.map(({ action }) => columnsOf(action)));
  const nameColumns = Math.max(16, Math.min(longest, width - taken - 5));
  const align = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => `  ${i < 2 ? padStart(cell, columns[i] as number) : padEnd(cell, columns[i] as number)}`)
      .join('');
  const lines = rows.map(({ one, cells }) => {
    const name = padEnd(truncate(one.action, nameColumns, glyphs.ellipsis), nameColumns);
    const line = `   ${one.strong ? ' ' : glyphs.pointer} ${name}${align(cells)}`.trimEnd();
    return one.weak ? line : paint('strong', line);
  });
  const left = ordered.length - shown.length;
  return [
    paint(
      'dim',
      `   ${padEnd(truncate(question, nameColumns + 2, glyphs.ellipsis), nameColumns + 2)}${align(titles)}`.trimEnd(),
    ),
    ...lines,
    ...(left > 0 ? [paint('dim', `     ${glyphs.ellipsis} and ${left} more (--reporter json)`)] : []),
    '',
  ];
}

/** The answer to the next question: what would have to be assumed. */
function describeRemedies(
  { holdsWith, partHoldsWith = [], violatedPart }: PropertyResult,
  { width, paint }: Page,
): readonly string[] {
  if (holdsWith === undefined) return [];
  const listed = (some: typeof partHoldsWith): string =>
    some.map(({ strength, action }) => `${strength} fairness of ${action}`).join(', or with ');
  const enough = holdsWith.length > 0 ? `holds with ${listed(holdsWith)}` : 'no single additional fairness is enough';
  const forPart = partHoldsWith.length > 0 ? `; ${violatedPart} holds with ${listed(partHoldsWith)}` : '';
  return wrap(enough + forPart, width - 19).map((line, i) => {
    return `   ${paint('dim', (i === 0 ? 'what matters' : '').padEnd(15))}${line}`;
  });
}
