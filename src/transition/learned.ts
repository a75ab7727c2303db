import type { Action, Configuration } from '../spec/configuration.ts';
import type { Attempt } from '../state/approximate/state-stack.ts';
import { encode, type Layout, type Lessons, learnFrom, learnLayout } from '../state/layout.ts';
import { restoreStates, saveStates } from '../state/saving/saved-states.ts';
import { requireSound, type Sink, type Source } from '../state/saving/sink.ts';
import type { Scratch } from '../state/spill/scratch.ts';
import { SpilledSet } from '../state/spill/spilled-set.ts';
import { Store } from '../state/store.ts';
import { type Behaviour, learnAll, stateOf } from './behaviour.ts';
import { holdAllAgainstReference, recheckLastUses } from './checking.ts';
import { requireClosed } from './closed.ts';
import { Collected } from './collected.ts';
import { BecameDirect, Firing } from './firing.ts';
import { ActionBits } from './independence.ts';
import { initialStates, requireInitial } from './initial-states.ts';
import { Judgements } from './judgements.ts';
import { LateLessons } from './late-lessons.ts';
import { learnedOf, savedFigures } from './learned-figures.ts';
import { everything, type LearnedOptions } from './learned-options.ts';
import { partitionGrowth, regrouped, singletons } from './partition.ts';
import { type Patience, sharedPatience } from './patience.ts';
import { SleepSets } from './sleep-sets.ts';
import { Spilling, Unsettled } from './spilling.ts';
import { StartAgain, stackStates } from './stacked-store.ts';
import {
  batchTarget,
  greatestRun,
  type Learned,
  type SavedCounts,
  type StackedSpace,
  type StateSpace,
} from './state-space.ts';
import { forgetChanges, type TransitionTable } from './table.ts';

/**
 * A state space that calls the user's functions only on what they have never seen, and answers from what it learned.
 * States are exact: the two words of a key determine the state. The architecture page explains it under "The engine".
 */
export function learnedSpace<S>(configuration: Configuration<S>, options: LearnedOptions = {}): StateSpace<S> {
  return new LearnedSpace(configuration, options);
}

class LearnedSpace<S> implements StateSpace<S> {
  readonly actions: readonly Action<S>[];
  readonly watch: StateSpace<S>['watch'];
  readonly watchStep: StateSpace<S>['watchStep'];
  readonly #configuration: Configuration<S>;
  readonly #options: Required<LearnedOptions>;
  readonly #lessons: Lessons = { varying: new Set(), mixed: new Set() };
  readonly #lateLessons = new LateLessons();
  readonly #judgements: Judgements<S>;
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
  #isStacked = false;
  #spilling: Spilling | undefined;

