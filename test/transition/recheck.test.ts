import { expect, test } from 'vitest';
import { spec } from '../../src/index.ts';
import { configure } from '../../src/spec/configuration.ts';
import { learnedSpace } from '../../src/transition/learned.ts';

/** More branches than are held against the reference when all is known. */
const counts = 400;

/** Explores a spec in which each branch of `add` is used in many states, and rechecks it while `add` skips some at one count. */
function recheck(odd: number, skip: () => number): void {
  let isLate = false;
  const space = learnedSpace(
    configure(
      spec({
        name: 'late',
        initial: () => ({ count: 0, side: 0, third: 0 }),
        actions: () => ({
          turn: {
            guard: ({ state }) => state.count <= counts,
            effect: ({ state }) => {
              state.side = (state.side + 1) % 6;
            },
          },
          spin: {
            effect: ({ state }) => {
              state.third = (state.third + 1) % 3;
            },
          },
          add: {
            guard: ({ state }) => state.count < counts,
            effect: ({ state }) => {
              state.count += 1 + (isLate && state.count === odd ? skip() : 0);
            },
          },
        }),
      }),
    ),
  );
  space.seed();
  for (let first = 0; first < space.size; ) first = space.expand(first, space.size).next;
  expect(space.size).toBe(18 * (counts + 1));
  expect(space.learned?.().actions[2]?.nodes).toBeGreaterThan(counts);
  isLate = true;
  space.recheck();
}

test.each([300, 301])('the last use of each of many branches is made again: that at %i', (odd) => {
  let tosses = 0;
  expect(() => recheck(odd, () => ++tosses % 2)).toThrow(expect.objectContaining({ code: 'S104' }));
  expect(() => recheck(odd, () => 1)).toThrow(/add: count/);
  expect(() => recheck(odd, () => 0)).not.toThrow();
});
