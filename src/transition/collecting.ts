import type { Store } from '../state/store.ts';
import { type Collected, greatestRun } from './collected.ts';
import type { Numbering } from './numbering.ts';
import type { Watching } from './watching.ts';

/** How often it waits for the second thread, each time a while, before it goes on alone. */
const greatestPatience = 1000;

/**
 * Has something done before more is collected: drops the transitions of the unfinished batch from a place on. `error` is why,
 * if it is for something that was thrown.
 */
export type Pause = (start: number, adapt: () => void, error?: unknown) => void;

/** Whose states are expanded. */
export interface Expander {
  readonly store: Store;
  /**
   * Appends the transitions of states from where a batch ends on, up to but without `last`, and returns the first that was
   * not expanded. It may be none, as it had to `pause`.
   */
  fire(collected: Collected, last: number, pause: Pause): number;
  /** The same states are in another set. */
  onMoved(): void;
}

/**
 * Collects the transitions of consecutive states in batches, some of them ahead of the one that is taken next if a second
 * thread numbers them. What is taken does not depend on that.
 */
export class Collecting {
  readonly #numbering: Numbering;
  readonly #watching: Pick<Watching<unknown>, 'hasChanged' | 'sieves' | 'note'>;
  readonly #expander: Expander;
  /** States below were expanded, and their batches taken. */
  #expanded = 0;
  /** The next state that is to be expanded; those between are in batches that wait. */
  #ahead = 0;
  #unfinished: Collected | undefined;
  #found = 0;
  /** What must be done before more is collected, once all that was collected has numbers. */
  #adaptation: (() => void) | undefined;
  /** What went wrong, to be told when its turn comes. */
  #failure: { readonly error: unknown } | undefined;
  #waits = 0;

  constructor(
    numbering: Numbering,
    watching: Pick<Watching<unknown>, 'hasChanged' | 'sieves' | 'note'>,
    expander: Expander,
  ) {
    this.#numbering = numbering;
    this.#watching = watching;
    this.#expander = expander;
  }

  /** States that are known to whoever took batches. */
  get found(): number {
    return this.#found;
  }

  /** The first state that was not expanded, as far as batches were taken. */
  get expanded(): number {
    return this.#expanded;
  }

  /** Begins anew, with so many states known, of which the first were expanded. */
  beginWith(found: number, expanded: number): void {
    this.#forgetAhead();
    this.#found = found;
    this.#expanded = expanded;
    this.#ahead = expanded;
  }

  /**
   * The next batch, of states from `first` on, below `last`; nothing if others should have their turn before it is asked for
   * again. It stays valid until the next call.
   */
  next(first: number, last: number): Collected | undefined {
    if (first !== this.#expanded || this.#numbering.isBeyond(last)) this.#goOnFrom(first);
    if (this.#waits > greatestPatience) this.#numbering.giveUp();
    if (this.#numbering.recover(this.#expander.store)) this.#expander.onMoved();
    this.#collectAhead(last);
    const collected = this.#numbering.take();
    if (collected !== undefined) return this.#take(collected);
    if (this.#failure !== undefined) throw this.#failure.error;
    this.#waits++;
    return undefined;
  }

  /** True if batches wait, or one is unfinished. */
  get isAhead(): boolean {
    return this.#ahead !== this.#expanded || this.#unfinished !== undefined;
  }

  /** Collects no more: forgets what is ahead, and ends the second thread. The states can still be read. */
  stop(): void {
    this.#forgetAhead();
    this.#ahead = this.#expanded;
    this.#numbering.stop(this.#expander.store, this.#found);
  }

  /** Waits until nothing is left to be adapted to. */
  settle(): void {
    while (this.#adaptation !== undefined && !this.#adapt())
      if (++this.#waits > greatestPatience) {
        this.#numbering.giveUp();
        if (this.#numbering.recover(this.#expander.store)) this.#expander.onMoved();
      }
  }

  /** Makes batches, as many as may wait. */
  #collectAhead(last: number): void {
    try {
      if (this.#adaptation !== undefined && !this.#adapt()) return;
      while (this.#failure === undefined && this.#numbering.hasRoom && this.#ahead < last)
        if (!this.#collect(last)) return;
    } catch (error) {
      this.#failure = { error };
    }
  }

  /** Makes a batch, or goes on with it. False if it is to be gone on with later. */
  #collect(last: number): boolean {
    if (this.#numbering.share(this.#expander.store, last - this.#ahead)) this.#expander.onMoved();
    const collected = this.#unfinished ?? this.#numbering.begin(this.#ahead);
    this.#unfinished = collected;
    const end = Math.min(last, collected.first + greatestRun);
    const pause: Pause = (start, adapt) => {
      collected.batch.length = start;
      this.#post(collected);
      this.#adaptation = adapt;
    };
    while (collected.next < end && !collected.isFull) {
      collected.next = this.#expander.fire(collected, end, pause);
      if (this.#adaptation !== undefined && !this.#adapt()) return false;
    }
    collected.finish();
    this.#post(collected);
    this.#numbering.push(collected);
    this.#unfinished = undefined;
    this.#ahead = collected.next;
    return true;
  }

  #post(collected: Collected): void {
    const { store } = this.#expander;
    collected.fold();
    if (this.#watching.hasChanged(store)) this.#numbering.sift(this.#watching.sieves(store));
    this.#numbering.post(store, collected);
  }

  /** False if it must wait. */
  #adapt(): boolean {
    if (!this.#numbering.settleAll()) return false;
    const adapt = this.#adaptation;
    this.#adaptation = undefined;
    adapt?.();
    return true;
  }

  #take(collected: Collected): Collected {
    this.#waits = 0;
    this.#found += collected.batch.found;
    this.#expanded = collected.next;
    this.#watching.note(collected.batch);
    return collected;
  }

  /** States are asked for out of turn: what is known of others by then is as if they had never been asked for. */
  #goOnFrom(first: number): void {
    if (this.isAhead) {
      this.#forgetAhead();
      this.#numbering.cut(this.#expander.store, this.#found);
      this.#expander.onMoved();
    }
    this.#expanded = first;
    this.#ahead = first;
  }

  #forgetAhead(): void {
    this.#unfinished = undefined;
    this.#adaptation = undefined;
    this.#failure = undefined;
  }
}
