import { mkdirSync, writeFileSync } from 'node:fs';
import { type Command, commandTime } from './command.ts';
import { objection } from './counts.ts';
import { type Machine, machine } from './machine.ts';
import { matrixPage } from './matrix-page.ts';
import { ratesPlot, sizesPlot } from './matrix-plots.ts';
import { measure } from './measure.ts';
import type { Measurement, Sample } from './measurement.ts';
import { median } from './numbers.ts';
import { nameOf, type SpecName, type Subject } from './subjects.ts';

/** A spec at its sizes, the smallest first, and the size at which the reference is measured. */
interface Family {
  readonly spec: SpecName;
  readonly reference: Subject['params'];
  readonly sizes: readonly Subject['params'][];
}

const families: readonly Family[] = [
  {
    spec: 'ricart-agrawala',
    reference: { processes: 3, requests: 1 },
    sizes: [
      { processes: 3, requests: 1 },
      { processes: 3, requests: 2 },
      { processes: 3, requests: 3 },
      { processes: 4, requests: 1 },
      { processes: 3, requests: 4 },
      { processes: 3, requests: 5 },
    ],
  },
  {
    spec: 'maekawa',
    reference: { processes: 3, requests: 1 },
    sizes: [
      { processes: 3, requests: 1 },
      { processes: 3, requests: 2 },
      { processes: 3, requests: 3 },
      { processes: 4, requests: 1 },
    ],
  },
  {
    spec: 'chang-roberts',
    reference: { processes: 8 },
    sizes: [4, 5, 6, 7, 8, 10, 12].map((processes) => ({ processes })),
  },
];

/** Sizes for a look at whether everything works. */
const quickSizes = 2;
/** A configuration whose first run takes longer than this is run fewer times, if that is wanted. */
const longRun = 10_000;
const longRuns = 3;

/** One configuration, medians over its runs. Memory is in bytes, time in milliseconds. */
export interface Row extends Subject {
  readonly name: string;
  readonly runs: number;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly terminal: number;
  readonly ms: number;
  readonly msToFirstState: number;
  readonly statesPerSecond: number;
  readonly transitionsPerSecond: number;
  /** Transitions per second, over those of the reference at its size. */
  readonly timesReference: number;
  readonly userCalls: number;
  /** Visited set and parent links, by the engine's own account. */
  readonly bytesPerState: number;
  /** Resident memory at its most beyond that at the smallest size, for each state; of no meaning at small sizes. */
  readonly residentPerState: number;
  readonly rssPeak: number;
  readonly rssAfter: number;
  readonly samples: readonly Sample[];
  /** Set if counts differ from those of other checkers. */
  readonly void?: string;
}

/** The reference at the size at which it stands for its spec. */
export interface Baseline extends Subject {
  readonly name: string;
  readonly runs: number;
  readonly ms: number;
  readonly statesPerSecond: number;
  readonly transitionsPerSecond: number;
}

/** All that `npm run bench` finds out, as in results/bench.json. */
export interface Matrix {
  readonly command: string;
  readonly machine: Machine;
  readonly tinyCommand: Command;
  readonly baselines: readonly Baseline[];
  readonly rows: readonly Row[];
}

/** How many runs, and whether long configurations get fewer, or only the smallest are measured. */
export interface MatrixOptions {
  readonly runs: number;
  readonly quick: boolean;
  readonly fewer: boolean;
}

/**
 * Measures the bundled specs at growing sizes, each run in a fresh process. Writes bench.json, bench.md and two plots to
 * `results/`, or with `quick` to `.unturned/`.
 */
export async function matrix({ runs, quick, fewer }: MatrixOptions): Promise<void> {
  const baselines: Baseline[] = [];
  const rows: Row[] = [];
  for (const { spec, reference, sizes } of families) {
    const baseline = await measureReference({ spec, params: reference }, runs);
    baselines.push(baseline);
    const subjects = sizes.slice(0, quick ? quickSizes : sizes.length).map((params) => ({ spec, params }));
    let smallest: readonly Measurement[] | undefined;
    for (const subject of subjects) {
      const measured = await repeat(subject, runs, fewer);
      smallest ??= measured;
      rows.push(rowOf(subject, measured, smallest, baseline));
      process.stderr.write(`${rows.at(-1)?.name}  ${rows.at(-1)?.ms.toFixed(0)} ms\n`);
    }
  }
  const flags = [`--runs=${runs}`, ...(quick ? ['--quick'] : []), ...(fewer ? ['--fewer'] : [])].join(' ');
  const found: Matrix = {
    command: `npm run bench -- ${flags}`,
    machine: machine(),
    tinyCommand: commandTime(runs),
    baselines,
    rows,
  };
  const folder = quick ? '.unturned' : 'results';
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/bench.json`, `${JSON.stringify(found, undefined, 2)}\n`);
  writeFileSync(`${folder}/bench-states.svg`, sizesPlot(rows));
  writeFileSync(`${folder}/bench-rate.svg`, ratesPlot(rows));
  const page = matrixPage(found);
  writeFileSync(`${folder}/bench.md`, page);
  console.log(page);
}

async function measureReference(subject: Subject, runs: number): Promise<Baseline> {
  const measured: Measurement[] = [];
  for (let run = 0; run < runs; run++) measured.push(await measure({ ...subject, engine: 'reference' }));
  const first = measured[0] as Measurement;
  const ms = median(measured.map((one) => one.ms));
  return {
    ...subject,
    name: nameOf(subject),
    runs,
    ms,
    statesPerSecond: (1000 * first.states) / ms,
    transitionsPerSecond: (1000 * first.transitions) / ms,
  };
}

async function repeat(subject: Subject, runs: number, fewer: boolean): Promise<readonly Measurement[]> {
  const measured = [await measure({ ...subject, engine: 'default' })];
  const isLong = fewer && (measured[0] as Measurement).ms > longRun;
  const wanted = isLong ? Math.min(runs, longRuns) : runs;
  while (measured.length < wanted) measured.push(await measure({ ...subject, engine: 'default' }));
  return measured;
}

function rowOf(
  subject: Subject,
  measured: readonly Measurement[],
  smallest: readonly Measurement[],
  baseline: Baseline,
): Row {
  const { states, transitions, depth, terminal, userCalls = 0, bytesPerState = 0 } = measured[0] as Measurement;
  const middle = (quantity: (one: Measurement) => number): number => median(measured.map(quantity));
  const ms = middle((one) => one.ms);
  const transitionsPerSecond = (1000 * transitions) / ms;
  const rssPeak = middle((one) => one.rssPeak);
  const wrong = measured.map((one) => objection(subject, one)).find((one) => one !== undefined);
  const typical = measured.reduce((a, b) => (Math.abs(b.ms - ms) < Math.abs(a.ms - ms) ? b : a));
  return {
    ...subject,
    name: nameOf(subject),
    runs: measured.length,
    states,
    transitions,
    depth,
    terminal,
    ms,
    msToFirstState: middle((one) => one.msToFirstState),
    statesPerSecond: (1000 * states) / ms,
    transitionsPerSecond,
    timesReference: transitionsPerSecond / baseline.transitionsPerSecond,
    userCalls,
    bytesPerState,
    residentPerState: (rssPeak - median(smallest.map((one) => one.rssPeak))) / states,
    rssPeak,
    rssAfter: middle((one) => one.rssAfter),
    samples: typical.samples,
    ...(wrong !== undefined && { void: wrong }),
  };
}
