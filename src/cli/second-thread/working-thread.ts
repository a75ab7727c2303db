import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Message } from '../../transition/second-thread/control.ts';
import { workPosted } from '../../transition/second-thread/work-posted.ts';

workPosted(workerData as Int32Array, () => {
  const received = parentPort === null ? undefined : receiveMessageOnPort(parentPort);
  return received?.message as Message | undefined;
});
