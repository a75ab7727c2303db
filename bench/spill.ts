import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, machine } from './machine.ts';
import { markdownTable } from './markdown.ts';
import { measure } from './measure.ts';
import type { Measurement } from './measurement.ts';
import { median, megabytes, ratio, seconds, whole } from './numbers.ts';
import { nameOf, type Subject } from './subjects.ts';

const small: Subject = { spec: 'ricart-agrawala', params: { processes: 3, requests: 3 } };
const large: Subject = { spec: 'ricart-agrawala', params: { processes: 4, requests: 1 } };
const properties = ['mutualExclusion', 'deadlockFree'];

/** What share of the states is found in memory, before a search goes on on disk. */
const places = [
  ['in memory', 1],
  ['on disk from a quarter on', 4],
  ['on disk from a sixteenth on', 16],
] as const;

/**
 * Measures searches that go on on disk when there is no more room for states, beside the same searches in memory, in turn, and
 * writes results/spill.md. Unless `quick`, of ten million states.
 */
export async function spill({ runs, quick }: { readonly runs: number; readonly quick: boolean }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'unturned-bench-'));
  try {
    const load = loadavg()[0] as number;
    const rows: string[][] = [];
    for (const subject of quick ? [small] : [small, large]) rows.push(...(await rowsOf(subject, runs, folder)));
    const title = ['configuration', 'states', 'where', 'processor time', 'of memory', 'wall time', 'of memory'];
    const table = markdownTable([...title, 'most memory', 'most on disk'], rows);
    console.log(table);
    const text = page(table, runs, load, loadavg()[0] as number);
    if (!quick) writeFileSync(new URL('../../../results/spill.md', import.meta.url), text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rowsOf(subject: Subject, runs: number, folder: string): Promise<string[][]> {
  const measured = new Map<string, Measurement[]>(places.map(([where]) => [where, []]));
  let states = Number.NaN;
  for (let run = 0; run < runs; run++)
    for (const [where, parts] of places) {
      const onDisk = parts === 1 ? {} : { spill: { folder, at: Math.floor(states / parts) } };
      const measurement = await measure({ ...subject, engine: 'default', properties, ...onDisk });
      measured.get(where)?.push(measurement);
      if (parts === 1) states = measurement.states;
      requireSame((measured.get('in memory') as Measurement[])[0] as Measurement, measurement);
      process.stderr.write(`${nameOf(subject)} ${where} ${seconds(processorTime(measurement))}\n`);
    }
  const of = (where: string, quantity: (one: Measurement) => number): number =>
    median((measured.get(where) ?? []).map(quantity));
  const wallTime = ({ ms }: Measurement): number => ms;
  return places.map(([where, parts]) => [
    nameOf(subject),
    whole(states),
    where,
    seconds(of(where, processorTime)),
    ratio(of(where, processorTime) / of('in memory', processorTime)),
    seconds(of(where, wallTime)),
    ratio(of(where, wallTime) / of('in memory', wallTime)),
    megabytes(of(where, ({ rssPeak }) => rssPeak)),
    parts === 1 ? '' : megabytes(of(where, ({ bytesOnDisk = Number.NaN }) => bytesOnDisk)),
  ]);
}

/** That of the system included, where files are written and read. */
function processorTime({ userMs, systemMs }: Measurement): number {
  return userMs + systemMs;
}

/** @throws when a search on disk has found anything else */
function requireSame(one: Measurement, other: Measurement): void {
  const figures = ({ states, transitions, depth, terminal }: Measurement): string =>
    [states, transitions, depth, terminal].join();
  if (figures(one) !== figures(other)) throw new Error('the search on disk has found something else');
}

function page(table: string, runs: number, before: number, after: number): string {
  return `# Searches on disk

What a search takes that goes on on disk (\`--spill\`) when a quarter, or a sixteenth, of its states has been found: as if there
were room for so many in memory. From then on it has a quarter of what these took to collect successors in. Searches in memory and
on disk in turn, in processes of their own, in the median of ${runs} runs; they found the same numbers of states and transitions, or
there would be no page. Processor time is that of the program and of the system for it; memory is the most that was resident, with
all that Node itself needs. \`npm run bench -- spill --runs ${runs}\` makes this page again, with other
figures on another machine: ${describe(machine())}.

${table}

Other programs ran beside it: the load was ${before.toFixed(1)} at the start and ${after.toFixed(1)} at the end, so that wall times
are worth little. The files lay in ${tmpdir()}, and the system had memory to keep them in: nothing waited for a disk.
`;
}
