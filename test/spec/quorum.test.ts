import { describe, expect, test } from 'vitest';
import maekawa from '../../specs/mutual-exclusion/maekawa.ts';
import maekawaSanders from '../../specs/mutual-exclusion/maekawa-sanders.ts';
import { configure, meeting, type QuorumSystem, quorumSystem } from '../../src/index.ts';

const known: readonly (readonly [QuorumSystem, count: number, size: number])[] = [
  ['pairs', 2, 2],
  ['pairs', 3, 2],
  ['grid', 4, 3],
  ['grid', 9, 5],
  ['plane', 3, 2],
  ['plane', 7, 3],
  ['plane', 13, 4],
  ['majority', 2, 2],
  ['majority', 5, 3],
  ['majority', 6, 4],
  ['all', 4, 4],
];

describe.each(known)('quorums %s of %i processes', (system, count, size) => {
  const quorums = quorumSystem(system, count);

  test(`are as many, of ${size}, each with its owner and in ascending order`, () => {
    expect(quorums.map(({ length }) => length)).toEqual(Array.from({ length: count }, () => size));
    expect(quorums.filter((quorum, id) => !quorum.includes(id))).toEqual([]);
    expect(quorums.filter((quorum) => quorum.some((id, i) => i > 0 && id <= (quorum[i - 1] ?? 0)))).toEqual([]);
  });

  test('meet', () => {
    const pairs = quorums.flatMap((one) => quorums.map((other) => one.filter((id) => other.includes(id)).length));
    expect(Math.min(...pairs)).toBeGreaterThan(0);
  });
});

test.each([3, 7, 13])(
  'two lines of the plane of %i points have one point in common, and two points one line',
  (count) => {
    const lines = quorumSystem('plane', count);
    for (let a = 0; a < count; a++)
      for (let b = 0; b < a; b++) {
        expect(lines[a]?.filter((point) => lines[b]?.includes(point))).toHaveLength(1);
        expect(lines.filter((line) => line.includes(a) && line.includes(b))).toHaveLength(1);
      }
  },
);

describe('quorums that cannot be', () => {
  test.each([
    ['pairs', 4, 'the quorums of p0 (p0, p1) and p2 (p2, p3) do not meet'],
    ['grid', 5, 'there are no quorums "grid" for 5 processes'],
    ['plane', 4, 'there are no quorums "plane" for 4 processes'],
  ] as const)('%s of %i', (system, count, text) => {
    expect(() => quorumSystem(system, count)).toThrow(expect.objectContaining({ code: 'S109' }));
    expect(() => quorumSystem(system, count)).toThrow(text);
    const parameters = { processes: count, quorums: system };
    expect(() => configure(maekawa, parameters)).toThrow(text);
    expect(() => configure(maekawaSanders, parameters)).toThrow(text);
  });

  test('of one that has a quorum without anybody, too', () => {
    expect(() => meeting([[0, 1], []])).toThrow('the quorums of p0 (p0, p1) and p1 () do not meet');
  });
});
