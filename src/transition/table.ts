import type { Component } from '../state/component.ts';
import type { Encoding } from '../state/encoding.ts';
import { type Allocate, copied, ownRoom, sharedRoom } from '../state/room.ts';
import type { Effect } from './behaviour.ts';
import type { Node } from './tree.ts';

/** Entries of all rows together; when it is full, everything is forgotten and tabulated anew as needed. */
const greatestLength = 1 << 25;

/** Rows of transitions, as far as they are known, as any thread may see them. */
export interface KnownRows {
  readonly code: Int32Array;
  /** By component and value: where its row starts in `code`, 0 if it is not known. */
  readonly starts: readonly Int32Array[];
}

/**
 * For every component value, what the actions at home in that component do. A row is its length, then entries:
 * a transition is `action, bit, changes, home value, note, (component, operation)...`, with the action's bit in sleep sets if
 * this is its only outcome, the number of changes but the one at home, and a note for whoever uses the table; a question that another component must answer is `-1 - action, node`, with a node of the action's tree.
 * Rows are never changed once they are there, but for notes.
 * Cost: four bytes a number; finding a row is one look-up.
 */
export class TransitionTable implements KnownRows {
  code: Int32Array = new Int32Array(1 << 12);
  #length = 1;
  readonly starts: Int32Array[];
  /** By component and value: the last state that used its row. */
  readonly lastUses: Int32Array[];
  /** The same, of another thread. */
  readonly usesElsewhere: Int32Array[];
  /** Nodes at which an action goes on asking other components. */
  readonly nodes: Node<Effect>[] = [];
  #room: Allocate = ownRoom;

  constructor(components: number) {
    this.starts = Array.from({ length: components }, () => new Int32Array(64));
    this.lastUses = Array.from({ length: components }, () => new Int32Array(64));
    this.usesElsewhere = Array.from({ length: components }, () => new Int32Array(0));
  }

  /** From now on another thread may read the rows, and notes when it uses them. */
  share(): void {
    if (this.#room === sharedRoom) return;
    this.#room = sharedRoom;
    this.code = copied(this.code, this.code.length, sharedRoom);
    for (const [i, starts] of this.starts.entries()) {
      this.starts[i] = copied(starts, starts.length, sharedRoom);
      this.usesElsewhere[i] = new Int32Array(sharedRoom(starts.byteLength));
    }
  }

  /** Numbers in use. */
  get length(): number {
    return this.#length;
  }

  /** Forgets every row, if they have become too many. To be called between states, as what is noted of one points into its rows. */
  makeRoom(): void {
    if (this.#length < greatestLength) return;
    // Another thread may still read the arrays that there were.
    this.code = new Int32Array(this.#room(this.code.byteLength));
    for (const [i, { byteLength }] of this.starts.entries()) this.starts[i] = new Int32Array(this.#room(byteLength));
    this.#length = 1;
    this.nodes.length = 0;
  }

  /** Visits every row. */
  forEachRow(visit: (component: number, value: number, lastUse: number) => void): void {
    this.starts.forEach((starts, component) => {
      const uses = this.lastUses[component] as Int32Array;
      const others = this.usesElsewhere[component] as Int32Array;
      for (let value = 0; value < starts.length; value++)
        if (starts[value] !== 0) visit(component, value, Math.max(uses[value] as number, others[value] ?? 0));
    });
  }

  /** Adds the row of a component value and returns where it starts. */
  add(component: number, value: number, entries: readonly number[]): number {
    const start = this.#length;
    const end = start + entries.length + 1;
    if (end > this.code.length) this.code = copied(this.code, 2 * end, this.#room);
    this.code[start] = entries.length;
    this.code.set(entries, start + 1);
    this.#length = end;
    if (value >= (this.starts[component] as Int32Array).length) {
      this.starts[component] = copied(this.starts[component] as Int32Array, 2 * value, this.#room);
      this.lastUses[component] = copied(this.lastUses[component] as Int32Array, 2 * value, ownRoom);
      if (this.#room === sharedRoom)
        this.usesElsewhere[component] = copied(this.usesElsewhere[component] as Int32Array, 2 * value, sharedRoom);
    }
    (this.starts[component] as Int32Array)[value] = start;
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
