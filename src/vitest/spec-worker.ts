import { parentPort, workerData } from 'node:worker_threads';
import { diagnose } from '../cli/diagnosis.ts';
import { loadSpec } from '../cli/load.ts';
import { collectStrayErrors } from '../cli/stray-errors.ts';
import { perform } from './performing.ts';
import type { Answer, Sign, Task } from './task.ts';

/** What the thread is started with. */
export interface WorkerData {
  readonly path: string;
  readonly task: Task;
  readonly traces: string | false;
}

const { path, task, traces } = workerData as WorkerData;
const strayErrors = collectStrayErrors();
const tell = (message: Answer | Sign): void => parentPort?.postMessage(message);

const answer = await perform(task, path, () => loadSpec(path), {
  traces,
  onProgress: (states) => tell({ kind: 'progress', states }),
});
await new Promise((resolve) => setImmediate(resolve));
const stray = strayErrors.take();
tell(stray === undefined ? answer : { kind: 'mistake', diagnostic: diagnose(stray, path), status: 2 });
