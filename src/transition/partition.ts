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

/** Two groups come together if they take fewer values than this share of the states, or not so many times as either. */
const greatestShareOfTwo = 1 / 4;
const greatestFactor = 3;

/** Groups of more slots are not divided but taken apart altogether. */
const mostDivided = 200;

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
 * many values as there are states is divided. Whatever comes out, only speed depends on it.
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
  return [...groups.values()].flatMap((group) => (isTooFine(group, sample) ? divided(group, users, sample) : [group]));
}

/** Some slots, and the actions that use one of them. */
interface Part {
  readonly slots: readonly number[];
  readonly users: ReadonlySet<number>;
}

/**
 * Groups of slots that are too many together: those whose users are most alike come together first, as long as that is not
 * too many. So a process comes together before a slot that many of them use can tie it to others.
 * Cost: grows with the cube of the number of slots.
 */
function divided(
  slots: readonly number[],
  users: readonly ReadonlySet<number>[],
  sample: readonly Int32Array[],
): number[][] {
  if (slots.length > mostDivided) return slots.map((slot) => [slot]);
  const parts: Part[] = slots.map((slot) => ({ slots: [slot], users: users[slot] as ReadonlySet<number> }));
  const refused = new Set<string>();
  for (;;) {
    let best: { readonly likeness: number; readonly a: Part; readonly b: Part } | undefined;
    for (const [i, a] of parts.entries())
      for (const b of parts.slice(i + 1)) {
        const likeness = jaccard(a.users, b.users);
        if (likeness <= (best?.likeness ?? 0) || overlap(a.users, b.users) <= affinity) continue;
        if (!refused.has(`${a.slots}|${b.slots}`)) best = { likeness, a, b };
      }
    if (best === undefined) return parts.map((part) => [...part.slots]);
    const { a, b } = best;
    const both: Part = {
      slots: [...a.slots, ...b.slots].sort((x, y) => x - y),
      users: new Set([...a.users, ...b.users]),
    };
    if (multiplies(a.slots, b.slots, sample)) refused.add(`${a.slots}|${b.slots}`);
    else {
      parts[parts.indexOf(a)] = both;
      parts.splice(parts.indexOf(b), 1);
    }
  }
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

/** True if two groups together take many values, and many more than either of them. */
function multiplies(a: readonly number[], b: readonly number[], sample: readonly Int32Array[]): boolean {
  const [ofA, ofB, ofBoth] = [a, b, [...a, ...b]].map((slots) => valuesOf(slots, sample)) as [number, number, number];
  return ofBoth > greatestShareOfTwo * sample.length && ofBoth > greatestFactor * Math.max(ofA, ofB);
}

function valuesOf(group: readonly number[], sample: readonly Int32Array[]): number {
  return new Set(sample.map((row) => group.map((slot) => row[slot]).join())).size;
}

/** What two sets share, of all that is in one of them. */
function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0;
  for (const one of a) if (b.has(one)) shared++;
  return shared / (a.size + b.size - shared);
}

function isTooFine(group: readonly number[], sample: readonly Int32Array[]): boolean {
  if (group.length === 1 || sample.length < leastSample) return false;
  return valuesOf(group, sample) > greatestShare * sample.length;
}
