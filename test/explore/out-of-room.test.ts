import { expect, test } from 'vitest';
import { search } from '../../src/explore/search.ts';
import { createBatch } from '../../src/state/batch.ts';
import type { StateSpace } from '../../src/transition/state-space.ts';

/** A chain of states without an end, in a table that has no room for more than so many. */
function chain(room: number): StateSpace<number> {
  const batch = createBatch(1, 1);
  let size = 0;
  const add = (): number => {
    if (size === room) throw new RangeError('Map maximum size exceeded');
    return size++;
  };
  return {
    actions: [{} as never],
    get size() {
      return size;
    },
    seed: () => add() + 1,
    expand: (first) => {
      batch.source[0] = first;
      batch.target[0] = add();
      batch.isNew[0] = 1;
      batch.parents[0] = first;
      batch.unusual[0] = 1;
      batch.found = 1;
      batch.length = 1;
      return { batch, next: first + 1 };
    },
    state: (number) => number,
    watch: (_where, predicate) => predicate,
    watchStep: () => () => true,
    recheck: () => {},
  };
}

test.each(['bfs', 'dfs'] as const)('a %s search that runs out of room ends, and keeps what it found', (order) => {
  const run = search(chain(100), order, {}, {});
  let step = run.next();
  while (!step.done) step = run.next();
  const { statistics, deepest, pathTo } = step.value;
  expect(statistics).toMatchObject({
    states: 100,
    transitions: 99,
    depth: 99,
    queue: 1,
    complete: false,
    stoppedBy: 'max-memory',
  });
  expect(pathTo(deepest)).toEqual(Array.from({ length: 100 }, (_, i) => i));
});