  constructor(configuration: Configuration<S>, options: LearnedOptions) {
    this.#configuration = configuration;
    this.#options = { ...everything, ...options };
    this.actions = configuration.actions;
    this.#judgements = new Judgements(this.actions, this.#options, () => this.#store);
    ({ watch: this.watch, watchStep: this.watchStep } = this.#judgements);
    this.#collected = new Collected(this.actions.length);
    this.#actionBits = new ActionBits(this.actions.length);
    this.#nextPartition = this.#options.groupAt;
  }

  get size(): number {
    return this.#store.visited.size;
  }

  seed(): number {
    this.#isStacked = false;
    this.#examples = initialStates(this.#configuration);
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

  stacked(attempt: Attempt): StackedSpace {
    const space = stackStates(this.#store, this.#examples, attempt);
    this.#firing = this.#createFiring(this.#firing.table);
    this.#isStacked = true;
    this.#nextPartition = Number.POSITIVE_INFINITY;
    this.#nextSample = 0;
    return space;
  }

  expand(first: number, last: number): ReturnType<StateSpace<S>['expand']> {
    if (first !== this.#expanded) this.#sleep = undefined;
    const expansion = this.#spilling?.expand(first, last) ?? this.#collect(first, last);
    this.#expanded = expansion.next;
    for (const count of expansion.batch.omitted) this.#omitted += count;
    this.#sleep?.release(this.#expanded);
    if (this.#spilling === undefined) this.#reconsiderPartition();
    return expansion;
  }

  *spill(scratch: Scratch, room: number): Generator<void, void> {
    this.#store.visited = yield* SpilledSet.takingOver(this.#store.visited, scratch, room);
    this.#firing = this.#createFiring(this.#firing.table);
    this.#spilling = new Spilling(this.#expanded, this.actions.length, scratch, {
      set: () => this.#store.visited as SpilledSet,
      collect: (first, last) => this.#collect(first, last),
      onRound: () => this.#reconsiderPartition(),
      onNew: (sleepers) => this.#sleep?.push(sleepers),
    });
  }

  lasting = (number: number): number => this.#spilling?.lasting(number) ?? number;
  state = (number: number): S => stateOf(this.#store.layout, this.#store.row(number));

  recheck(): void {
    if (!this.#options.sample) return;
    this.#firing.noteLastUses();
    for (const behaviour of this.#behaviours) recheckLastUses(behaviour, this.#store);
    for (const judgement of this.#judgements.all) judgement.recheck(this.#store);
  }

  learned(): Learned {
    return learnedOf(this.#store, this.#behaviours, this.#judgements.all, this.#firing.table, this.#omitted);
  }

  save(sink: Sink): void {
    saveStates(this.#store, this.#lessons, sink);
    sink.value({ omitted: this.#omitted, nextPartition: this.#nextPartition, lateLessons: this.#lateLessons.count });
  }

  restore(source: Source, { states, expanded, initial }: SavedCounts): void {
    const maySleep = this.#sleep !== undefined;
    this.#examples = initialStates(this.#configuration);
    this.#beginWith(restoreStates(source, this.#examples, this.#lessons));
    requireSound(this.size === states, 'another number of states');
    requireInitial((number) => this.state(number), initial, this.#examples);
    const { omitted, lateLessons, nextPartition } = savedFigures(source);
    [this.#omitted, this.#lateLessons.count] = [omitted, lateLessons];
    this.#sleep = undefined;
    this.#nextPartition = Number.POSITIVE_INFINITY;
    requireClosed(this, expanded);
    this.#nextPartition = nextPartition;
    this.#expanded = expanded;
    if (maySleep) this.#sleep = SleepSets.awake(states, expanded);
  }

  /** A batch of the transitions of states from `first` on, up to but without `last`. */
  #collect(first: number, last: number): ReturnType<StateSpace<S>['expand']> {
    this.#collected.clear();
    this.#flushed = 0;
    let next = first;
    const end = Math.min(last, first + greatestRun);
    try {
      while (next < end && this.#collected.batch.length + this.#collected.asleep < batchTarget) {
        next = this.#tryToFire(next, end);
        if (this.#spilling?.startsAgain()) next = first;
      }
    } catch (error) {
      if (!(error instanceof Unsettled)) throw error;
      next = first;
    }
    this.#flush(this.#collected.batch.length);
    return { batch: this.#collected.batch, next };
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
        this.#rewind(this.#firing.start, undefined);
        this.#store.repack();
        this.#firing = this.#createFiring(this.#firing.table);
      } else if (isSample) this.#checkFired(first, this.#firing.start);
      return next;
    } catch (error) {
      const { state, start } = this.#firing;
      this.#rewind(start, error);
      if (error instanceof BecameDirect) this.#firing = this.#createFiring();
      else {
        this.#learnFrom(error);
        if (this.#isStacked) throw new StartAgain();
        this.#retrying(() => this.#learnAnew(this.#store));
      }
      return state;
    }
  }

  /** Drops what was collected since, and gives numbers to the rest, before keys change their meaning. */
  #rewind(start: number, error: unknown): void {
    this.#collected.batch.length = start;
    if (this.#spilling === undefined) this.#flush(start);
    else this.#spilling.settle(this.#collected, error);
  }

  #flush(end: number): void {
    const { batch, keys } = this.#collected;
    const start = this.#flushed;
    const [targets, isNew] = [batch.target.subarray(start), batch.isNew.subarray(start)];
    this.#store.visited.insert(keys.subarray(2 * start), end - start, targets, isNew);
    if (this.#spilling !== undefined) this.#spilling.noteSleepers(this.#collected, start);
    else this.#sleep?.pushNew(this.#collected, start);
    this.#flushed = end;
  }

  #learnFrom(error: unknown): void {
    learnFrom(error, this.#lessons, this.#lateLessons.next(this.#store === undefined ? 0 : this.size));
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
    const behaviours = this.#learnActions(layout, first);
    const store = new Store(layout, singletons(layout.slots.length), before?.visited.emptied());
    store.fill(known, rowOf);
    this.#beginWith(store, behaviours);
    this.#nextPartition = Math.max(this.#options.groupAt, Math.min(this.#nextPartition, 2 * known));
  }

  #learnActions(layout: Layout, row: Int32Array): readonly Behaviour<S>[] {
    return learnAll(this.actions, layout, row, !this.#options.observe, this.#patience);
  }

  #beginWith(store: Store, behaviours = this.#learnActions(store.layout, store.row(0))): void {
    this.#behaviours = behaviours;
    this.#moveTo(store);
    for (const judgement of this.#judgements.all) judgement.forget();
  }

  /** Goes on with the same states under another encoding. */
  #moveTo(store: Store): void {
    this.#store = store;
    for (const { tree } of this.#behaviours) forgetChanges(tree.root);
    this.#firing = this.#createFiring();
  }

  #reconsiderPartition(): void {
    if (this.size < this.#nextPartition || !this.#options.group) return;
    while (this.size >= this.#nextPartition) this.#nextPartition *= partitionGrowth;
    const store = regrouped(this.#store, this.#behaviours);
    if (store !== undefined) this.#moveTo(store);
  }

  #createFiring(table?: TransitionTable): Firing<S> {
    const { tabulate, omit } = this.#options;
    const isEager = omit === 'eager';
    return new Firing(this.#store, this.#behaviours, this.#collected, tabulate, this.#actionBits, isEager, table);
  }

  /** Holds the transitions of one state, collected from `start` on, against the reference. */
  #checkFired(number: number, start: number): void {
    this.#nextSample = number + 1 + (number >>> 3);
    holdAllAgainstReference(this.#behaviours, this.#store, number, this.#collected, start);
  }
}
