import { isSpecError } from '../spec/spec-error.ts';
import { type Batch, countFound, createBatch, emptyBatch } from '../state/batch.ts';
import type { Scratch } from '../state/spill/scratch.ts';
import type { SpilledSet } from '../state/spill/spilled-set.ts';
import { Misobserved } from './checking.ts';
import { Collected, greatestRun } from './collected.ts';
import type { Expander, Pause } from './collecting.ts';
import { BecameDirect } from './firing.ts';
import { SpilledSteps } from './spilled-steps.ts';
import type { StateSpace } from './state-space.ts';

/** What an engine does for a search on disk, besides expanding states. */
export interface Spilled {
  /** The states known so far; another set after keys have changed. */
  readonly set: () => SpilledSet;
  /** Told before a round, when keys may change their meaning. */
  readonly onRound: () => void;
  /** Told what sleeps in each new state, in order. */
  readonly onNew: (sleepers: number) => void;
  /** Told of each batch that is handed out; all states before `next` are done then. */
  readonly onTold: (batch: Batch, next: number) => void;
}

/** Keys would have to change their meaning while candidates are under way. */
class Unsettled extends Error {}

/** Resolving goes on for so many pauses before the search has its turn. */
const stretch = 64;

/**
 * Expands states whose visited set is on disk, in three turns: the states of the frontier are fired, as many as there is
 * room for the targets of, and their transitions put aside; the targets are held against the disk together; and then the
 * transitions are handed out in the order in which they were made, in the same batches, as if nothing had happened.
 */
export class Spilling {
  readonly #spilled: Spilled;
  readonly #expander: Expander;
  readonly #collected: Collected;
  readonly #steps: SpilledSteps;
  #batch: Batch;
  /** The states of this round: those before `fired` were fired, and those before `told` are done. */
  #first = 0;
  #last = 0;
  #told: number;
  #fired: number;
  #turn: 'firing' | 'resolving' | 'telling' = 'telling';
  #resolving: Generator<void, void> | undefined;
  /** What went wrong in a state that is fired, to be thrown when all before it are done. */
  #mistake: unknown;

  /** `expanded`: the first state that was not expanded yet. */
  constructor(expanded: number, actions: number, scratch: Scratch, expander: Expander, spilled: Spilled) {
    this.#spilled = spilled;
    this.#expander = expander;
    this.#collected = new Collected(actions);
    this.#steps = new SpilledSteps(scratch);
    this.#batch = createBatch(1, actions);
    this.#told = expanded;
    this.#fired = expanded;
  }

  /** As of a state space; often the batch is empty, and `next` is `first`. */
  expand(first: number, last: number): ReturnType<StateSpace<unknown>['expand']> {
    if (first !== this.#told) throw new Error('states are expanded in order, and once');
    if (this.#turn === 'telling' && this.#told === this.#fired) this.#begin(last);
    if (this.#turn === 'firing') this.#fire();
    else if (this.#turn === 'resolving') this.#resolve();
    if (this.#turn !== 'telling') return { batch: this.#nothing(), next: first };
    const { batch, next } = this.#steps.read(this.#batch, last);
    this.#batch = batch;
    this.#spilled.set().number(batch.target, batch.length, batch.isNew);
    batch.found = countFound(batch, 0, batch.length, 0, undefined, undefined);
    batch.unusual.fill(1, 0, batch.found);
    this.#told = next;
    this.#spilled.onTold(batch, next);
    return { batch, next };
  }

  /** As of a state space. */
  lasting(number: number): number {
    return this.#spilled.set().lasting(number);
  }

  #begin(last: number): void {
    if (this.#mistake !== undefined) throw this.#mistake;
    this.#spilled.onRound();
    this.#spilled.set().begin();
    this.#steps.clear();
    this.#first = this.#told;
    this.#last = last;
    this.#turn = 'firing';
  }

  #fire(): void {
    const { batch, next } = this.#collect(this.#fired, this.#last);
    const isStuck = next === this.#fired;
    if (!isStuck) this.#steps.write(batch, next);
    this.#fired = next;
    if (next < this.#last && !isStuck && !this.#spilled.set().isFull) return;
    this.#resolving = this.#spilled.set().resolve(this.#spilled.onNew);
    this.#turn = 'resolving';
  }

  /**
   * A batch of the transitions of states from `first` on, below `last`, whose targets are candidates of the set. It expands
   * none if keys have to change their meaning before.
   */
  #collect(first: number, last: number): Collected {
    const collected = this.#collected;
    const end = Math.min(last, first + greatestRun);
    let startsAgain = false;
    const pause: Pause = (start, adapt, error) => {
      collected.batch.length = start;
      if (!(error instanceof BecameDirect)) {
        this.#requireSettled(error);
        startsAgain = true;
      }
      adapt();
    };
    collected.clear(first);
    try {
      while (collected.next < end && !collected.isFull) {
        collected.next = this.#expander.fire(collected, end, pause);
        if (startsAgain) collected.clear(first);
        startsAgain = false;
      }
    } catch (error) {
      if (!(error instanceof Unsettled)) throw error;
      collected.clear(first);
    }
    collected.finish(this.#expander.actionBits);
    collected.fold();
    const { batch, keys, sleepers } = collected;
    const set = this.#spilled.set();
    set.insert(keys, batch.length, batch.target, batch.isNew);
    for (let i = 0; i < batch.length; i++)
      if (batch.isNew[i] === 1) set.noteSleepers(batch.target[i] as number, sleepers[i] as number);
    return collected;
  }

  /**
   * Keys are to change because of something in a state that is being fired.
   * @throws Unsettled if there are candidates of earlier batches; it is fired again when there are none
   */
  #requireSettled(error: unknown): void {
    if (this.#fired === this.#first) return;
    if (isSpecError(error) || error instanceof Misobserved) this.#mistake = error;
    throw new Unsettled();
  }

  #resolve(): void {
    for (let i = 0; i < stretch; i++)
      if (this.#resolving?.next().done === true) {
        this.#turn = 'telling';
        return;
      }
  }

  #nothing(): Batch {
    emptyBatch(this.#batch);
    return this.#batch;
  }
}
