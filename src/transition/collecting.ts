import { countFound } from '../state/batch.ts';
import { markUnusual, type Sieve } from '../state/sieve.ts';
import type { Store } from '../state/store.ts';
import { VisitedSet } from '../state/visited.ts';
import { Collected, greatestRun } from './collected.ts';
import type { ActionBits } from './independence.ts';
import type { Watching } from './watching.ts';

/**
 * Has something done before more is collected: drops the transitions of the unfinished batch from a place on. `error` is why,
 * if it is for something that was thrown.
 */
export type Pause = (start: number, adapt: () => void, error?: unknown) => void;

/** Whose states are expanded. */
export interface Expander {
  readonly store: Store;
  /** By which what sleeps is noted. */
  readonly actionBits: ActionBits;
  /**
   * Appends the transitions of states from where a batch ends on, up to but without `last`, and returns the first that was
   * not expanded. It may be none, as it had to `pause`.
   */
  fire(collected: Collected, last: number, pause: Pause): number;
}

type Watched = Pick<Watching<unknown>, 'hasChanged' | 'sieves' | 'note'>;

/** Collects the transitions of consecutive states in batches, and gives their targets numbers. */
export class Collecting {
  readonly #watching: Watched;
  readonly #expander: Expander;
  readonly #collected: Collected;
  #sieves: readonly Sieve[] | undefined;

  /** A batch aims at so many transitions. */
  constructor(actions: number, target: number, watching: Watched, expander: Expander) {
    this.#collected = new Collected(actions, target);
    this.#watching = watching;
    this.#expander = expander;
  }

  /** The next batch, of states from `first` on, below `last`. It stays valid until the next call. */
  next(first: number, last: number): Collected {
    const collected = this.#collected;
    collected.clear(first);
    const end = Math.min(last, first + greatestRun);
    const pause: Pause = (start, adapt) => {
      collected.length = start;
      this.#number();
      adapt();
    };
    while (collected.next < end && !collected.isFull) collected.next = this.#expander.fire(collected, end, pause);
    collected.finish(this.#expander.actionBits);
    this.#number();
    this.#watching.note(collected.batch);
    return collected;
  }

  /** Gives the targets their numbers that have none, and notes what was found. */
  #number(): void {
    const { store } = this.#expander;
    const { visited } = store;
    const collected = this.#collected;
    const { batch, numbered: from } = collected;
    if (this.#watching.hasChanged(store)) this.#sieves = this.#watching.sieves(store);
    collected.fold();
    const [first, before, to] = [visited.size, batch.found, batch.length];
    const { keys, sleepers, foundAsleep } = collected;
    visited.insert(keys.subarray(2 * from), to - from, batch.target.subarray(from), batch.isNew.subarray(from));
    batch.found = countFound(batch, from, to, before, sleepers, foundAsleep);
    collected.numbered = to;
    const { found, unusual } = batch;
    if (this.#sieves !== undefined && visited instanceof VisitedSet)
      markUnusual(this.#sieves, visited.chunks, first, found - before, unusual, before);
    else unusual.fill(1, before, found);
  }
}
