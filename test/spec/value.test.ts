import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../src/spec/canonical.ts';
import { formatPath, normalise, plainCopy, type Scalar, type Value } from '../../src/spec/value.ts';

describe('the normal form', () => {
  test('keys, elements and entries ascend', () => {
    const state = normalise({
      b: new Set([10, 9, 'a', null, true]),
      a: new Map([
        ['y', 1],
        ['x', 2],
      ]),
      '2': 0,
      '10': 0,
    });
    expect(Object.keys(state)).toEqual(['2', '10', 'a', 'b']);
    expect([...state.b]).toEqual([null, true, 9, 10, 'a']);
    expect([...state.a]).toEqual([
      ['x', 2],
      ['y', 1],
    ]);
  });

  test('is frozen through and through', () => {
    const state = normalise({ list: [{ n: 1 }], set: new Set([1]), map: new Map([['k', [1]]]) });
    const changes = [
      () => Object.assign(state, { list: [] }),
      () => state.list.push({ n: 2 }),
      () => Object.assign(state.list[0] as object, { n: 2 }),
      () => state.set.add(2),
      () => state.set.delete(1),
      () => state.map.set('k', []),
      () => state.map.clear(),
      () => state.map.get('k')?.push(2),
    ];
    for (const change of changes) expect(change).toThrow(TypeError);
    expect(state).toEqual({ list: [{ n: 1 }], set: new Set([1]), map: new Map([['k', [1]]]) });
  });

  test('leaves the value that it is made from as it was', () => {
    const given = { set: new Set([2, 1]) };
    normalise(given);
    given.set.add(0);
    expect([...given.set]).toEqual([2, 1, 0]);
  });

  test('shares parts that are in normal form already', () => {
    const part = normalise([1, 2]);
    expect(normalise({ part }).part).toBe(part);
  });

  test('knows one zero', () => {
    expect(Object.is(normalise({ n: -0 }).n, 0)).toBe(true);
    expect(Object.is([...normalise(new Set([-0]))][0], 0)).toBe(true);
  });

  test('of equal values is written alike, of different values differently', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(canonical(normalise(shuffled(a)))).toBe(canonical(normalise(a)));
        expect(normalise(a)).toEqual(a);
        if (canonical(a) === canonical(b)) expect(normalise(a)).toStrictEqual(normalise(b));
        else expect(normalise(a)).not.toStrictEqual(normalise(b));
      }),
      { seed: 1981 },
    );
  });
});

describe('what cannot be compared by value', () => {
  class Clock {
    time = 0;
  }
  const cycle: { next?: unknown } = {};
  cycle.next = { back: cycle };
  test.each([
    [{ a: [0, undefined] }, 'a[1] is undefined'],
    [{ a: { b: Number.NaN } }, 'a.b is NaN'],
    [{ a: Number.POSITIVE_INFINITY }, 'a is Infinity'],
    [{ a: () => 0 }, 'a is a function'],
    [{ a: 1n }, 'a is a bigint'],
    [{ a: Symbol('s') }, 'a is a symbol'],
    [{ a: new Clock() }, 'a is an instance of class Clock'],
    [{ a: new Date(0) }, 'a is an instance of class Date'],
    [{ a: Promise.resolve() }, 'a is a promise (functions of a spec must not be async)'],
    [{ a: new Set([[1]]) }, 'a is a Set or Map that has an object as an element or key'],
    [{ a: new Map([[{}, 1]]) }, 'a is a Set or Map that has an object as an element or key'],
    [{ a: new Map([['k', undefined]]) }, 'a.k is undefined'],
    [{ [Symbol('s')]: 1 }, 'state is a record with a symbol as a key'],
    [undefined, 'state is undefined'],
    [cycle, 'next.back is part of a cycle: the value contains itself'],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is refused
    [{ a: [1, , 2] }, 'a[1] is undefined'],
  ])('%o is refused', (state, message) => {
    expect(() => normalise(state)).toThrow(message);
  });

  test('a part in two places is no cycle', () => {
    const part = { n: 1 };
    expect(normalise({ a: part, b: [part] })).toEqual({ a: { n: 1 }, b: [{ n: 1 }] });
  });
});

describe('a plain copy', () => {
  test('equals the original, shares nothing with it and may be changed', () => {
    const original = normalise({ list: [{ n: 1 }], set: new Set([1]), map: new Map([['k', [1]]]) });
    const copy = plainCopy(original) as { list: { n: number }[]; set: Set<number>; map: Map<string, number[]> };
    expect(copy).toEqual(original);
    copy.list[0] = { n: 2 };
    copy.set.add(2);
    copy.map.get('k')?.push(2);
    expect(original).toEqual({ list: [{ n: 1 }], set: new Set([1]), map: new Map([['k', [1]]]) });
  });
});

test.each([
  [[], 'state'],
  [['processes', 1, 'clock'], 'processes[1].clock'],
  [[0, 'a'], '[0].a'],
])('the path %o is written %s', (path, text) => {
  expect(formatPath(path)).toBe(text);
});

const scalar: fc.Arbitrary<Scalar> = fc.constantFrom(null, true, false, 0, 1, 10, '0', '1', '', 'null', 'a,b');
const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(scalar, { maxLength: 3 }).map((elements) => new Set(elements)),
    fc.array(fc.tuple(scalar, tie('value')), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.dictionary(fc.constantFrom('a', 'b', '0', 'size'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

/** An equal value that was filled in the opposite order. */
function shuffled(given: Value): Value {
  if (given === null || typeof given !== 'object') return given;
  if (Array.isArray(given)) return given.map(shuffled);
  if (given instanceof Set) return new Set([...given].reverse());
  if (given instanceof Map) return new Map([...given].reverse().map(([key, part]) => [key, shuffled(part)] as const));
  return Object.fromEntries(
    Object.entries(given)
      .reverse()
      .map(([key, part]) => [key, shuffled(part)]),
  );
}
