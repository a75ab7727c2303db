import { outcomes } from '../spec/choice.ts';
import type { Action, Configuration } from '../spec/configuration.ts';
import { formatPath } from '../spec/value.ts';
import { canonical } from '../state/canonical.ts';
import { Encoding } from '../state/encoding.ts';
import { encode, type Layout, type Lessons, learnLayout, pathText, ShapeChange, type Slot } from '../state/layout.ts';
import { KindChange } from '../state/pool.ts';
import { VisitedSet } from '../state/visited.ts';
import { type Behaviour, createBehaviour, learn, referenceRows, rowsByTree, stateOf } from './behaviour.ts';
import { differenceOf, notDeterministic } from './determinism.ts';
import { BecameDirect, Collected, Firing } from './firing.ts';
import { createJudgement, forgetJudgement, type Judgement, judge, judgeByTree } from './judgement.ts';
import { partition, singletons } from './partition.ts';
import { type Batch, batchTarget, type Learned, type StateSpace } from './state-space.ts';
import { forEachEffect, forgetChanges, type TransitionTable } from './table.ts';

/** What may be switched off, for tests: the answers are the same, only slower. */
export interface LearnedOptions {
  /** Answers from decision trees. Without it the reference fires every action. */
  readonly observe?: boolean;
  /** Rows of transitions by component value. */
  readonly tabulate?: boolean;
  /** Components of several slots. */
  readonly group?: boolean;
  /** Holds the successors of every state against the reference, not only of a sample. */
  readonly paranoid?: boolean;
}

