import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatCount } from '../src/report/figures.ts';
import { pageOf } from '../src/report/page.ts';
import { plain } from '../src/report/style.ts';
import type { CheckedSystem } from '../src/report/system-result.ts';
import { describeViolation } from '../src/report/violation.ts';
import { checkConfiguration, neededFairness } from '../src/run.ts';
import { type Configuration, configure, type NamedProperty } from '../src/spec/configuration.ts';
import type { Faults } from '../src/spec/environment/faults.ts';
import type { ParameterValue } from '../src/spec/parameter.ts';
import { withFormula } from '../src/spec/temporal/overrides.ts';
import { bypass } from '../src/spec/temporal/temporal-property.ts';
import { type ManifestEntry, parametersText, specOf } from './manifest.ts';
import { markdownTable } from './markdown.ts';

const usage = `npx tsx bench/whole-runs.ts            makes results/whole-runs.md again, and the lassos that it links
npx tsx bench/whole-runs.ts --check    fails if a file differs
`;

type Subject = readonly [spec: string, parameters: Readonly<Record<string, ParameterValue>>, faults?: Faults];

const mutualExclusion: readonly Subject[] = [
  ['ricart-agrawala', { processes: 3, requests: 2 }],
  ['lamport', { processes: 2, requests: 2 }],
  ['central-server', { processes: 3, requests: 2 }],
  ['central-server', { processes: 3, requests: 0 }],
  ['central-server', { processes: 3, requests: 0, impartial: false }],
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

const crash: Faults = { crash: 1 };

const multicasts: readonly Subject[] = [
  ['basic', { senders: 1, messages: 2 }, {}],
  ['basic', { senders: 1, messages: 1 }, crash],
  ['basic', { senders: 1, messages: 2 }, { loss: 1 }],
  ['reliable', { senders: 1, messages: 1 }, crash],
  ['uniform-reliable', { senders: 1, messages: 1 }, crash],
  ['fifo', { senders: 2, messages: 1 }, {}],
  ['fifo', { senders: 2, messages: 1 }, crash],
  ['causal', { senders: 2, messages: 1 }, {}],
  ['causal', { senders: 2, messages: 1 }, crash],
  ['total-sequencer', { senders: 2, messages: 1 }, {}],
  ['total-sequencer', { senders: 2, messages: 1 }, crash],
  ['total-lamport', { senders: 2, messages: 1 }, {}],
  ['total-lamport', { senders: 2, messages: 1 }, crash],
  ['total-isis', { senders: 2, messages: 1 }, {}],
  ['total-isis', { senders: 2, messages: 1 }, crash],
  ['fifo-total', { senders: 2, messages: 1 }, {}],
  ['fifo-total', { senders: 2, messages: 1 }, crash],
  ['causal-total', { senders: 2, messages: 1 }, {}],
  ['causal-total', { senders: 2, messages: 1 }, crash],
];

const agreements: readonly Subject[] = [
  ['flooding-consensus', { processes: 3, detector: 'perfect' }, crash],
  ['flooding-consensus', { processes: 3, detector: 'none' }, { crash: 0 }],
  ['flooding-consensus', { processes: 3, detector: 'none' }, crash],
  ['two-phase-commit', { processes: 3 }, {}],
  ['two-phase-commit', { processes: 3 }, crash],
  ['two-phase-commit', { processes: 3 }, { loss: 1 }],
  ['paxos', { processes: 3, proposers: 1 }, {}],
  ['paxos', { processes: 3, proposers: 2 }, {}],
];

/** Of Paxos nobody promises it: proposers may stop one another. */
const paxosTerminates = 'for all i in 0..PROPOSERS: eventually decided(i)';

const files = new Map<string, string>();

function entryOf(family: string, [spec, parameters, faults]: Subject): ManifestEntry {
  return { spec: `${family}/${spec}`, parameters, ...(faults && { faults }) } as ManifestEntry;
}

interface Verdict {
  readonly states: number;
  readonly mark: string;
  /** The least fairness. */
  readonly least: string;
}

/** The verdict on a formula under some name. */
function judged(
  entry: ManifestEntry,
  configuration: Configuration<unknown>,
  name: string,
  formula: string,
): Promise<Verdict> {
  const [property] = withFormula({ ...configuration, properties: [] }, formula).properties;
  return verdictOn(entry, configuration, { ...(property as NamedProperty<unknown>), name });
}

/** A verdict, with a link to the lasso if there is one, and the least fairness. */
async function verdictOn(
  entry: ManifestEntry,
  configuration: Configuration<unknown>,
  given: NamedProperty<unknown> | undefined,
): Promise<Verdict> {
  if (given === undefined) throw new Error(`${entry.spec} has no such property`);
  const { name } = given;
  const asked = { ...configuration, properties: [given] };
  const checked = await checkConfiguration(asked);
  const [property] = checked.properties;
  if (property === undefined || property.status === 'not-refuted') throw new Error(`${entry.spec} was not judged`);
  const needed = await neededFairness(asked, name, { per: 'name' });
  const sets = needed.minimal.map((set) =>
    set.length === 0 ? 'none' : set.map(({ strength, label }) => `${strength} ${label}`).join(', '),
  );
  return {
    states: checked.stats.states,
    mark: property.status === 'violated' ? `✗ [a lasso](${keep(entry, name, property, checked)})` : '✓',
    least: sets.length === 0 ? 'none is enough' : sets.join('; or '),
  };
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
  const { states, mark, least } = await judged(entry, configuration, 'noStarvation', formula);
  const counting = { ...bypass({ request: 'request', entry: 'enter' }), name: 'overtaking' };
  const { properties } = await checkConfiguration({ ...configuration, properties: [counting] });
  const most = properties[0]?.bypass?.most;
  if (most === undefined) throw new Error(`${entry.spec} was not measured`);
  return [subject[0], parametersText(entry), formatCount(states), mark, least, String(most)];
}

async function electionRow(subject: Subject): Promise<readonly string[]> {
  const entry = entryOf('election', subject);
  const configuration = configure(await specOf(entry), entry.parameters);
  const { states, mark, least } = await judged(entry, configuration, 'ends', 'eventually over');
  return [subject[0], parametersText(entry), formatCount(states), mark, least];
}

/** What happens eventually, whether the algorithm promises it or not. */
async function multicastRow(subject: Subject): Promise<readonly string[]> {
  const entry = entryOf('multicast', subject);
  const [name, parameters, faults = {}] = subject;
  const spec = await specOf(entry);
  const configuration = configure(spec, { ...parameters, judge: 'all' }, { faults });
  const promised = configure(spec, parameters, { faults }).properties.map((property) => property.name);
  const cells: string[] = [];
  let states = 0;
  for (const guarantee of ['eventualValidity', 'eventualAgreement', 'eventualUniformAgreement']) {
    const property = configuration.properties.find((one) => one.name === guarantee);
    const verdict = await verdictOn(entry, configuration, property);
    states = verdict.states;
    cells.push(promised.includes(guarantee) ? verdict.mark : `(${verdict.mark})`);
  }
  return [name, parametersText(entry), formatCount(states), ...cells];
}

async function agreementRow(subject: Subject): Promise<readonly string[]> {
  const entry = entryOf('agreement', subject);
  const [name, parameters, faults = {}] = subject;
  const configuration = configure(await specOf(entry), parameters, { faults });
  const own = configuration.properties.find((one) => one.name === 'terminates');
  const formula = paxosTerminates.replace('PROPOSERS', String(Number(parameters.proposers) - 1));
  const { states, mark, least } =
    own === undefined
      ? await judged(entry, configuration, 'terminates', formula)
      : await verdictOn(entry, configuration, own);
  return [name, parametersText(entry), formatCount(states), mark, least];
}

async function rowsOf(
  subjects: readonly Subject[],
  row: (subject: Subject) => Promise<readonly string[]>,
): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for (const subject of subjects) rows.push(await row(subject));
  return rows;
}

