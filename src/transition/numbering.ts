import { type Batch, countFound, createBatch } from '../state/batch.ts';
import { type Job, number } from '../state/numbered.ts';
import { ownRoom, sharedRoom } from '../state/room.ts';
import { SharedStates } from '../state/shared-states.ts';
import type { Sieve } from '../state/sieve.ts';
import type { Store } from '../state/store.ts';
import { VisitedSet } from '../state/visited.ts';
import { Collected } from './collected.ts';
import type { LearnedOptions } from './learned-options.ts';
import type { SecondThread } from './second-thread/second-thread.ts';

/** Batches that may wait while another thread numbers them; one more may be under way, and be posted in part. */
const mostWaiting = 3;

/** A second thread is of use where at least so many states are expanded in a row. */
const leastShared = 1000;

/**
 * Gives the targets of collected transitions their numbers: at once, or by a second thread, in the order in which batches
 * are posted. Either way a state gets the same number.
 */
export class Numbering {
  readonly #actions: number;
  #isAlone: boolean;
  readonly #start: LearnedOptions['secondThread'];
  readonly #shareAt: number;
  readonly #batch: number;
  /** The batch that a caller gets who is to ask again. */
  readonly nothing: Batch;
  readonly #free: Collected[] = [];
  /** The oldest first. */
  readonly #waiting: Collected[] = [];
  #taken: Collected | undefined;
  #sieves: readonly Sieve[] | undefined;
  #thread: SecondThread | undefined;
  /** Whether it had states to number, and was lost. */
  thread: 'used' | 'lost' | undefined;
  /** What the thread was asked for, and has not been heard of. */
  readonly #jobs: { readonly job: Job; readonly collected: Collected }[] = [];

  constructor(actions: number, { secondThread, shareAt, batch }: Required<LearnedOptions>) {
    this.#actions = actions;
    this.nothing = createBatch(0, actions);
    this.#start = secondThread;
    this.#isAlone = secondThread === undefined;
    this.#shareAt = shareAt;
    this.#batch = batch;
  }

  /** True if the oldest batch has expanded states from a number on. */
  isBeyond(last: number): boolean {
    return this.#waiting.length > 0 && (this.#waiting[0] as Collected).next > last;
  }

  /** True if one more batch may be collected before the oldest is taken. */
  get hasRoom(): boolean {
    return this.#waiting.length < (this.#thread?.isReady ? mostWaiting : 1);
  }

  /** An empty batch. */
  begin(first: number): Collected {
    const room = this.#start !== undefined ? sharedRoom : ownRoom;
    const collected = this.#free.pop() ?? new Collected(this.#actions, room, this.#batch);
    collected.clear(first);
    return collected;
  }

  /**
   * Hands the states over to the second thread, if there is to be one, it has started, and so many states are to be expanded
   * in a row. True if that changed the store.
   */
  share(store: Store, row: number): boolean {
    const { visited } = store;
    const isWorthIt = visited.size >= this.#shareAt && row >= Math.min(leastShared, this.#shareAt);
    if (this.#isAlone || !isWorthIt || !(visited instanceof VisitedSet)) return false;
    this.#thread ??= this.#start?.();
    this.#isAlone = this.#thread === undefined;
    if (this.#thread?.isReady !== true) return false;
    store.visited = this.#thread.take(visited);
    this.thread = 'used';
    this.#thread.sift(this.#sieves);
    return true;
  }

  /** The second thread, while it numbers what is posted. */
  sharedWith(store: Store): SecondThread | undefined {
    return store.visited instanceof SharedStates && this.#thread?.isReady === true ? this.#thread : undefined;
  }

  /** Tells what is known of predicates from now on. */
  sift(sieves: readonly Sieve[] | undefined): void {
    this.#sieves = sieves;
    this.#thread?.sift(sieves);
  }

  /** Has the transitions of a batch numbered that were not yet. */
  post(store: Store, collected: Collected): void {
    const { posted: start } = collected;
    const end = collected.batch.length;
    collected.posted = end;
    if (end === start) return;
    const job = { place: collected.place, from: start, to: end, before: collected.batch.found };
    if (store.visited instanceof SharedStates) {
      (this.#thread as SecondThread).post(job);
      this.#jobs.push({ job, collected });
      collected.job = job;
    } else collected.batch.found = number(job, store.visited, this.#sieves);
  }

  /** A whole batch, which waits from now on. */
  push(collected: Collected): void {
    this.#waiting.push(collected);
  }

  /** True once everything that was posted has its numbers; waits for that a little. */
  settleAll(): boolean {
    return this.#settle(this.#jobs.at(-1)?.job);
  }

  /** The oldest batch, if its transitions have their numbers; waits for that a little. It stays valid until the next is taken. */
  take(): Collected | undefined {
    const oldest = this.#waiting[0];
    if (oldest === undefined || !this.#settle(oldest.job)) return undefined;
    if (this.#taken !== undefined) this.#free.push(this.#taken);
    this.#taken = this.#waiting.shift() as Collected;
    return this.#taken;
  }

  #settle(job: Job | undefined): boolean {
    while (this.#jobs.some((one) => one.job === job)) {
      const { job: first, collected } = this.#jobs[0] as { job: Job; collected: Collected };
      const found = (this.#thread as SecondThread).settle(first);
      if (found === undefined) return false;
      collected.batch.found = found;
      this.#jobs.shift();
    }
    return true;
  }

  /** Goes on without the second thread, if that has come to an end by itself; what it did not do is done here. True if so. */
  recover(store: Store): boolean {
    if (this.#thread?.isLost !== true) return false;
    this.#thread = undefined;
    this.#isAlone = true;
    this.thread = 'lost';
    if (!(store.visited instanceof SharedStates)) return false;
    store.visited = VisitedSet.of(store.visited.chunks, store.visited.size);
    for (const { job, collected } of this.#jobs.splice(0)) {
      const { batch } = collected;
      batch.fired.fill(0);
      batch.newStates.fill(0);
      const before = countFound(batch, 0, job.from, 0, undefined, undefined);
      batch.found = number({ ...job, before }, store.visited, undefined);
    }
    return true;
  }

  /** Waits no longer for the second thread. */
  giveUp(): void {
    this.#thread?.end();
  }

  /** Forgets the batches that wait, and all states but so many, which can only be read from now on. */
  stop(store: Store, size: number): void {
    this.#waiting.length = 0;
    this.#jobs.length = 0;
    this.end();
    if (store.visited instanceof SharedStates) store.visited.size = size;
  }

  /** Forgets the batches that wait, and all states but so many. */
  cut(store: Store, size: number): void {
    this.stop(store, size);
    if (store.visited instanceof SharedStates) store.visited = VisitedSet.of(store.visited.chunks, size);
  }

  /** Ends the second thread. */
  end(): void {
    this.#isAlone = true;
    this.#thread?.end();
    this.#thread = undefined;
  }
}
