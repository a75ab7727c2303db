import { describe, expect, test } from 'vitest';
import { badSpec, checkText } from './bad-spec.ts';

describe('S104: the spec is not deterministic', () => {
  test('a variable outside, in an effect', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        before: `let calls = 0;
`,
        effect: `({ state }) => {
        calls += 1;
        state.count = calls;
      }`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.replace(/is \d+, then \d+/, 'is <n>, then <m>')).toMatchInlineSnapshot(`
      "── S104 the spec is not deterministic ──────────────────────────────────────────

         in increment
         bad.ts:8:5
         7 │   actions: () => ({
         8 │     increment: {
           │     ^^^^^^^^^  run twice from the same state, it gave different results:
           │                count is <n>, then <m>

         Clocks, random numbers and variables outside the state do not belong in a
         spec: model a choice with choose([...]).                               exit 2
      "
    `);
  });

  test('a variable outside, in a guard', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        before: `let calls = 0;
`,
        guard: '() => ++calls % 2 === 0',
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S104 the spec is not deterministic ──────────────────────────────────────────

         in increment
         bad.ts:8:5
         7 │   actions: () => ({
         8 │     increment: {
           │     ^^^^^^^^^  run twice from the same state, it gave different results:
           │                not enabled the first time, one successor the second

         Clocks, random numbers and variables outside the state do not belong in a
         spec: model a choice with choose([...]).                               exit 2
      "
    `);
  });

  test('a variable outside, in initial', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        before: `let calls = 0;
`,
        initial: '() => ({ count: ++calls, log: [] as number[] })',
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S104 the spec is not deterministic ──────────────────────────────────────────

         in initial
         bad.ts:6:3
         5 │   name: 'bad',
         6 │   initial: () => ({ count: ++calls, log: [] as number[] }),
           │   ^^^^^^^  run twice from the same state, it gave different results:
           │            other initial states

         Clocks, random numbers and variables outside the state do not belong in a
         spec: model a choice with choose([...]).                               exit 2
      "
    `);
  });

  test('a variable outside, in a property', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        before: `let calls = 0;
`,
        property: '() => ++calls % 2 === 0',
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S104 the spec is not deterministic ──────────────────────────────────────────

         in property bounded
         bad.ts:16:5
         15 │   properties: ({ invariant }) => ({
         16 │     bounded: invariant(() => ++calls % 2 === 0),
            │     ^^^^^^^  run twice from the same state, it gave different results:
            │              true once, false once

         Clocks, random numbers and variables outside the state do not belong in a
         spec: model a choice with choose([...]).                               exit 2
      "
    `);
  });
  test('a random number is pointed at', () => {
    const text = badSpec({
      effect: '({ state }) => {\n        state.count += 1;\n        state.log = [Math.random()];\n      }',
    });
    const { status, stdout, stderr } = checkText(text, 'bad.ts', '--width', '200');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.replace(/0\.\d+/g, '0.…').replace(/ +exit/, ' exit')).toMatchInlineSnapshot(`
      "── S104 the spec is not deterministic ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

         in increment
         bad.ts:11:22
         10 │   state.count += 1;
         11 │   state.log = [Math.random()];
            │                ^^^^  run twice from the same state, it gave different results: log is [0.…], then [0.…]

         Clocks, random numbers and variables outside the state do not belong in a spec: model a choice with choose([...]). exit 2
      "
    `);
  });
});

describe('S106: a state is changed outside an effect', () => {
  test('by a guard', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({ guard: '({ state }) => ++(state as { count: number }).count < 3' }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S106 a state is changed outside an effect ───────────────────────────────────

         in guard of increment
         bad.ts:8:60
         7 │   increment: {
         8 │     guard: ({ state }) => ++(state as { count: number }).count < 3,
           │                                                          ^^^^^
           │   Cannot assign to read only property 'count' of object '#<Object>'

         Only an effect may change the state, through the draft it is given. Guards,
         properties and \`initial\` only look.                                    exit 2
      "
    `);
  });

  test('by a property', () => {
    const { status, stdout, stderr } = checkText(badSpec({ property: '({ log }) => (log as number[]).push(1) > 0' }));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S106 a state is changed outside an effect ───────────────────────────────────

         in property bounded
         bad.ts:15:55
         14 │   properties: ({ invariant }) => ({
         15 │     bounded: invariant(({ log }) => (log as number[]).push(1) > 0),
            │                                                       ^^^^
            │   Cannot add property 0, object is not extensible

         Only an effect may change the state, through the draft it is given. Guards,
         properties and \`initial\` only look.                                    exit 2
      "
    `);
  });

  test('by an effect, outside its draft', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        before: `const log: readonly number[] = Object.freeze([0]);
`,
        effect: `({ state }) => {
        (log as number[]).push(state.count);
        state.count += 1;
      }`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S106 a state is changed outside an effect ───────────────────────────────────

         in effect of increment
         bad.ts:11:27
         10 │   effect: ({ state }) => {
         11 │     (log as number[]).push(state.count);
            │                       ^^^^  Cannot add property 1, object is not
            │                             extensible

         Only an effect may change the state, through the draft it is given. Guards,
         properties and \`initial\` only look.                                    exit 2
      "
    `);
  });
});
