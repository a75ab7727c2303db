import { expect, test } from 'vitest';
import { explainFinding } from '../../src/counterexample/explain.ts';
import { replay } from '../../src/counterexample/replay.ts';
import type { Finding } from '../../src/explore/exploration.ts';
import { configure } from '../../src/spec/configuration.ts';
import { spec } from '../../src/spec/spec.ts';
import { counter, jugs } from '../report/support/specs.ts';
import { findingOf } from './explored.ts';

const configuration = configure(jugs);
const finding = findingOf(configuration, 'neverFour');

test('a run is made again, action by action', () => {
  const { initial, steps } = replay(configuration, finding);
  expect(initial).toEqual({ big: 0, small: 0 });
  expect(steps.map(({ action }) => action.label)).toEqual([
    'fillBig',
    'pour(bigToSmall)',
    'emptySmall',
    'pour(bigToSmall)',
    'fillBig',
    'pour(bigToSmall)',
  ]);
  expect(steps.at(-1)?.state).toEqual({ big: 4, small: 3 });
});

test.each<[string, readonly { big: number; small: number }[], string, string]>([
  [
    'that does not begin in an initial state',
    finding.states.slice(1),
    'initial',
    'it did not give the first state of the run again',
  ],
  [
    'with a state left out',
    finding.states.toSpliced(2, 1),
    'step 2',
    'no action leads again from the state before it to the state after it',
  ],
  [
    'that does not violate the property',
    finding.states.slice(0, 3),
    'property neverFour',
    'asked again about the state after step 2, it gave the other answer',
  ],
])('a run %s is refused', (_name, states, where, text) => {
  const broken = { property: 'neverFour', states } as Finding<{ big: number; small: number }>;
  expect(() => explainFinding(configuration, broken, { shortest: true })).toThrow(
    expect.objectContaining({
      code: 'S104',
      details: expect.objectContaining({
        where,
        text: `the run that settles neverFour cannot be repeated: ${text}`,
      }),
    }),
  );
});

test('the last step of a step property is by the action that violates it', () => {
  const twins = configure(
    spec({
      name: 'twins',
      initial: () => ({ n: 0 }),
      actions: () => ({
        allowed: { effect: () => ({ n: 1 }) },
        forbidden: { effect: () => ({ n: 1 }) },
      }),
      properties: ({ stepProperty }) => ({ onlyAllowed: stepProperty((_, { name }) => name === 'allowed') }),
    }),
  );
  const found = findingOf(twins, 'onlyAllowed');
  expect(replay(twins, found).steps.map(({ action }) => action.label)).toEqual(['forbidden']);
  expect(() => replay(twins, { ...found, lastAction: 0 })).toThrow(expect.objectContaining({ code: 'S104' }));
});

test('picks are part of the key of a step, and equal states are reached by the first picks', () => {
  const dice = configure(
    spec({
      name: 'dice',
      initial: ({ choose }) => ({ sum: choose([0, 5]) }),
      actions: () => ({
        roll: {
          guard: ({ state }) => state.sum < 10,
          effect: ({ state, choose }) => {
            state.sum += choose([1, 2, 2]) + choose([0, 3]);
          },
        },
      }),
      properties: ({ invariant }) => ({ below: invariant(({ sum }) => sum < 10) }),
    }),
  );
  const { trace } = explainFinding(dice, findingOf(dice, 'below'), { shortest: true });
  expect(trace.initial).toEqual({ sum: 5 });
  expect(trace.steps.map(({ key }) => key)).toEqual(['roll [1,1]']);
});

test('the message of a step property says what the step did', () => {
  const bounded = configure(counter);
  expect(explainFinding(bounded, findingOf(bounded, 'neverBack'), { shortest: true })).toMatchObject({
    message: 'count goes from 3 to 0',
    falseParts: [{ text: 'count', value: 0 }],
  });
});
