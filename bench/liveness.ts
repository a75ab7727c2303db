import { writeFileSync } from 'node:fs';
import { describe, machine } from './machine.ts';
import { markdownTable } from './markdown.ts';
import { measure } from './measure.ts';
import type { Job, Measurement } from './measurement.ts';
import { median, megabytes, ratio, seconds, whole } from './numbers.ts';
import { nameOf, type Subject } from './subjects.ts';

/** How many times the time of the safety check starvation freedom may take, and how many bytes a state. */
const bars = { times: 4, bytes: 64 };

const small: readonly Subject[] = [{ spec: 'ricart-agrawala', params: { processes: 3, requests: 2 } }];
const large: Subject = { spec: 'ricart-agrawala', params: { processes: 4, requests: 1 } };

/** What is asked of each subject. */
const questions = [
  ['mutualExclusion', 'safety'],
  ['noStarvation of p0', 'starvation freedom of one process'],
  ['noStarvation', 'starvation freedom of all'],
  ['bypass', 'how often one is overtaken'],
] as const;

type Property = (typeof questions)[number][0];

/**
 * Measures what it takes to judge properties of whole runs, beside a safety property of the same configuration, each in
 * processes of their own and in turn, and writes results/liveness.md. Unless `quick`, of ten million states.
 */
export async function liveness({ runs, quick }: { readonly runs: number; readonly quick: boolean }): Promise<void> {
  const rows: string[][] = [];
  for (const subject of quick ? small : [...small, large]) {
    const measured = await interleaved(subject, runs);
    for (const [property, what] of questions) rows.push(rowOf(subject, property, what, measured));
  }
  const title = ['configuration', 'states', 'property', 'processor time', 'of safety', 'wall time', 'memory'];
  const table = markdownTable([...title, 'bytes a state'], rows);
  console.log(table);
  if (!quick) writeFileSync(new URL('../../../results/liveness.md', import.meta.url), page(table, runs));
}

type Measured = ReadonlyMap<Property, readonly Measurement[]>;

async function interleaved(subject: Subject, runs: number): Promise<Measured> {
  const measured = new Map<Property, Measurement[]>(questions.map(([property]) => [property, []]));
  for (let run = 0; run < runs; run++)
    for (const [property, list] of measured) {
      const job: Job = { ...subject, engine: 'default', properties: [property.split(' ')[0] as string] };
      list.push(await measure(property.includes(' ') ? { ...job, firstPartOnly: true } : job));
      process.stderr.write(`${nameOf(subject)} ${property} ${seconds(list.at(-1)?.userMs ?? Number.NaN)}\n`);
    }
  return measured;
}

function rowOf(subject: Subject, property: Property, what: string, measured: Measured): string[] {
  const of = (one: Property, quantity: 'ms' | 'userMs' | 'rssPeak'): number =>
    median((measured.get(one) ?? []).map((measurement) => measurement[quantity]));
  const [first] = measured.get(property) ?? [];
  const states = first?.states ?? Number.NaN;
  return [
    nameOf(subject),
    whole(states),
    what,
    seconds(of(property, 'userMs')),
    ratio(of(property, 'userMs') / of('mutualExclusion', 'userMs')),
    seconds(of(property, 'ms')),
    megabytes(of(property, 'rssPeak')),
    states > 1_000_000 ? (of(property, 'rssPeak') / states).toFixed(1) : '',
  ];
}

function page(table: string, runs: number): string {
  return `# What whole runs cost

Time and memory of a check, of one property alone, in the median of ${runs} runs in processes of their own. Processor time
is that which the process has used, whatever else the machine did; memory is the most that was resident, with all that Node
itself needs. \`npm run bench -- liveness --runs ${runs}\` makes this page again, with other figures on another machine:
${describe(machine())}.

${table}

What is aimed at, for ten million states and starvation freedom of one process: at most ${bars.times} times the time of the
safety check, and at most ${bars.bytes} bytes a state.
`;
}
