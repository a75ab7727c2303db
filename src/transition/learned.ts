import type { Action, Configuration } from '../spec/configuration.ts';
import type { Attempt } from '../state/approximate/state-stack.ts';
import { ownRoom, sharedRoom } from '../state/batch.ts';
import { encode, type Layout, type Lessons, learnFrom, learnLayout } from '../state/layout.ts';
import { restoreStates, saveStates } from '../state/saving/saved-states.ts';
import { partOf, requireSound, type Sink, type Source, wholeNumber } from '../state/saving/sink.ts';
import { Store } from '../state/store.ts';
import { type Behaviour, learnAll, stateOf } from './behaviour.ts';
import { holdAgainstReference, recheckLastUses } from './checking.ts';
import { requireClosed } from './closed.ts';
import type { Collected } from './collected.ts';
import { Collecting } from './collecting.ts';
import { BecameDirect, Firing } from './firing.ts';
import { ActionBits } from './independence.ts';
import { initialStates, requireInitial } from './initial-states.ts';
import { Judgement } from './judgement.ts';
import { LateLessons } from './late-lessons.ts';
import { learnedOf } from './learned-figures.ts';
import { everything, type LearnedOptions } from './learned-options.ts';
import { Numbering } from './numbering.ts';
import { regrouped, singletons } from './partition.ts';
import { type Patience, sharedPatience } from './patience.ts';
import { SleepSets } from './sleep-sets.ts';
import { StartAgain, stackStates } from './stacked-store.ts';
import type { Learned, SavedCounts, StackedSpace, StateSpace } from './state-space.ts';
import { forgetChanges, type TransitionTable } from './table.ts';
import { Watching } from './watching.ts';

/** The partition is reconsidered each time there are so many times as many states. */
const partitionGrowth = 10;

/** In the first states actions are fired several times more, as a coin that is tossed in a guard may fall alike. */
const manyTimes = 16;

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
  readonly #collecting: Collecting;
  readonly #actionBits: ActionBits;
  readonly #patience: Patience = sharedPatience();
  /** While states are expanded in the order of their numbers, and transitions may be omitted. */
  #sleep: SleepSets | undefined;
  /** Transitions left out of batches so far. */
  #omitted = 0;
  #examples: readonly S[] = [];
  #behaviours: readonly Behaviour<S>[] = [];
  #store!: Store;
  #firing!: Firing<S>;
  #nextPartition: number;
  #nextSample = 0;
  /** Where the row of states ends that is expanded now. */
  #last = 0;
  #isStacked = false;

  constructor(configuration: Configuration<S>, options: LearnedOptions) {
    this.#configuration = configuration;
    this.#options = { ...everything, ...options };
    this.actions = configuration.actions;
    this.#numbering = new Numbering(this.actions.length, this.#options);
    const space = this;
    this.#collecting = new Collecting(this.#numbering, this.#watching, {
      get store() {
        return space.#store;
      },
      fire: (collected, last) => this.#fire(collected, last),
      onMoved: () => {
        this.#firing = this.#createFiring(this.#firing.table);
      },
    });
    this.#actionBits = new ActionBits(this.actions.length);
    this.#nextPartition = this.#options.groupAt;
  }

  get size(): number {
    return this.#isStacked ? this.#store.visited.size : this.#collecting.found;
  }

  seed(): number {
    this.#isStacked = false;
    this.#examples = initialStates(this.#configuration);
    this.#retrying(() => this.#learnAnew(undefined));
    this.#collecting.beginWith(this.#store.visited.size, 0);
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
    if (first !== this.#collecting.expanded) this.#sleep = undefined;
    if (last !== this.#last) this.#reconsiderPartition();
    this.#last = last;
    const collected = this.#collecting.next(first, last);
    if (collected === undefined) return { batch: this.#numbering.nothing, next: first };
    const { batch, foundAsleep, next } = collected;
    this.#sleep?.append(foundAsleep, batch.found);
    this.#sleep?.release(next);
    for (const count of batch.omitted) this.#omitted += count;
    if (this.size < this.#options.shareAt) this.#reconsiderPartition();
    return { batch, next };
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
    return learnedOf(
      this.#store,
      this.#behaviours,
      this.#judgements,
      this.#firing.table,
      this.#omitted,
      this.#numbering.thread,
    );
  }

  save(sink: Sink): void {
    this.#collecting.settle();
    saveStates(this.#store, this.size, this.#lessons, sink);
    sink.value({ omitted: this.#omitted, nextPartition: this.#nextPartition, lateLessons: this.#lateLessons.count });
  }

  restore(source: Source, { states, expanded, initial }: SavedCounts): void {
    const maySleep = this.#sleep !== undefined;
    this.#examples = initialStates(this.#configuration);
    this.#beginWith(restoreStates(source, this.#examples, this.#lessons));
    this.#collecting.beginWith(this.#store.visited.size, 0);
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
    this.#collecting.beginWith(states, expanded);
    if (maySleep) this.#sleep = SleepSets.awake(states, expanded);
  }

  /** As an `Expander`. A state of the sample is expanded alone, and held against the reference. */
  #fire(collected: Collected, last: number): number {
    const { paranoid, sample } = this.#options;
    const first = collected.next;
    const isSample = paranoid || (sample && first >= this.#nextSample);
    const end = isSample ? first + 1 : sample ? Math.min(last, this.#nextSample) : last;
    try {
      const next = this.#firing.fire(collected, first, end, isSample ? undefined : this.#sleep);
      if (this.#store.encoding.isOverfull) this.#collecting.pause(collected, this.#firing.start, () => this.#repack());
      else if (isSample) this.#checkFired(collected, first, this.#firing.start);
      return next;
    } catch (error) {
      const { state, start } = this.#firing;
      this.#collecting.pause(collected, start, () => this.#adaptTo(error));
      return state;
    }
  }

  #repack(): void {
    this.#store.repack();
    this.#firing = this.#createFiring(this.#firing.table);
  }

  #adaptTo(error: unknown): void {
    if (error instanceof BecameDirect) {
      this.#firing = this.#createFiring();
      return;
    }
    this.#learnFrom(error);
    if (this.#isStacked) throw new StartAgain();
    this.#retrying(() => this.#learnAnew(this.#store));
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

  /**
   * As the partition decides which action is fired first, it changes between rows of states, however many batches are
   * collected ahead; only as long as there can be none, it changes at once.
   */
  #reconsiderPartition(): void {
    if (this.size < this.#nextPartition || this.#collecting.isAhead) return;
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
