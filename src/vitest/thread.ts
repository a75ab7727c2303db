import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { packageFolder } from '../cli/package-folder.ts';
import { countOf } from '../report/figures.ts';
import type { WorkerData } from './spec-worker.ts';
import type { Answer, NoAnswer, Sign } from './task.ts';

/** The program of a thread, always the compiled one. */
const program = join(packageFolder, 'dist', 'vitest', 'spec-worker.js');

/** Threads at work, and those who wait for one to end. */
const atWork = { count: 0, waiting: [] as (() => void)[] };

/** What ends a thread that does not end by itself. */
export interface Patience {
  readonly signal: AbortSignal | undefined;
  /** When it has to have answered, by `Date.now()`. */
  readonly until: number | undefined;
}

/**
 * Performs a task in a thread of its own, which ends with it. No more threads run at once than the machine has processors;
 * further ones wait. A spec that hangs, or that takes all memory, is no more than an answer that does not come.
 */
export async function performInThread(data: WorkerData, patience: Patience): Promise<Answer | NoAnswer> {
  if (atWork.count >= availableParallelism()) await new Promise<void>((resolve) => atWork.waiting.push(resolve));
  else atWork.count++;
  try {
    const { signal, until = Number.POSITIVE_INFINITY } = patience;
    if (signal?.aborted) return { kind: 'none', why: 'it was called off before it began' };
    if (Date.now() >= until) return { kind: 'none', why: 'other checks took all of the time that the test has' };
    return await run(data, patience);
  } finally {
    const next = atWork.waiting.shift();
    if (next === undefined) atWork.count--;
    else next();
  }
}

function run(data: WorkerData, { signal, until }: Patience): Promise<Answer | NoAnswer> {
  const megabytes = Math.floor(getHeapStatistics().heap_size_limit / 2 ** 20);
  const worker = new Worker(program, {
    workerData: data,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
  let states = 0;
  const soFar = (): string => (states === 0 ? 'before the first state' : `after ${countOf(states, 'state')}`);
  return new Promise((resolve) => {
    const finish = (answer: Answer | NoAnswer): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', callOff);
      void worker.terminate();
      resolve(answer);
    };
    const callOff = (): void => finish({ kind: 'none', why: `it was called off ${soFar()}` });
    const hangs = (): void =>
      finish({
        kind: 'none',
        why: `it hangs ${soFar()}: a function of the spec does not come back, or takes very long`,
      });
    const timer =
      until === undefined ? undefined : setTimeout(hangs, Math.min(Math.max(0, until - Date.now()), 2 ** 31 - 1));
    signal?.addEventListener('abort', callOff);
    worker.on('message', (message: Answer | Sign) => {
      if (message.kind === 'progress') states = message.states;
      else finish(message);
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      const why = isFull ? `its memory was full ${soFar()}` : `its thread failed: ${error.stack ?? error.message}`;
      finish({ kind: 'none', why });
    });
    worker.on('exit', () =>
      finish({ kind: 'none', why: 'its thread ended: the spec waits for something that never happens' }),
    );
  });
}
