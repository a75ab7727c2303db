import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { demandsTables, withTable } from './demands-table.ts';
import { guaranteesTable, isGuaranteed } from './guarantees-table.ts';
import { counterexampleName, type ManifestEntry, parametersText, readManifest, recordName } from './manifest.ts';
import { differences, makeFindings, type ResultRecord } from './record.ts';
import { resultsTable } from './results-table.ts';

const usage = `npm run results                  makes every record of results/ again, and the tables there and in specs/README.md
npm run results -- maekawa       only the records of this spec
npm run results -- --check       makes the small ones again and fails if a file differs
`;

const folder = new URL('../results/', import.meta.url);
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
});

function textOf(record: ResultRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

function readText(name: string): string | undefined {
  try {
    return readFileSync(new URL(name, folder), 'utf8');
  } catch {
    return undefined;
  }
}

/** Makes one record; returns what is wrong with it. */
async function remake(entry: ManifestEntry): Promise<string[]> {
  const { record, counterexamples } = await makeFindings(entry);
  const wrong = differences(record, entry);
  const files = [[recordName(entry), textOf(record)] as const];
  for (const [property, text] of counterexamples) files.push([counterexampleName(entry, property), text]);
  if (wrong.length === 0) {
    for (const [name, text] of files) {
      if (!values.check) writeFileSync(new URL(name, folder), text);
      else if (readText(name) !== text)
        wrong.push(`${name} differs from what is found now; \`npm run results\` makes it again`);
    }
  }
  const title = `${entry.spec} ${parametersText(entry)}`;
  process.stdout.write(`${wrong.length === 0 ? 'ok  ' : 'FAIL'} ${title}\n`);
  return wrong.map((text) => `${title}: ${text}`);
}

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const manifest = readManifest();
  const wrong: string[] = [];
  for (const entry of manifest.configurations) {
    const isAsked = positionals.length === 0 || positionals.some((name) => entry.spec.includes(name));
    if (isAsked && (!values.check || entry.size === 'small')) wrong.push(...(await remake(entry)));
  }
  const records = manifest.configurations.flatMap((entry) => {
    const text = readText(recordName(entry));
    return text === undefined ? [] : [{ entry, record: JSON.parse(text) as ResultRecord }];
  });
  const specsPage = '../specs/README.md';
  const tables = [
    ['demands', demandsTables(records.filter(({ entry }) => !isGuaranteed(entry)))],
    ...(['multicast', 'agreement'] as const).map((family) => [family, guaranteesTable(family, records)] as const),
  ] as const;
  const pages = [
    ['README.md', resultsTable(records, manifest)],
    [specsPage, tables.reduce((page, [name, table]) => withTable(page, name, table), readText(specsPage) ?? '')],
  ] as const;
  for (const [name, text] of pages) {
    if (!values.check) writeFileSync(new URL(name, folder), text);
    else if (readText(name) !== text) wrong.push(`${name} differs from the records`);
  }
  for (const text of wrong) process.stderr.write(`${text}\n`);
  return wrong.length === 0 ? 0 : 1;
}

process.exitCode = await main();
