import { Worker } from 'node:worker_threads';
import { Insertion } from '../../state/insertion/insertion.ts';
import { hasAddressesOfThread } from '../address-space.ts';

/** Starts a thread that numbers states, if there is room for one. It does not keep the process alive. `code` is the module that it runs. */
export function startInsertion(code: URL = new URL('./inserting-thread.js', import.meta.url)): Insertion | undefined {
  if (!hasAddressesOfThread()) return undefined;
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
