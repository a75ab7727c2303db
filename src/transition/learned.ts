import type { Action, Configuration } from '../spec/configuration.ts';
import type { Attempt } from '../state/approximate/state-stack.ts';
import { encode, type Layout, learnLayout } from '../state/layout.ts';
import { ownRoom, sharedRoom } from '../state/room.ts';
import { restoreStates, saveStates } from '../state/saving/saved-states.ts';
import { requireSound, type Sink, type Source } from '../state/saving/sink.ts';
import type { Scratch } from '../state/spill/scratch.ts';
import { SpilledSet } from '../state/spill/spilled-set.ts';
import { Store } from '../state/store.ts';
import { type Behaviour, learnAll, stateOf } from './behaviour.ts';
import { holdFired, recheckLastUses } from './checking.ts';
import { requireClosed } from './closed.ts';
import type { Collected } from './collected.ts';
import { Collecting, type Expander, type Pause } from './collecting.ts';
import { BecameDirect, Firing } from './firing.ts';
import { ActionBits } from './independence.ts';
import { initialStates, requireInitial } from './initial-states.ts';
import { LayoutLessons } from './layout-lessons.ts';
import { learnedOf, savedFigures } from './learned-figures.ts';
import { everything, type LearnedOptions } from './learned-options.ts';
import { partitionGrowth, regrouped, singletons } from './partition.ts';
import { type Patience, sharedPatience } from './patience.ts';
import { Ahead } from './second-thread/ahead.ts';
import { SleepSets } from './sleep-sets.ts';
import { Spilling } from './spilling.ts';
import { StartAgain, stackStates } from './stacked-store.ts';
import type { Learned, SavedCounts, StackedSpace, StateSpace } from './state-space.ts';
import { forgetChanges, type TransitionTable } from './table.ts';
import { Watching } from './watching.ts';

/**
 * A state space that calls the user's functions only on what they have never seen, and answers from what it learned.
 * States are exact: the two words of a key determine the state. The architecture page explains it under "The engine".
 */
export function learnedSpace<S>(configuration: Configuration<S>, options: LearnedOptions = {}): StateSpace<S> {
  return new LearnedSpace(configuration, options);
}

class LearnedSpace<S> implements StateSpace<S>, Expander {
  readonly actions: readonly Action<S>[];
  readonly watch: StateSpace<S>['watch'];
  readonly unwatch: Watching<S>['unwatch'];
  readonly watchStep: StateSpace<S>['watchStep'];
  readonly #configuration: Configuration<S>;
  readonly #options: Required<LearnedOptions>;
  readonly #lessons = new LayoutLessons();
  readonly #watching: Watching<S>;
  readonly #collecting: Collecting;
  readonly #ahead: Ahead;
  readonly actionBits: ActionBits;
  readonly #patience: Patience = sharedPatience();
  /** While states are expanded in the order of their numbers, and transitions may be omitted. */
  #sleep: SleepSets | undefined;
  /** The bits of the actions that may be left out. */
  #maySleep = 0;
  /** Transitions left out of batches so far. */
  #omitted = 0;
  #examples: readonly S[] = [];
  #behaviours: readonly Behaviour<S>[] = [];
  #store!: Store;
  #firing!: Firing<S>;
  #nextPartition: number;
  #nextSample = 0;
  /** The state after those that were expanded last. */
  #expanded = 0;
  /** Where the row of states ends that is expanded now. */
  #last = 0;
  #isStacked = false;
  #spilling: Spilling | undefined;