/** The partition is considered when so many states are known, and again each time there are so many times as many. */
const firstPartition = 300;
const partitionGrowth = 10;
const sampleSize = 5000;

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
  readonly #judgements: Judgement[] = [];
  readonly #collected: Collected = new Collected();
  /** Collected transitions whose targets have got their numbers. */
  #flushed = 0;
  #examples: readonly S[] = [];
  #layout!: Layout;
  #behaviours: readonly Behaviour<S>[] = [];
  #encoding!: Encoding;
  #visited: VisitedSet = new VisitedSet();
  #firing!: Firing<S>;
  #nextPartition = firstPartition;
  #nextSample = 0;
  #lastJudged: readonly number[] | undefined;

  constructor(configuration: Configuration<S>, options: LearnedOptions) {
    this.#configuration = configuration;
    this.#options = { observe: true, tabulate: true, group: true, paranoid: false, ...options };
    this.actions = configuration.actions;
  }

  get size(): number {
    return this.#visited.size;
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
    return stateOf(this.#layout, this.#rowOf(number));
  }

  watch(where: string, predicate: (state: S) => boolean): (number: number) => boolean {
    const judgement = createJudgement(where, ([state]) => predicate(state as S));
    this.#judgements.push(judgement);
    return (number) => this.#judge(judgement, [number]);
  }

  watchStep(
    where: string,
    predicate: (before: S, action: Action<S>, after: S) => boolean,
  ): (source: number, action: number, target: number) => boolean {
    const judgements = this.actions.map((action) =>
      createJudgement(where, ([before, after]) => predicate(before as S, action, after as S)),
    );
    this.#judgements.push(...judgements);
    return (source, action, target) => this.#judge(judgements[action] as Judgement, [source, target]);
  }

  recheck(): void {
    this.#firing.noteLastUses();
    for (const { action, tree } of this.#behaviours) {
      const uses = new Set<number>();
      forEachEffect(tree.root, ({ lastUse }) => uses.add(lastUse));
      uses.delete(-1);
      for (const number of uses) {
        const row = this.#rowOf(number);
        const learned = rowsByTree(tree, this.#layout, row);
        if (learned !== undefined) this.#compare(action, row, learned);
      }
    }
    for (const judgement of this.#judgements) if (this.#lastJudged !== undefined) this.#recheckJudgement(judgement);
  }

  learned(): Learned {
    const calls = (misses: number, entry: { readonly misses: number }): number => misses + entry.misses;
    return {
      userCalls: this.#behaviours.reduce(calls, 0) + this.#judgements.reduce(calls, 0),
      components: this.#encoding.components.map(({ slots, size, operations }) => ({
        slots: slots.map((slot) => formatPath((this.#layout.slots[slot] as Slot).path)),
        values: size,
        operations,
      })),
      actions: this.#behaviours.map(({ action, tree, misses, isDirect }) => ({
        label: action.label,
        nodes: tree.size,
        misses,
        isDirect,
      })),
      words: this.#encoding.packing.words,
      tableLength: this.#firing.table.length,
      visitedBytes: this.#visited.bytes,
    };
  }

  /** True if the state was expanded; false if it must be tried again, as the engine had to adapt to something new. */
  #tryToFire(number: number): boolean {
    const start = this.#collected.batch.length;
    try {
      this.#firing.fire(number);
      if (!this.#encoding.isOverfull) {
        if (this.#options.paranoid || number >= this.#nextSample) this.#checkFired(number, start);
        return true;
      }
      this.#rewind(start);
      this.#repack();
    } catch (error) {
      this.#rewind(start);
      if (error instanceof BecameDirect) this.#firing = this.#createFiring();
      else {
        this.#learnFrom(error);
        this.#retrying(() => this.#learnAnew(this.#layout));
      }
    }
    return false;
  }

  /** Drops what was collected since, and gives numbers to the rest, before keys change their meaning. */
  #rewind(start: number): void {
    this.#collected.batch.length = start;
    this.#flush(start);
  }

  #flush(end: number): void {
    const { batch, keys } = this.#collected;
    const start = this.#flushed;
    this.#visited.insert(
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
  #learnAnew(before: Layout | undefined): void {
    const layout = learnLayout(this.#examples, this.#lessons);
    const known = before === undefined ? this.#examples.length : this.size;
    const rowOf = (number: number, row: Int32Array): void =>
      encode(layout.shape, before === undefined ? this.#examples[number] : stateOf(before, this.#rowOf(number)), row);
    const behaviours = this.actions.map((action) => createBehaviour(action, !this.#options.observe));
    const first = new Int32Array(layout.slots.length);
    rowOf(0, first);
    for (const behaviour of behaviours) if (!behaviour.isDirect) learn(behaviour, layout, first);
    this.#regroup(layout, behaviours, singletons(layout.slots.length), known, rowOf);
    for (const judgement of this.#judgements) forgetJudgement(judgement);
    this.#nextPartition = Math.max(firstPartition, Math.min(this.#nextPartition, 2 * known));
  }

  /** Moves the states to another partition, in two passes: the first meets all component values, the second packs them. */
  #regroup(
    layout: Layout,
    behaviours: readonly Behaviour<S>[],
    groups: readonly (readonly number[])[],
    known: number,
    rowOf: (number: number, row: Int32Array) => void,
  ): void {
    const encoding = new Encoding(layout, groups);
    const row = new Int32Array(layout.slots.length);
    const vectorOf = (number: number, vector: Int32Array): void => {
      rowOf(number, row);
      encoding.group(row, vector);
    };
    const vector = new Int32Array(encoding.components.length);
    for (let number = 0; number < known; number++) vectorOf(number, vector);
    encoding.repack();
    const visited = moveStates(encoding, known, vectorOf);
    for (const { tree } of behaviours) forgetChanges(tree.root);
    this.#layout = layout;
    this.#behaviours = behaviours;
    this.#encoding = encoding;
    this.#visited = visited;
    this.#firing = this.#createFiring();
  }

  #repack(): void {
    const encoding = this.#encoding;
    const visited = this.#visited;
    const before = encoding.repack();
    this.#visited = moveStates(encoding, visited.size, (number, vector) =>
      encoding.unpack(visited.low(number), visited.high(number), vector, before),
    );
    this.#firing = this.#createFiring(this.#firing.table);
  }

  #reconsiderPartition(): void {
    while (this.size >= this.#nextPartition) this.#nextPartition *= partitionGrowth;
    if (!this.#options.group) return;
    const sample = Array.from({ length: Math.min(this.size, sampleSize) }, (_, number) => this.#rowOf(number));
    const groups = partition(this.#layout.slots.length, this.#behaviours, sample);
    const text = (slots: readonly (readonly number[])[]): string => slots.map((group) => group.join()).join(';');
    if (text(groups) === text(this.#encoding.components.map(({ slots }) => slots))) return;
    this.#regroup(this.#layout, this.#behaviours, groups, this.size, (number, row) => {
      row.set(this.#rowOf(number));
    });
  }

  #createFiring(table?: TransitionTable): Firing<S> {
    const { tabulate } = this.#options;
    return new Firing(this.#encoding, this.#visited, this.#behaviours, this.#collected, tabulate, table);
  }

  /** A new row with the values of a state's slots. */
  #rowOf(number: number): Int32Array {
    return this.#rowOfKey(this.#visited.low(number), this.#visited.high(number));
  }

  #rowOfKey(low: number, high: number): Int32Array {
    const row = new Int32Array(this.#layout.slots.length);
    const vector = new Int32Array(this.#encoding.components.length);
    this.#encoding.unpack(low, high, vector);
    this.#encoding.ungroup(vector, row);
    return row;
  }

  #vectorOf(number: number): Int32Array {
    const vector = new Int32Array(this.#encoding.components.length);
    this.#encoding.unpack(this.#visited.low(number), this.#visited.high(number), vector);
    return vector;
  }

  /** Holds the transitions of one state, collected from `start` on, against the reference. */
  #checkFired(number: number, start: number): void {
    this.#nextSample = number + 1 + (number >>> 3);
    const { batch, keys } = this.#collected;
    const row = this.#rowOf(number);
    for (const { action } of this.#behaviours) {
      const fired: Int32Array[] = [];
      for (let i = start; i < batch.length; i++)
        if (batch.action[i] === action.index)
          fired.push(this.#rowOfKey(keys[2 * i] as number, keys[2 * i + 1] as number));
      this.#compare(action, row, fired);
    }
  }

  /** @throws SpecError S104 if the reference has other successors of a row by an action */
  #compare(action: Action<S>, row: Int32Array, fired: readonly Int32Array[]): void {
    const state = stateOf<S>(this.#layout, row);
    const expected = referenceRows(action, this.#layout.shape, state, row.length);
    const difference = differenceOf(this.#layout, fired, expected);
    if (difference !== undefined) throw notDeterministic(action.label, difference);
  }

  #recheckJudgement(judgement: Judgement): void {
    void judgement;
  }

  #judge(judgement: Judgement, numbers: readonly number[]): boolean {
    judgement.uses++;
    this.#lastJudged = numbers;
    if (!judgement.isDirect) {
      const width = this.#layout.slots.length;
      const vectors = numbers.map((number) => this.#vectorOf(number));
      const answer = judgeByTree(judgement, this.#layout, (slot) =>
        slot < width
          ? this.#encoding.slotValue(vectors[0] as Int32Array, slot)
          : this.#encoding.slotValue(vectors[1] as Int32Array, slot - width),
      );
      if (answer !== undefined) return answer;
    }
    const rows = numbers.map((number) => this.#rowOf(number));
    const states = rows.map((row) => stateOf<S>(this.#layout, row));
    return judge(judgement, this.#layout, rows, states);
  }
}

/** Packs states anew, in the order of their numbers. */
function moveStates(
  encoding: Encoding,
  count: number,
  vectorOf: (number: number, vector: Int32Array) => void,
): VisitedSet {
  const visited = new VisitedSet();
  const keys = new Int32Array(2 * batchTarget);
  const targets = new Uint32Array(batchTarget);
  const isNew = new Uint8Array(batchTarget);
  const vector = new Int32Array(encoding.components.length);
  for (let first = 0; first < count; first += batchTarget) {
    const length = Math.min(batchTarget, count - first);
    for (let i = 0; i < length; i++) {
      vectorOf(first + i, vector);
      encoding.pack(vector, keys, 2 * i);
    }
    visited.insert(keys, length, targets, isNew);
  }
  return visited;
}
