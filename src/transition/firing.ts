import type { Component } from '../state/component.ts';
import type { Encoding } from '../state/encoding.ts';
import type { Slot } from '../state/layout.ts';
import type { Allocate } from '../state/room.ts';
import type { StateSet } from '../state/state-set.ts';
import type { Store } from '../state/store.ts';
import { type Behaviour, type Effect, homeOf, learn, referenceRows, stateOf } from './behaviour.ts';
import type { Collected } from './collected.ts';
import { type ActionBits, Independence } from './independence.ts';
import { RowFiring, type Unknown } from './row-firing.ts';
import type { Shareable } from './second-thread/ahead.ts';
import { mostWidth } from './second-thread/block.ts';
import type { FiringSetup } from './second-thread/block-firing.ts';
import type { SleepSets } from './sleep-sets.ts';
import { changesOf, TransitionTable } from './table.ts';
import { Tabulation } from './tabulation.ts';
import { branchOf, type Node } from './tree.ts';

/** No place in the code is beyond. */
const everyRow = 2 ** 31 - 1;

/** An action gave up its tree while a state was being expanded: the state must be expanded anew. */
export class BecameDirect extends Error {}

/**
 * Fires all actions of one state after the other. For each component the row of its value says what the actions at home
 * there do; what the row cannot say is asked of the action's tree; what the tree cannot say is learned from the user's
 * code. Successors are collected as keys, to be looked up together.
 */
export class Firing<S> implements Unknown, Shareable {
  readonly table: TransitionTable;
  readonly rows: RowFiring;
  readonly #encoding: Encoding;
  readonly #visited: StateSet;
  readonly #tabulation: Tabulation<S>;
  readonly #behaviours: readonly Behaviour<S>[];
  readonly #direct: readonly Behaviour<S>[];
  readonly #shared: Omit<FiringSetup, 'fields'>;
  #collected!: Collected;
  readonly #vector: Int32Array;
  readonly #next: Int32Array;
  readonly #row: Int32Array;
  /** The state as the user's functions see it, if one of them was called. */
  #decoded: { readonly low: number; readonly high: number; readonly state: S } | undefined;

  constructor(
    store: Store,
    behaviours: readonly Behaviour<S>[],
    tabulates: boolean,
    bits: ActionBits,
    isEager: boolean,
    room: Allocate,
    table: TransitionTable = new TransitionTable(store.encoding.components.length),
  ) {
    const { encoding, visited } = store;
    const { components, packing } = encoding;
    this.#encoding = encoding;
    this.#visited = visited;
    this.#behaviours = behaviours;
    this.table = table;
    const residents: Behaviour<S>[][] = components.map(() => []);
    const atHome = new Int32Array(room(4 * components.length));
    const settle = (home: number, bit: number): void => {
      atHome[home] = (atHome[home] as number) | bit;
    };
    for (const behaviour of behaviours) {
      if (behaviour.isDirect) continue;
      const home = homeOf(behaviour, encoding);
      residents[home]?.push(behaviour);
      settle(home, bits.of(behaviour.action.index));
    }
    const inhabited = Int32Array.from(residents.flatMap(({ length }, component) => (length > 0 ? [component] : [])));
    this.#shared = { inhabited, atHome, isEager };
    this.#direct = behaviours.filter(({ isDirect }) => isDirect);
    this.#vector = new Int32Array(components.length);
    this.#next = new Int32Array(components.length);
    this.#row = new Int32Array(encoding.layout.slots.length);
    const independence = new Independence(atHome, components, table, this.#vector, isEager);
    const learn = (behaviour: Behaviour<S>): boolean => this.#learn(behaviour);
    const bitFor = (action: number, home: number): number => {
      const bit = bits.claim(action);
      settle(home, bit);
      return bit;
    };
    this.#tabulation = new Tabulation(encoding, table, residents, tabulates, this.#vector, bitFor, learn);
    this.rows = new RowFiring(table, table.lastUses, packing, components, inhabited, this.#vector, independence, this);
  }

  /** The state that is being expanded, or was last, and where its transitions start in the batch. */
  get state(): number {
    return this.rows.state;
  }

  get start(): number {
    return this.rows.start;
  }

  /**
   * As `RowFiring` does, and learns what the rows do not say.
   * @throws BecameDirect, ShapeChange, KindChange when `state` must be expanded anew after adapting to that
   */
  fire(collected: Collected, first: number, last: number, sleep: SleepSets | undefined, maySleep: number): number {
    this.#collected = collected;
    collected.packedBy(this.#encoding.packing);
    this.table.makeRoom();
    return this.rows.fire(collected, this.#visited, first, last, sleep, everyRow, maySleep);
  }

  get canBeShared(): boolean {
    return this.#direct.length === 0 && this.#encoding.packing.width <= mostWidth;
  }

  share(): FiringSetup {
    const { packing, components } = this.#encoding;
    const { words, width, wordOf, shiftOf, limitOf } = packing;
    this.table.share();
    for (const component of components) component.share();
    return { fields: { words, width, wordOf, shiftOf, limitOf }, ...this.#shared };
  }

  forEachGrown(visit: (index: number, array: Int32Array) => void): void {
    const { components } = this.#encoding;
    const { code, starts, usesElsewhere } = this.table;
    visit(0, code);
    for (let i = 0, index = 1; i < components.length; i++) {
      const { results, changed } = components[i] as Component;
      visit(index++, starts[i] as Int32Array);
      visit(index++, usesElsewhere[i] as Int32Array);
      visit(index++, results.entries);
      visit(index++, changed);
    }
  }

  row(component: number, value: number): number {
    return this.#tabulation.tabulate(component, value);
  }

  get isOverfull(): boolean {
    return this.#encoding.isOverfull;
  }

  unfold(low: number, high: number, bases: Int32Array, at: number): void {
    this.#encoding.packing.unfold(low, high, bases, at);
  }

  askDirect(): void {
    for (let i = 0; i < this.#direct.length; i++) this.#fireDirect(this.#direct[i] as Behaviour<S>);
  }

  /** Goes on in a tree with the whole state at hand; if it does not know, and is not to learn, the reference fires. */
  ask(action: number, node: number): true {
    const behaviour = this.#behaviours[action] as Behaviour<S>;
    behaviour.patience.use();
    const before = this.#collected.length;
    if (this.#ask(behaviour, this.table.nodes[node] as Node<Effect>)) return true;
    this.#collected.length = before;
    this.#fireDirect(behaviour);
    return true;
  }

  #apply(component: number, operation: number, value: number): number {
    return (this.#encoding.components[component] as Component).apply(operation, value);
  }

  #appendVector(action: number, vector: Int32Array): void {
    const i = this.#collected.append(this.state, action);
    this.#encoding.writeWords(vector, this.#collected.rows, i * this.#encoding.packing.width);
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
    const { low, high } = this.rows;
    if (this.#decoded?.low !== low || this.#decoded.high !== high) {
      this.#encoding.ungroup(this.#vector, row);
      this.#decoded = { low, high, state: stateOf<S>(layout, row) };
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
