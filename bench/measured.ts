import { configure, exploring, type NamedProperty, type Spec } from 'unturned';
import { watchMemory } from '../src/cli/memory.ts';
import { openScratchFolder } from '../src/cli/spill/scratch-folder.ts';
import { spillInto } from '../src/cli/spill/spilling.ts';
import type { Job, Measurement, Sample } from './measurement.ts';
import { specOf } from './subjects.ts';

/** Samples are taken each time there are so many times as many states. */
const growth = 1.03;

/** The program of the process in which a search is measured: `node measured.js '<job>'` prints its measurement. */
const job = JSON.parse(process.argv[2] as string) as Job;
process.stdout.write(JSON.stringify(measure(job)));

function measure({ spec, params, engine, properties: asked, firstPartOnly = false, spill }: Job): Measurement {
  const whole = configure(specOf(spec) as Spec, params);
  const configuration = firstPartOnly ? { ...whole, properties: whole.properties.map(firstPart) } : whole;
  const apart = ['history', 'temporal', 'possible', 'bypass'];
  const inOneSearch = configuration.properties.filter(({ kind }) => !apart.includes(kind)).map(({ name }) => name);
  const properties = asked ?? inOneSearch;
  const samples: Sample[] = [];
  let nextSample = 1;
  let msToFirstState = 0;
  const rssBefore = process.memoryUsage.rss();
  const start = performance.now();
  const { user: usedBefore, system: systemBefore } = process.cpuUsage();
  const onDisk = spill && { ...spillInto(openScratchFolder(spill.folder), watchMemory()), at: spill.at };
  const run = exploring(configuration, { engine, keepGoing: true, properties, ...(onDisk && { spill: onDisk }) });
  let step = run.next();
  while (!step.done) {
    const { states, transitions } = step.value;
    if (states >= nextSample) {
      const ms = performance.now() - start;
      if (samples.length === 0) msToFirstState = ms;
      samples.push({ states, transitions, ms, rss: process.memoryUsage.rss() });
      nextSample = states * growth;
    }
    step = run.next();
  }
  const ms = performance.now() - start;
  const { statistics, learned, spilled } = step.value;
  const { states, transitions, depth, terminal } = statistics;
  return {
    states,
    transitions,
    depth,
    terminal,
    ms,
    userMs: (process.cpuUsage().user - usedBefore) / 1000,
    systemMs: (process.cpuUsage().system - systemBefore) / 1000,
    msToFirstState,
    rssBefore,
    rssAfter: process.memoryUsage.rss(),
    rssPeak: 1024 * process.resourceUsage().maxRSS,
    ...(learned && { userCalls: learned.userCalls, bytesPerState: learned.bytesPerState }),
    ...(spilled && { bytesOnDisk: spilled.bytes }),
    samples,
  };
}

/** The same property, without all parts but the first. */
function firstPart<S>(property: NamedProperty<S>): NamedProperty<S> {
  if (property.kind !== 'temporal' || property.formula.kind !== 'and') return property;
  const [first] = property.formula.of;
  return first === undefined ? property : { ...property, formula: first };
}
