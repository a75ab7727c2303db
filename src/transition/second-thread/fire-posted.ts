import { Block } from './block.ts';
import { BlockFiring } from './block-firing.ts';
import { blocksLength, blockWord, control, type Message } from './control.ts';

/** Looks for something to do before it sleeps: some microseconds, less than waking takes. */
const glances = 2000;

/**
 * What the second thread does, for ever: it fires the blocks that are posted. `receive` returns the next message, if there is
 * one.
 * @throws whatever goes wrong, which is the end of the thread
 */
export function firePosted(words: Int32Array, receive: () => Message | undefined): never {
  let blocks: readonly Block[] = [];
  let firing: BlockFiring | undefined;
  let setup = 0;
  let messagesRead = 0;
  let done = 0;

  const read = (): void => {
    const message = receive();
    if (message === undefined) return;
    messagesRead++;
    if (message.kind === 'blocks') blocks = message.blocks.map((arrays) => new Block(arrays));
    else if (message.kind === 'setup') {
      firing = new BlockFiring(message.setup);
      setup = message.number;
    } else firing?.replace(message.index, message.array);
  };
  const fire = (): void => {
    const index = done % blocksLength;
    const at = control.blocks + index * blockWord.words;
    const first = words[at + blockWord.first] as number;
    const states = words[at + blockWord.states] as number;
    const block = blocks[index] as Block;
    const isOutdated = words[at + blockWord.setup] !== setup || Atomics.load(words, control.reached) > first;
    if (firing === undefined || isOutdated) block.missAll(first, states);
    else
      firing.fire(block, first, states, words[at + blockWord.limit] as number, words[at + blockWord.notesSleep] === 1);
    Atomics.store(words, control.done, ++done);
    Atomics.notify(words, control.done);
  };
  const sleep = (bell: number): void => {
    for (let i = 0; i < glances; i++) if (Atomics.load(words, control.bell) !== bell) return;
    Atomics.store(words, control.isAsleep, 1);
    Atomics.wait(words, control.bell, bell);
    Atomics.store(words, control.isAsleep, 0);
  };

  Atomics.store(words, control.isReady, 1);
  for (;;) {
    const bell = Atomics.load(words, control.bell);
    // In this order: whatever was sent ahead of a block that is seen here is seen, too.
    const posted = Atomics.load(words, control.posted);
    if (messagesRead !== Atomics.load(words, control.messages)) read();
    else if (done !== posted) fire();
    else sleep(bell);
  }
}
