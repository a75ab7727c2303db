import { Worker } from 'node:worker_threads';
import { Insertion } from '../../state/insertion/insertion.ts';

/** Starts a thread that numbers states. It does not keep the process alive. `code` is the module that it runs. */
export function startInsertion(code: URL = new URL('./inserting-thread.js', import.meta.url)): Insertion {
  return new Insertion((words) => {
    const worker = new Worker(code, { workerData: words });
    worker.unref();
    return {
      send: (message) => worker.postMessage(message),
      end: () => void worker.terminate(),
      onEnd: (listener) => {
        worker.on('error', listener);
        worker.on('exit', listener);
      },
    };
  });
}
