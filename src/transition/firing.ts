import type { Component } from '../state/component.ts';
import type { Encoding } from '../state/encoding.ts';
import type { Slot } from '../state/layout.ts';
import { findResult, type ResultTable } from '../state/result-table.ts';
import type { StateSet } from '../state/state-set.ts';
import type { Store } from '../state/store.ts';
import { type Behaviour, type Effect, homeOf, learn, referenceRows, stateOf } from './behaviour.ts';
import type { Collected } from './collected.ts';
import { type ActionBits, Independence } from './independence.ts';
import type { SleepSets } from './sleep-sets.ts';
import { changesOf, entry, TransitionTable } from './table.ts';
import { Tabulation } from './tabulation.ts';
import { branchOf, type Node } from './tree.ts';

/** An action gave up its tree while a state was being expanded: the state must be expanded anew. */
export class BecameDirect extends Error {}

/**
 * Fires all actions of one state after the other. For each component the row of its value says what the actions at home
 * there do; what the row cannot say is asked of the action's tree; what the tree cannot say is learned from the user's
 * code. Successors are collected as keys, to be looked up together.
 */
export class Firing<S> {
  readonly table: TransitionTable;
  /** The state that is being expanded, and where its transitions start in the batch. */
  state = 0;
  start = 0;
  #collected!: Collected;
  readonly #encoding: Encoding;
  readonly #visited: StateSet;
  readonly #independence: Independence;
  readonly #tabulation: Tabulation<S>;
  /** The components at which some action is at home. */
  readonly #inhabited: Int32Array;
  readonly #behaviours: readonly Behaviour<S>[];
  readonly #direct: readonly Behaviour<S>[];
  #low = 0;
  #high = 0;
  readonly #vector: Int32Array;
  readonly #next: Int32Array;
  readonly #row: Int32Array;
  /** The actions of the present state that sleep, and their number. */
  readonly #asleep: Int32Array;
  #sleepers = 0;
  /** The state as the user's functions see it, if one of them was called. */
  #decoded: { readonly low: number; readonly high: number; readonly state: S } | undefined;
  /** By component: the bits of its word that are not its field. */
  readonly #others: Int32Array;
  readonly #results: readonly ResultTable[];

