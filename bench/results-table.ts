import { counterexampleName, type Manifest, type ManifestEntry, parametersText, recordName } from './manifest.ts';
import type { ResultRecord } from './record.ts';

/** A configuration with what was found out about it. */
export interface Row {
  readonly entry: ManifestEntry;
  readonly record: ResultRecord;
}

/** The Markdown of results/README.md: a table for each spec. */
export function resultsTable(rows: readonly Row[], { sources }: Manifest): string {
  const specs = [...new Set(rows.map(({ entry }) => entry.spec))];
  return [
    '# Results',
    '',
    'What the bundled specs come to: every reachable state of each configuration was explored, whatever was violated on the',
    'way (`--keep-going`). `npm run results` makes this page and the records beside it again, and fails if a count differs from',
    '[specs/manifest.json](../specs/manifest.json), which names a second source for each.',
    '',
    '✓ holds · ✗ violated, with the steps of the shortest run that breaks it, and a link to it · ◇ reached, with the steps of the shortest run there.',
    'A cost is given as the least and the greatest of all runs, with the bounds of the paper in brackets. "With history" counts the states once more',
    'as the ghost state tells them apart that a property like `ordering` needs.',
    '"No successor" counts the states in which a run ends, and of these the ones that are no proper end.',
    '',
    ...specs.flatMap((spec) => [
      ...specTable(
        spec,
        rows.filter(({ entry }) => entry.spec === spec),
      ),
      '',
    ]),
    '## Second sources',
    '',
    ...Object.entries(sources).map(([name, text]) => `- **${name}**: ${text}.`),
    '',
  ].join('\n');
}

function specTable(spec: string, rows: readonly Row[]): string[] {
  const names = rows[0]?.record.properties.map(({ name }) => name) ?? [];
  const hasHistory = rows.some(({ record }) => record.history !== undefined);
  const header = [
    'configuration',
    ...names,
    'distinct states',
    ...(hasHistory ? ['with history'] : []),
    'transitions',
    'depth',
    'no successor',
    'second source',
  ];
  return [
    `## [${spec.split('/').at(-1)}](../specs/${spec}.ts)`,
    '',
    line(header),
    line(header.map((_, i) => (i > names.length && i < header.length - 1 ? '--:' : '---'))),
    ...rows.map(({ entry, record }) =>
      line([
        `[${parametersText(entry)}](${encodeURI(recordName(entry))})`,
        ...record.properties.map((property) => {
          const text = mark(property);
          return property.status === 'violated'
            ? `[${text}](${encodeURI(counterexampleName(entry, property.name))})`
            : text;
        }),
        count(record.states),
        ...(hasHistory ? [record.history === undefined ? '' : count(record.history.states)] : []),
        count(record.transitions),
        count(record.depth),
        record.deadlocked === 0
          ? count(record.terminal)
          : `${count(record.terminal)}, ${count(record.deadlocked)} deadlocked`,
        entry.sources.join(', '),
      ]),
    ),
  ];
}

/** A row of a Markdown table. */
export function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function mark({ status, steps, cost }: ResultRecord['properties'][number]): string {
  if (cost !== undefined) return `${mark({ name: '', kind: '', status })} ${costs(cost)}`;
  if (status === 'reached') return `◇ ${steps}`;
  if (status === 'violated') return steps === undefined ? '✗' : `✗ ${steps}`;
  return status === 'holds' || status === 'measured' ? '✓' : '?';
}

/** `8 to 14 (8 … 14)`: what runs cost at least and at most, and the bounds of the paper. */
export function costs({
  least,
  greatest,
  atLeast,
  atMost,
}: NonNullable<ResultRecord['properties'][number]['cost']>): string {
  const bounds = atLeast === undefined && atMost === undefined ? '' : ` (${atLeast ?? ''} … ${atMost ?? ''})`;
  if (greatest === 'unbounded') return `${least ?? ''} or more${bounds}`;
  return `${least === undefined || least === greatest ? greatest : `${least} to ${greatest}`}${bounds}`;
}

/** A number with its digits in groups of three. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ' ');
}
