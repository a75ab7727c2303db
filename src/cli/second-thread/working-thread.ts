import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Message } from '../../transition/second-thread/control.ts';
import { firePosted } from '../../transition/second-thread/fire-posted.ts';

firePosted(workerData as Int32Array, () => {
  const received = parentPort === null ? undefined : receiveMessageOnPort(parentPort);
  return received?.message as Message | undefined;
});
