import { overallVerdict, type Verdict } from '../property/verdict.ts';
import type { Diagnostic, SystemResult } from '../report/result.ts';
import { checkConfiguration } from '../run.ts';
import { type Simulated, simulate } from '../simulate/simulate.ts';
import { simulationResult } from '../simulate/simulation-result.ts';
import { searchBudget } from '../simulate/smallest.ts';
import { configure } from '../spec/configuration.ts';
import type { Faults } from '../spec/environment/faults.ts';
import { isSpecError } from '../spec/spec-error.ts';
import { beginRun } from './begun-run.ts';
import { nextTurn, requireProperties, titleOf } from './check.ts';
import { diagnose } from './diagnosis.ts';
import { type ExitStatus, exitStatus, statusOf } from './exit-status.ts';
import { requireWritable } from './files.ts';
import { listenForInterrupt } from './interrupt.ts';
import { type LoadedSpec, loadSpec } from './load.ts';
import { type RecordingOptions, recordRuns } from './recording.ts';
import { createReporters, type ReporterOptions } from './reporters.ts';
import { simulationDisplay } from './simulation-display.ts';
import { systemRecord } from './system-record.ts';

/** What the command line asks of `simulate`. */
export interface SimulateArguments extends ReporterOptions, RecordingOptions {
  readonly set: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
  readonly property?: readonly string[];
  readonly runs: number;
  readonly steps: number;
  readonly seed: number;
  readonly path?: string;
}

/**
 * Draws runs of a spec, and reports on them: and, where a violation was found, on the smallest configuration in which there is one.
 * @throws SpecError U105 when a report could not be written.
 */
export async function simulateSpec(
  request: string,
  options: SimulateArguments,
  command: readonly string[],
): Promise<ExitStatus> {
  for (const { file } of options.reporters) if (file !== undefined) requireWritable(file);
  const run = beginRun(command);
  const reporters = await createReporters(options, run);
  const interrupt = listenForInterrupt();
  const outcome = await attempt(request, options, interrupt.signal);
  interrupt.release();
  const { status, systems, diagnostics } = outcome;
  if (systems.length === 0) reporters.onSystem(undefined, diagnostics, status);
  for (const [i, system] of systems.entries())
    reporters.onSystem(system, i === systems.length - 1 ? diagnostics : [], status);
  const result = run.end({
    status,
    systems,
    diagnostics,
  });
  reporters.onEnd(result, 1);
  return status;
}

interface Outcome {
  readonly status: ExitStatus;
  readonly systems: readonly SystemResult[];
  readonly diagnostics: readonly Diagnostic[];
}

async function attempt(request: string, options: SimulateArguments, signal: AbortSignal): Promise<Outcome> {
  let loaded: LoadedSpec | undefined;
  try {
    loaded = await loadSpec(request);
    const { systems, diagnostics } = await simulateLoaded(request, loaded, options, signal);
    const status = signal.aborted ? exitStatus.interrupted : statusOf(verdictOn(systems));
    return { status, systems, diagnostics };
  } catch (error) {
    const status = isSpecError(error) ? exitStatus.error : exitStatus.internal;
    return { status, systems: [], diagnostics: [diagnose(error, request, loaded)] };
  }
}

async function simulateLoaded(
  request: string,
  loaded: LoadedSpec,
  options: SimulateArguments,
  signal: AbortSignal,
): Promise<Pick<Outcome, 'systems' | 'diagnostics'>> {
  const { set, faults, property: properties, runs, steps, seed, path, quiet, ascii } = options;
  const configuration = configure(loaded.spec, set, { faults });
  requireProperties(configuration, properties);
  const display = simulationDisplay(titleOf(configuration, set), runs, { quiet, ascii });
  const startedAt = performance.now();
  const simulated = await simulate(loaded.spec, {
    params: set,
    faults: faults as Faults,
    runs,
    steps,
    seed,
    ...(path !== undefined && { path }),
    ...(properties && { properties }),
    signal,
    breathe: nextTurn,
    onProgress: display.show,
  }).finally(display.end);
  const elapsedMs = performance.now() - startedAt;
  const drawn = systemRecord(simulationResult(simulated, { properties, elapsedMs }), loaded);
  const smallest = await searchSmallest(simulated, loaded, signal);
  const shown = smallest === undefined ? configuration : (simulated.found?.last.configuration ?? configuration);
  const { system, remarks } = recordRuns(smallest ?? drawn, request, loaded, shown, options);
  return { systems: smallest === undefined ? [system] : [drawn, system], diagnostics: remarks };
}

/** The smallest configuration in which the violation was found, checked as `unturned check` does. */
async function searchSmallest<S>(
  { found, source }: Simulated<S>,
  loaded: LoadedSpec,
  signal: AbortSignal,
): Promise<SystemResult | undefined> {
  if (found === undefined || found.last.configuration === source.configuration) return undefined;
  const checked = await checkConfiguration(found.last.configuration, {
    properties: [found.property],
    limits: { maxStates: searchBudget.each },
    breathe: nextTurn,
    signal,
  });
  return systemRecord(checked, loaded);
}

function verdictOn([system]: readonly SystemResult[]): Verdict {
  return overallVerdict(system?.properties.map(({ status }) => status) ?? [], false);
}
