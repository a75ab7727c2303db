import { StateHash } from '../state/approximate/state-hash.ts';
import { type Attempt, StateStack } from '../state/approximate/state-stack.ts';
import { encode } from '../state/layout.ts';
import type { Store } from '../state/store.ts';
import type { StackedSpace } from './state-space.ts';

/** The layout was wrong: hashes of states mean something else from now on, and what was seen must be found anew. */
export class StartAgain extends Error {}

/** Has a store keep states on a stack from now on, the initial ones for a start. */
export function stackStates(store: Store, initial: readonly unknown[], attempt: Attempt): StackedSpace {
  const { encoding, layout } = store;
  const row = new Int32Array(layout.slots.length);
  const vector = new Int32Array(encoding.components.length);
  const keys = new Int32Array(2 * initial.length);
  initial.forEach((state, i) => {
    encode(layout.shape, state, row);
    encoding.group(row, vector);
    encoding.pack(vector, keys, 2 * i);
  });
  const stack = new StateStack(attempt);
  stack.encodedBy(encoding);
  stack.insert(keys, initial.length, new Uint32Array(initial.length), new Uint8Array(initial.length));
  store.visited = stack;
  const identity = new StateHash(encoding, 0);
  return {
    initial: stack.size,
    cut: (size) => (store.visited as StateStack).cut(size),
    identify: (place) => {
      identity.hash(store.visited.low(place), store.visited.high(place));
      return identity.high;
    },
  };
}
