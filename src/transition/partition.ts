import { Store } from '../state/store.ts';
import type { Behaviour } from './behaviour.ts';
import { forEachEffect } from './table.ts';
import type { Node } from './tree.ts';

/** The partition is reconsidered each time there are so many times as many states. */
export const partitionGrowth = 10;

/** Two slots belong together if more than this share of the actions that read the less read one also read the other. */
const affinity = 0.5;

/** A group that takes more values than this share of the states is no smaller than the state itself. */
const greatestShare = 2 / 3;

/** The rows of so many states are looked at. */
const sampleSize = 5000;

/** Fewer states than this say nothing about how values are spread. */
const leastSample = 200;

/** Every slot by itself: the partition before anything is known. */
export function singletons(slots: number): number[][] {
  return Array.from({ length: slots }, (_, slot) => [slot]);
}

/** The same states with their slots grouped by what is known now; nothing if they are already. */
export function regrouped<S>(store: Store, behaviours: readonly Behaviour<S>[]): Store | undefined {
  const { layout, encoding, visited } = store;
  const sample = Array.from({ length: Math.min(visited.size, sampleSize) }, (_, number) => store.row(number));
  const groups = partition(layout.slots.length, behaviours, sample);
  const text = (slots: readonly (readonly number[])[]): string => slots.map((group) => group.join()).join(';');
  if (text(groups) === text(encoding.components.map(({ slots }) => slots))) return undefined;
  const moved = new Store(layout, groups, visited.emptied());
  moved.fill(visited.size, (number, row) => row.set(store.row(number)));
  return moved;
}

/**
 * Groups the slots that the same actions read, or if none has read them yet, write: a process with its incoming channels. Slots that never change form one
 * group. A slot that most processes read stays alone, so it does not tie them together; and a group that takes nearly as
 * many values as there are states is taken apart again. Whatever comes out, only speed depends on it.
 * `sample` holds the rows of the first states found; a sample taken evenly would make every group look fine.
 */
export function partition<S>(
  slots: number,
  behaviours: readonly Behaviour<S>[],
  sample: readonly Int32Array[],
): number[][] {
  const readers = Array.from({ length: slots }, () => new Set<number>());
  const writers = Array.from({ length: slots }, () => new Set<number>());
  for (const { action, tree } of behaviours) {
    if (tree.root !== undefined) collect(tree.root, action.index, readers);
    forEachEffect(tree.root, ({ updates = [] }) => {
      for (const { slot } of updates) writers[slot]?.add(action.index);
    });
  }
  const users = readers.map((those, slot) => (those.size > 0 ? those : (writers[slot] as Set<number>)));
  const groupOf = Array.from({ length: slots }, (_, slot) => slot);
  const find = (slot: number): number => {
    let at = slot;
    while (groupOf[at] !== at) at = groupOf[at] as number;
    return at;
  };
  const first = sample[0] as Int32Array;
  const isConstant = readers.map((_, slot) => sample.every((row) => row[slot] === first[slot]));
  const constants = singletons(slots)
    .flat()
    .filter((slot) => isConstant[slot]);
  for (const slot of constants) groupOf[slot] = constants[0] as number;
  for (let a = 0; a < slots; a++) {
    for (let b = a + 1; b < slots; b++) {
      if (isConstant[a] || isConstant[b]) continue;
      if (overlap(users[a] as Set<number>, users[b] as Set<number>) > affinity) groupOf[find(b)] = find(a);
    }
  }
  const groups = new Map<number, number[]>();
  for (let slot = 0; slot < slots; slot++) {
    const group = groups.get(find(slot));
    if (group === undefined) groups.set(find(slot), [slot]);
    else group.push(slot);
  }
  return [...groups.values()].flatMap((group) => (isTooFine(group, sample) ? group.map((slot) => [slot]) : [group]));
}

function collect<T>(node: Node<T>, action: number, readers: readonly Set<number>[]): void {
  if (node.kind === 'leaf') return;
  if (node.kind === 'ask') {
    readers[node.slot]?.add(action);
    for (const branch of node.rare.values()) collect(branch, action, readers);
  }
  for (const branch of node.kind === 'ask' ? node.answers : node.branches)
    if (branch !== undefined) collect(branch, action, readers);
}

function overlap(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const action of small) if (large.has(action)) shared++;
  return shared / small.size;
}

function isTooFine(group: readonly number[], sample: readonly Int32Array[]): boolean {
  if (group.length === 1 || sample.length < leastSample) return false;
  const values = new Set(sample.map((row) => group.map((slot) => row[slot]).join()));
  return values.size > greatestShare * sample.length;
}
