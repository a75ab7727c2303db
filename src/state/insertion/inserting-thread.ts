import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Sieve } from '../sieve.ts';
import { VisitedSet } from '../visited.ts';
import { control, jobWord, type Message, ringLength, status } from './control.ts';
import { type Job, number, type Place } from './numbered.ts';

/** Some microseconds: less than waking takes. */
const glances = 2000;

const words = workerData as Int32Array;
const places: Place[] = [];
let sieves: readonly Sieve[] | undefined;
let set = new VisitedSet();
let chunks: Int32Array[] = [];
let messagesRead = 0;
let done = 0;

Atomics.store(words, control.status, status.ready);
for (;;) {
  const bell = Atomics.load(words, control.bell);
  if (messagesRead !== Atomics.load(words, control.messages)) read();
  else if (done !== Atomics.load(words, control.posted)) work();
  else sleep(bell);
}

/** Looks around for a while, and then sleeps until the bell is rung. */
function sleep(bell: number): void {
  for (let i = 0; i < glances; i++) if (Atomics.load(words, control.bell) !== bell) return;
  Atomics.store(words, control.isAsleep, 1);
  Atomics.wait(words, control.bell, bell);
  Atomics.store(words, control.isAsleep, 0);
}

function read(): void {
  const received = parentPort === null ? undefined : receiveMessageOnPort(parentPort);
  if (received === undefined) return;
  messagesRead++;
  const message = received.message as Message;
  if (message.kind === 'place') places[message.index] = message.place;
  else if (message.kind === 'chunk') chunks.push(message.chunk);
  else if (message.kind === 'sieves') sieves = message.sieves;
  else {
    sieves = undefined;
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
  const [from, to, before] = [jobWord.from, jobWord.to, jobWord.before].map((word) => words[at + word] as number);
  tryTo(() => {
    words[at + jobWord.found] = number({ place: places[index], from, to, before } as Job, set, sieves);
  });
  Atomics.store(words, control.indexBytes, set.indexBytes);
  Atomics.store(words, control.done, ++done);
  if (Atomics.load(words, control.isWaiting) === 1) Atomics.notify(words, control.done);
}

function tryTo(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    Atomics.store(words, control.status, status.outOfRoom);
  }
}
