import { markdownTable } from './markdown.ts';
import { measure } from './measure.ts';
import type { Job, Measurement } from './measurement.ts';
import { median, megabytes, ratio, seconds, whole } from './numbers.ts';
import { profile } from './profile.ts';
import { nameOf, type SpecName, type Subject } from './subjects.ts';

/** Specs that do not suit the engine, at a size that the reference can do in some seconds, and at a larger one. */
const cases: readonly { readonly spec: SpecName; readonly small: Params; readonly large: Params }[] = [
  { spec: 'peterson', small: { processes: 3 }, large: { processes: 3 } },
  { spec: 'bakery', small: { processes: 2, greatest: 10 }, large: { processes: 3, greatest: 3 } },
  { spec: 'two-phase-commit', small: { managers: 5 }, large: { managers: 7 } },
  { spec: 'philosophers', small: { philosophers: 8 }, large: { philosophers: 11 } },
  { spec: 'budget', small: { counters: 3, modulus: 8, budget: 20 }, large: { counters: 4, modulus: 9, budget: 30 } },
  { spec: 'puzzle', small: { width: 4, height: 2 }, large: { width: 3, height: 3 } },
  { spec: 'digest', small: { counters: 5, modulus: 6 }, large: { counters: 6, modulus: 7 } },
  { spec: 'log', small: { writers: 4, length: 7 }, large: { writers: 4, length: 9 } },
  { spec: 'gossip', small: { facts: 10, readers: 2 }, large: { facts: 14, readers: 2 } },
  { spec: 'clock', small: { ticks: 5000 }, large: { ticks: 300_000 } },
  { spec: 'crowd', small: { members: 40, most: 2 }, large: { members: 60, most: 3 } },
  { spec: 'shifting', small: { places: 10, between: 4, modulus: 12 }, large: { places: 30, between: 20, modulus: 20 } },
  { spec: 'watched', small: { counters: 5, modulus: 6 }, large: { counters: 6, modulus: 7 } },
];

type Params = Subject['params'];
type Engine = Job['engine'];

/** How much slower than the reference the engine may be. */
const bar = 1.1;

/**
 * Measures the engine against running the user's functions for every transition, and against the reference, on specs
 * that do not suit it. `--large` leaves the reference out, for sizes that it cannot do; `--profile` says where the time
 * goes in each case that is slower than it should be.
 */
export async function cliff(options: {
  readonly runs: number;
  readonly large: boolean;
  readonly profile: boolean;
  readonly only?: string;
}): Promise<void> {
  const engines: readonly Engine[] = options.large ? ['default', 'direct'] : ['default', 'direct', 'reference'];
  const rows: string[][] = [];
  for (const { spec, small, large } of cases) {
    if (options.only !== undefined && options.only !== spec) continue;
    const subject: Subject = { spec, params: options.large ? large : small };
    const measured = await interleaved(subject, engines, options.runs);
    rows.push(row(subject, measured));
    process.stderr.write(`${rows.at(-1)?.join('  ')}\n`);
    const [learning, direct] = engines.map((engine) => medianOf(measured, engine, 'ms')) as [number, number];
    if (options.profile && learning > direct) await printProfile({ ...subject, engine: 'default' });
  }
  const title = ['spec', 'states', 'transitions', 'user calls', 'time', 'of direct', 'of reference'];
  console.log(markdownTable([...title, 'memory', 'of direct', 'of reference', 'judgement'], rows));
}

type Measured = ReadonlyMap<Engine, readonly Measurement[]>;

async function interleaved(subject: Subject, engines: readonly Engine[], runs: number): Promise<Measured> {
  const measured = new Map<Engine, Measurement[]>(engines.map((engine) => [engine, []]));
  for (let run = 0; run < runs; run++)
    for (const [engine, list] of measured) list.push(await measure({ ...subject, engine }));
  return measured;
}

function row(subject: Subject, measured: Measured): string[] {
  const first = measured.get('default')?.[0] as Measurement;
  const ratios = (quantity: 'ms' | 'rssPeak'): string[] =>
    (['direct', 'reference'] as const).map((engine) =>
      ratio(medianOf(measured, 'default', quantity) / medianOf(measured, engine, quantity)),
    );
  return [
    nameOf(subject),
    whole(first.states),
    whole(first.transitions),
    whole(first.userCalls ?? 0),
    seconds(medianOf(measured, 'default', 'ms')),
    ...ratios('ms'),
    megabytes(medianOf(measured, 'default', 'rssPeak')),
    ...ratios('rssPeak'),
    judgement(measured),
  ];
}

function judgement(measured: Measured): string {
  const counts = [...measured.values()]
    .flat()
    .map(({ states, transitions, depth }) => `${states} ${transitions} ${depth}`);
  if (new Set(counts).size > 1) return `void, counts differ: ${[...new Set(counts)].join(', ')}`;
  const slower = medianOf(measured, 'default', 'ms') / medianOf(measured, 'reference', 'ms');
  if (slower > bar) return 'SLOWER THAN THE REFERENCE';
  return medianOf(measured, 'default', 'ms') > medianOf(measured, 'direct', 'ms') ? 'slower than direct' : 'fine';
}

/** NaN if the engine was not measured. */
function medianOf(measured: Measured, engine: Engine, quantity: 'ms' | 'rssPeak'): number {
  return median((measured.get(engine) ?? []).map((measurement) => measurement[quantity]));
}

async function printProfile(job: Job): Promise<void> {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(7);
  console.log(`\n${nameOf(job)}, share of the time in itself and with what it calls:`);
  for (const { name, self, total } of (await profile(job)).slice(0, 20))
    console.log(`${percent(self)} ${percent(total)}  ${name}`);
}