  constructor(
    store: Store,
    behaviours: readonly Behaviour<S>[],
    tabulates: boolean,
    bits: ActionBits,
    isEager: boolean,
    table: TransitionTable = new TransitionTable(store.encoding.components.length),
  ) {
    const { encoding, visited } = store;
    const { components, packing } = encoding;
    this.#encoding = encoding;
    this.#visited = visited;
    this.#behaviours = behaviours;
    this.table = table;
    const residents: Behaviour<S>[][] = components.map(() => []);
    const homes = new Map<number, number>();
    for (const behaviour of behaviours) {
      if (behaviour.isDirect) continue;
      const home = homeOf(behaviour, encoding);
      homes.set(behaviour.action.index, home);
      residents[home]?.push(behaviour);
    }
    this.#inhabited = Int32Array.from([...new Set(homes.values())].sort((a, b) => a - b));
    this.#direct = behaviours.filter(({ isDirect }) => isDirect);
    this.#asleep = new Int32Array(behaviours.length);
    this.#vector = new Int32Array(components.length);
    this.#next = new Int32Array(components.length);
    this.#row = new Int32Array(encoding.layout.slots.length);
    this.#results = components.map(({ results }) => results);
    this.#independence = new Independence(bits, homes, components, table, this.#vector, isEager);
    const learn = (behaviour: Behaviour<S>): boolean => this.#learn(behaviour);
    this.#tabulation = new Tabulation(encoding, table, residents, tabulates, this.#independence, this.#vector, learn);
    this.#others = Int32Array.from(
      components,
      (_, i) => ~((packing.limitOf[i] as number) << (packing.shiftOf[i] as number)),
    );
  }

  /**
   * Appends the transitions of the states from `first` on, up to but without `last`, until the batch is full or a component
   * value does not fit its field any more, which then is the fault of the state returned; else that is the first one that
   * was not expanded. With sleep sets, those that sleep are only counted, and the batch notes what sleeps in successors.
   * @throws BecameDirect, ShapeChange, KindChange when `state` must be expanded anew after adapting to that
   */
  fire(collected: Collected, first: number, last: number, sleep: SleepSets | undefined): number {
    this.#collected = collected;
    const encoding = this.#encoding;
    const visited = this.#visited;
    const vector = this.#vector;
    const inhabited = this.#inhabited;
    const direct = this.#direct;
    const { omitted, terminal } = collected.batch;
    const { table } = this;
    const { rows } = table;
    for (let state = first; state < last; state++) {
      const start = collected.batch.length;
      if (collected.isFull) return state;
      this.state = state;
      this.start = start;
      this.#low = visited.low(state);
      this.#high = visited.high(state);
      encoding.unpack(this.#low, this.#high, vector);
      const sleepers = sleep === undefined ? 0 : sleep.of(state);
      if (sleep !== undefined) this.#independence.begin();
      this.#sleepers = 0;
      for (let i = 0; i < inhabited.length; i++) {
        const component = inhabited[i] as number;
        const value = vector[component] as number;
        let ofComponent = rows[component] as Int32Array;
        let row = 2 * value < ofComponent.length ? (ofComponent[2 * value] as number) : 0;
        if (row === 0) {
          row = this.#tabulation.tabulate(component, value);
          ofComponent = rows[component] as Int32Array;
        }
        ofComponent[2 * value + 1] = state;
        this.#fireRow(component, row, sleepers, sleep !== undefined);
      }
      for (let i = 0; i < direct.length; i++) this.#fireDirect(direct[i] as Behaviour<S>);
      if (encoding.isOverfull) return state;
      if (sleep !== undefined) this.#independence.writeSleepers(collected.sleepers);
      for (let i = 0; i < this.#sleepers; i++) (omitted[this.#asleep[i] as number] as number)++;
      collected.asleep += this.#sleepers;
      if (this.#sleepers === 0 && collected.batch.length === start) terminal.push(state);
    }
    return last;
  }

  /**
   * Appends what a row says, but for actions that sleep. Each transition sets a few fields of the two words of the key.
   * Cost: one look-up for each component changed from elsewhere.
   */
  #fireRow(home: number, row: number, sleepers: number, noteSleep: boolean): void {
    const { code } = this.table;
    const { wordOf, shiftOf, words } = this.#encoding.packing;
    const collected = this.#collected;
    const independence = this.#independence;
    const others = this.#others;
    const vector = this.#vector;
    const results = this.#results;
    const state = this.state;
    const low = this.#low;
    const high = this.#high;
    const homeShift = shiftOf[home] as number;
    const homeOthers = others[home] as number;
    const isHomeLow = wordOf[home] === 0;
    const end = row + 1 + (code[row] as number);
    let at = row + 1;
    while (at < end) {
      const action = code[at] as number;
      if (action < 0) {
        const node = this.table.nodes[code[at + 1] as number] as Node<Effect>;
        this.#fireByTree(this.#behaviours[-1 - action] as Behaviour<S>, node);
        at += 2;
        continue;
      }
      const next = at + entry.abroad + 2 * (code[at + entry.changes] as number);
      if (((code[at + entry.bit] as number) & sleepers) !== 0) {
        independence.sleep(at);
        this.#asleep[this.#sleepers++] = action;
        at = next;
        continue;
      }
      const i = collected.append(state, action);
      if (noteSleep) independence.fire(home, at, i);
      if (words === 2) {
        const homeField = (code[at + entry.homeValue] as number) << homeShift;
        let nextLow = isHomeLow ? (low & homeOthers) | homeField : low;
        let nextHigh = isHomeLow ? high : (high & homeOthers) | homeField;
        for (let j = at + entry.abroad; j < next; j += 2) {
          const component = code[j] as number;
          const operation = code[j + 1] as number;
          const before = vector[component] as number;
          const { entries } = results[component] as ResultTable;
          const found = findResult(entries, operation, before);
          const value = found < 0 ? this.#apply(component, operation, before) : (entries[found + 2] as number);
          const field = value << (shiftOf[component] as number);
          if (wordOf[component] === 0) nextLow = (nextLow & (others[component] as number)) | field;
          else nextHigh = (nextHigh & (others[component] as number)) | field;
        }
        const { keys } = collected;
        keys[2 * i] = nextLow;
        keys[2 * i + 1] = nextHigh;
      } else this.#packFolded(i, home, code, at, next);
      at = next;
    }
  }

  #apply(component: number, operation: number, value: number): number {
    return (this.#encoding.components[component] as Component).apply(operation, value);
  }

  /** Writes the key of a transition whose words must be folded. */
  #packFolded(place: number, home: number, code: Int32Array, at: number, end: number): void {
    const next = this.#next;
    next.set(this.#vector);
    next[home] = code[at + entry.homeValue] as number;
    for (let i = at + entry.abroad; i < end; i += 2) {
      const component = code[i] as number;
      next[component] = this.#apply(component, code[i + 1] as number, this.#vector[component] as number);
    }
    this.#encoding.pack(next, this.#collected.keys, 2 * place);
  }

  #appendVector(action: number, vector: Int32Array): void {
    const i = this.#collected.append(this.state, action);
    this.#encoding.pack(vector, this.#collected.keys, 2 * i);
  }

  /** Goes on in a tree with the whole state at hand; if it does not know, and is not to learn, the reference fires. */
  #fireByTree(behaviour: Behaviour<S>, from: Node<Effect>): void {
    behaviour.patience.use();
    const { batch } = this.#collected;
    const before = batch.length;
    if (this.#ask(behaviour, from)) return;
    this.#collected.batch.length = before;
    this.#fireDirect(behaviour);
  }

  #ask(behaviour: Behaviour<S>, from: Node<Effect>): boolean {
    let node = from;
    while (node.kind === 'ask') {
      const id = this.#encoding.slotValue(this.#vector, node.slot);
      const answer = (this.#encoding.layout.slots[node.slot] as Slot).pool.answer(node.question, id);
      const next = branchOf(node, answer) ?? (this.#learn(behaviour) ? branchOf(node, answer) : undefined);
      if (next === undefined) return false;
      node = next;
    }
    if (node.kind === 'fork')
      return node.branches.every((branch) => branch !== undefined && this.#ask(behaviour, branch));
    this.#appendEffect(behaviour, node.outcome);
    return true;
  }

  #appendEffect({ action }: Behaviour<S>, effect: Effect): void {
    effect.lastUse = this.state;
    if (effect.updates === undefined) return;
    const changes = changesOf(effect, this.#encoding);
    const next = this.#next;
    next.set(this.#vector);
    for (let i = 0; i < changes.length; i += 2) {
      const component = changes[i] as number;
      next[component] = this.#apply(component, changes[i + 1] as number, this.#vector[component] as number);
    }
    this.#appendVector(action.index, next);
  }

  #fireDirect({ action }: Behaviour<S>): void {
    const { layout } = this.#encoding;
    const row = this.#row;
    if (this.#decoded?.low !== this.#low || this.#decoded.high !== this.#high) {
      this.#encoding.ungroup(this.#vector, row);
      this.#decoded = { low: this.#low, high: this.#high, state: stateOf<S>(layout, row) };
    }
    for (const after of referenceRows(action, layout.shape, this.#decoded.state, row)) {
      this.#encoding.group(after, this.#next);
      this.#appendVector(action.index, this.#next);
    }
  }

  /** Tells the branches that rows were made of when they were last used. */
  noteLastUses(): void {
    this.#tabulation.noteLastUses();
  }

  /** True if the tree now knows what the action does in this state; false if it is not worth learning at present. */
  #learn(behaviour: Behaviour<S>): boolean {
    if (!behaviour.patience.isWorthLearning()) return false;
    this.#encoding.ungroup(this.#vector, this.#row);
    this.#decoded = undefined;
    learn(behaviour, this.#encoding.layout, this.#row, this.state);
    if (behaviour.isDirect) throw new BecameDirect();
    return true;
  }
}
