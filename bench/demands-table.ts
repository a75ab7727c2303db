import { counterexampleName, parametersText, recordName } from './manifest.ts';
import type { ResultRecord } from './record.ts';
import { count, line, type Row } from './results-table.ts';

type Property = ResultRecord['properties'][number];

/** The columns of the table: what is demanded of an algorithm, and the kinds of property that say it. */
const demands: readonly (readonly [title: string, kinds: readonly string[]])[] = [
  ['safety', ['always', 'step']],
  ['deadlock freedom', ['deadlock']],
  ['reached', ['reachable']],
];

/** The table algorithm × configuration × demand of specs/README.md: a row for each configuration. */
export function demandsTable(rows: readonly Row[]): string {
  const header = ['algorithm', 'configuration', ...demands.map(([title]) => title), 'distinct states'];
  return [
    line(header),
    line(header.map((_, i) => (i === header.length - 1 ? '--:' : '---'))),
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
      ]);
    }),
  ].join('\n');
}

/** What holds or was reached, by name, and then what does not, each with the run that shows it. */
function cell({ entry }: Row, properties: readonly Property[]): string {
  const isMet = ({ status }: Property): boolean => status === 'holds' || status === 'reached';
  const met = properties.filter(isMet).map(({ name }) => name);
  const failed = properties.filter((property) => !isMet(property));
  const links = failed.map(({ name, status, steps }) =>
    status === 'violated'
      ? `✗ [${name}${steps === undefined ? '' : `, ${steps} steps`}](../results/${encodeURI(counterexampleName(entry, name))})`
      : `? ${name}`,
  );
  return [...(met.length > 0 ? [`✓ ${met.join(', ')}`] : []), ...links].join('; ');
}

const start = '<!-- made by `npm run results` -->';
const end = '<!-- until here -->';

/**
 * A page with the table in its place, between two comments.
 * @throws Error when the page has no such place.
 */
export function withTable(page: string, table: string): string {
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`there is no place for the table: "${start}" and "${end}"`);
  return `${page.slice(0, from + start.length)}\n\n${table}\n\n${page.slice(to)}`;
}
