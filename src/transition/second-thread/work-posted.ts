import { type Job, number, type Place } from '../../state/numbered.ts';
import type { Sieve } from '../../state/sieve.ts';
import { VisitedSet } from '../../state/visited.ts';
import { Block } from './block.ts';
import { BlockFiring } from './block-firing.ts';
import { blocksLength, blockWord, control, jobWord, type Message, ringLength, status } from './control.ts';

/** Looks for something to do before it sleeps: some microseconds, less than waking takes. */
const glances = 2000;

/**
 * What the second thread does, for ever: it numbers what is posted, and if there is nothing to be numbered it fires blocks. `receive` returns the next message, if there is one.
 * @throws whatever goes wrong, which is the end of the thread
 */
export function workPosted(words: Int32Array, receive: () => Message | undefined): never {
  const places: Place[] = [];
  let sieves: readonly Sieve[] | undefined;
  let set = new VisitedSet();
  let chunks: Int32Array[] = [];
  let messagesRead = 0;
  let done = 0;
  let blocks: readonly Block[] = [];
  let firing: BlockFiring | undefined;
  let setup = 0;
  let blocksDone = 0;

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
    else if (message.kind === 'blocks') blocks = message.blocks.map((arrays) => new Block(arrays));
    else if (message.kind === 'setup') {
      firing = new BlockFiring(message.setup);
      setup = message.number;
    } else if (message.kind === 'grown') firing?.replace(message.index, message.array);
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
  const fire = (): void => {
    const index = blocksDone % blocksLength;
    const at = control.blocks + index * blockWord.words;
    const first = words[at + blockWord.first] as number;
    const states = words[at + blockWord.states] as number;
    const block = blocks[index] as Block;
    block.begin(first);
    const isOutdated = words[at + blockWord.setup] !== setup || Atomics.load(words, control.reached) > first;
    if (isOutdated) for (let i = 0; i < states; i++) block.miss(first + i);
    else firing?.fire(block, states, words[at + blockWord.limit] as number, words[at + blockWord.notesSleep] === 1);
    Atomics.store(words, control.blocksDone, ++blocksDone);
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
    const blocksPosted = Atomics.load(words, control.blocksPosted);
    if (messagesRead !== Atomics.load(words, control.messages)) read();
    else if (done !== posted) work();
    else if (blocksDone !== blocksPosted) fire();
    else sleep(bell);
  }
}
