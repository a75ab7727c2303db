import { describe, expect, test } from 'vitest';
import {
  choice,
  describeDomain,
  didYouMean,
  integer,
  resolveParameters,
  toDomain,
  variant,
} from '../../src/spec/parameter.ts';
import type { SpecError } from '../../src/spec/spec-error.ts';

const declarations = {
  processes: integer({ default: 3, min: 2, max: 6 }),
  order: choice(['fifo', 'lifo', 'bag'], { default: 'bag' }),
  requests: 1,
  isFast: false,
  tieBreak: variant({ description: 'ties are broken', caughtBy: ['agreement'] }),
};

describe('values for parameters', () => {
  test('those not given have their defaults', () => {
    expect(resolveParameters(declarations, {})).toEqual({
      processes: 3,
      order: 'bag',
      requests: 1,
      isFast: false,
      tieBreak: true,
    });
  });

  test('text is read by the domain', () => {
    expect(
      resolveParameters(declarations, { processes: '6', order: 'fifo', isFast: 'true', tieBreak: 'false' }),
    ).toEqual({
      processes: 6,
      order: 'fifo',
      requests: 1,
      isFast: true,
      tieBreak: false,
    });
  });

  test.each([
    [{ processes: 7 }, 'U103 parameter "processes" cannot be 7: it takes an integer from 2 to 6', 'Its default is 3.'],
    [{ processes: 1 }, 'U103 parameter "processes" cannot be 1: it takes an integer from 2 to 6', 'Its default is 3.'],
    [
      { processes: 2.5 },
      'U103 parameter "processes" cannot be 2.5: it takes an integer from 2 to 6',
      'Its default is 3.',
    ],
    [
      { processes: '' },
      'U103 parameter "processes" cannot be "": it takes an integer from 2 to 6',
      'Its default is 3.',
    ],
    [
      { processes: '1e0' },
      'U103 parameter "processes" cannot be "1e0": it takes an integer from 2 to 6',
      'Its default is 3.',
    ],
    [
      { requests: '-1' },
      'U103 parameter "requests" cannot be "-1": it takes an integer from 0 to 1000',
      'Its default is 1.',
    ],
    [
      { order: 'fifi' },
      'U103 parameter "order" cannot be "fifi": it takes one of fifo, lifo, bag',
      'Did you mean "fifo"?',
    ],
    [{ order: 3 }, 'U103 parameter "order" cannot be 3: it takes one of fifo, lifo, bag', 'Its default is bag.'],
    [{ isFast: 'yes' }, 'U103 parameter "isFast" cannot be "yes": it takes true or false', 'Its default is false.'],
    [{ isFast: 1 }, 'U103 parameter "isFast" cannot be 1: it takes true or false', 'Its default is false.'],
    [{ proceses: 3 }, 'U102 there is no parameter "proceses"', 'Did you mean "processes"?'],
    [{ n: 3 }, 'U102 there is no parameter "n"', 'The parameters are processes, order, requests, isFast, tieBreak.'],
    [
      { toString: 3 },
      'U102 there is no parameter "toString"',
      'The parameters are processes, order, requests, isFast, tieBreak.',
    ],
  ])('%o is refused', (given, message, help) => {
    const error = mistake(() => resolveParameters(declarations, given));
    expect([error.message, error.details.help]).toEqual([message, help]);
  });

  test('where there are no parameters, that is said', () => {
    expect(mistake(() => resolveParameters({}, { n: 1 })).details.help).toBe('This spec has no parameters.');
  });
});

test('a bare number or boolean stands for a domain', () => {
  expect([toDomain(2), toDomain(true)].map(describeDomain)).toEqual(['an integer from 0 to 1000', 'true or false']);
});

test('the first of several words is the default unless told', () => {
  expect(choice(['a', 'b']).default).toBe('a');
});

test('only a name that is alike is proposed', () => {
  const names = ['processes', 'requests', 'n'];
  expect(['process', 'PROCESSES', 'requsts', 'banana'].map((name) => didYouMean(name, names))).toEqual([
    'processes',
    'processes',
    'requests',
    undefined,
  ]);
  expect(didYouMean('n', [])).toBe(undefined);
});

function mistake(run: () => unknown): SpecError {
  try {
    run();
  } catch (error) {
    return error as SpecError;
  }
  throw new Error('nothing was refused');
}
