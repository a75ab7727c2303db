import { expect, test } from 'vitest';
import { exploring } from '../../src/check.ts';
import { spec } from '../../src/index.ts';
import { configure } from '../../src/spec/configuration.ts';

function exploreByReference(effect: (n: number) => number, maxDepth?: number): void {
  const counting = spec({
    name: 'counting',
    initial: () => ({ n: 0 }),
    actions: () => ({
      next: {
        guard: ({ state }) => state.n < 5,
        effect: ({ state }) => {
          state.n = effect(state.n);
        },
      },
    }),
  });
  const limits = maxDepth === undefined ? {} : { maxDepth };
  const run = exploring(configure(counting), { engine: 'reference', limits });
  while (!run.next().done);
}

test('the reference notices an effect that counts outside the state', () => {
  let outside = 0;
  expect(() => exploreByReference((n) => n + (outside++ % 2))).toThrow('S104 next');
});

test('the reference does not repeat what it does not expand', () => {
  let outside = 0;
  expect(() => exploreByReference((n) => (n === 2 ? n + outside++ : n + 1), 2)).not.toThrow();
  expect(outside).toBe(0);
});
