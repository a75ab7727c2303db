import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { shownPath } from '../cli/files.ts';
import type { LoadedSpec } from '../cli/load.ts';
import type { Spec } from '../spec/spec.ts';
import type { CheckLimits } from './options.ts';
import { perform } from './performing.ts';
import type { Resolved } from './subject.ts';
import type { Answer, CheckTask, NoAnswer, Task } from './task.ts';
import { type RunningTest, timeOf } from './test-time.ts';
import { performInThread } from './thread.ts';

/** What a matcher knows of where it is used. */
export interface MatcherState {
  readonly isNot?: boolean;
  readonly testPath?: string;
  readonly task?: RunningTest;
}

/** A spec that is given as an object is explored between the tests' own code, and that is slow. */
const manyStates = 100_000;

/** Performs a task: in a thread, if the spec is in a file; here, if it is an object. */
export async function runTask(
  subject: Resolved,
  task: Omit<CheckTask, 'limits' | 'deadline'> | Exclude<Task, CheckTask>,
  { limits = {}, signal }: CheckLimits,
  state: MatcherState,
  traces: string | false = false,
): Promise<Answer | NoAnswer> {
  const time = timeOf(state.task);
  const signals = [signal, state.task?.context?.signal].filter((one) => one !== undefined);
  const either = signals.length === 0 ? undefined : AbortSignal.any(signals);
  const whole: Task = task.kind === 'check' ? { ...task, limits, ...(time && { deadline: time.deadline }) } : task;
  if ('path' in subject)
    return performInThread({ path: subject.path, task: whole, traces }, { signal: either, until: time?.latest });
  return performHere(subject.object, whole, either);
}

async function performHere(spec: Spec, task: Task, signal: AbortSignal | undefined): Promise<Answer | NoAnswer> {
  let isTold = false;
  const onProgress = (states: number): void => {
    if (isTold || states < manyStates) return;
    isTold = true;
    console.warn(
      `unturned: ${spec.definition.name} has more than ${manyStates} states, and is explored beside the tests. Given the path of its file, it is explored in a thread of its own, several times as fast.`,
    );
  };
  const answer = await perform(task, shownPath(spec.location?.file ?? ''), async () => asLoaded(spec), {
    traces: false,
    onProgress,
    ...(signal && { signal }),
  });
  return signal?.aborted ? { kind: 'none', why: 'it was called off' } : answer;
}

/** A spec that was not loaded from a file, but knows where it was written. */
function asLoaded(spec: Spec): LoadedSpec {
  const file = spec.location?.file ?? '';
  return { spec, file, hash: file === '' ? '' : createHash('sha256').update(readFileSync(file)).digest('hex') };
}
