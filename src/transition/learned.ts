import { canonical } from '../spec/canonical.ts';
import { outcomes } from '../spec/choice.ts';
import type { Action, Configuration } from '../spec/configuration.ts';
import { formatPath } from '../spec/value.ts';
import { encode, type Lessons, learnLayout, pathText, ShapeChange, type Slot } from '../state/layout.ts';
import { KindChange } from '../state/pool.ts';
import { Store } from '../state/store.ts';
import {
  type Behaviour,
  createBehaviour,
  learn,
  referenceRows,
  requireRepeatable,
  rowsByTree,
  stateOf,
} from './behaviour.ts';
import { Collected } from './collected.ts';
import { differenceOf, notDeterministic } from './determinism.ts';
import { BecameDirect, Firing } from './firing.ts';
import { Judgement } from './judgement.ts';
import { everything, type LearnedOptions } from './learned-options.ts';
import { partition, singletons } from './partition.ts';
import type { Patience } from './patience.ts';
import { type Batch, batchTarget, type Learned, type StateSpace } from './state-space.ts';
import { forEachEffect, forgetChanges, type TransitionTable } from './table.ts';

/** The partition is reconsidered each time there are so many times as many states. */
const partitionGrowth = 10;
const sampleSize = 5000;

/** In the first states actions are fired several times more, as a coin that is tossed in a guard may fall alike. */
const manyTimes = 16;

/** What a search keeps of a state beside the visited set. */
const parentLinkBytes = 4;

/**
 * A state space that calls the user's functions only on what they have never seen, and answers from what it learned.
 * States are exact: the two words of a key determine the state. The architecture page explains it under "The engine".
 */
export function learnedSpace<S>(configuration: Configuration<S>, options: LearnedOptions = {}): StateSpace<S> {
  return new LearnedSpace(configuration, options);
}

/**
 * What was learned of an action is wrong, although the action is deterministic: observing it changed what it does. What
 * was found so far cannot be trusted; the spec must be explored by an engine that observes nothing.
 */
export class Misobserved extends Error {}

class LearnedSpace<S> implements StateSpace<S> {
  readonly actions: readonly Action<S>[];
  readonly #configuration: Configuration<S>;
  readonly #options: Required<LearnedOptions>;
  readonly #lessons: Lessons = { varying: new Set(), mixed: new Set() };
  readonly #judgements: Judgement[] = [];
  readonly #collected: Collected = new Collected();
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
    return this.size;
  }

  expand(first: number, last: number): { readonly batch: Batch; readonly next: number } {
    const { batch } = this.#collected;
    batch.length = 0;
    this.#flushed = 0;
    let next = first;
    while (next < last && this.#collected.batch.length < batchTarget) if (this.#tryToFire(next)) next++;
    this.#flush(this.#collected.batch.length);
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
    for (const { action, tree } of this.#behaviours) {
      const uses = new Set<number>();
      forEachEffect(tree.root, ({ firstUse, lastUse }) => lastUse !== firstUse && uses.add(lastUse));
      uses.delete(-1);
      for (const number of uses) {
        const row = this.#store.row(number);
        const learned = rowsByTree(tree, this.#store.layout, row);
        if (learned !== undefined) this.#compare(action, row, learned);
      }
    }
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
      words: encoding.packing.words,
      tableLength: this.#firing.table.length,
      bytesPerState: visited.bytes / Math.max(1, visited.size) + parentLinkBytes,
    };
  }

  /** True if the state was expanded; false if it must be tried again, as the engine had to adapt to something new. */
  #tryToFire(number: number): boolean {
    const start = this.#collected.batch.length;
    try {
      this.#firing.fire(number);
      if (!this.#store.encoding.isOverfull) {
        if (this.#isChecked(number)) this.#checkFired(number, start);
        return true;
      }
      this.#rewind(start);
      this.#store.repack();
      this.#firing = this.#createFiring(this.#firing.table);
    } catch (error) {
      this.#rewind(start);
      if (error instanceof BecameDirect) this.#firing = this.#createFiring();
      else {
        this.#learnFrom(error);
        this.#retrying(() => this.#learnAnew(this.#store));
      }
    }
    return false;
  }

  #isChecked(number: number): boolean {
    return this.#options.paranoid || (this.#options.sample && number >= this.#nextSample);
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
    this.#flushed = end;
  }

  /** Remembers where the layout was wrong. @throws whatever else it is given */
  #learnFrom(error: unknown): void {
    if (error instanceof ShapeChange) this.#lessons.varying.add(pathText(error.path));
    else if (error instanceof KindChange) this.#lessons.mixed.add(error.pool.pattern);
    else throw error;
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
    const behaviours = this.actions.map((action) => createBehaviour(action, !this.#options.observe));
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
    const { tabulate } = this.#options;
    return new Firing(this.#store, this.#behaviours, this.#collected, tabulate, table);
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
      this.#compare(action, row, fired, number < manyTimes);
    }
  }

  /** @throws SpecError S104, or Misobserved, if the reference has other successors of a row by an action */
  #compare(action: Action<S>, row: Int32Array, fired: readonly Int32Array[], isRepeated = false): void {
    const { layout } = this.#store;
    const expected = referenceRows(action, layout.shape, stateOf<S>(layout, row), row.length);
    const difference = differenceOf(layout, fired, expected);
    if (difference !== undefined || isRepeated) requireRepeatable(action, layout, stateOf<S>(layout, row), expected);
    if (difference !== undefined) throw new Misobserved(`${action.label}: ${difference}`);
  }
}
