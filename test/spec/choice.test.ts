import { describe, expect, test } from 'vitest';
import { type Choose, outcomes } from '../../src/spec/choice.ts';

function all<T>(run: (choose: Choose) => T): (readonly [picks: readonly number[], result: T])[] {
  return [...outcomes(run)].map(({ picks, result }) => [picks, result] as const);
}

describe('outcomes', () => {
  test('a function that does not choose has one', () => {
    expect(all(() => 'only')).toEqual([[[], 'only']]);
  });

  test('come in lexicographic order of the picks', () => {
    expect(all((choose) => choose(['a', 'b']) + choose(['x', 'y', 'z']))).toEqual([
      [[0, 0], 'ax'],
      [[0, 1], 'ay'],
      [[0, 2], 'az'],
      [[1, 0], 'bx'],
      [[1, 1], 'by'],
      [[1, 2], 'bz'],
    ]);
  });

  test('a later choice may depend on an earlier one', () => {
    const halves = (choose: Choose): string => (choose([true, false]) ? `yes ${choose([1, 2])}` : 'no');
    expect(all(halves)).toEqual([
      [[0, 0], 'yes 1'],
      [[0, 1], 'yes 2'],
      [[1], 'no'],
    ]);
  });

  test('options that are alike count apart', () => {
    expect(all((choose) => choose([0, 0]))).toEqual([
      [[0], 0],
      [[1], 0],
    ]);
  });

  test('options may be any iterable', () => {
    const of = <T>(options: Iterable<T>): T[] => all((choose) => choose(options)).map(([, result]) => result);
    expect(of(new Set([3, 1]))).toEqual([3, 1]);
    expect(of('xy')).toEqual(['x', 'y']);
    expect(all((choose) => choose(new Map([['k', 1]]).keys()))).toEqual([[[0], 'k']]);
  });

  test('no options at all is a mistake of the spec', () => {
    expect(() => all((choose) => choose([]))).toThrow('S108 choose() was called with no options');
  });
});
