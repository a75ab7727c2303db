import { describe, expect, test } from 'vitest';
import { badProcesses, badSpec, checkText } from './bad-spec.ts';

describe('S103: a function of the spec throws', () => {
  test('initial', () => {
    const { status, stdout, stderr } = checkText(badSpec({ initial: `() => JSON.parse('{')` }));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S103 a function of the spec throws ──────────────────────────────────────────

         in initial
         bad.ts:5:23
         4 │   name: 'bad',
         5 │   initial: () => JSON.parse('{'),
           │                       ^^^^^  Expected property name or '}' in JSON at
           │                              position 1

         Nothing can be explored until it works.                                exit 2
      "
    `);
  });

  test('a guard', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({ guard: '({ state }) => [1, 2][state.count]!.toFixed() !== String(state.count)' }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S103 a function of the spec throws ──────────────────────────────────────────

         in guard of increment
         bad.ts:8:50
         7 │   increment: {
         8 │     guard: ({ state }) => [1, 2][state.count]!.toFixed() !== String(stat…
           │                                                ^^^^^^^
           │   Cannot read properties of undefined (reading 'toFixed')

         the way there
         1  increment
         2  increment

         It must work in every state that can be reached.                       exit 2
      "
    `);
  });

  test('an effect', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        effect: `({ state }) => {
        if (state.count === 2) throw new Error('two is too many');
        state.count += 1;
      }`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S103 a function of the spec throws ──────────────────────────────────────────

         in effect of increment
         bad.ts:10:38
          9 │   effect: ({ state }) => {
         10 │     if (state.count === 2) throw new Error('two is too many');
            │                                  ^^^  two is too many

         the way there
         1  increment
         2  increment

         It must work in every state that can be reached.                       exit 2
      "
    `);
  });

  test('a property', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({ property: '({ log, count }) => count === 0 || log[count]!.toFixed() === String(count)' }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S103 a function of the spec throws ──────────────────────────────────────────

         in property bounded
         bad.ts:15:71
         14 │   properties: ({ invariant }) => ({
         15 │     bounded: invariant(({ log, count }) => count === 0 || log[count]!.t…
            │   Cannot read properties of undefined (reading 'toFixed')

         the way there
         1  increment

         It must work in every state that can be reached.                       exit 2
      "
    `);
  });

  test('a receive handler', () => {
    const { status, stdout, stderr } = checkText(
      badProcesses({
        receive: `if (hops > 1) throw new Error('lost the token');
    self.hops = hops + 1;`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S103 a function of the spec throws ──────────────────────────────────────────

         in effect of receive(1 <- 0)
         bad.ts:19:25
         18 │   self.hasToken = true;
         19 │   if (hops > 1) throw new Error('lost the token');
            │                       ^^^  lost the token

         the way there
         1  pass(0)
         2  receive(1 <- 0)
         3  pass(1)
         4  receive(0 <- 1)
         5  pass(0)

         It must work in every state that can be reached.                       exit 2
      "
    `);
  });

  test('a promise left behind', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        effect: `({ state }) => {
        Promise.reject(new Error('left behind'));
        state.count += 1;
      }`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S103 a function of the spec throws ──────────────────────────────────────────

         bad.ts:10:24
          9 │   effect: ({ state }) => {
         10 │     Promise.reject(new Error('left behind'));
            │                    ^^^  left behind

         A spec is made of plain functions: no promises, no timers.             exit 2
      "
    `);
  });
});

describe('S107: a message goes to a process that does not exist', () => {
  test('a process beyond the last', () => {
    const { status, stdout, stderr } = checkText(
      badProcesses({ effect: `send(id + 1, { type: 'token', hops: self.hops });` }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S107 a message goes to a process that does not exist ────────────────────────

         in effect of pass(1)
         bad.ts:13:9
         12 │   self.hasToken = false;
         13 │   send(id + 1, { type: 'token', hops: self.hops });
            │   ^^^^  p1 sends "token" to process 2, and the processes are 0 to 1

         the way there
         1  pass(0)
         2  receive(1 <- 0)

         Send to the ids in \`others\`, or to \`id\` itself.                        exit 2
      "
    `);
  });

  test('no process at all', () => {
    const { status, stdout, stderr } = checkText(
      badProcesses({ effect: `send(Number.NaN, { type: 'token', hops: self.hops });` }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S107 a message goes to a process that does not exist ────────────────────────

         in effect of pass(0)
         bad.ts:13:9
         12 │   self.hasToken = false;
         13 │   send(Number.NaN, { type: 'token', hops: self.hops });
            │   ^^^^  p0 sends "token" to process NaN, and the processes are 0 to 1

         Send to the ids in \`others\`, or to \`id\` itself.                        exit 2
      "
    `);
  });
});

describe('S108: a choice has no options', () => {
  test('in an effect', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        effect: `({ state, choose }) => {
        state.count = choose(state.count < 2 ? [state.count + 1] : []);
      }`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S108 a choice has no options ────────────────────────────────────────────────

         in effect of increment
         bad.ts:10:23
          9 │   effect: ({ state, choose }) => {
         10 │     state.count = choose(state.count < 2 ? [state.count + 1] : []);
            │                   ^^^^^^  choose() was called with no options

         the way there
         1  increment
         2  increment

         Let the guard make sure that there is something to choose from.        exit 2
      "
    `);
  });

  test('in initial', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({ initial: '({ choose }) => ({ count: choose<number>([]), log: [] })' }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S108 a choice has no options ────────────────────────────────────────────────

         in initial
         bad.ts:5:38
         4 │   name: 'bad',
         5 │   initial: ({ choose }) => ({ count: choose<number>([]), log: [] }),
           │                                      ^^^^^^  choose() was called with no
           │                                              options

         Let the guard make sure that there is something to choose from.        exit 2
      "
    `);
  });
});
