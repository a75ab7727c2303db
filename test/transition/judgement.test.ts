import { expect, test } from 'vitest';
import { encode, learnLayout } from '../../src/state/layout.ts';
import { Store } from '../../src/state/store.ts';
import { Judgement } from '../../src/transition/judgement.ts';

/** A store of these states in which all numbers stand for the one that is present, as on a stack they do in turn. */
function stackOf(states: readonly { readonly x: number }[]): { readonly store: Store; put(state: number): void } {
  const layout = learnLayout(states, { varying: new Set(), mixed: new Set() });
  const store = new Store(
    layout,
    layout.slots.map((_, slot) => [slot]),
  );
  store.fill(states.length, (number, row) => encode(layout.shape, states[number], row));
  let present = 0;
  const { visited } = store;
  store.visited = Object.assign(Object.create(visited), {
    low: () => visited.low(present),
    high: () => visited.high(present),
  });
  return {
    store,
    put: (state) => {
      present = state;
    },
  };
}

test('what is known of a state is not said of another one that has its number later', () => {
  const { store, put } = stackOf([{ x: 0 }, { x: 1 }, { x: 2 }]);
  const isOne = new Judgement(
    'is one',
    { paranoid: false, sample: false },
    ([state]) => (state as { x: number }).x === 1,
  );
  const answers = [0, 1, 2, 1, 0, 2, 1].map((state) => {
    put(state);
    return isOne.judge(store, 5, -1);
  });
  expect(answers).toEqual([false, true, false, true, false, false, true]);
});
