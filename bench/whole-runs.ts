import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatCount } from '../src/report/figures.ts';
import { pageOf } from '../src/report/page.ts';
import { plain } from '../src/report/style.ts';
import type { CheckedSystem } from '../src/report/system-result.ts';
import { describeViolation } from '../src/report/violation.ts';
import { checkConfiguration, neededFairness } from '../src/run.ts';
import { type Configuration, configure } from '../src/spec/configuration.ts';
import type { ParameterValue } from '../src/spec/parameter.ts';
import { withFormula } from '../src/spec/temporal/overrides.ts';
import { bypass } from '../src/spec/temporal/temporal-property.ts';
import { type ManifestEntry, parametersText, specOf } from './manifest.ts';
import { markdownTable } from './markdown.ts';

const usage = `npx tsx bench/whole-runs.ts            makes results/whole-runs.md again, and the lassos that it links
npx tsx bench/whole-runs.ts --check    fails if a file differs
`;

type Subject = readonly [spec: string, parameters: Readonly<Record<string, ParameterValue>>];

const mutualExclusion: readonly Subject[] = [
  ['ricart-agrawala', { processes: 3, requests: 2 }],
  ['lamport', { processes: 2, requests: 2 }],
  ['central-server', { processes: 3, requests: 2 }],
  ['token-ring', { processes: 3, requests: 2 }],
  ['suzuki-kasami', { processes: 3, requests: 2 }],
  ['raymond', { processes: 3, requests: 2 }],
  ['maekawa', { processes: 3, requests: 2 }],
  ['maekawa-sanders', { processes: 3, requests: 1 }],
  ['peterson', { processes: 2, requests: 0 }],
  ['peterson', { processes: 3, requests: 0 }],
  ['dijkstra', { processes: 2, requests: 0 }],
  ['dijkstra', { processes: 3, requests: 0 }],
  ['lamport-bakery', { processes: 2, requests: 2 }],
];

const elections: readonly Subject[] = [
  ['chang-roberts', { processes: 6, starters: 'any' }],
  ['le-lann', { processes: 4, starters: 'any' }],
  ['hirschberg-sinclair', { processes: 3, starters: 'any' }],
  ['dolev-klawe-rodeh', { processes: 4, starters: 'any' }],
  ['bully', { processes: 4, down: 1 }],
  ['itai-rodeh', { processes: 3, numbers: 2 }],
];

const files = new Map<string, string>();

function entryOf(family: string, [spec, parameters]: Subject): ManifestEntry {
  return { spec: `${family}/${spec}`, parameters } as ManifestEntry;
}

/** The verdict on a formula under some name, with a link to the lasso if it is violated, and the least fairness. */
async function judged(
  entry: ManifestEntry,
  configuration: Configuration<unknown>,
  name: string,
  formula: string,
): Promise<{ readonly states: number; readonly cells: readonly string[] }> {
  const added = withFormula({ ...configuration, properties: [] }, formula);
  const asked = { ...added, properties: added.properties.map((property) => ({ ...property, name })) };
  const checked = await checkConfiguration(asked);
  const [property] = checked.properties;
  if (property === undefined || property.status === 'not-refuted') throw new Error(`${entry.spec} was not judged`);
  const needed = await neededFairness(asked, name, { per: 'name' });
  const sets = needed.minimal.map((set) =>
    set.length === 0 ? 'none' : set.map(({ strength, label }) => `${strength} ${label}`).join(', '),
  );
  const verdict = property.status === 'violated' ? `✗ [a lasso](${keep(entry, name, property, checked)})` : '✓';
  return { states: checked.stats.states, cells: [verdict, sets.length === 0 ? 'none is enough' : sets.join('; or ')] };
}

/** Writes a lasso down, and returns the name of the file. */
function keep(
  entry: ManifestEntry,
  name: string,
  property: CheckedSystem['properties'][number],
  checked: CheckedSystem,
): string {
  const file = `${entry.spec.split('/').at(-1)}.${parametersText(entry).replaceAll(' ', '.')}.${name}.txt`;
  const { source: _, ...unplaced } = property;
  const page = pageOf({ width: 100, detail: 'diff', ascii: false, paint: plain });
  const system = { ...checked, file: '', specHash: '', stats: { ...checked.stats, peakMemoryBytes: 0 } };
  const lines = describeViolation(unplaced, system, page);
  files.set(file, `${[...lines].join('\n').trimEnd()}\n`);
  return file;
}

async function exclusionRow(subject: Subject): Promise<readonly string[]> {
  const entry = entryOf('mutual-exclusion', subject);
  const configuration = configure(await specOf(entry), entry.parameters);
  const last = configuration.processNames.length - 1;
  const formula = `for all i in 0..${last}: waiting(i) leads to inside(i)`;
  const { states, cells } = await judged(entry, configuration, 'starvationFree', formula);
  const counting = { ...bypass({ request: 'request', entry: 'enter' }), name: 'overtaking' };
  const { properties } = await checkConfiguration({ ...configuration, properties: [counting] });
  const most = properties[0]?.bypass?.most;
  if (most === undefined) throw new Error(`${entry.spec} was not measured`);
  return [subject[0], parametersText(entry), formatCount(states), ...cells, String(most)];
}

async function electionRow(subject: Subject): Promise<readonly string[]> {
  const entry = entryOf('election', subject);
  const configuration = configure(await specOf(entry), entry.parameters);
  const { states, cells } = await judged(entry, configuration, 'ends', 'eventually over');
  return [subject[0], parametersText(entry), formatCount(states), ...cells];
}

const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
if (values.help) process.stdout.write(usage);
else {
  const exclusion: (readonly string[])[] = [];
  for (const subject of mutualExclusion) exclusion.push(await exclusionRow(subject));
  const ends: (readonly string[])[] = [];
  for (const subject of elections) ends.push(await electionRow(subject));
  const least = 'least fairness that is enough';
  files.set(
    'whole-runs.md',
    `# Whole runs

What was found of infinite runs, under the fairness that the specs declare; a lasso is a run that goes round for ever, or
stays where it ends. The least fairness is that of which nothing can be dropped or weakened: fairness of each action of a
name, where nobody has to request. \`npx tsx bench/whole-runs.ts\` makes this page and the lassos again.

## Mutual exclusion

Whether whoever waits gets in, and how often others can enter between a request and the entry, over all runs, fair or not.
A process that is not inside and has begun to ask waits. With requests=0 each may ask again and again; with a number, that
number bounds how often anybody can be overtaken.

${markdownTable(['algorithm', 'configuration', 'distinct states', 'starvation-free', least, 'overtaken at most'], exclusion)}

Maekawa's basic algorithm deadlocks, so that no fairness helps. Dijkstra asks only that somebody gets in.

## Election

Whether every election comes to an end.

${markdownTable(['algorithm', 'configuration', 'distinct states', 'ends', least], ends)}

The algorithm of Itai and Rodeh ends with probability 1: the numbers drawn may be equal round after round, which no fairness
of actions excludes.
`,
  );
  const folder = new URL('../results/', import.meta.url);
  for (const [name, text] of files) {
    if (!values.check) writeFileSync(new URL(name, folder), text);
    else if (readFileSync(new URL(name, folder), 'utf8') !== text) {
      process.stderr.write(`${name} differs from what is found now\n`);
      process.exitCode = 1;
    }
  }
}
