import { counterexampleName, parametersText, recordName } from './manifest.ts';
import type { ResultRecord } from './record.ts';
import { costs, count, line, type Row } from './results-table.ts';

type Property = ResultRecord['properties'][number];

/** A column: what is demanded of an algorithm, and the kinds of property that say it. */
type Demand = readonly [title: string, kinds: readonly string[]];

const safety: Demand = ['safety', ['always', 'step']];
const reached: Demand = ['reached', ['reachable']];

/** What each family of algorithms has to meet. */
const families: readonly { readonly folder: string; readonly title: string; readonly demands: readonly Demand[] }[] = [
  {
    folder: 'mutual-exclusion',
    title: 'Mutual exclusion',
    demands: [safety, ['deadlock freedom', ['deadlock']], ['ordering', ['order']], reached],
  },
  {
    folder: 'election',
    title: 'Election',
    demands: [safety, ['all end up knowing', ['deadlock']], ['messages', ['cost']], reached],
  },
];

/** The tables algorithm × configuration × demand of specs/README.md, one for each family: a row for each configuration. */
export function demandsTables(rows: readonly Row[]): string {
  const known = new Set(families.map(({ folder }) => folder));
  const stray = rows.find(({ entry }) => !known.has(folderOf(entry.spec)));
  if (stray !== undefined) throw new Error(`there is no table for ${stray.entry.spec}`);
  return families
    .map(({ folder, title, demands }) => {
      const members = rows.filter(({ entry }) => folderOf(entry.spec) === folder);
      return `${title}:\n\n${demandsTable(members, demands)}`;
    })
    .join('\n\n');
}

function folderOf(spec: string): string {
  return spec.slice(0, spec.indexOf('/'));
}

function demandsTable(rows: readonly Row[], demands: readonly Demand[]): string {
  const hasHistory = rows.some(({ record }) => record.history !== undefined);
  const counts = ['distinct states', ...(hasHistory ? ['with history'] : [])];
  const header = ['algorithm', 'configuration', ...demands.map(([title]) => title), ...counts];
  return [
    line(header),
    line(header.map((_, i) => (i < header.length - counts.length ? '---' : '--:'))),
    ...rows.map((row) => {
      const { entry, record } = row;
      return line([
        `[${entry.spec.split('/').at(-1)}](${entry.spec}.ts)`,
        `[${parametersText(entry)}](../results/${encodeURI(recordName(entry))})`,
        ...demands.map(([, kinds]) =>
          cell(
            row,
            record.properties.filter(({ kind }) => kinds.includes(kind)),
          ),
        ),
        count(record.states),
        ...(hasHistory ? [record.history === undefined ? '' : count(record.history.states)] : []),
      ]);
    }),
  ].join('\n');
}

/** What holds or was reached, by name, and then what does not, each with the run that shows it. */
function cell({ entry }: Row, properties: readonly Property[]): string {
  const met = properties.filter(isMet).map(({ name, cost }) => (cost === undefined ? name : costs(cost)));
  const failed = properties.filter((property) => !isMet(property));
  const links = failed.map(({ name, status, steps }) =>
    status === 'violated'
      ? `✗ [${name}${steps === undefined ? '' : `, ${steps} steps`}](../results/${encodeURI(counterexampleName(entry, name))})`
      : `? ${name}`,
  );
  return [...(met.length > 0 ? [`✓ ${met.join(', ')}`] : []), ...links].join('; ');
}

function isMet({ status }: Property): boolean {
  return status === 'holds' || status === 'reached' || status === 'measured';
}

const end = '<!-- until here -->';

/**
 * A page with tables in their place, between two comments, of which the first names them.
 * @throws Error when the page has no such place.
 */
export function withTable(page: string, name: string, table: string): string {
  const start = `<!-- ${name}, made by \`npm run results\` -->`;
  const from = page.indexOf(start);
  const to = page.indexOf(end, from);
  if (from < 0 || to < from) throw new Error(`there is no place for the table: "${start}" and "${end}"`);
  return `${page.slice(0, from + start.length)}\n\n${table}\n\n${page.slice(to)}`;
}
