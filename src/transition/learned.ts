import type { Action, Configuration } from '../spec/configuration.ts';
import type { Attempt } from '../state/approximate/state-stack.ts';
import { encode, type Layout, type Lessons, learnFrom, learnLayout } from '../state/layout.ts';
import { restoreStates, saveStates } from '../state/saving/saved-states.ts';
import { partOf, requireSound, type Sink, type Source, wholeNumber } from '../state/saving/sink.ts';
import { Store } from '../state/store.ts';
import { type Behaviour, learnAll, stateOf } from './behaviour.ts';
import { holdAgainstReference, recheckLastUses } from './checking.ts';
import { requireClosed } from './closed.ts';
import type { Collected } from './collected.ts';
import { BecameDirect, Firing } from './firing.ts';
import { ActionBits } from './independence.ts';
import { initialStates, requireInitial } from './initial-states.ts';
import { Judgement } from './judgement.ts';
import { LateLessons } from './late-lessons.ts';
import { learnedOf } from './learned-figures.ts';
import { everything, type LearnedOptions } from './learned-options.ts';
import { regrouped, singletons } from './partition.ts';
import { Numbering } from './numbering.ts';
import { type Patience, sharedPatience } from './patience.ts';
import { SleepSets } from './sleep-sets.ts';
import { StartAgain, stackStates } from './stacked-store.ts';
import { batchTarget, ownRoom, sharedRoom } from '../state/batch.ts';
import { type Learned, type SavedCounts, type StackedSpace, type StateSpace } from './state-space.ts';
import { Watching } from './watching.ts';
import { forgetChanges, type TransitionTable } from './table.ts';

/** The partition is reconsidered each time there are so many times as many states. */
const partitionGrowth = 10;

/** In the first states actions are fired several times more, as a coin that is tossed in a guard may fall alike. */
const manyTimes = 16;

/** A second thread is of use where at least so many states are expanded in a row. */
const leastShared = 1000;

