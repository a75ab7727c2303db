import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Message } from '../../state/insertion/control.ts';
import { insertPosted } from '../../state/insertion/insert-posted.ts';

insertPosted(workerData as Int32Array, () => {
  const received = parentPort === null ? undefined : receiveMessageOnPort(parentPort);
  return received?.message as Message | undefined;
});
