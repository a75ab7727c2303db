import { isSpecError } from '../spec/spec-error.ts';
import type { Scratch } from '../state/spill/scratch.ts';
import type { SpilledSet } from '../state/spill/spilled-set.ts';
import { Misobserved } from './checking.ts';
import type { Collected } from './collected.ts';
import { BecameDirect } from './firing.ts';
import { SpilledSteps } from './spilled-steps.ts';
import { type Batch, createBatch, emptyBatch, type StateSpace } from './state-space.ts';

/** What an engine does for a search on disk. */
export interface Spilled {
  /** The states known so far; another set after keys have changed. */
  readonly set: () => SpilledSet;
  /**
   * Collects a batch of transitions of the states from `first` on, up to but without `last`, whose targets are candidates of
   * the set. Returns it with the first state that was not expanded, which is `first` if keys have to change before.
   */
  readonly collect: (first: number, last: number) => { readonly batch: Batch; readonly next: number };
  /** Told before a round, when keys may change their meaning. */
  readonly onRound: () => void;
  /** Told what sleeps in each new state, in order. */
  readonly onNew: (sleepers: number) => void;
}

/** Keys would have to change their meaning while candidates are under way. */
export class Unsettled extends Error {}

/** Resolving goes on for so many pauses before the search has its turn. */
const stretch = 64;

/**
 * Expands states whose visited set is on disk, in three turns: the states of the frontier are fired, as many as there is
 * room for the targets of, and their transitions put aside; the targets are held against the disk together; and then the
 * transitions are handed out in the order in which they were made, in the same batches, as if nothing had happened.
 */
export class Spilling {
  readonly #spilled: Spilled;
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
  #startsAgain = false;

  /** `expanded`: the first state that was not expanded yet. */
  constructor(expanded: number, actions: number, scratch: Scratch, spilled: Spilled) {
    this.#spilled = spilled;
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
    this.#told = next;
    return { batch, next };
  }

  /**
   * To be called before keys change because of something in a state that is being fired. Its batch is given up.
   * @throws Unsettled if there are candidates of earlier ones; it is fired again when there are none
   */
  settle(collected: Collected, error: unknown): void {
    if (error instanceof BecameDirect) return;
    collected.clear();
    this.#startsAgain = this.#fired === this.#first;
    if (this.#startsAgain) return;
    if (isSpecError(error) || error instanceof Misobserved) this.#mistake = error;
    throw new Unsettled();
  }

  /** Whether the batch was given up since this was last asked, and must be fired from its start. */
  startsAgain(): boolean {
    const startsAgain = this.#startsAgain;
    this.#startsAgain = false;
    return startsAgain;
  }

  /** Notes what sleeps in the targets of transitions from a place on that are candidates since then. */
  noteSleepers({ batch, sleepers }: Collected, start: number): void {
    const set = this.#spilled.set();
    for (let i = start; i < batch.length; i++)
      if (batch.isNew[i] === 1) set.noteSleepers(batch.target[i] as number, sleepers[i] as number);
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
    const { batch, next } = this.#spilled.collect(this.#fired, this.#last);
    const isStuck = next === this.#fired;
    if (!isStuck) this.#steps.write(batch, next);
    this.#fired = next;
    if (next < this.#last && !isStuck && !this.#spilled.set().isFull) return;
    this.#resolving = this.#spilled.set().resolve(this.#spilled.onNew);
    this.#turn = 'resolving';
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
