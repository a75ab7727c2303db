import { overallVerdict } from '../property/verdict.ts';
import type { SystemResult } from '../report/result.ts';
import { sweepReport } from '../report/sweep.ts';
import { checkConfiguration } from '../run.ts';
import { gridOf, leastBreaking } from '../sweep.ts';
import { beginRun } from './begun-run.ts';
import { type CheckArguments, judgedProperties, nextTurn, requireProperties, titleOf } from './check.ts';
import { type ExitStatus, exitStatus, statusOf, worst } from './exit-status.ts';
import { requireWritable } from './files.ts';
import { listenForInterrupt } from './interrupt.ts';
import { loadSpec } from './load.ts';
import { watchMemory } from './memory.ts';
import { meter } from './progress-meter.ts';
import { valuesOf } from './ranges.ts';
import type { RecordingOptions } from './recording.ts';
import { createReporters } from './reporters.ts';
import { startSecondThread } from './second-thread/start.ts';
import { begunSystem, systemRecord } from './system-record.ts';

/** What is asked of `check` alone. */
type CheckOnly =
  | 'keepGoing'
  | 'whatMatters'
  | 'approximate'
  | 'swarm'
  | 'maxCallTime'
  | 'checkpoint'
  | 'checkpointEvery'
  | 'resume';

/** What the command line asks of `sweep`. Parameters and budgets are ranges. */
export type SweepArguments = Omit<CheckArguments, CheckOnly | keyof RecordingOptions>;

/**
 * Checks every configuration of a grid, and reports on all of them at once.
 * @throws SpecError when the spec, a parameter or a fault is wrong.
 */
export async function sweepSpec(
  request: string,
  options: SweepArguments,
  command: readonly string[],
): Promise<ExitStatus> {
  for (const { file } of options.reporters) if (file !== undefined) requireWritable(file);
  const run = beginRun(command);
  const loaded = await loadSpec(request);
  const configurations = gridOf(loaded.spec, { params: rangesOf(options.set), faults: rangesOf(options.faults) });
  for (const configuration of configurations) requireProperties(configuration, options.property);
  const reporters = await createReporters(options, { ...run, overview: sweepReport });
  const { progress } = reporters;
  const memory = watchMemory(options.limits.maxMemory);
  const interrupt = listenForInterrupt();
  const systems: SystemResult[] = [];
  for (const [i, configuration] of configurations.entries()) {
    if (interrupt.signal.aborted) break;
    const title = `${titleOf(configuration, options.set)}   ${i + 1} of ${configurations.length}`;
    reporters.onBegin(begunSystem(configuration, loaded));
    const show = meter(title, progress, memory);
    const checked = await checkConfiguration(configuration, {
      search: options.search,
      engine: options.engine,
      keepGoing: true,
      limits: options.limits,
      learning: { paranoid: options.paranoid },
      ...(options.workers > 1 && { secondThread: startSecondThread }),
      ...judgedProperties(configuration, options),
      signal: interrupt.signal,
      breathe: nextTurn,
      onProgress: (now) => {
        show(now);
        return memory.exhausted() === undefined ? undefined : 'max-memory';
      },
    });
    progress.end();
    const system = systemRecord(checked, loaded);
    reporters.onSystem(system, [], statusOfClaims(system));
    systems.push(system);
  }
  interrupt.release();
  memory.release();
  const status = interrupt.signal.aborted ? exitStatus.interrupted : worst(systems.map(statusOfClaims));
  const result = run.end({
    status,
    systems,
    leastBreaking: leastBreaking(systems),
    diagnostics: [],
  });
  reporters.onEnd(result, systems.length);
  return status;
}

/** A goal that some configurations never reach is no fault of a sweep. */
function statusOfClaims({ properties, stats }: SystemResult): ExitStatus {
  const claims = properties.filter(({ kind }) => kind !== 'reachable');
  return statusOf(
    overallVerdict(
      claims.map(({ status }) => status),
      stats.complete,
    ),
  );
}

function rangesOf(settings: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(settings).map(([name, text]) => [name, valuesOf(name, text)]));
}
