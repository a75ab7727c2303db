import type { Component } from '../component.ts';
import { type Layout, type Lessons, learnLayout, type Slot } from '../layout.ts';
import type { Pool } from '../pool.ts';
import { Store } from '../store.ts';
import { Damaged, listOf, partOf, requireSound, type Sink, type Source, wholeNumber } from './sink.ts';
import { valueFromJson, valueToJson } from './value-json.ts';

const stretch = 1 << 14;
const greatest = 2 ** 32 - 1;

/**
 * Hands over the first states, so many, with what their keys mean: where the layout was wrong at first, the values met at each place, the
 * combinations of them met in each component, the pairs of words that were numbered, and the keys.
 */
export function saveStates(store: Store, states: number, lessons: Lessons, sink: Sink): void {
  const { encoding, layout, visited } = store;
  const { components, packing } = encoding;
  sink.value({
    varying: [...lessons.varying],
    mixed: [...lessons.mixed],
    pools: poolsOf(layout).map(({ pattern, size }) => ({ pattern, size })),
    groups: components.map(({ slots }) => slots),
    sizes: components.map(({ size }) => size),
    bits: packing.bits,
    pairs: packing.pairCounts,
    states,
  });
  for (const pool of poolsOf(layout))
    for (let first = 0; first < pool.size; first += stretch) {
      const count = Math.min(stretch, pool.size - first);
      sink.value(Array.from({ length: count }, (_, i) => valueToJson(pool.value(first + i))));
    }
  for (const component of components) sink.words(component.size * component.slots.length, tuplesOf(component));
  for (const [i, count] of packing.pairCounts.entries())
    sink.words(
      2 * count,
      chunks(count, 2, (pair, words, at) => packing.readPair(i, pair, words, at)),
    );
  sink.words(
    2 * states,
    chunks(states, 2, (number, words, at) => {
      words[at] = visited.low(number);
      words[at + 1] = visited.high(number);
    }),
  );
}

/**
 * The store that was handed over, for a spec with these initial states; `lessons` are added to.
 * @throws Damaged when it does not fit together, or not this spec
 */
export function restoreStates(source: Source, examples: readonly unknown[], lessons: Lessons): Store {
  const head = source.value();
  const text = (value: unknown): string => {
    requireSound(typeof value === 'string', 'a text is none');
    return value;
  };
  for (const path of listOf(partOf(head, 'varying'), text, 'no places')) lessons.varying.add(path);
  for (const pattern of listOf(partOf(head, 'mixed'), text, 'no patterns')) lessons.mixed.add(pattern);
  const layout = learnLayout(examples, lessons);
  restorePools(source, layout, partOf(head, 'pools'));
  const groups = restoreGroups(partOf(head, 'groups'), layout);
  const store = new Store(layout, groups);
  const { encoding } = store;
  const sizes = listOf(partOf(head, 'sizes'), (size) => wholeNumber(size, 0, greatest, 'a size'), 'no sizes');
  requireSound(sizes.length === groups.length, 'another number of components');
  for (const [i, component] of encoding.components.entries())
    restoreTuples(source, component, layout, sizes[i] as number);
  const bits = listOf(partOf(head, 'bits'), (width) => wholeNumber(width, 0, 32, 'a width'), 'no widths');
  requireSound(bits.length === groups.length, 'another number of fields');
  encoding.packWith(bits);
  requireSound(!encoding.isOverfull, 'a field is too narrow');
  const pairs = listOf(partOf(head, 'pairs'), (count) => wholeNumber(count, 1, greatest, 'pairs'), 'no pairs');
  requireSound(pairs.length === encoding.packing.pairCounts.length, 'another number of pairs');
  pairs.forEach((count, i) => {
    let pair = 0;
    for (const words of source.words(2 * count))
      for (let at = 0; at < words.length; at += 2)
        requireSound(
          encoding.packing.restorePair(i, pair++, words[at] as number, words[at + 1] as number),
          'a pair of words is not where it was',
        );
  });
  restoreKeys(source, store, wholeNumber(partOf(head, 'states'), 1, greatest, 'a number of states'));
  return store;
}