const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
if (values.help) process.stdout.write(usage);
else {
  const exclusion = await rowsOf(mutualExclusion, exclusionRow);
  const ends = await rowsOf(elections, electionRow);
  const delivered = await rowsOf(multicasts, multicastRow);
  const decided = await rowsOf(agreements, agreementRow);
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

Maekawa's basic algorithm deadlocks, so that no fairness helps. Dijkstra asks only that somebody gets in. A server that
prefers the smallest identifier (impartial=false) lets the others wait for ever, however fair everybody else is.

## Election

Whether every election comes to an end.

${markdownTable(['algorithm', 'configuration', 'distinct states', 'ends', least], ends)}

The algorithm of Itai and Rodeh ends with probability 1: the numbers drawn may be equal round after round, which no fairness
of actions excludes.

## Multicast

What happens eventually, as temporal formulas over all fair runs. In brackets is what an algorithm does not promise.

${markdownTable(['algorithm', 'configuration', 'distinct states', 'validity', 'agreement', 'uniform agreement'], delivered)}

Agreement fails where only the sender tells everybody, and crashes in the middle; algorithms that wait for an answer, or
for the sequencer, wait for ever for one that has crashed.

## Consensus

Whether every process that does not crash decides; of Paxos, every proposer.

${markdownTable(['algorithm', 'configuration', 'distinct states', 'terminates', least], decided)}

Flooding needs a failure detector: without one it waits for ever for whoever has crashed. Two-phase commit blocks: who has
voted yes can do nothing without the coordinator. Of two proposers in Paxos one can stop the other, and no algorithm can
exclude that (Fischer, Lynch and Paterson 1985).
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
