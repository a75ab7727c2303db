import { expect, test } from 'vitest';
import { Collected } from '../../src/transition/collected.ts';
import { Independence, type KnownComponent } from '../../src/transition/independence.ts';
import { RowFiring, type Unknown } from '../../src/transition/row-firing.ts';

const component: KnownComponent = {
  results: { entries: new Int32Array(4) },
  changed: new Int32Array(1),
  apply: () => {
    throw new Error('nothing is changed from elsewhere');
  },
};

/** The values 0 and 1 of one component, at each of which the one action leads to the other; what rows do not say is not asked. */
function firing(unknown: Pick<Unknown, 'isOverfull'>): RowFiring {
  const starts = [Int32Array.of(1, 7)];
  const rows = { code: Int32Array.of(0, 5, 0, 0, 0, 1, 0, 5, 0, 0, 0, 0, 0), starts };
  const fields = {
    words: 2,
    width: 2,
    wordOf: Int32Array.of(0),
    shiftOf: Int32Array.of(0),
    limitOf: Uint32Array.of(1),
  };
  const vector = new Int32Array(1);
  const independence = new Independence(Int32Array.of(0), [component], rows, vector, false);
  const ask = (): never => {
    throw new Error('the rows say everything');
  };
  const whole: Unknown = {
    row: ask,
    ask,
    askDirect: () => {},
    unfold: ask,
    get isOverfull() {
      return unknown.isOverfull;
    },
  };
  return new RowFiring(rows, [new Int32Array(2)], fields, [component], Int32Array.of(0), vector, independence, whole);
}

const states = { low: (number: number) => number % 2, high: () => 0 };
const everyRow = 2 ** 31 - 1;

test('states are fired by the rows of their component values', () => {
  const collected = new Collected(1, 16);
  const next = firing({ isOverfull: false }).fire(collected, states, 0, 3, undefined, everyRow, 0);
  expect({
    next,
    source: [...collected.source.subarray(0, collected.length)],
    ends: [...collected.ends.subarray(0, 3)],
  }).toEqual({
    next: 3,
    source: [0, 1, 2],
    ends: [1, 2, 3],
  });
  expect(Array.from({ length: 3 }, (_, i) => collected.rows[2 * i])).toEqual([1, 0, 1]);
});

test('a value that does not fit its field is noticed after the state at which that is so, whoever has met it', () => {
  const collected = new Collected(1, 16);
  let asked = 0;
  const rows = firing({
    get isOverfull() {
      return ++asked === 2;
    },
  });
  const next = rows.fire(collected, states, 0, 4, undefined, everyRow, 0);
  expect({ next, start: rows.start }).toEqual({ next: 1, start: 1 });
});
