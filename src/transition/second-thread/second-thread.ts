import { chunkBits, newChunk } from '../../state/key-index.ts';
import type { Job, Place } from '../../state/numbered.ts';
import { SharedStates } from '../../state/shared-states.ts';
import type { Sieve } from '../../state/sieve.ts';
import type { VisitedSet } from '../../state/visited.ts';
import { Block, createBlock } from './block.ts';
import type { FiringSetup } from './block-firing.ts';
import {
  blocksLength,
  blockWord,
  control,
  controlWords,
  jobWord,
  type Message,
  ringLength,
  status,
} from './control.ts';

/** How long one waits for the other thread at a time, in milliseconds. */
const patience = 100;

/** A thread, as a host has them. */
export interface Thread {
  readonly send: (message: Message) => void;
  readonly end: () => void;
  /** Tells when it has ended, for whatever reason. */
  readonly onEnd: (listener: () => void) => void;
}

/**
 * A thread that looks keys up and numbers them, in the order in which they are posted, while this one makes more of them.
 * What it decides does not depend on when: there is one of it, and it works through one batch after the other. In between
 * it fires blocks of states that this one has not come to yet.
 */
export class SecondThread {
  readonly #words: Int32Array = new Int32Array(new SharedArrayBuffer(4 * controlWords));
  readonly #thread: Thread;
  readonly #places: Place[] = [];
  #states: SharedStates | undefined;
  /** Keys of jobs that were posted and not settled: all of them may turn out to be new. */
  #unsettled = 0;
  #posted = 0;
  #settled = 0;
  #isLost = false;
  #blocks: readonly Block[] | undefined;
  #setup = 0;
  #blocksPosted = 0;
  /** Blocks that are not needed any more: all before this one. */
  #blocksLeft = 0;

  /** `start` starts the thread, which is to run `workPosted` on these words. */
  constructor(start: (words: Int32Array) => Thread) {
    this.#thread = start(this.#words);
    this.#thread.onEnd(() => {
      this.#isLost = true;
    });
  }

  /** True once it has started, until it is lost. */
  get isReady(): boolean {
    return !this.#isLost && Atomics.load(this.#words, control.status) !== status.starting;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** Takes a set over. What its keys are can still be read here. */
  take(visited: VisitedSet): SharedStates {
    const { chunks } = visited;
    for (let i = 0; i < chunks.length; i++) chunks[i] = shared(chunks[i] as Int32Array);
    this.#states = new SharedStates(chunks, visited.size, () => this.#words[control.indexBytes] as number);
    this.#send({ kind: 'take', chunks, size: visited.size });
    return this.#states;
  }

  /** Forgets the set that it took over, once all jobs are done; none is settled any more. */
  drop(): void {
    if (this.#isLost) return;
    const words = this.#words;
    for (let done = Atomics.load(words, control.done); done !== this.#posted; done = Atomics.load(words, control.done))
      Atomics.wait(words, control.done, done, 1);
    this.#settled = this.#posted;
    this.#unsettled = 0;
    this.#states = undefined;
    this.#send({ kind: 'drop' });
  }

  /** Tells what is known of predicates from now on. */
  sift(sieves: readonly Sieve[] | undefined): void {
    this.#send({ kind: 'sieves', sieves });
  }

  /** Has keys numbered. As many jobs as the ring has places may be unsettled. */
  post({ place, from, to, before }: Job): void {
    const index = this.#posted % ringLength;
    if (this.#places[index] !== place) {
      this.#places[index] = place;
      this.#send({ kind: 'place', index, place });
    }
    this.#unsettled += to - from;
    this.#makeRoom();
    const at = control.jobs + index * jobWord.words;
    this.#words[at + jobWord.from] = from;
    this.#words[at + jobWord.to] = to;
    this.#words[at + jobWord.before] = before;
    Atomics.store(this.#words, control.posted, ++this.#posted);
    this.#ring();
  }

  /**
   * Waits a little for the job that was posted first, of those that are not settled: how many states of its place are found
   * then, or nothing if it is not done yet.
   * @throws RangeError if there was no room for its keys
   */
  settle({ from, to, before }: Job): number | undefined {
    const words = this.#words;
    if (Atomics.load(words, control.done) === this.#settled && !this.#wait()) return undefined;
    if (words[control.status] === status.outOfRoom) throw new RangeError('Array buffer allocation failed');
    const at = control.jobs + (this.#settled++ % ringLength) * jobWord.words;
    const found = words[at + jobWord.found] as number;
    (this.#states as SharedStates).size += found - before;
    this.#unsettled -= to - from;
    return found;
  }

  /** True if another job was done within a while. */
  #wait(): boolean {
    const words = this.#words;
    Atomics.store(words, control.isWaiting, 1);
    Atomics.wait(words, control.done, this.#settled, patience);
    Atomics.store(words, control.isWaiting, 0);
    // It may have been woken late, for the job before.
    return Atomics.load(words, control.done) !== this.#settled;
  }

  /** Tells how blocks are to be fired from now on. */
  setUp(setup: FiringSetup): void {
    if (this.#blocks === undefined) {
      const blocks = Array.from({ length: blocksLength }, () => createBlock());
      this.#blocks = blocks.map((arrays) => new Block(arrays));
      this.#send({ kind: 'blocks', blocks });
    }
    this.#send({ kind: 'setup', number: ++this.#setup, setup });
  }

  /** Replaces one of the arrays that grow. */
  replace(index: number, array: Int32Array): void {
    this.#send({ kind: 'grown', index, array });
  }

  /** The block that can be posted next, whose states are to be filled in; nothing if all are in use. */
  get freeBlock(): Block | undefined {
    const posted = this.#blocksPosted;
    const inUse = posted - Math.min(this.#blocksLeft, Atomics.load(this.#words, control.blocksDone));
    return inUse < blocksLength ? this.#blocks?.[posted % blocksLength] : undefined;
  }

  /** Has the free block fired: so many states, by the rows before `limit`. Returns the number of the block. */
  postBlock({ first }: Block, states: number, limit: number, notesSleep: boolean): number {
    const words = this.#words;
    const at = control.blocks + (this.#blocksPosted % blocksLength) * blockWord.words;
    words[at + blockWord.first] = first;
    words[at + blockWord.states] = states;
    words[at + blockWord.limit] = limit;
    words[at + blockWord.notesSleep] = notesSleep ? 1 : 0;
    words[at + blockWord.setup] = this.#setup;
    Atomics.store(words, control.blocksPosted, ++this.#blocksPosted);
    this.#ring();
    return this.#blocksPosted - 1;
  }

  isBlockDone(number: number): boolean {
    return Atomics.load(this.#words, control.blocksDone) > number;
  }

  /** Needs no block before this one any more, or none at all. */
  leaveBlocks(number: number = this.#blocksPosted): void {
    this.#blocksLeft = number;
  }

  /** Blocks that were posted and are not done. */
  get blocksWaiting(): number {
    return this.#blocksPosted - Atomics.load(this.#words, control.blocksDone);
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

  /** Chunks for as many keys as there may come to be. */
  #makeRoom(): void {
    const { chunks, size } = this.#states as SharedStates;
    while (chunks.length << chunkBits < size + this.#unsettled) {
      const chunk = shared(newChunk());
      chunks.push(chunk);
      this.#send({ kind: 'chunk', chunk });
    }
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

function shared(chunk: Int32Array): Int32Array {
  if (chunk.buffer instanceof SharedArrayBuffer) return chunk;
  const copy = new Int32Array(new SharedArrayBuffer(chunk.byteLength));
  copy.set(chunk);
  return copy;
}
