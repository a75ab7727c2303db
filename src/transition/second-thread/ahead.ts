import type { Store } from '../../state/store.ts';
import type { Collected } from '../collected.ts';
import type { LearnedOptions } from '../learned-options.ts';
import type { SleepSets } from '../sleep-sets.ts';
import type { Learned } from '../state-space.ts';
import { type Block, blockStates } from './block.ts';
import type { FiringSetup } from './block-firing.ts';
import type { SecondThread } from './second-thread.ts';
import { takeOver } from './take-over.ts';

/** So many blocks may wait to be fired: with fewer the other thread would run out of them. */
const queue = 4;

/** How many states are fired here before it is seen again whether a block is done. */
const stretch = 32;

/** After so many blocks it is judged whether firing them ahead is of use; if not, it is tried again after more. */
const trial = 16;
const pauseAfterTrial = 64 * trial;

/** How long a patient one waits for a block, in milliseconds. */
const patience = 1000;

/** Whose states are fired, and who learns what is needed for that. */
export interface Shareable {
  /** True if all that it does could be done by another thread, but for learning. */
  readonly canBeShared: boolean;
  /** Has another thread see what is learned from now on, and tells it what it must know for a start. */
  share(): FiringSetup;
  /** Visits the arrays that grow, in the order of `grown`. */
  forEachGrown(visit: (index: number, array: Int32Array) => void): void;
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
 * Has a second thread fire states that are to be fired next, by what was learned so far, and takes over what has come of it.
 * This is only ever quicker: what was not fired there, or could not be, is fired here. The other thread always has a few
 * blocks to fire; where it is too slow to stay ahead, states between blocks are left to this one.
 */
export class Ahead {
  #state: Learned['thread'];
  #taken = 0;
  #start: LearnedOptions['secondThread'];
  readonly #shareAt: number;
  readonly #states: number;
  readonly #lead: number;
  readonly #isPatient: boolean;
  #thread: SecondThread | undefined;
  #firing: Shareable | undefined;
  /** Of the code of its rows, when blocks were posted last; it is less only if they were all forgotten. */
  #length = 0;
  #sent: Int32Array[] = [];
  #pending: Pending[] = [];
  /** States before are in blocks, or are left to this thread. */
  #planned = 0;
  #tried = 0;
  #missed = 0;
  #restsUntil = 0;

  constructor({
    secondThread,
    shareAt,
    block = {},
  }: Pick<LearnedOptions, 'secondThread' | 'block'> & { shareAt: number }) {
    this.#start = secondThread;
    this.#shareAt = shareAt;
    this.#states = block.states ?? blockStates;
    this.#lead = block.lead ?? 4 * this.#states;
    this.#isPatient = block.isPatient ?? false;
  }

  /** What came of it; nothing if there was no second thread. */
  get figures(): Pick<Learned, 'thread' | 'firedAhead'> {
    return this.#state === undefined ? {} : { thread: this.#state, firedAhead: this.#taken };
  }

  /** Forgets all blocks, as keys may mean something else from now on. */
  forget(): void {
    this.#thread?.leave();
    this.#firing = undefined;
    this.#pending = [];
    this.#planned = 0;
  }

  /** Does without the second thread from now on. */
  end(): void {
    this.forget();
    this.#start = undefined;
    this.#thread?.end();
    this.#thread = undefined;
  }

  /** Posts blocks of the states from `next` on, below `last`, as many as are of use. Only actions in `maySleep` are left out. */
  post(
    firing: Shareable,
    next: number,
    last: number,
    store: Store,
    sleep: SleepSets | undefined,
    maySleep: number,
  ): void {
    if (this.#start === undefined || last - next <= this.#lead || next < this.#restsUntil) return;
    if (store.visited.size < this.#shareAt || !firing.canBeShared) return;
    const thread = this.#readyThread();
    if (thread === undefined) return;
    const { length } = firing.table;
    if (firing !== this.#firing || length < this.#length) this.#begin(thread, firing);
    this.#length = length;
    for (let block = thread.freeBlock; block !== undefined && thread.waiting < queue; block = thread.freeBlock) {
      const first = Math.max(this.#planned, next + this.#lead);
      const states = Math.min(this.#states, last - first);
      if (states <= 0) return;
      this.#planned = first + states;
      block.fill(first, states, store, sleep, maySleep);
      this.#tellGrown(thread, firing);
      const number = thread.post(first, states, length, sleep !== undefined);
      this.#pending.push({ number, block, first, last: first + states });
    }
  }

  #readyThread(): SecondThread | undefined {
    this.#thread ??= this.#start?.();
    if (this.#thread === undefined) this.#start = undefined;
    else if (this.#thread.isLost) this.#lose();
    else if (this.#thread.isReady) {
      this.#state = 'used';
      return this.#thread;
    }
    return undefined;
  }

  #lose(): void {
    this.end();
    this.#state = 'lost';
  }

  #begin(thread: SecondThread, firing: Shareable): void {
    this.forget();
    this.#firing = firing;
    this.#sent = [];
    thread.setUp(firing.share());
  }

  #tellGrown(thread: SecondThread, firing: Shareable): void {
    const sent = this.#sent;
    firing.forEachGrown((index, array) => {
      if (sent[index] === array) return;
      thread.replace(index, array);
      sent[index] = array;
    });
  }

  /** Takes over transitions of states from where a batch ends, below `end`; returns the first state that has to be fired. */
  take(collected: Collected, end: number): number {
    const { next } = collected;
    const head = this.#head(next);
    if (head === undefined || head.first > next) return next;
    if (this.#isPatient) this.#thread?.await(head.number, patience);
    if (this.#thread?.isDone(head.number) !== true) {
      if (this.#isPatient) this.#lose();
      return next;
    }
    const after = takeOver(head.block, head.first, Math.min(end, head.last), collected);
    this.#tried += after - next;
    this.#taken += after - next;
    return after;
  }

  /** The state at which to see again what was fired ahead, once those from `next` on were fired here. */
  pauseAt(next: number): number {
    const head = this.#head(next);
    if (head === undefined) return Number.POSITIVE_INFINITY;
    if (head.first > next) return head.first;
    this.#thread?.reach(next + 1);
    if (this.#thread?.isDone(head.number) !== true) return Math.min(head.last, next + stretch);
    let end = next;
    while (end < head.last && head.block.missed[end - head.first] === 1) end++;
    this.#count(end - next, end);
    return Math.max(end, next + 1);
  }

  #count(missed: number, next: number): void {
    this.#tried += missed;
    this.#missed += missed;
    if (this.#tried < trial * this.#states) return;
    if (2 * this.#missed > this.#tried && !this.#isPatient) this.#restsUntil = next + pauseAfterTrial * this.#states;
    this.#tried = 0;
    this.#missed = 0;
  }

  /** The first block that is not over. */
  #head(next: number): Pending | undefined {
    while (this.#pending.length > 0 && (this.#pending[0] as Pending).last <= next)
      this.#thread?.leave((this.#pending.shift() as Pending).number + 1);
    return this.#pending[0];
  }
}
