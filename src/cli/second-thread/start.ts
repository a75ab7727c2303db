import { Worker } from 'node:worker_threads';
import { SecondThread } from '../../transition/second-thread/second-thread.ts';
import { hasAddressesOfThread } from '../address-space.ts';
import { ownModule } from '../package-folder.ts';

/** Starts a thread that fires states, if there is room for one. It does not keep the process alive. `code` is the module that it runs. */
export function startSecondThread(code: URL = ownModule('cli/second-thread/working-thread')): SecondThread | undefined {
  if (!hasAddressesOfThread()) return undefined;
  return new SecondThread((words) => {
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
