import { expect, test } from 'vitest';
import { randomWords } from '../../src/state/approximate/random.ts';
import type { Behaviour } from '../../src/transition/behaviour.ts';
import { partition } from '../../src/transition/partition.ts';
import { insert, type Tree } from '../../src/transition/tree.ts';

/** An action that asks these slots. */
function asking(index: number, slots: readonly number[]): Behaviour<unknown> {
  const tree: Tree<never> = { root: undefined, size: 0 };
  const path = slots.map((slot) => ({ kind: 'read', slot, question: 0, answer: 0 }) as const);
  insert(tree, path, { updates: [] } as never);
  return { action: { index }, tree } as unknown as Behaviour<unknown>;
}

/** Rows in which the slots of each part take the value of the part together, which is one of a hundred. */
function rowsOf(parts: readonly (readonly number[])[]): Int32Array[] {
  const next = randomWords(1);
  return Array.from({ length: 1000 }, () => {
    const row = new Int32Array(parts.flat().length);
    for (const slots of parts) row.fill(next() % 100, slots[0], (slots.at(-1) as number) + 1);
    return row;
  });
}

const sorted = (groups: readonly (readonly number[])[]): string[] => groups.map((group) => group.join(' ')).sort();

test('slots that the same actions ask are one group', () => {
  const behaviours = [asking(0, [0, 1]), asking(1, [0, 2]), asking(2, [3, 4]), asking(3, [3, 5])];
  const groups = partition(
    6,
    behaviours,
    rowsOf([
      [0, 1, 2],
      [3, 4, 5],
    ]),
  );
  expect(sorted(groups)).toEqual(['0 1 2', '3 4 5']);
});

test('what actions of several processes ask does not tie these together, nor take them apart', () => {
  // Each process has a slot 0 that all its actions ask, one that only the second asks, and a register that this asks of all.
  const behaviours = [0, 1, 2].flatMap((id) => {
    const own = 3 * id;
    const registers = [2, 5, 8];
    return [
      asking(3 * id, [own, own + 2]),
      asking(3 * id + 1, [own, own + 1, ...registers]),
      asking(3 * id + 2, [own]),
    ];
  });
  const groups = partition(
    9,
    behaviours,
    rowsOf([
      [0, 1, 2],
      [3, 4, 5],
      [6, 7, 8],
    ]),
  );
  const alone = groups.filter((group) => group.length === 1).flat();
  expect(
    sorted(groups.map((group) => group.filter((slot) => slot % 3 !== 2)).filter((group) => group.length > 0)),
  ).toEqual(['0 1', '3 4', '6 7']);
  expect(alone.every((slot) => slot % 3 === 2)).toBe(true);
});
