import { Block, createBlock } from './block.ts';
import type { FiringSetup } from './block-firing.ts';
import { blocksLength, blockWord, control, controlWords, type Message } from './control.ts';

/** A thread, as a host has them. */
export interface Thread {
  readonly send: (message: Message) => void;
  readonly end: () => void;
  /** Tells when it has ended, for whatever reason. */
  readonly onEnd: (listener: () => void) => void;
}

/**
 * A thread that fires blocks of states which this one has not come to yet. It is asked for nothing that this one could not
 * do itself, and changes nothing but the blocks, so that it does not matter whether it is quick, or whether it is there.
 */
export class SecondThread {
  readonly #words: Int32Array = new Int32Array(new SharedArrayBuffer(4 * controlWords));
  readonly #thread: Thread;
  #blocks: readonly Block[] | undefined;
  #setup = 0;
  #posted = 0;
  /** Blocks that are not needed any more: all before this one. */
  #left = 0;
  #isLost = false;

  /** `start` starts the thread, which is to run `firePosted` on these words. */
  constructor(start: (words: Int32Array) => Thread) {
    this.#thread = start(this.#words);
    this.#thread.onEnd(() => {
      this.#isLost = true;
    });
  }

  /** True once it has started, until it is lost. */
  get isReady(): boolean {
    return !this.#isLost && Atomics.load(this.#words, control.isReady) === 1;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** Tells how blocks are to be fired from now on. */
  setUp(setup: FiringSetup): void {
    if (this.#blocks === undefined) {
      const blocks = Array.from({ length: blocksLength }, () => createBlock());
      this.#blocks = blocks.map((arrays) => new Block(arrays));
      this.#send({ kind: 'blocks', blocks });
    }
    this.reach(0);
    this.#send({ kind: 'setup', number: ++this.#setup, setup });
  }

  /** Replaces one of the arrays that grow. */
  replace(index: number, array: Int32Array): void {
    this.#send({ kind: 'grown', index, array });
  }

  /** The block that can be posted next, whose states are to be filled in; nothing if all are in use. */
  get freeBlock(): Block | undefined {
    const inUse = this.#posted - Math.min(this.#left, Atomics.load(this.#words, control.done));
    return inUse < blocksLength ? this.#blocks?.[this.#posted % blocksLength] : undefined;
  }

  /** Has the free block fired: so many states, by the rows before `limit`. Returns the number of the block. */
  post(first: number, states: number, limit: number, notesSleep: boolean): number {
    const words = this.#words;
    const at = control.blocks + (this.#posted % blocksLength) * blockWord.words;
    words[at + blockWord.first] = first;
    words[at + blockWord.states] = states;
    words[at + blockWord.limit] = limit;
    words[at + blockWord.notesSleep] = notesSleep ? 1 : 0;
    words[at + blockWord.setup] = this.#setup;
    Atomics.store(words, control.posted, ++this.#posted);
    this.#ring();
    return this.#posted - 1;
  }

  isDone(number: number): boolean {
    return Atomics.load(this.#words, control.done) > number;
  }

  /** Waits until a block is done, so many milliseconds at most. */
  await(number: number, patience: number): void {
    const words = this.#words;
    const until = performance.now() + patience;
    for (let left = patience; left > 0 && !this.isDone(number); left = until - performance.now())
      Atomics.wait(words, control.done, Atomics.load(words, control.done), left);
  }

  /** Blocks that were posted and are not done. */
  get waiting(): number {
    return this.#posted - Atomics.load(this.#words, control.done);
  }

  /** Needs no block before this one any more, or none at all. */
  leave(number: number = this.#posted): void {
    this.#left = number;
  }

  /** Tells which state is about to be fired here. */
  reach(state: number): void {
    Atomics.store(this.#words, control.reached, state);
  }

  /** Ends the thread. */
  end(): void {
    this.#isLost = true;
    this.#thread.end();
  }

  #send(message: Message): void {
    this.#thread.send(message);
    Atomics.add(this.#words, control.messages, 1);
    this.#ring();
  }

  #ring(): void {
    Atomics.add(this.#words, control.bell, 1);
    if (Atomics.load(this.#words, control.isAsleep) === 1) Atomics.notify(this.#words, control.bell);
  }
}