  constructor(configuration: Configuration<S>, options: LearnedOptions) {
    this.#configuration = configuration;
    this.#options = { ...everything, ...options };
    this.actions = configuration.actions;
    this.#watching = new Watching(this.actions, this.#options, () => this.#store);
    ({ watch: this.watch, unwatch: this.unwatch, watchStep: this.watchStep } = this.#watching);
    this.#collecting = new Collecting(this.actions.length, this.#options.batch, this.#watching, this);
    this.#ahead = new Ahead(this.#options);
    this.actionBits = new ActionBits(this.actions.length);
    this.#nextPartition = this.#options.groupAt;
  }

  get size(): number {
    return this.#store.visited.size;
  }

  seed(): number {
    this.#isStacked = false;
    this.#examples = initialStates(this.#configuration);
    this.#lessons.retry(() => this.#learnAnew(undefined), 0);
    this.#expanded = 0;
    this.#sleep?.append(new Int32Array(this.size), this.size);
    return this.size;
  }

  mayOmit(): void {
    if (this.#options.omit !== false) this.#sleep = new SleepSets();
  }

  omitNothing(): void {
    this.#sleep = undefined;
    this.#ahead.forget();
  }

  stacked(attempt: Attempt): StackedSpace {
    const space = stackStates(this.#store, this.#examples, attempt);
    this.#fireAnew(this.#firing.table);
    this.#isStacked = true;
    this.#nextPartition = Number.POSITIVE_INFINITY;
    this.#nextSample = 0;
    return space;
  }

  expand(first: number, last: number): ReturnType<StateSpace<S>['expand']> {
    if (this.#sleep !== undefined) this.#maySleep = this.#watching.indifferent(this.actionBits);
    if (this.#spilling !== undefined) return this.#spilling.expand(first, last);
    if (first !== this.#expanded) this.omitNothing();
    if (last !== this.#last) this.#reconsiderPartition();
    this.#last = last;
    const { batch, foundAsleep, next } = this.#collecting.next(first, last);
    this.#expanded = next;
    this.#sleep?.append(foundAsleep, batch.found);
    this.#tell(batch.omitted, next);
    if (this.size < this.#options.shareAt) this.#reconsiderPartition();
    return { batch, next };
  }

  *spill(scratch: Scratch, room: number): Generator<void, void> {
    this.#ahead.end();
    this.#store.visited = yield* SpilledSet.takingOver(this.#store.visited, scratch, room);
    this.#fireAnew(this.#firing.table);
    this.#spilling = new Spilling(this.#expanded, this.actions.length, scratch, this, {
      set: () => this.#store.visited as SpilledSet,
      onRound: () => this.#reconsiderPartition(),
      onNew: (sleepers) => this.#sleep?.push(sleepers),
      onTold: ({ omitted }, next) => this.#tell(omitted, next),
    });
  }

  lasting(number: number): number {
    return this.#spilling?.lasting(number) ?? number;
  }

  state(number: number): S {
    return stateOf(this.#store.layout, this.#store.row(number));
  }

  recheck(): void {
    if (!this.#options.sample) return;
    this.#firing.noteLastUses();
    for (const behaviour of this.#behaviours) recheckLastUses(behaviour, this.#store);
    for (const judgement of this.#watching.judgements) judgement.recheck(this.#store);
  }

  close(): void {
    this.#ahead.end();
  }

  learned(): Learned {
    return learnedOf(
      this.#store,
      this.#behaviours,
      this.#watching.judgements,
      this.#firing.table,
      this.#omitted,
      this.#ahead.figures,
    );
  }

  save(sink: Sink): void {
    saveStates(this.#store, this.size, this.#lessons, sink);
    sink.value({ omitted: this.#omitted, nextPartition: this.#nextPartition, lateLessons: this.#lessons.late });
  }

  restore(source: Source, { states, expanded, initial }: SavedCounts): void {
    const maySleep = this.#sleep !== undefined;
    this.#examples = initialStates(this.#configuration);
    this.#beginWith(restoreStates(source, this.#examples, this.#lessons));
    requireSound(this.size === states, 'another number of states');
    requireInitial((number) => this.state(number), initial, this.#examples);
    const { omitted, lateLessons, nextPartition } = savedFigures(source);
    [this.#omitted, this.#lessons.late] = [omitted, lateLessons];
    this.#sleep = undefined;
    this.#nextPartition = Number.POSITIVE_INFINITY;
    requireClosed(this, expanded);
    this.#nextPartition = nextPartition;
    this.#expanded = expanded;
    if (maySleep) this.#sleep = SleepSets.awake(states, expanded);
  }

  get store(): Store {
    return this.#store;
  }

  /** A state of the sample is expanded alone, and held against the reference. */
  fire(collected: Collected, last: number, pause: Pause): number {
    const { paranoid, sample } = this.#options;
    const first = collected.next;
    const isSample = paranoid || (sample && first >= this.#nextSample);
    const end = isSample ? first + 1 : sample ? Math.min(last, this.#nextSample) : last;
    if (!isSample && !this.#store.encoding.isOverfull) {
      collected.packedBy(this.#store.encoding.packing);
      this.#ahead.post(this.#firing, first, this.#last, this.#store, this.#sleep, this.#maySleep);
      const next = this.#ahead.take(collected, end);
      if (next !== first) return next;
    }
    try {
      const stop = isSample ? end : Math.min(end, this.#ahead.pauseAt(first));
      const next = this.#firing.fire(collected, first, stop, isSample ? undefined : this.#sleep, this.#maySleep);
      if (this.#store.encoding.isOverfull)
        pause(this.#firing.start, () => {
          this.#store.repack();
          this.#fireAnew(this.#firing.table);
        });
      else if (isSample) {
        this.#nextSample = first + 1 + (first >>> 3);
        holdFired(this.#behaviours, this.#store, collected, first, this.#firing.start);
      }
      return next;
    } catch (error) {
      const { state, start } = this.#firing;
      pause(start, () => this.#adaptTo(error), error);
      return state;
    }
  }

  #adaptTo(error: unknown): void {
    if (error instanceof BecameDirect) {
      this.#fireAnew();
      return;
    }
    const states = this.#store.visited.size;
    this.#lessons.learn(error, states);
    if (this.#isStacked) throw new StartAgain();
    this.#lessons.retry(() => this.#learnAnew(this.#store), states);
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
    for (const judgement of this.#watching.judgements) judgement.forget();
  }

  /** Goes on with the same states under another encoding. */
  #moveTo(store: Store): void {
    this.#store = store;
    for (const { tree } of this.#behaviours) forgetChanges(tree.root);
    this.#fireAnew();
  }

  #tell(omitted: Uint32Array, next: number): void {
    this.#sleep?.release(next);
    for (const count of omitted) this.#omitted += count;
  }

  /**
   * As the partition decides which action is fired first, it must change at the same state however many threads there are.
   * With many states it changes between rows of them, so that what was fired ahead is rarely lost.
   */
  #reconsiderPartition(): void {
    if (this.size < this.#nextPartition) return;
    while (this.size >= this.#nextPartition) this.#nextPartition *= partitionGrowth;
    if (!this.#options.group) return;
    const store = regrouped(this.#store, this.#behaviours);
    if (store !== undefined) this.#moveTo(store);
  }

  /** Fires by what is known now; the table of transitions can be kept as long as components mean the same. */
  #fireAnew(table?: TransitionTable): void {
    const { tabulate, omit, secondThread } = this.#options;
    const isEager = omit === 'eager';
    const room = secondThread === undefined ? ownRoom : sharedRoom;
    this.#ahead.forget();
    this.#firing = new Firing(this.#store, this.#behaviours, tabulate, this.actionBits, isEager, room, table);
  }
}
