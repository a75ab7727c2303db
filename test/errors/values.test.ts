import { describe, expect, test } from 'vitest';
import { badProcesses, badSpec, checkText } from './bad-spec.ts';

describe('S105: what cannot be compared by value, made by an effect', () => {
  test('a function', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        effect: `({ state }) => {
        state.count += 1;
        if (state.count === 2) Object.assign(state, { log: () => 1 });
      }`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in effect of increment
         bad.ts:7:5
         6 │   actions: () => ({
         7 │     increment: {
           │     ^^^^^^^^^  log is a function

         the way there
         1  increment

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });

  test('NaN', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        effect: `({ state }) => {
        state.count = state.count === 2 ? Number.NaN : state.count + 1;
      }`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in effect of increment
         bad.ts:7:5
         6 │   actions: () => ({
         7 │     increment: {
           │     ^^^^^^^^^  count is NaN

         the way there
         1  increment
         2  increment

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });

  test('undefined', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        effect: `({ state }) => {
        state.count += 1;
        Object.assign(state.log, { 0: undefined });
      }`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in effect of increment
         bad.ts:7:5
         6 │   actions: () => ({
         7 │     increment: {
           │     ^^^^^^^^^  log[0] is undefined

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });

  test('a cycle', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        effect: `({ state }) => {
        state.count += 1;
        const loop: unknown[] = [];
        loop.push({ loop });
        Object.assign(state, { log: loop });
      }`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in effect of increment
         bad.ts:7:5
         6 │   actions: () => ({
         7 │     increment: {
           │     ^^^^^^^^^  log[0].loop is part of a cycle: the value contains itself

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });

  test('a state inside itself', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        effect: `({ state }) => {
        state.count += 1;
        Object.assign(state, { log: [state] });
      }`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in effect of increment
         bad.ts:7:5
         6 │   actions: () => ({
         7 │     increment: {
           │     ^^^^^^^^^  log[0] is the draft of another state: put into itself, or
           │                kept from an earlier effect

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });

  test('an instance of a class', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        before: `class Box {
  size = 1;
}
`,
        effect: `({ state }) => {
        state.count += 1;
        Object.assign(state, { log: new Box() });
      }`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in effect of increment
         bad.ts:10:5
          9 │   actions: () => ({
         10 │     increment: {
            │     ^^^^^^^^^  log is an instance of class Box

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });

  test('a set of objects', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        effect: `({ state }) => {
        state.count += 1;
        Object.assign(state, { log: new Set([{}]) });
      }`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in effect of increment
         bad.ts:7:5
         6 │   actions: () => ({
         7 │     increment: {
           │     ^^^^^^^^^  log is a Set or Map that has an object as an element or
           │                key

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });

  test('the promise of an async effect', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        effect: `async ({ state }) => {
        await null;
        state.count += 1;
      }`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in effect of increment
         bad.ts:7:5
         6 │   actions: () => ({
         7 │     increment: {
           │     ^^^^^^^^^  state is a promise (functions of a spec must not be async)

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });

  test('in a message', () => {
    const { status, stdout, stderr } = checkText(
      badProcesses({ effect: `send(1 - id, { type: 'token', hops: self.hops === 1 ? Number.NaN : self.hops });` }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in effect of pass(1)
         bad.ts:9:5
         8 │   rules: {
         9 │     pass: {
           │     ^^^^  channels[1][0][0].hops is NaN

         the way there
         1  pass(0)
         2  receive(1 <- 0)

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });

  test('a function in a message', () => {
    const { status, stdout, stderr } = checkText(
      badProcesses({ effect: `send(1 - id, { type: 'token', hops: (() => self.hops) as never });` }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in effect of pass(0)
         bad.ts:9:5
         8 │   rules: {
         9 │     pass: {
           │     ^^^^  channels[0][1][0].hops is a function

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });
});

describe('S105: what cannot be compared by value, in the initial state', () => {
  test('a function', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({ initial: '() => ({ count: 0, log: [] as number[], helper: () => 1 })' }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in initial
         bad.ts:5:3
         4 │   name: 'bad',
         5 │   initial: () => ({ count: 0, log: [] as number[], helper: () => 1 }),
           │   ^^^^^^^  helper is a function

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });

  test('NaN', () => {
    const { status, stdout, stderr } = checkText(badSpec({ initial: '() => ({ count: 0 / 0, log: [] as number[] })' }));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in initial
         bad.ts:5:3
         4 │   name: 'bad',
         5 │   initial: () => ({ count: 0 / 0, log: [] as number[] }),
           │   ^^^^^^^  count is NaN

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });

  test('undefined', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({ initial: '() => ({ count: 0, log: [] as number[], last: undefined })' }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in initial
         bad.ts:5:3
         4 │   name: 'bad',
         5 │   initial: () => ({ count: 0, log: [] as number[], last: undefined }),
           │   ^^^^^^^  last is undefined

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });

  test('a cycle', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        before: `const loop: { count: number; log: number[]; self?: unknown } = { count: 0, log: [] };
loop.self = { loop };
`,
        initial: '() => loop',
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in initial
         bad.ts:7:3
         6 │   name: 'bad',
         7 │   initial: () => loop,
           │   ^^^^^^^  self.loop is part of a cycle: the value contains itself

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });

  test('a date', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({ initial: '() => ({ count: 0, log: [] as number[], since: new Date(0) })' }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in initial
         bad.ts:5:3
         4 │   name: 'bad',
         5 │   initial: () => ({ count: 0, log: [] as number[], since: new Date(0) }),
           │   ^^^^^^^  since is an instance of class Date

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });

  test('a promise', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({ initial: 'async () => ({ count: 0, log: [] as number[] })' }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S105 a state holds something that cannot be compared by value ───────────────

         in initial
         bad.ts:5:3
         4 │   name: 'bad',
         5 │   initial: async () => ({ count: 0, log: [] as number[] }),
           │   ^^^^^^^  state is a promise (functions of a spec must not be async)

         A state is made of null, booleans, finite numbers, strings, arrays, plain
         records, and sets and maps with scalar elements and keys.              exit 2
      "
    `);
  });
});
