import { describe, expect, test } from 'vitest';
import { badSpec, checkText } from './bad-spec.ts';

describe('S109: the spec is not well formed', () => {
  test('an effect that changes its draft and returns a state', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        effect: `({ state }) => {
        state.count += 1;
        return { ...state };
      }`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S109 the spec is not well formed ────────────────────────────────────────────

         in effect of increment
         bad.ts:7:5
         6 │   actions: () => ({
         7 │     increment: {
           │     ^^^^^^^^^  it changed its draft and returned a new state as well

         Assign to the draft and return nothing, or leave it alone and return the new
         state.                                                                 exit 2
      "
    `);
  });

  test('an action without an effect', () => {
    const { status, stdout, stderr } = checkText(badSpec({ effect: 'undefined as never' }));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S109 the spec is not well formed ────────────────────────────────────────────

         in increment
         bad.ts:7:5
         6 │   actions: () => ({
         7 │     increment: {
           │     ^^^^^^^^^  it has no effect

         Give it a function \`effect\`.                                           exit 2
      "
    `);
  });

  test('a property that is none', () => {
    const { status, stdout, stderr } = checkText(badSpec({}).replace(/invariant\(.*\)/, '(() => true) as never'));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S109 the spec is not well formed ────────────────────────────────────────────

         in property bounded
         bad.ts:15:5
         14 │   properties: ({ invariant }) => ({
         15 │     bounded: (() => true) as never,
            │     ^^^^^^^  it is not a property

         Build it with one of the builders that \`properties\` is given: invariant,
         stepProperty, reachable, deadlockFree, terminal, historyInvariant,
         happenedBeforeOrder, firstComeFirstServed, runCost, temporal, alwaysPossible,
         bypass.                                                                exit 2
      "
    `);
  });

  test('a spec without actions', () => {
    const { status, stdout, stderr } = checkText(
      `import { spec } from 'unturned';\n\nexport default spec({ name: 'bad', initial: () => 0 } as never);\n`,
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S109 the spec is not well formed ────────────────────────────────────────────

         bad.ts:3:16
         3 │   export default spec({ name: 'bad', initial: () => 0 } as never);
           │                  ^^^^  it has no \`actions\`

         A spec has a name, a function \`initial\` and a function \`actions\`.      exit 2
      "
    `);
  });
});

describe('S110: a function of the spec gives the wrong kind of result', () => {
  test('a guard that returns nothing', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({
        guard: `({ state }) => {
        state.count < 3;
      }`,
      }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S110 a function of the spec gives the wrong kind of result ──────────────────

         in guard of increment
         bad.ts:7:5
         6 │   actions: () => ({
         7 │     increment: {
           │     ^^^^^^^^^  it returned nothing where true or false is needed

         Compare explicitly, for example \`size > 0\`; is a \`return\` missing?     exit 2
      "
    `);
  });

  test('an async guard', () => {
    const { status, stdout, stderr } = checkText(badSpec({ guard: '(async () => true) as never' }));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S110 a function of the spec gives the wrong kind of result ──────────────────

         in guard of increment
         bad.ts:7:5
         6 │   actions: () => ({
         7 │     increment: {
           │     ^^^^^^^^^  it returned a promise where true or false is needed

         Compare explicitly, for example \`size > 0\`; is a \`return\` missing?     exit 2
      "
    `);
  });

  test('a property that returns text', () => {
    const { status, stdout, stderr } = checkText(
      badSpec({ property: `({ count }) => (count <= 3 ? 'fine' : '') as never` }),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S110 a function of the spec gives the wrong kind of result ──────────────────

         in property bounded
         bad.ts:15:5
         14 │   properties: ({ invariant }) => ({
         15 │     bounded: invariant(({ count }) => (count <= 3 ? 'fine' : '') as nev…
            │     ^^^^^^^  it returned "fine" where true or false is needed

         Compare explicitly, for example \`size > 0\`; is a \`return\` missing?     exit 2
      "
    `);
  });
});