/** States of a batch at most, as a batch in which transitions are omitted could go on for long. */
const greatestRun = 4 * batchTarget;

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
  readonly #lateLessons = new LateLessons();
  readonly #judgements: Judgement[] = [];
  readonly #watching = new Watching();
  readonly #numbering: Numbering;
  readonly #actionBits: ActionBits;
  readonly #patience: Patience = sharedPatience();
  /** While states are expanded in the order of their numbers, and transitions may be omitted. */
  #sleep: SleepSets | undefined;
  /** States below were expanded, and their batches taken. */
  #expanded = 0;
  /** The next state that is to be expanded; states between are in batches that wait. */
  #ahead = 0;
  #collecting: Collected | undefined;
  /** States that were found by batches that were taken. */
  #taken = 0;
  /** What must be done before more is collected, once all that was collected has numbers. */
  #adaptation: (() => void) | undefined;
  /** What went wrong in collecting, to be told when its turn comes. */
  #failure: unknown;
  /** Transitions left out of batches so far. */
  #omitted = 0;
  #examples: readonly S[] = [];
  #behaviours: readonly Behaviour<S>[] = [];
  #store!: Store;
  #firing!: Firing<S>;
  #nextPartition: number;
  #nextSample = 0;
  #isStacked = false;

  constructor(configuration: Configuration<S>, options: LearnedOptions) {
    this.#configuration = configuration;
    this.#options = { ...everything, ...options };
    this.actions = configuration.actions;
    this.#numbering = new Numbering(this.actions.length, this.#options.workers, this.#options.shareAt);
    this.#actionBits = new ActionBits(this.actions.length);
    this.#nextPartition = this.#options.groupAt;
  }

  get size(): number {
    return this.#isStacked ? this.#store.visited.size : this.#taken;
  }

  seed(): number {
    this.#isStacked = false;
    this.#examples = initialStates(this.#configuration);
    this.#retrying(() => this.#learnAnew(undefined));
    this.#taken = this.#store.visited.size;
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
    if (first !== this.#expanded || this.#numbering.isBeyond(last)) this.#goOnFrom(first);
    if (this.#numbering.recover(this.#store)) this.#firing = this.#createFiring(this.#firing.table);
    this.#collectAhead(last);
    const collected = this.#numbering.take();
    if (collected !== undefined) return this.#take(collected);
    if (this.#failure !== undefined) throw this.#failure;
    return { batch: this.#numbering.nothing, next: first };
  }

  state(number: number): S {
    return stateOf(this.#store.layout, this.#store.row(number));
  }

  watch(where: string, predicate: (state: S) => boolean, usual?: boolean): (number: number) => boolean {
    const room = this.#options.workers > 1 ? sharedRoom : ownRoom;
    const judgement = new Judgement(where, this.#options, ([state]) => predicate(state as S), room);
    this.#judgements.push(judgement);
    const judge = (number: number): boolean => judgement.judge(this.#store, number, -1);
    if (usual !== undefined) this.#watching.add(judge, { judgement, usual });
    return judge;
  }

  unwatch(predicate: (number: number) => boolean): void {
    this.#watching.remove(predicate);
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

  close(): void {
    this.#numbering.end();
  }

  learned(): Learned {
    return learnedOf(this.#store, this.#behaviours, this.#judgements, this.#firing.table, this.#omitted);
  }

  save(sink: Sink): void {
    while (this.#adaptation !== undefined && !this.#adapt()) this.#numbering.giveUp(this.#store);
    saveStates(this.#store, this.size, this.#lessons, sink);
    sink.value({ omitted: this.#omitted, nextPartition: this.#nextPartition, lateLessons: this.#lateLessons.count });
  }

  restore(source: Source, { states, expanded, initial }: SavedCounts): void {
    const maySleep = this.#sleep !== undefined;
    this.#examples = initialStates(this.#configuration);
    this.#beginWith(restoreStates(source, this.#examples, this.#lessons));
    this.#taken = this.#store.visited.size;
    requireSound(this.size === states, 'another number of states');
    requireInitial((number) => this.state(number), initial, this.#examples);
    const saved = source.value();
    const nextPartition = wholeNumber(partOf(saved, 'nextPartition'), 1, 2 ** 50, 'the next partition');
    this.#omitted = wholeNumber(partOf(saved, 'omitted'), 0, 2 ** 50, 'transitions left out');
    this.#lateLessons.count = wholeNumber(partOf(saved, 'lateLessons'), 0, 2 ** 50, 'late lessons');
    this.#sleep = undefined;
    this.#nextPartition = Number.POSITIVE_INFINITY;
    requireClosed(this, expanded);
    this.#nextPartition = nextPartition;
    this.#expanded = expanded;
    this.#ahead = expanded;
    if (maySleep) this.#sleep = SleepSets.awake(states, expanded);
  }

  /** Makes batches, as many as may wait, of states below `last`. */
  #collectAhead(last: number): void {
    try {
      if (this.#adaptation !== undefined && !this.#adapt()) return;
      while (this.#failure === undefined && this.#numbering.hasRoom && this.#ahead < last)
        if (!this.#collect(last)) return;
    } catch (error) {
      this.#failure = error;
    }
  }

  /** Makes a batch, or goes on with it. False if it is to be gone on with later. */
  #collect(last: number): boolean {
    if (last - this.#ahead > leastShared && this.#numbering.share(this.#store))
      this.#firing = this.#createFiring(this.#firing.table);
    const collected = this.#collecting ?? this.#numbering.begin(this.#ahead);
    this.#collecting = collected;
    const end = Math.min(last, collected.first + greatestRun);
    while (collected.next < end && collected.batch.length + collected.asleep < batchTarget) {
      collected.next = this.#tryToFire(collected, end);
      if (this.#adaptation !== undefined && !this.#adapt()) return false;
    }
    this.#post(collected);
    this.#numbering.push(collected);
    this.#collecting = undefined;
    this.#ahead = collected.next;
    return true;
  }

  /** False if it must wait. */
  #adapt(): boolean {
    if (!this.#numbering.settleAll()) return false;
    const adapt = this.#adaptation;
    this.#adaptation = undefined;
    adapt?.();
    return true;
  }

  #take(collected: Collected): ReturnType<StateSpace<S>['expand']> {
    const { batch, foundAsleep, next } = collected;
    this.#taken += batch.found;
    this.#sleep?.append(foundAsleep, batch.found);
    this.#watching.note(batch);
    for (const count of batch.omitted) this.#omitted += count;
    this.#expanded = next;
    this.#sleep?.release(next);
    if (this.size >= this.#nextPartition && this.#adaptation === undefined) {
      this.#adaptation = () => this.#reconsiderPartition();
      if (this.#ahead === next) this.#adapt();
    }
    return { batch, next };
  }

  /** States are asked for out of turn. */
  #goOnFrom(first: number): void {
    this.#sleep = undefined;
    if (this.#ahead !== this.#expanded || this.#collecting !== undefined) {
      this.#collecting = undefined;
      this.#adaptation = undefined;
      this.#failure = undefined;
      this.#numbering.cut(this.#store, this.#taken);
      this.#firing = this.#createFiring(this.#firing.table);
    }
    this.#expanded = first;
    this.#ahead = first;
  }

  /**
   * Expands states from where a batch ends on, up to but without `last`, and returns the first that was not. It may be none,
   * as the engine has to adapt to something new. A state of the sample is expanded alone, and held against the reference.
   */
  #tryToFire(collected: Collected, last: number): number {
    const { paranoid, sample } = this.#options;
    const first = collected.next;
    const isSample = paranoid || (sample && first >= this.#nextSample);
    const end = isSample ? first + 1 : sample ? Math.min(last, this.#nextSample) : last;
    try {
      const next = this.#firing.fire(collected, first, end, isSample ? undefined : this.#sleep);
      if (this.#store.encoding.isOverfull) {
        this.#rewind(collected, this.#firing.start);
        this.#adaptation = () => {
          this.#store.repack();
          this.#firing = this.#createFiring(this.#firing.table);
        };
      } else if (isSample) this.#checkFired(collected, first, this.#firing.start);
      return next;
    } catch (error) {
      const { state, start } = this.#firing;
      this.#rewind(collected, start);
      this.#adaptation = () => {
        if (error instanceof BecameDirect) this.#firing = this.#createFiring();
        else {
          this.#learnFrom(error);
          if (this.#isStacked) throw new StartAgain();
          this.#retrying(() => this.#learnAnew(this.#store));
        }
      };
      return state;
    }
  }

  /** Drops what was collected since, and has the rest numbered, before keys change their meaning. */
  #rewind(collected: Collected, start: number): void {
    collected.batch.length = start;
    this.#post(collected);
  }

  #post(collected: Collected): void {
    if (this.#watching.hasChanged(this.#store)) this.#numbering.sift(this.#watching.sieves(this.#store));
    this.#numbering.post(this.#store, collected);
  }

  #learnFrom(error: unknown): void {
    learnFrom(error, this.#lessons, this.#lateLessons.next(this.#store === undefined ? 0 : this.#store.visited.size));
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
    const known = before === undefined ? this.#examples.length : before.visited.size;
    const rowOf = (number: number, row: Int32Array): void => {
      const state = before === undefined ? this.#examples[number] : stateOf(before.layout, before.row(number));
      encode(layout.shape, state, row);
    };
    const first = new Int32Array(layout.slots.length);
    rowOf(0, first);
    const behaviours = this.#learnActions(layout, first);
    const store = new Store(layout, singletons(layout.slots.length));
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
    for (const judgement of this.#judgements) judgement.forget();
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
    const store = regrouped(this.#store, this.#behaviours);
    if (store !== undefined) this.#moveTo(store);
  }

  #createFiring(table?: TransitionTable): Firing<S> {
    const { tabulate, omit } = this.#options;
    const isEager = omit === 'eager';
    return new Firing(this.#store, this.#behaviours, tabulate, this.#actionBits, isEager, table);
  }

  /** Holds the transitions of one state, collected from `start` on, against the reference. */
  #checkFired(collected: Collected, number: number, start: number): void {
    this.#nextSample = number + 1 + (number >>> 3);
    for (const { action } of this.#behaviours)
      holdAgainstReference(
        action,
        this.#store.layout,
        this.#store.row(number),
        collected.rowsOf(action.index, start, this.#store),
        number < manyTimes,
      );
  }
}
