import type { Component } from '../state/component.ts';
import type { Encoding } from '../state/encoding.ts';
import type { Slot } from '../state/layout.ts';
import type { Store } from '../state/store.ts';
import type { VisitedSet } from '../state/visited.ts';
import { type Behaviour, type Effect, homeOf, learn, referenceRows, stateOf } from './behaviour.ts';
import type { Collected } from './collected.ts';
import { changesOf, TransitionTable } from './table.ts';
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
  readonly #collected: Collected;
  readonly #encoding: Encoding;
  readonly #visited: VisitedSet;
  /** By component: the actions whose trees start with a question about it. */
  readonly #homes: Behaviour<S>[][];
  readonly #behaviours: readonly Behaviour<S>[];
  readonly #tabulates: boolean;
  /** The state that is being expanded, in its three forms. */
  #state = 0;
  #low = 0;
  #high = 0;
  readonly #vector: Int32Array;
  readonly #next: Int32Array;
  readonly #row: Int32Array;
  /** The state as the user's functions see it, if one of them was called. */
  #decoded: { readonly number: number; readonly state: S } | undefined;
  /** By component: the bits of its word that are not its field. */
  readonly #others: Int32Array;
  /** By component: the results of its operations. */
  readonly #results: readonly Int32Array[][];

  constructor(
    store: Store,
    behaviours: readonly Behaviour<S>[],
    collected: Collected,
    tabulates: boolean,
    table: TransitionTable = new TransitionTable(store.encoding.components.length),
  ) {
    const { encoding, visited } = store;
    const { components, packing } = encoding;
    this.#encoding = encoding;
    this.#visited = visited;
    this.#behaviours = behaviours;
    this.#collected = collected;
    this.#tabulates = tabulates;
    this.table = table;
    this.#homes = components.map(() => []);
    for (const behaviour of behaviours)
      if (!behaviour.isDirect) this.#homes[homeOf(behaviour, encoding)]?.push(behaviour);
    this.#vector = new Int32Array(components.length);
    this.#next = new Int32Array(components.length);
    this.#row = new Int32Array(encoding.layout.slots.length);
    this.#results = components.map(({ results }) => results);
    this.#others = Int32Array.from(
      components,
      (_, i) => ~((packing.limitOf[i] as number) << (packing.shiftOf[i] as number)),
    );
  }

  /**
   * Appends the transitions of a state to the batch.
   * @throws BecameDirect, ShapeChange, KindChange when the state must be expanded anew after adapting to that
   */
  fire(state: number): void {
    this.#state = state;
    this.#low = this.#visited.low(state);
    this.#high = this.#visited.high(state);
    this.#encoding.unpack(this.#low, this.#high, this.#vector);
    const vector = this.#vector;
    const { table } = this;
    for (let component = 0; component < vector.length; component++) {
      if ((this.#homes[component] as Behaviour<S>[]).length === 0) continue;
      const value = vector[component] as number;
      let rows = table.rows[component] as Int32Array;
      let start = 2 * value < rows.length ? (rows[2 * value] as number) : 0;
      if (start === 0) {
        start = this.#tabulate(component, value);
        rows = table.rows[component] as Int32Array;
      }
      rows[2 * value + 1] = state;
      this.#fireRow(component, start);
    }
    for (const behaviour of this.#behaviours) if (behaviour.isDirect) this.#fireDirect(behaviour);
  }

  /** Appends what a row says. */
  #fireRow(component: number, start: number): void {
    const { code } = this.table;
    const end = start + 1 + (code[start] as number);
    const isTwoWords = this.#encoding.packing.words === 2;
    for (let at = start + 1; at < end; ) {
      const action = code[at] as number;
      if (action < 0) {
        const node = this.table.nodes[code[at + 1] as number] as Node<Effect>;
        this.#fireByTree(this.#behaviours[-1 - action] as Behaviour<S>, node);
        at += 2;
      } else if (isTwoWords) at = this.#appendTwoWords(component, code, at, end);
      else at = this.#appendFolded(component, code, at);
    }
  }

  /**
   * Appends the transitions of a row from `at` on, up to one that is a question, and returns where that is. Each sets a few
   * fields of the two words. Cost: one look-up for each component changed.
   */
  #appendTwoWords(home: number, code: Int32Array, start: number, end: number): number {
    const { wordOf, shiftOf } = this.#encoding.packing;
    const collected = this.#collected;
    const others = this.#others;
    const vector = this.#vector;
    const results = this.#results;
    const low = this.#low;
    const high = this.#high;
    const state = this.#state;
    const homeShift = shiftOf[home] as number;
    const homeOthers = others[home] as number;
    const isHomeLow = wordOf[home] === 0;
    let at = start;
    while (at < end && (code[at] as number) >= 0) {
      const changes = code[at + 1] as number;
      const homeField = (code[at + 2] as number) << homeShift;
      let nextLow = isHomeLow ? (low & homeOthers) | homeField : low;
      let nextHigh = isHomeLow ? high : (high & homeOthers) | homeField;
      const last = at + 3 + 2 * changes;
      for (let i = at + 3; i < last; i += 2) {
        const component = code[i] as number;
        const known = (results[component] as Int32Array[])[code[i + 1] as number] as Int32Array;
        const before = vector[component] as number;
        let value = before < known.length ? (known[before] as number) - 1 : -1;
        if (value < 0) value = this.#apply(component, code[i + 1] as number, before);
        const field = value << (shiftOf[component] as number);
        if (wordOf[component] === 0) nextLow = (nextLow & (others[component] as number)) | field;
        else nextHigh = (nextHigh & (others[component] as number)) | field;
      }
      collected.appendKey(state, code[at] as number, nextLow, nextHigh);
      at = last;
    }
    return at;
  }

  #apply(component: number, operation: number, value: number): number {
    return (this.#encoding.components[component] as Component).apply(operation, value);
  }

  /** Appends one transition of a row, whose words must be folded, and returns where the next one is. */
  #appendFolded(home: number, code: Int32Array, at: number): number {
    const next = this.#next;
    next.set(this.#vector);
    next[home] = code[at + 2] as number;
    const last = at + 3 + 2 * (code[at + 1] as number);
    for (let i = at + 3; i < last; i += 2) {
      const component = code[i] as number;
      next[component] = this.#apply(component, code[i + 1] as number, this.#vector[component] as number);
    }
    this.#appendVector(code[at] as number, next);
    return last;
  }

  #appendVector(action: number, vector: Int32Array): void {
    const i = this.#collected.append(this.#state, action);
    this.#encoding.pack(vector, this.#collected.keys, 2 * i);
  }

  /** Goes on in a tree with the whole state at hand; if it does not know, and is not to learn, the reference fires. */
  #fireByTree(behaviour: Behaviour<S>, from: Node<Effect>): void {
    behaviour.patience.uses++;
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
    effect.lastUse = this.#state;
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
    if (this.#decoded?.number !== this.#state) {
      this.#encoding.ungroup(this.#vector, row);
      this.#decoded = { number: this.#state, state: stateOf<S>(layout, row) };
    }
    for (const after of referenceRows(action, layout.shape, this.#decoded.state, row.length)) {
      this.#encoding.group(after, this.#next);
      this.#appendVector(action.index, this.#next);
    }
  }

  /** True if the tree now knows what the action does in this state; false if it is not worth learning at present. */
  #learn(behaviour: Behaviour<S>): boolean {
    if (!behaviour.patience.isWorthLearning()) return false;
    this.#encoding.ungroup(this.#vector, this.#row);
    learn(behaviour, this.#encoding.layout, this.#row, this.#state);
    if (behaviour.isDirect) throw new BecameDirect();
    return true;
  }

  /** Works out the row of a component value, learning what is missing, and returns where it starts. */
  #tabulate(component: number, value: number): number {
    const entries: number[] = [];
    this.table.makeRoom();
    for (const behaviour of this.#homes[component] as Behaviour<S>[]) {
      behaviour.patience.uses++;
      const before = entries.length;
      while (!this.#tabulateNode(behaviour, behaviour.tree.root, component, entries)) {
        entries.length = before;
        if (this.#learn(behaviour)) continue;
        entries.push(-1 - behaviour.action.index, this.table.nodes.push(behaviour.tree.root as Node<Effect>) - 1);
        break;
      }
    }
    return this.table.add(component, value, entries);
  }

  /** Tells the branches that rows were made of when they were last used. */
  noteLastUses(): void {
    this.table.forEachRow((component, value, lastUse) => {
      this.#vector[component] = value;
      for (const { tree } of this.#homes[component] as Behaviour<S>[]) this.#noteLastUse(tree.root, component, lastUse);
    });
  }

  #noteLastUse(from: Node<Effect> | undefined, home: number, lastUse: number): void {
    const { layout, componentOf } = this.#encoding;
    let node = from;
    while (node?.kind === 'ask' && componentOf[node.slot] === home) {
      const id = this.#encoding.slotValue(this.#vector, node.slot);
      node = branchOf(node, (layout.slots[node.slot] as Slot).pool.answer(node.question, id));
    }
    if (node?.kind === 'fork') for (const branch of node.branches) this.#noteLastUse(branch, home, lastUse);
    if (node?.kind === 'leaf' && node.outcome.lastUse < lastUse) node.outcome.lastUse = lastUse;
  }

  /** Follows a tree as far as one component can answer; false if a branch is missing. */
  #tabulateNode(behaviour: Behaviour<S>, from: Node<Effect> | undefined, home: number, entries: number[]): boolean {
    const { layout, componentOf, components } = this.#encoding;
    let node = from;
    while (node?.kind === 'ask' && this.#tabulates && componentOf[node.slot] === home) {
      const id = this.#encoding.slotValue(this.#vector, node.slot);
      node = branchOf(node, (layout.slots[node.slot] as Slot).pool.answer(node.question, id));
    }
    if (node === undefined) return false;
    if (node.kind === 'ask') {
      entries.push(-1 - behaviour.action.index, this.table.nodes.push(node) - 1);
      return true;
    }
    if (node.kind === 'fork')
      return node.branches.every((branch) => this.#tabulateNode(behaviour, branch, home, entries));
    const { outcome } = node;
    if (outcome.updates === undefined) return true;
    const changes = changesOf(outcome, this.#encoding);
    let homeValue = this.#vector[home] as number;
    const abroad: number[] = [];
    for (let i = 0; i < changes.length; i += 2) {
      const [component, operation] = [changes[i] as number, changes[i + 1] as number];
      if (component === home) homeValue = (components[home] as Component).apply(operation, homeValue);
      else abroad.push(component, operation);
    }
    entries.push(behaviour.action.index, abroad.length / 2, homeValue, ...abroad);
    return true;
  }
}
