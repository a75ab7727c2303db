import type { Collected } from '../collected.ts';
import type { Keys } from '../row-firing.ts';
import type { SleepSets } from '../sleep-sets.ts';
import { type Block, blockStates } from './block.ts';
import type { FiringSetup } from './block-firing.ts';
import type { SecondThread } from './second-thread.ts';
import { takeOver } from './take-over.ts';

/** A block begins so many states ahead at least, for there to be time to fire it before its turn comes. */
const leastLead = 4 * blockStates;

/** So many blocks may wait to be fired: with fewer the other thread would run out of them. */
const queue = 4;

/** Fewer states in a row are not worth it. */
const leastRow = 4 * blockStates;

/** How many states are fired here before it is seen again whether a block is done. */
const stretch = 32;

/** After so many states it is judged whether firing them ahead is of use; if not, it is tried again after more. */
const trial = 16 * blockStates;
const pauseAfterTrial = 64 * trial;

/** Whose states are fired, and who learns what is needed for that. */
export interface Shareable {
  /** True if all that it does could be done by another thread, but for learning. */
  readonly canBeShared: boolean;
  /** Has another thread see what is learned from now on, and tells it what it must know for a start. */
  share(): FiringSetup;
  /** The arrays that grow, in the order of `grown`. */
  grownArrays(): readonly Int32Array[];
  /** Numbers in use of the code of its rows. */
  readonly table: { readonly length: number };
}

interface Pending {
  readonly number: number;
  readonly block: Block;
  readonly first: number;
  readonly last: number;
}

/**
 * Has another thread fire states that are to be fired next, by what was learned so far, and takes over what has come of it.
 * This is only ever quicker: what was not fired there, or could not be, is fired here. The other thread always has a few
 * blocks to fire; where it is too slow to stay ahead, states between blocks are left to this one.
 */
export class Ahead {
  #thread: SecondThread | undefined;
  #firing: Shareable | undefined;
  #sent: Int32Array[] = [];
  #pending: Pending[] = [];
  /** States before are in blocks, or are left to this thread. */
  #planned = 0;
  #tried = 0;
  #missed = 0;
  #restsUntil = 0;

  /** Forgets all blocks, as keys may mean something else from now on. */
  forget(): void {
    this.#thread?.leaveBlocks();
    this.#thread = undefined;
    this.#firing = undefined;
    this.#pending = [];
    this.#planned = 0;
  }

  /** Posts blocks of the states from `next` on, below `last`, as many as are of use. */
  post(
    thread: SecondThread,
    firing: Shareable,
    next: number,
    last: number,
    states: Keys,
    sleep: SleepSets | undefined,
    maySleep: number,
  ): void {
    if (next < this.#restsUntil || last - next < leastRow || !firing.canBeShared) return;
    if (firing !== this.#firing || thread !== this.#thread) this.#begin(thread, firing);
    for (let block = thread.freeBlock; block !== undefined && thread.blocksWaiting < queue; block = thread.freeBlock) {
      const first = Math.max(this.#planned, next + leastLead);
      const count = Math.min(blockStates, last - first);
      if (count <= 0) return;
      this.#planned = first + count;
      block.first = first;
      for (let i = 0; i < count; i++) {
        block.lows[i] = states.low(first + i);
        block.highs[i] = states.high(first + i);
        block.sleeping[i] = sleep === undefined ? 0 : sleep.of(first + i) & maySleep;
      }
      this.#tellGrown(thread, firing);
      const number = thread.postBlock(block, count, firing.table.length, sleep !== undefined);
      this.#pending.push({ number, block, first, last: first + count });
    }
  }

  #begin(thread: SecondThread, firing: Shareable): void {
    this.forget();
    this.#thread = thread;
    this.#firing = firing;
    this.#sent = [];
    thread.setUp(firing.share());
  }

  #tellGrown(thread: SecondThread, firing: Shareable): void {
    const sent = this.#sent;
    const arrays = firing.grownArrays();
    for (let i = 0; i < arrays.length; i++) {
      const array = arrays[i] as Int32Array;
      if (sent[i] === array) continue;
      thread.replace(i, array);
      sent[i] = array;
    }
  }

  /** Takes over transitions of states from where a batch ends, below `end`; returns the first state that has to be fired. */
  take(collected: Collected, end: number): number {
    const head = this.#head(collected.next);
    if (head === undefined || head.first > collected.next) return collected.next;
    if (this.#thread?.isBlockDone(head.number) !== true) return collected.next;
    const before = collected.next;
    const next = takeOver(head.block, Math.min(end, head.last), collected);
    this.#tried += next - before;
    return next;
  }

  /** The state at which to see again what was fired ahead, once those from `next` on were fired here. */
  pauseAt(next: number): number {
    this.#thread?.reach(next);
    const head = this.#head(next);
    if (head === undefined) return Number.POSITIVE_INFINITY;
    if (head.first > next) return head.first;
    if (this.#thread?.isBlockDone(head.number) !== true) return Math.min(head.last, next + stretch);
    let end = next;
    while (end < head.last && head.block.missed[end - head.first] === 1) end++;
    this.#count(end - next, end);
    return Math.max(end, next + 1);
  }

  #count(missed: number, next: number): void {
    this.#tried += missed;
    this.#missed += missed;
    if (this.#tried < trial) return;
    if (2 * this.#missed > this.#tried) this.#restsUntil = next + pauseAfterTrial;
    this.#tried = 0;
    this.#missed = 0;
  }

  /** The first block that is not over. */
  #head(next: number): Pending | undefined {
    while (this.#pending.length > 0 && (this.#pending[0] as Pending).last <= next)
      this.#thread?.leaveBlocks((this.#pending.shift() as Pending).number + 1);
    return this.#pending[0];
  }
}
