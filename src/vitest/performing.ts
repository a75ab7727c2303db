import { requireProperties } from '../cli/check.ts';
import { diagnose } from '../cli/diagnosis.ts';
import { exitStatus } from '../cli/exit-status.ts';
import { shownPath } from '../cli/files.ts';
import type { LoadedSpec } from '../cli/load.ts';
import { watchMemory } from '../cli/memory.ts';
import { recordRuns } from '../cli/recording.ts';
import { systemRecord } from '../cli/system-record.ts';
import { replayRun } from '../replay.ts';
import { checkConfiguration } from '../run.ts';
import { configure } from '../spec/configuration.ts';
import { isSpecError } from '../spec/spec-error.ts';
import { whatMatters } from '../what-matters.ts';
import type { Answer, CheckTask, Task } from './task.ts';

/** Where a task is performed. */
export interface Surroundings {
  readonly signal?: AbortSignal;
  readonly onProgress?: (states: number) => void;
  /** Traces are written for specs that lie in files of their own. */
  readonly traces: string | false;
}

/** Performs a task on a loaded spec. Mistakes become answers; only what is a bug of this package is as well. */
export async function perform(
  task: Task,
  request: string,
  load: () => Promise<LoadedSpec>,
  surroundings: Surroundings,
): Promise<Answer> {
  let loaded: LoadedSpec | undefined;
  try {
    loaded = await load();
    if (task.kind === 'check') return await check(task, request, loaded, surroundings);
    const replayed = await replayRun(loaded.spec, task.run);
    const { source } = replayed.property;
    const property = { ...replayed.property, ...(source && { source: { ...source, file: shownPath(source.file) } }) };
    return { kind: 'replayed', replayed: { ...replayed, property } };
  } catch (error) {
    const status = isSpecError(error) ? exitStatus.error : exitStatus.internal;
    return { kind: 'mistake', diagnostic: diagnose(error, request, loaded), status };
  }
}

async function check(
  { params, faults, fairness, properties, ltl, limits, deadline, keepGoing, whatMatters: patience }: CheckTask,
  request: string,
  loaded: LoadedSpec,
  { signal, onProgress, traces }: Surroundings,
): Promise<Answer> {
  const configuration = configure(loaded.spec, params, { faults: faults ?? {} });
  requireProperties(configuration, properties);
  const memory = watchMemory(limits.maxMemory);
  const left = deadline === undefined ? Number.POSITIVE_INFINITY : Math.max(1, deadline - Date.now());
  const options = {
    keepGoing,
    limits: { ...limits, ...(left < (limits.maxTime ?? Number.POSITIVE_INFINITY) && { maxTime: left }) },
    ...(properties && { properties }),
    ...(ltl && { ltl }),
    ...(fairness !== undefined && { fairness }),
    ...(signal && { signal }),
    onProgress: ({ states }: { readonly states: number }) => {
      onProgress?.(states);
      return memory.exhausted() === undefined ? undefined : ('max-memory' as const);
    },
  };
  const first = await checkConfiguration(configuration, options);
  const rest = deadline === undefined ? patience : Math.min(patience, deadline - Date.now());
  const violated = { spec: loaded.spec, params: configuration.parameters, faults: configuration.faults ?? {} };
  const checked = await whatMatters(violated, first, { ...options, maxTime: rest });
  memory.release();
  const known = { traces, ...(fairness !== undefined && { fairness }), ...(ltl && { ltl }) };
  const { system } = recordRuns(systemRecord(checked, loaded), request, loaded, configuration, known);
  return { kind: 'checked', system, isLate: left < (limits.maxTime ?? Number.POSITIVE_INFINITY) };
}
