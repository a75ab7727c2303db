import { canonical } from '../spec/canonical.ts';
import { outcomes } from '../spec/choice.ts';
import type { Action, Configuration } from '../spec/configuration.ts';
import { formatPath } from '../spec/value.ts';
import { encode, type Lessons, learnLayout, outerPattern, patternOf, ShapeChange, type Slot } from '../state/layout.ts';
import { KindChange } from '../state/pool.ts';
import { Store } from '../state/store.ts';
import { type Behaviour, createBehaviour, learn, stateOf } from './behaviour.ts';
import { holdAgainstReference, recheckLastUses } from './checking.ts';
import { Collected } from './collected.ts';
import { notDeterministic } from './determinism.ts';
import { BecameDirect, Firing } from './firing.ts';
import { ActionBits } from './independence.ts';
import { Judgement } from './judgement.ts';
import { everything, type LearnedOptions } from './learned-options.ts';
import { partition, singletons } from './partition.ts';
import { type Patience, sharedPatience } from './patience.ts';
import { SleepSets } from './sleep-sets.ts';
import { type Batch, batchTarget, type Learned, type StateSpace } from './state-space.ts';
import { forgetChanges, type TransitionTable } from './table.ts';

/** The partition is reconsidered each time there are so many times as many states. */
const partitionGrowth = 10;
const sampleSize = 5000;

/** In the first states actions are fired several times more, as a coin that is tossed in a guard may fall alike. */
const manyTimes = 16;

/** States of a batch at most, as a batch in which transitions are omitted could go on for long. */
const greatestRun = 4 * batchTarget;

/** Lessons are late from so many states on; after so many late ones, they are applied one level further out. */
const manyStates = 1000;
const lateLessonsPerLevel = 4;

/** What a search keeps of a state beside the visited set. */
const parentLinkBytes = 4;

/**
 * A state space that calls the user's functions only on what they have never seen, and answers from what it learned.
 * States are exact: the two words of a key determine the state. The architecture page explains it under "The engine".
 */
export function learnedSpace<S>(configuration: Configuration<S>, options: LearnedOptions = {}): StateSpace<S> {
  return new LearnedSpace(configuration, options);
}

class LearnedSpace<S> implements StateSpace<S> {
  readonly actions: readonly Action<S>[];
  readonly #configuration: Configuration<S>;
  readonly #options: Required<LearnedOptions>;
  readonly #lessons: Lessons = { varying: new Set(), mixed: new Set() };
  #lateLessons = 0;
  readonly #judgements: Judgement[] = [];
  readonly #collected: Collected;
  readonly #actionBits: ActionBits;
  readonly #patience: Patience = sharedPatience();
  /** While states are expanded in the order of their numbers, and transitions may be omitted. */
  #sleep: SleepSets | undefined;
  #expanded = 0;
  /** Transitions left out of batches so far. */
  #omitted = 0;
  /** Collected transitions whose targets have got their numbers. */
  #flushed = 0;
  #examples: readonly S[] = [];
  #behaviours: readonly Behaviour<S>[] = [];
  #store!: Store;
  #firing!: Firing<S>;
  #nextPartition: number;
  #nextSample = 0;

  constructor(configuration: Configuration<S>, options: LearnedOptions) {
    this.#configuration = configuration;
    this.#options = { ...everything, ...options };
    this.actions = configuration.actions;
    this.#collected = new Collected(this.actions.length);
    this.#actionBits = new ActionBits(this.actions.length);
    this.#nextPartition = this.#options.groupAt;
  }

  get size(): number {
    return this.#store.visited.size;
  }

