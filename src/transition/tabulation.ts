import type { Component } from '../state/component.ts';
import type { Encoding } from '../state/encoding.ts';
import type { Slot } from '../state/layout.ts';
import { firstNote } from '../state/result-table.ts';
import type { Behaviour, Effect } from './behaviour.ts';
import { changesOf, entry, type TransitionTable } from './table.ts';
import { branchOf, type Node } from './tree.ts';

/** Makes the rows of the table of transitions from the trees of the actions. Cost: some microseconds a row, once. */
export class Tabulation<S> {
  readonly #encoding: Encoding;
  readonly #table: TransitionTable;
  /** By component: the actions whose trees start with a question about it. */
  readonly #homes: readonly (readonly Behaviour<S>[])[];
  readonly #tabulates: boolean;
  readonly #bitFor: (action: number, home: number) => number;
  readonly #vector: Int32Array;
  readonly #learn: (behaviour: Behaviour<S>) => boolean;

  /**
   * `vector` holds the component values of the state that is being expanded; `learn` makes the tree of an action know what
   * it does there, and says whether it did; `bitFor` returns the bit of an action at home in a component, 0 if it can have
   * none. Without `tabulates`, rows hold nothing but questions.
   */
  constructor(
    encoding: Encoding,
    table: TransitionTable,
    homes: readonly (readonly Behaviour<S>[])[],
    tabulates: boolean,
    vector: Int32Array,
    bitFor: (action: number, home: number) => number,
    learn: (behaviour: Behaviour<S>) => boolean,
  ) {
    this.#encoding = encoding;
    this.#table = table;
    this.#homes = homes;
    this.#tabulates = tabulates;
    this.#bitFor = bitFor;
    this.#vector = vector;
    this.#learn = learn;
  }

  /** Works out the row of a component value, learning what is missing, and returns where it starts. */
  tabulate(component: number, value: number): number {
    const entries: number[] = [];
    for (const behaviour of this.#homes[component] as Behaviour<S>[]) {
      behaviour.patience.use();
      const before = entries.length;
      let count = this.#tabulateNode(behaviour, behaviour.tree.root, component, entries);
      while (count < 0) {
        entries.length = before;
        if (this.#learn(behaviour)) {
          count = this.#tabulateNode(behaviour, behaviour.tree.root, component, entries);
          continue;
        }
        entries.push(-1 - behaviour.action.index, this.#table.nodes.push(behaviour.tree.root as Node<Effect>) - 1);
        break;
      }
      if (count === 1 && (entries[before] as number) >= 0)
        entries[before + entry.bit] = this.#bitFor(behaviour.action.index, component);
    }
    return this.#table.add(component, value, entries);
  }

  /** Tells the branches that rows were made of when they were last used. */
  noteLastUses(): void {
    this.#table.forEachRow((component, value, lastUse) => {
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

  /** Follows a tree as far as one component can answer; how many entries came of it, or -1 if a branch is missing. */
  #tabulateNode(behaviour: Behaviour<S>, from: Node<Effect> | undefined, home: number, entries: number[]): number {
    const { layout, componentOf, components } = this.#encoding;
    let node = from;
    while (node?.kind === 'ask' && this.#tabulates && componentOf[node.slot] === home) {
      const id = this.#encoding.slotValue(this.#vector, node.slot);
      node = branchOf(node, (layout.slots[node.slot] as Slot).pool.answer(node.question, id));
    }
    if (node === undefined) return -1;
    if (node.kind === 'ask') {
      entries.push(-1 - behaviour.action.index, this.#table.nodes.push(node) - 1);
      return 1;
    }
    if (node.kind === 'fork') {
      let sum = 0;
      for (const branch of node.branches) {
        const count = this.#tabulateNode(behaviour, branch, home, entries);
        if (count < 0) return -1;
        sum += count;
      }
      return sum;
    }
    const { outcome } = node;
    if (outcome.updates === undefined) return 0;
    const changes = changesOf(outcome, this.#encoding);
    let homeValue = this.#vector[home] as number;
    const abroad: number[] = [];
    for (let i = 0; i < changes.length; i += 2) {
      const [component, operation] = [changes[i] as number, changes[i + 1] as number];
      if (component === home) homeValue = (components[home] as Component).apply(operation, homeValue);
      else abroad.push(component, operation);
    }
    entries.push(behaviour.action.index, 0, abroad.length / 2, homeValue, firstNote, ...abroad);
    return 1;
  }
}
