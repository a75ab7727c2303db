import { type Configuration, configure } from '../src/index.ts';
import { successors } from '../src/reference/successors.ts';
import { hashPair } from '../src/state/key-index.ts';
import { encode, learnLayout } from '../src/state/layout.ts';
import { ownRoom } from '../src/state/room.ts';
import { Store } from '../src/state/store.ts';
import { VisitedSet } from '../src/state/visited.ts';
import { type Behaviour, createBehaviour, learn, rowsByTree } from '../src/transition/behaviour.ts';
import { Collected } from '../src/transition/collected.ts';
import { Firing } from '../src/transition/firing.ts';
import { ActionBits } from '../src/transition/independence.ts';
import { partition } from '../src/transition/partition.ts';
import { sharedPatience } from '../src/transition/patience.ts';
import { markdownTable } from './markdown.ts';
import { median } from './numbers.ts';
import { specOf } from './subjects.ts';

/** How many items each stage is given. */
const items = 1_000_000;
/** Keys of a batch of successors. */
const batch = 4096;

/** A stage, and one round of it over `items` items. */
interface Stage {
  readonly name: string;
  readonly item: string;
  readonly round: () => void;
}

/** Measures the parts of the engine, each alone, on states of ricart-agrawala(3, 1). Prints nanoseconds per item. */
export function stages({ runs }: { readonly runs: number }): void {
  const rows = stagesOf().map(({ name, item, round }) => {
    round();
    const times = Array.from({ length: runs }, () => {
      const start = performance.now();
      round();
      return ((performance.now() - start) * 1e6) / items;
    });
    return [name, item, median(times).toFixed(1), Math.min(...times).toFixed(1), Math.max(...times).toFixed(1)];
  });
  console.log(markdownTable(['stage', 'item', 'ns per item', 'least', 'most'], rows));
}

function stagesOf(): readonly Stage[] {
  const { store, behaviours } = learned();
  const { encoding, layout } = store;
  const count = store.visited.size;
  const rows = Array.from({ length: count }, (_, number) => store.row(number));
  const vector = new Int32Array(encoding.components.length);
  const row = new Int32Array(layout.slots.length);
  const keys = new Int32Array(2 * batch);
  const collected = new Collected(behaviours.length);
  const bits = new ActionBits(behaviours.length);
  const firing = new Firing(store, behaviours, true, bits, false, ownRoom);
  const byTrees = new Firing(store, behaviours, false, bits, false, ownRoom);
  return [
    {
      name: 'encode',
      item: 'a row of slots to a key',
      round: () => {
        for (let i = 0; i < items; i++) {
          encoding.group(rows[i % count] as Int32Array, vector);
          encoding.pack(vector, keys, 2 * (i % batch));
        }
      },
    },
    {
      name: 'decode',
      item: 'a key to a row of slots',
      round: () => {
        for (let i = 0; i < items; i++) {
          store.load(i % count, vector);
          encoding.ungroup(vector, row);
        }
      },
    },
    {
      name: 'decision tree',
      item: 'a state, all its actions by their trees',
      round: () => {
        for (let i = 0; i < items; i++) {
          collected.clear(i % count);
          byTrees.fire(collected, i % count, (i % count) + 1, undefined, 0);
        }
      },
    },
    {
      name: 'component step',
      item: 'a state, all its actions by rows',
      round: () => {
        for (let i = 0; i < items; i++) {
          collected.clear(i % count);
          firing.fire(collected, i % count, (i % count) + 1, undefined, 0);
        }
      },
    },
    { name: 'visited set, new', item: 'a key that is not there', round: () => void fill(new VisitedSet(), keys) },
    known(fill(new VisitedSet(), keys), keys),
  ];
}

function known(visited: VisitedSet, keys: Int32Array): Stage {
  return { name: 'visited set, known', item: 'a key that is there', round: () => void fill(visited, keys) };
}

/** Inserts a million keys, scattered as those of states are, by the batch. */
function fill(visited: VisitedSet, keys: Int32Array): VisitedSet {
  const targets = new Uint32Array(batch);
  const isNew = new Uint8Array(batch);
  for (let first = 0; first < items; first += batch) {
    const length = Math.min(batch, items - first);
    for (let i = 0; i < length; i++) {
      keys[2 * i] = first + i;
      keys[2 * i + 1] = hashPair(first + i, 7) >>> 8;
    }
    visited.insert(keys, length, targets, isNew);
  }
  return visited;
}

/** All states of a small spec, under the partition that the engine would choose, and all that can be learned in them. */
function learned(): { readonly store: Store; readonly behaviours: readonly Behaviour<unknown>[] } {
  const configuration: Configuration<unknown> = configure(specOf('ricart-agrawala') as never, {
    processes: 3,
    requests: 1,
  });
  const first = configuration.initial(() => {
    throw new Error('the spec has one initial state');
  });
  const layout = learnLayout([first], { varying: new Set(), mixed: new Set() });
  const rowOf = (state: unknown): Int32Array => {
    const row = new Int32Array(layout.slots.length);
    encode(layout.shape, state, row);
    return row;
  };
  const rows = new Map([[rowOf(first).join(), rowOf(first)]]);
  const states = [first];
  for (const state of states)
    for (const successor of successors(configuration, state)) {
      const row = rowOf(successor.state);
      if (rows.has(row.join())) continue;
      rows.set(row.join(), row);
      states.push(successor.state);
    }
  const behaviours = configuration.actions.map((action) => createBehaviour(action, false, sharedPatience()));
  const all = [...rows.values()];
  for (const behaviour of behaviours)
    for (const [number, row] of all.entries())
      if (rowsByTree(behaviour.tree, layout, row) === undefined) learn(behaviour, layout, row, number);
  const store = new Store(layout, partition(layout.slots.length, behaviours, all.slice(0, 300)));
  store.fill(all.length, (number, row) => row.set(all[number] as Int32Array));
  return { store, behaviours };
}
