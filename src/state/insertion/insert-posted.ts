import type { Sieve } from '../sieve.ts';
import { VisitedSet } from '../visited.ts';
import { control, jobWord, type Message, ringLength, status } from './control.ts';
import { type Job, number, type Place } from './numbered.ts';

/** Looks for something to do before it sleeps: some microseconds, less than waking takes. */
const glances = 2000;

/**
 * What the second thread does, for ever: it numbers what is posted. `receive` returns the next message, if there is one.
 * @throws whatever goes wrong, which is the end of the thread
 */
export function insertPosted(words: Int32Array, receive: () => Message | undefined): never {
  const places: Place[] = [];
  let sieves: readonly Sieve[] | undefined;
  let set = new VisitedSet();
  let chunks: Int32Array[] = [];
  let messagesRead = 0;
  let done = 0;

  const tryTo = (run: () => void): void => {
    try {
      run();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      Atomics.store(words, control.status, status.outOfRoom);
    }
  };
  const read = (): void => {
    const message = receive();
    if (message === undefined) return;
    messagesRead++;
    if (message.kind === 'place') places[message.index] = message.place;
    else if (message.kind === 'chunk') chunks.push(message.chunk);
    else if (message.kind === 'sieves') sieves = message.sieves;
    else {
      sieves = undefined;
      set = new VisitedSet();
      chunks = message.kind === 'take' ? message.chunks : [];
      const size = message.kind === 'take' ? message.size : 0;
      tryTo(() => {
        set = VisitedSet.of(chunks, size);
      });
    }
    Atomics.store(words, control.indexBytes, set.indexBytes);
  };
  const work = (): void => {
    const index = done % ringLength;
    const at = control.jobs + index * jobWord.words;
    const job: Job = {
      place: places[index] as Place,
      from: words[at + jobWord.from] as number,
      to: words[at + jobWord.to] as number,
      before: words[at + jobWord.before] as number,
    };
    tryTo(() => {
      words[at + jobWord.found] = number(job, set, sieves);
    });
    Atomics.store(words, control.indexBytes, set.indexBytes);
    Atomics.store(words, control.done, ++done);
    if (Atomics.load(words, control.isWaiting) === 1) Atomics.notify(words, control.done);
  };
  const sleep = (bell: number): void => {
    for (let i = 0; i < glances; i++) if (Atomics.load(words, control.bell) !== bell) return;
    Atomics.store(words, control.isAsleep, 1);
    Atomics.wait(words, control.bell, bell);
    Atomics.store(words, control.isAsleep, 0);
  };

  Atomics.store(words, control.status, status.ready);
  for (;;) {
    const bell = Atomics.load(words, control.bell);
    // In this order: whatever was sent ahead of a job that is seen here is seen, too.
    const posted = Atomics.load(words, control.posted);
    if (messagesRead !== Atomics.load(words, control.messages)) read();
    else if (done !== posted) work();
    else sleep(bell);
  }
}