  seed(): number {
    const texts = (states: readonly S[]): string => states.map(canonical).join();
    const find = (): S[] => Array.from(outcomes(this.#configuration.initial), ({ result }) => result);
    this.#examples = find();
    if (texts(find()) !== texts(this.#examples)) throw notDeterministic('initial', 'other initial states');
    this.#retrying(() => this.#learnAnew(undefined));
    for (let state = 0; state < this.size; state++) this.#sleep?.push(0);
    return this.size;
  }

  mayOmit(): void {
    if (this.#options.omit !== false) this.#sleep = new SleepSets();
  }

  omitNothing(): void {
    this.#sleep = undefined;
  }

  expand(first: number, last: number): { readonly batch: Batch; readonly next: number } {
    if (first !== this.#expanded) this.#sleep = undefined;
    this.#collected.clear();
    this.#flushed = 0;
    let next = first;
    const end = Math.min(last, first + greatestRun);
    while (next < end && this.#collected.batch.length < batchTarget) next = this.#tryToFire(next, end);
    this.#flush(this.#collected.batch.length);
    this.#expanded = next;
    for (const count of this.#collected.batch.omitted) this.#omitted += count;
    this.#sleep?.release(next);
    if (this.size >= this.#nextPartition) this.#reconsiderPartition();
    return { batch: this.#collected.batch, next };
  }

  state(number: number): S {
    return stateOf(this.#store.layout, this.#store.row(number));
  }

  watch(where: string, predicate: (state: S) => boolean): (number: number) => boolean {
    const judgement = new Judgement(where, this.#options, ([state]) => predicate(state as S));
    this.#judgements.push(judgement);
    return (number) => judgement.judge(this.#store, number, -1);
  }

  watchStep(
    where: string,
    predicate: (before: S, action: Action<S>, after: S) => boolean,
  ): (source: number, action: number, target: number) => boolean {
    const judgements = this.actions.map(
      (action) => new Judgement(where, this.#options, ([before, after]) => predicate(before as S, action, after as S)),
    );
    this.#judgements.push(...judgements);
    return (source, action, target) => (judgements[action] as Judgement).judge(this.#store, source, target);
  }

  recheck(): void {
    if (!this.#options.sample) return;
    this.#firing.noteLastUses();
    for (const behaviour of this.#behaviours) recheckLastUses(behaviour, this.#store);
    for (const judgement of this.#judgements) judgement.recheck(this.#store);
  }

  learned(): Learned {
    const { layout, encoding, visited } = this.#store;
    const calls = (sum: number, { patience }: { readonly patience: Patience }): number => sum + patience.misses;
    return {
      userCalls: this.#behaviours.reduce(calls, 0) + this.#judgements.reduce(calls, 0),
      components: encoding.components.map(({ slots, size, operations }) => ({
        slots: slots.map((slot) => formatPath((layout.slots[slot] as Slot).path)),
        values: size,
        operations,
      })),
      actions: this.#behaviours.map(({ action, tree, patience, isDirect }) => ({
        label: action.label,
        nodes: tree.size,
        misses: patience.misses,
        isDirect,
      })),
      directPredicates: [...new Set(this.#judgements.filter(({ isDirect }) => isDirect).map(({ where }) => where))],
      omitted: this.#omitted,
      words: encoding.packing.words,
      tableLength: this.#firing.table.length,
      bytesPerState: visited.bytes / Math.max(1, visited.size) + parentLinkBytes,
    };
  }

  /**
   * Expands states from `first` on, up to but without `last`, and returns the first that was not. It may be none, as the
   * engine had to adapt to something new. A state of the sample is expanded alone, and held against the reference.
   */
  #tryToFire(first: number, last: number): number {
    const { paranoid, sample } = this.#options;
    const isSample = paranoid || (sample && first >= this.#nextSample);
    const end = isSample ? first + 1 : sample ? Math.min(last, this.#nextSample) : last;
    try {
      const next = this.#firing.fire(first, end, isSample ? undefined : this.#sleep);
      if (this.#store.encoding.isOverfull) {
        this.#rewind(this.#firing.start);
        this.#store.repack();
        this.#firing = this.#createFiring(this.#firing.table);
      } else if (isSample) this.#checkFired(first, this.#firing.start);
      return next;
    } catch (error) {
      const { state, start } = this.#firing;
      this.#rewind(start);
      if (error instanceof BecameDirect) this.#firing = this.#createFiring();
      else {
        this.#learnFrom(error);
        this.#retrying(() => this.#learnAnew(this.#store));
      }
      return state;
    }
  }

  /** Drops what was collected since, and gives numbers to the rest, before keys change their meaning. */
  #rewind(start: number): void {
    this.#collected.batch.length = start;
    this.#flush(start);
  }

  #flush(end: number): void {
    const { batch, keys } = this.#collected;
    const start = this.#flushed;
    this.#store.visited.insert(
      keys.subarray(2 * start),
      end - start,
      batch.target.subarray(start),
      batch.isNew.subarray(start),
    );
    for (let i = start; this.#sleep !== undefined && i < end; i++)
      if (batch.isNew[i] === 1) this.#sleep.push(this.#collected.sleepers[i] as number);
    this.#flushed = end;
  }

  /**
   * Remembers where the layout was wrong. A lesson costs taking all states over into another layout: after some late ones,
   * each makes one slot of what is further out, so that few follow. @throws whatever else it is given
   */
  #learnFrom(error: unknown): void {
    if (this.#store !== undefined && this.size >= manyStates) this.#lateLessons++;
    const levels = Math.floor(this.#lateLessons / lateLessonsPerLevel);
    if (error instanceof ShapeChange) this.#lessons.varying.add(outerPattern(patternOf(error.path), levels));
    else if (error instanceof KindChange) {
      this.#lessons.mixed.add(error.pool.pattern);
      if (levels > 0) this.#lessons.varying.add(outerPattern(error.pool.pattern, levels));
    } else throw error;
  }

  /** Runs something that needs a layout until the layout fits. */
  #retrying(run: () => void): void {
    for (;;) {
      try {
        run();
        return;
      } catch (error) {
        this.#learnFrom(error);
      }
    }
  }

  /** Forgets all that was learned and takes the known states, or at first the initial ones, over into a new layout. */
  #learnAnew(before: Store | undefined): void {
    const layout = learnLayout(this.#examples, this.#lessons);
    const known = before === undefined ? this.#examples.length : this.size;
    const rowOf = (number: number, row: Int32Array): void => {
      const state = before === undefined ? this.#examples[number] : stateOf(before.layout, before.row(number));
      encode(layout.shape, state, row);
    };
    const first = new Int32Array(layout.slots.length);
    rowOf(0, first);
    const behaviours = this.actions.map((action) => createBehaviour(action, !this.#options.observe, this.#patience));
    for (const behaviour of behaviours) if (!behaviour.isDirect) learn(behaviour, layout, first, 0);
    const store = new Store(layout, singletons(layout.slots.length));
    store.fill(known, rowOf);
    this.#behaviours = behaviours;
    this.#moveTo(store);
    for (const judgement of this.#judgements) judgement.forget();
    this.#nextPartition = Math.max(this.#options.groupAt, Math.min(this.#nextPartition, 2 * known));
  }

  /** Goes on with the same states under another encoding. */
  #moveTo(store: Store): void {
    this.#store = store;
    for (const { tree } of this.#behaviours) forgetChanges(tree.root);
    this.#firing = this.#createFiring();
  }

  #reconsiderPartition(): void {
    while (this.size >= this.#nextPartition) this.#nextPartition *= partitionGrowth;
    if (!this.#options.group) return;
    const { layout, encoding } = this.#store;
    const sample = Array.from({ length: Math.min(this.size, sampleSize) }, (_, number) => this.#store.row(number));
    const groups = partition(layout.slots.length, this.#behaviours, sample);
    const text = (slots: readonly (readonly number[])[]): string => slots.map((group) => group.join()).join(';');
    if (text(groups) === text(encoding.components.map(({ slots }) => slots))) return;
    const store = new Store(layout, groups);
    store.fill(this.size, (number, row) => row.set(this.#store.row(number)));
    this.#moveTo(store);
  }

  #createFiring(table?: TransitionTable): Firing<S> {
    const { tabulate, omit } = this.#options;
    const isEager = omit === 'eager';
    return new Firing(this.#store, this.#behaviours, this.#collected, tabulate, this.#actionBits, isEager, table);
  }

  /** Holds the transitions of one state, collected from `start` on, against the reference. */
  #checkFired(number: number, start: number): void {
    this.#nextSample = number + 1 + (number >>> 3);
    const { batch, keys } = this.#collected;
    const row = this.#store.row(number);
    for (const { action } of this.#behaviours) {
      const fired: Int32Array[] = [];
      for (let i = start; i < batch.length; i++)
        if (batch.action[i] === action.index)
          fired.push(this.#store.rowOfKey(keys[2 * i] as number, keys[2 * i + 1] as number));
      holdAgainstReference(action, this.#store.layout, row, fired, number < manyTimes);
    }
  }
}
