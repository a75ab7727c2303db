import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { VisitedSet } from '../visited.ts';
import { control, jobWord, type Message, type Place, ringLength, status } from './control.ts';

const words = workerData as Int32Array;
const places: Place[] = [];
let set = new VisitedSet();
let chunks: Int32Array[] = [];
let messagesRead = 0;
let done = 0;

Atomics.store(words, control.status, status.ready);
for (;;) {
  const bell = Atomics.load(words, control.bell);
  if (messagesRead !== Atomics.load(words, control.messages)) read();
  else if (done !== Atomics.load(words, control.posted)) work();
  else Atomics.wait(words, control.bell, bell);
}

function read(): void {
  const received = parentPort === null ? undefined : receiveMessageOnPort(parentPort);
  if (received === undefined) return;
  messagesRead++;
  const message = received.message as Message;
  if (message.kind === 'place') places[message.index] = message.place;
  else if (message.kind === 'chunk') chunks.push(message.chunk);
  else {
    set = new VisitedSet();
    chunks = message.kind === 'take' ? message.chunks : [];
    tryTo(() => {
      set = VisitedSet.of(chunks, message.kind === 'take' ? message.size : 0);
    });
  }
  Atomics.store(words, control.indexBytes, set.indexBytes);
}

function work(): void {
  const index = done % ringLength;
  const at = control.jobs + index * jobWord.words;
  const from = words[at + jobWord.from] as number;
  const to = words[at + jobWord.to] as number;
  const { keys, targets, isNew } = places[index] as Place;
  const before = set.size;
  tryTo(() => set.insert(keys.subarray(2 * from), to - from, targets.subarray(from), isNew.subarray(from)));
  words[at + jobWord.found] = set.size - before;
  Atomics.store(words, control.indexBytes, set.indexBytes);
  Atomics.store(words, control.done, ++done);
  Atomics.notify(words, control.done);
}

function tryTo(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    Atomics.store(words, control.status, status.outOfRoom);
  }
}