/** The pools of a layout, in the order in which slots have them. */
function poolsOf({ slots }: Layout): readonly Pool[] {
  return [...new Set(slots.map(({ pool }) => pool))];
}

function restorePools(source: Source, layout: Layout, saved: unknown): void {
  const pools = poolsOf(layout);
  requireSound(Array.isArray(saved) && saved.length === pools.length, 'states have another shape');
  pools.forEach((pool, i) => {
    requireSound(partOf(saved[i], 'pattern') === pool.pattern, 'states have another shape');
    const size = wholeNumber(partOf(saved[i], 'size'), 0, greatest, 'a number of values');
    for (let first = 0; first < size; first += stretch) {
      const values = listOf(source.value(), valueFromJson, 'no values');
      requireSound(values.length === Math.min(stretch, size - first), 'another number of values');
      values.forEach((value, k) => {
        requireSound(internSoundly(pool, value) === first + k, 'a value is not where it was');
      });
    }
  });
}

function internSoundly(pool: Pool, value: unknown): number {
  try {
    return pool.intern(value);
  } catch {
    throw new Damaged('a value does not fit where it was');
  }
}

function restoreGroups(saved: unknown, { slots }: Layout): number[][] {
  const slot = (value: unknown): number => wholeNumber(value, 0, slots.length - 1, 'a slot');
  const groups = listOf(saved, (group) => listOf(group, slot, 'no slots'), 'no groups');
  const all = groups.flat();
  requireSound(all.length === slots.length && new Set(all).size === slots.length, 'slots are grouped wrongly');
  return groups;
}

function* tuplesOf(component: Component): Iterable<Int32Array> {
  const width = component.slots.length;
  yield* chunks(component.size, width, (value, words, at) => {
    for (let i = 0; i < width; i++) words[at + i] = component.slotValue(value, i);
  });
}

function restoreTuples(source: Source, component: Component, { slots }: Layout, size: number): void {
  const width = component.slots.length;
  const row = new Int32Array(slots.length);
  let position = 0;
  let value = 0;
  for (const words of source.words(size * width))
    for (const word of words) {
      const slot = component.slots[position] as number;
      requireSound(word >= 0 && word < (slots[slot] as Slot).pool.size, 'a component holds an unknown value');
      row[slot] = word;
      if (++position < width) continue;
      position = 0;
      requireSound(component.intern(row) === value++, 'a component value is not where it was');
    }
}

function restoreKeys(source: Source, { encoding, visited }: Store, count: number): void {
  const vector = new Int32Array(encoding.components.length);
  const targets = new Uint32Array(stretch);
  const isNew = new Uint8Array(stretch);
  for (const words of source.words(2 * count))
    for (let start = 0; start < words.length; start += 2 * stretch) {
      const keys = words.subarray(start, start + 2 * stretch);
      for (let i = 0; i < keys.length; i += 2) {
        const isKnown = encoding.packing.knows(keys[i] as number, keys[i + 1] as number);
        requireSound(isKnown, 'a state is made of unknown pairs');
        encoding.unpack(keys[i] as number, keys[i + 1] as number, vector);
        for (let k = 0; k < vector.length; k++)
          requireSound(
            (vector[k] as number) < (encoding.components[k] as Component).size,
            'a state is made of unknown parts',
          );
      }
      visited.insert(keys, keys.length / 2, targets, isNew);
      for (let i = 0; i < keys.length / 2; i++) requireSound(isNew[i] === 1, 'a state is there twice');
    }
}

/** Words of so many things, some thousand things at a time; the same array again and again. */
function* chunks(
  count: number,
  width: number,
  write: (thing: number, words: Int32Array, at: number) => void,
): Iterable<Int32Array> {
  const words = new Int32Array(width * Math.min(count, stretch));
  for (let first = 0; first < count; first += stretch) {
    const length = Math.min(stretch, count - first);
    for (let i = 0; i < length; i++) write(first + i, words, width * i);
    yield words.subarray(0, width * length);
  }
}
