import type { Component } from '../state/component.ts';
import type { Encoding } from '../state/encoding.ts';
import type { Effect } from './behaviour.ts';
import type { Node } from './tree.ts';

/** Entries of all rows together; when it is full, everything is forgotten and tabulated anew as needed. */
const greatestLength = 1 << 25;

/**
 * For every component value, what the actions at home in that component do. A row is its length, then entries:
 * a transition is `action, bit, changes, home value, note, (component, operation)...`, with the action's bit in sleep sets if
 * this is its only outcome, the number of changes but the one at home, and a note for whoever uses the table; a question that another component must answer is `-1 - action, node`, with a node of the action's tree.
 * Cost: four bytes a number; finding a row is one look-up.
 */
export class TransitionTable {
  code: Int32Array = new Int32Array(1 << 12);
  #length = 1;
  /** By component, two entries a value: where its row starts in `code`, 0 if it was not tabulated; the last state that used it. */
  readonly rows: Int32Array[];
  /** Nodes at which an action goes on asking other components. */
  readonly nodes: Node<Effect>[] = [];

  constructor(components: number) {
    this.rows = Array.from({ length: components }, () => new Int32Array(64));
  }

  /** Where the row of a component value starts in `code`; 0 if it was not tabulated. */
  start(component: number, value: number): number {
    const rows = this.rows[component] as Int32Array;
    return 2 * value < rows.length ? (rows[2 * value] as number) : 0;
  }

  /** Numbers in use. */
  get length(): number {
    return this.#length;
  }

  /** Forgets every row, if they have become too many. To be called between states, as what is noted of one points into its rows. */
  makeRoom(): void {
    if (this.#length < greatestLength) return;
    for (const rows of this.rows) rows.fill(0);
    this.#length = 1;
    this.nodes.length = 0;
  }

  /** Visits every row. */
  forEachRow(visit: (component: number, value: number, lastUse: number) => void): void {
    this.rows.forEach((rows, component) => {
      for (let at = 0; at < rows.length; at += 2) if (rows[at] !== 0) visit(component, at >> 1, rows[at + 1] as number);
    });
  }

  /** Adds the row of a component value and returns where it starts. */
  add(component: number, value: number, entries: readonly number[]): number {
    if (this.#length + entries.length + 1 > this.code.length) {
      const wide = new Int32Array(2 * (this.#length + entries.length + 1));
      wide.set(this.code);
      this.code = wide;
    }
    const start = this.#length;
    this.code[start] = entries.length;
    this.code.set(entries, start + 1);
    this.#length += entries.length + 1;
    if (2 * value >= (this.rows[component] as Int32Array).length) {
      const wide = new Int32Array(4 * value);
      wide.set(this.rows[component] as Int32Array);
      this.rows[component] = wide;
    }
    (this.rows[component] as Int32Array)[2 * value] = start;
    return start;
  }
}

/** Offsets in an entry of a row that is a transition. */
export const entry = { bit: 1, changes: 2, homeValue: 3, note: 4, abroad: 5 } as const;

/** True if the entry of a row that starts at `at` is a question. */
export function isAsk(code: Int32Array, at: number): boolean {
  return (code[at] as number) < 0;
}

/** The length of the entry of a row that starts at `at`. */
export function entryLength(code: Int32Array, at: number): number {
  return (code[at] as number) < 0 ? 2 : entry.abroad + 2 * (code[at + entry.changes] as number);
}

/** The changes of an effect by component: component and operation in turn. Worked out once for each partition. */
export function changesOf(effect: Effect, encoding: Encoding): Int32Array {
  if (effect.changes !== undefined) return effect.changes;
  const byComponent = new Map<number, { position: number; operation: number }[]>();
  for (const { slot, operation } of effect.updates ?? []) {
    const component = encoding.componentOf[slot] as number;
    const change = { position: encoding.positionOf[slot] as number, operation };
    const changes = byComponent.get(component);
    if (changes === undefined) byComponent.set(component, [change]);
    else changes.push(change);
  }
  const flat: number[] = [];
  for (const [component, changes] of byComponent) {
    changes.sort((a, b) => a.position - b.position);
    flat.push(component, (encoding.components[component] as Component).operation(changes));
  }
  effect.changes = Int32Array.from(flat);
  return effect.changes;
}

/** Forgets the changes by component of a whole tree. */
export function forgetChanges(node: Node<Effect> | undefined): void {
  forEachEffect(node, (effect) => {
    effect.changes = undefined;
  });
}

/** Visits the leaves of a tree. */
export function forEachEffect<T>(node: Node<T> | undefined, visit: (effect: T) => void): void {
  if (node === undefined) return;
  if (node.kind === 'leaf') visit(node.outcome);
  else if (node.kind === 'fork') for (const branch of node.branches) forEachEffect(branch, visit);
  else {
    for (const branch of node.answers) forEachEffect(branch, visit);
    for (const branch of node.rare.values()) forEachEffect(branch, visit);
  }
}
