import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { objection } from './counts.ts';
import { describe, machine } from './machine.ts';
import { markdownTable } from './markdown.ts';
import { median, megabytes, ratio, seconds } from './numbers.ts';
import { timed } from './peers/timed.ts';
import { nameOf, type Subject } from './subjects.ts';

const program = fileURLToPath(new URL('../../../dist/cli/bin.js', import.meta.url));

/** What two threads are to bring on the largest subject: so many times the speed, in so many times the memory. */
const bars = { speed: 1.7, memory: 1.15 };

const subjects: readonly Subject[] = [
  { spec: 'ricart-agrawala', params: { processes: 3, requests: 1 } },
  { spec: 'maekawa', params: { processes: 3, requests: 3 } },
  { spec: 'ricart-agrawala', params: { processes: 3, requests: 2 } },
  { spec: 'maekawa', params: { processes: 4, requests: 1 } },
  { spec: 'ricart-agrawala', params: { processes: 3, requests: 3 } },
  { spec: 'ricart-agrawala', params: { processes: 4, requests: 1 } },
];

const quickSubjects = 3;

interface Outcome {
  readonly ms: number;
  readonly peak: number;
  /** What is said, but for times, memory and what was learned. */
  readonly said: string;
  readonly objection: string | undefined;
}

/** Runs the command with one thread and with two, in turn, and writes results/workers.md, or with `quick` only prints it. */
export async function workers({ runs, quick }: { readonly runs: number; readonly quick: boolean }): Promise<void> {
  const rows: string[][] = [];
  for (const subject of quick ? subjects.slice(0, quickSubjects) : subjects) {
    const pairs: [Outcome, Outcome][] = [];
    for (let run = 0; run < runs; run++) pairs.push([await outcome(subject, 1), await outcome(subject, 2)]);
    rows.push(rowOf(subject, pairs));
    process.stderr.write(`${rows.at(-1)?.join('  ')}\n`);
  }
  const title = [
    'configuration',
    'one thread',
    'two',
    'times as fast',
    'least',
    'most',
    'memory',
    'of two',
    'judgement',
  ];
  const text = page(markdownTable(title, rows), runs);
  if (!quick) writeFileSync('results/workers.md', text);
  console.log(text);
}

async function outcome(subject: Subject, threads: number): Promise<Outcome> {
  const settings = Object.entries(subject.params).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  const asked = ['--no-liveness', '--property', 'mutualExclusion', '--workers', String(threads), '--reporter', 'json'];
  const command = [process.execPath, program, 'check', subject.spec, ...settings, ...asked];
  const { output, ms, peak } = await timed(command, tmpdir());
  const [{ stats, learned: _, ...rest }] = JSON.parse(output).systems;
  const { elapsedMs, statesPerSecond, peakMemoryBytes, ...figures } = stats;
  return { ms, peak, said: JSON.stringify({ ...rest, figures }), objection: objection(subject, figures) };
}

function rowOf(subject: Subject, pairs: readonly (readonly [Outcome, Outcome])[]): string[] {
  const ratios = pairs.map(([one, two]) => one.ms / two.ms);
  const wrong = pairs.flat().find((one) => one.objection !== undefined)?.objection;
  const differs = pairs.some(([one, two]) => one.said !== two.said);
  return [
    nameOf(subject),
    seconds(median(pairs.map(([{ ms }]) => ms))),
    seconds(median(pairs.map(([, { ms }]) => ms))),
    ratio(median(ratios)),
    ratio(Math.min(...ratios)),
    ratio(Math.max(...ratios)),
    megabytes(median(pairs.map(([{ peak }]) => peak))),
    `${megabytes(median(pairs.map(([, { peak }]) => peak)))}, ${ratio(median(pairs.map(([one, two]) => two.peak / one.peak)))} times`,
    wrong ?? (differs ? 'void: two threads say something else' : 'same record'),
  ];
}

function page(table: string, runs: number): string {
  return `# One thread and two

The command, start of Node included, with \`--workers 1\` and \`--workers 2\` in turn: medians of ${runs} pairs, and of the ratios of
each pair. Memory is resident, at its most. The judgement holds the records of both against each other, but for times and
memory, and the counts against those of other checkers. \`npm run bench -- workers --runs ${runs}\` makes this page
again, with other figures on another machine: ${describe(machine())}.

${table}

What is aimed at, for ten million states: ${bars.speed} times as fast, in at most ${bars.memory} times the memory.
`;
}
