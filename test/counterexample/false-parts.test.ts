import { expect, test } from 'vitest';
import { configure } from '../../src/spec/configuration.ts';
import { spec } from '../../src/spec/spec.ts';
import { careless } from '../report/support/specs.ts';
import { explained } from './explored.ts';

/** A spec in which `steps` happen one after another. */
function chain<S extends object>(
  first: S,
  steps: readonly Partial<S>[],
  holds: (state: S) => boolean,
  explain?: (state: S) => string,
) {
  return configure(
    spec({
      name: 'chain',
      initial: () => ({ at: 0, value: first }),
      actions: () => ({
        next: {
          guard: ({ state }) => state.at < steps.length,
          effect: ({ state }) => ({ at: state.at + 1, value: { ...state.value, ...steps[state.at] } as S }),
        },
      }),
      properties: ({ invariant }) => ({
        good: invariant(
          ({ value }) => holds(value as S),
          explain ? { explain: ({ value }) => explain(value as S) } : {},
        ),
      }),
    }),
  );
}

test('the parts that would make it true if they were as before', () => {
  expect(explained(configure(careless), 'mutualExclusion')).toMatchObject({
    message: 'p0.phase = held and p1.phase = held',
    falseParts: [
      { text: 'p0.phase', value: 'held' },
      { text: 'p1.phase', value: 'held' },
    ],
  });
});

test('parts that are read or changed without mattering are left out', () => {
  const configuration = chain({ a: 0, b: 0, c: 0 }, [{ c: 1 }, { b: 1 }, { a: 1 }], ({ a, b }) => a + b * 0 < 1);
  expect(explained(configuration, 'good').falseParts).toEqual([{ text: 'value.a', value: 1 }]);
});

test('sets and queues are parts as a whole', () => {
  const configuration = chain(
    { set: new Set<number>(), queue: [] as number[] },
    [{ queue: [7] }, { set: new Set([1, 2]) }],
    ({ set, queue }) => set.size < 2 || queue.length < 1,
  );
  expect(explained(configuration, 'good').message).toBe('value.queue = [7] and value.set = {1, 2}');
});

test('where no single part decides, those that are read and changed', () => {
  const configuration = chain({ a: 0, b: 0, c: 0, d: 5 }, [{ a: 1, b: 1, c: 1 }], ({ a, b, d }) => a + b + d < 6);
  expect(explained(configuration, 'good').falseParts).toEqual([
    { text: 'value.a', value: 1 },
    { text: 'value.b', value: 1 },
  ]);
});

test('in an initial state, what is read, without what it is a part of', () => {
  const configuration = chain({ list: [1, 2], other: 3 }, [], ({ list }) => list.every((x) => x > 1));
  expect(explained(configuration, 'good')).toMatchObject({
    trace: { length: 0 },
    falseParts: [{ text: 'value.list[0]', value: 1 }],
  });
});

test('at most six', () => {
  const many = (value: number) => Object.fromEntries(Array.from('abcdefgh', (key) => [key, value]));
  const configuration = chain(many(0), [many(1)], (value) => Object.values(value).some((x) => x === 0));
  expect(explained(configuration, 'good').falseParts).toHaveLength(6);
});

test("the property's own words come first", () => {
  const configuration = chain(
    { a: 0 },
    [{ a: 1 }],
    ({ a }) => a === 0,
    ({ a }) => `a has become ${a}`,
  );
  expect(explained(configuration, 'good').message).toBe('a has become 1');
});

test('words that throw are a mistake of the spec', () => {
  const configuration = chain(
    { a: 0 },
    [{ a: 1 }],
    ({ a }) => a === 0,
    () => {
      throw new Error('no words');
    },
  );
  expect(() => explained(configuration, 'good')).toThrow(
    expect.objectContaining({
      code: 'S103',
      details: expect.objectContaining({ where: 'explain of property good', text: 'no words' }),
    }),
  );
});
