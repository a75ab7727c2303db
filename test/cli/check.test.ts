import { describe, expect, test } from 'vitest';
import { folderWith, timeless, unturned } from './command.ts';
import { counter, endless } from './counter.ts';

describe('unturned check', () => {
  test('says that a spec holds', () => {
    const { status, stdout, stderr } = unturned(['check', 'counter.ts'], {
      cwd: folderWith({ 'counter.ts': counter }),
    });
    expect(timeless(stdout)).toMatchInlineSnapshot(`
      " unturned 0.1.0   counter.ts › counter    limit=3 stops=true
       bfs · exact

       ✓ bounded   always     the count is within the limit
       ✓ ends      deadlock   it ends at the limit
       ✓ moves     reachable  witness of 1 step: it counts at all

       4 states · 3 transitions · depth 3 · search complete   <time> · <memory>
       actions   increment 3 · none unused
       ends      1 state without successor · 1 proper end
       exact: every state stored in full

       PASS   3 properties hold for this configuration
      "
    `);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('draws the run that breaks a property', () => {
    const cwd = folderWith({ 'counter.ts': counter });
    const { status, stdout, stderr } = unturned(['check', 'counter.ts', '--set', 'stops=false'], { cwd });
    expect(timeless(stdout)).toMatchInlineSnapshot(`
      " unturned 0.1.0   counter.ts › counter    limit=3 stops=false
       bfs · exact

       ✗ bounded   always     violated after 4 steps (shortest possible)
       ? ends      deadlock   not refuted in the 5 states seen before the search
                              stopped
       ✓ moves     reachable  witness of 1 step: it counts at all

       5 states · 4 transitions · depth 4 · search stopped at the first violation   <time> · <memory>
       actions   increment 4 · none unused
       ends      none in the states expanded
       exact: every state stored in full

      ── V101 bounded is violated ────────────────────────────────────────────────────

         counter.ts:21:14
         20 │   properties: ({ params, invariant, deadlockFree, reachable }) => ({
         21 │     bounded: invariant(({ count }) => count <= params.limit, { descript…
            │     ^^^^^^^  false in state 4:  count = 4

         1  increment   count 0 → 1
         2  increment   count 1 → 2
         3  increment   count 2 → 3
         4  increment   count 3 → 4

       replay        unturned replay .unturned/traces/counter-bounded-stops=false.json

       FAIL   1 violated · 1 reached · 1 not settled for this configuration
      "
    `);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  });

  test('goes on after a violation if told', () => {
    const cwd = folderWith({ 'counter.ts': counter });
    const words = ['check', 'counter.ts', '--set', 'stops=false', '--keep-going', '--detail', 'none'];
    const { status, stdout } = unturned(words, { cwd });
    expect(timeless(stdout)).toMatchInlineSnapshot(`
      " unturned 0.1.0   counter.ts › counter    limit=3 stops=false
       bfs · exact

       ✗ bounded   always     violated after 4 steps (shortest possible)
       ✗ ends      deadlock   stuck after 4 steps (shortest possible)
       ✓ moves     reachable  witness of 1 step: it counts at all

       5 states · 4 transitions · depth 4 · search complete   <time> · <memory>
       actions   increment 4 · none unused
       ends      1 state without successor · 1 deadlocked
       exact: every state stored in full

      ── V101 bounded is violated ────────────────────────────────────────────────────

         counter.ts:21:14
         20 │   properties: ({ params, invariant, deadlockFree, reachable }) => ({
         21 │     bounded: invariant(({ count }) => count <= params.limit, { descript…
            │     ^^^^^^^  false in state 4:  count = 4

      ── V201 ends is violated: no action is enabled ─────────────────────────────────

         counter.ts:22:11
         21 │   bounded: invariant(({ count }) => count <= params.limit, { descriptio…
         22 │   ends: deadlockFree({ description: 'it ends at the limit', termination…
            │   ^^^^  not a proper end:  count = 4

       FAIL   2 violated · 1 reached for this configuration
      "
    `);
    expect(status).toBe(1);
  });

  test('judges only the properties that are asked for', () => {
    const cwd = folderWith({ 'counter.ts': counter });
    const words = ['check', 'counter.ts', '--set', 'stops=false', '--property', 'moves'];
    const { status, stdout } = unturned(words, { cwd });
    expect(timeless(stdout)).toMatchInlineSnapshot(`
      " unturned 0.1.0   counter.ts › counter    limit=3 stops=false
       bfs · exact

       ✓ moves   reachable  witness of 1 step: it counts at all

       5 states · 4 transitions · depth 4 · search complete   <time> · <memory>
       actions   increment 4 · none unused
       ends      1 state without successor · no property says which are proper ends
       exact: every state stored in full

       PASS   1 property holds for this configuration
      "
    `);
    expect(status).toBe(0);
  });

  test.each([
    ['--max-states', '50'],
    ['--max-depth', '49'],
    ['--max-time', '0ms'],
    ['--max-memory', '1m'],
  ])('is inconclusive when %s %s ends the search', (...limit) => {
    const cwd = folderWith({ 'counter.ts': counter });
    const words = [
      'check',
      'counter.ts',
      '--set',
      'limit=1000000',
      '--property',
      'bounded',
      '--reporter',
      'json',
      ...limit,
    ];
    const { status, stdout } = unturned(words, { cwd });
    const { systems } = JSON.parse(stdout);
    expect(status).toBe(3);
    expect(systems[0].stats).toMatchObject({ complete: false, stoppedBy: limit[0].slice(2) });
    expect(systems[0].properties).toMatchObject([{ name: 'bounded', status: 'not-refuted' }]);
  });

  test('says which value grows in a spec without an end', () => {
    const cwd = folderWith({ 'endless.ts': endless });
    const { status, stdout } = unturned(['check', 'endless.ts', '--max-states', '1k'], { cwd });
    expect(timeless(stdout)).toMatchInlineSnapshot(`
      " unturned 0.1.0   endless.ts › endless
       bfs · exact

       ? positive   always     not refuted in the 1 000 states seen before the search
                               stopped

       1 000 states · 999 transitions · depth 999 · search stopped by --max-states   <time> · <memory>
       actions   increment 999 · none unused
       ends      none in the states expanded
       exact: every state stored in full

       INCOMPLETE   for this configuration: stopped by --max-states 1 000 at depth
                    999, 1 state left to expand
       growing      count keeps growing, 0 to 999 on the way to the deepest state: the
                    state space may be infinite
       next         a higher --max-states, or a bound on it in the guards of the spec
      "
    `);
    expect(status).toBe(3);
  });

  test.each(['default', 'direct', 'reference'])('agrees with the others with --engine %s', (engine) => {
    const cwd = folderWith({ 'counter.ts': counter });
    const words = [
      'check',
      'counter.ts',
      '--engine',
      engine,
      '--reporter',
      'json',
      '--set',
      'stops=false',
      '--keep-going',
    ];
    const { status, stdout } = unturned(words, { cwd });
    const [{ stats, actions, properties }] = JSON.parse(stdout).systems;
    expect(status).toBe(1);
    expect(stats).toMatchObject({
      states: 5,
      transitions: 4,
      depth: 4,
      initial: 1,
      terminal: 1,
      deadlocked: 1,
      complete: true,
    });
    expect(actions).toEqual([{ name: 'increment', fired: 4, newStates: 4 }]);
    expect(properties.map((property: { status: string }) => property.status)).toEqual([
      'violated',
      'violated',
      'reached',
    ]);
  });

  test('counts the states of a spec without properties, and warns', () => {
    const spec = `import { spec } from 'unturned';
export default spec({ name: 'bare', initial: () => 0, actions: () => ({ stay: { effect: ({ state }) => state } }) });
`;
    const cwd = folderWith({ 'bare.ts': spec });
    const { status, stdout, stderr } = unturned(['check', 'bare.ts'], { cwd });
    expect(timeless(stdout)).toMatchInlineSnapshot(`
      " unturned 0.1.0   bare.ts › bare
       bfs · exact

       1 state · 1 transition · depth 0 · search complete   <time> · <memory>
       actions   stay 1 · none unused
       ends      none: every state has a successor
       exact: every state stored in full

       PASS   no property to judge: 1 state explored for this configuration
      "
    `);
    expect(stderr).toMatchInlineSnapshot(`
      " ! W302 bare.ts: the spec has no properties: nothing is checked, its states are
              only counted. Give it \`properties\`, deadlockFree() for a start.
      "
    `);
    expect(status).toBe(0);
    expect(unturned(['check', 'bare.ts', '--quiet'], { cwd }).stderr).toBe('');
  });

  test('checks all specs though one fails, and ends with the worst exit status', () => {
    const cwd = folderWith({ 'counter.ts': counter, 'broken.ts': 'export default 1;\n', 'endless.ts': endless });
    const { status, stdout, stderr } = unturned(
      ['check', 'broken.ts', 'counter.ts', 'endless.ts', '--max-states', '50', '--detail', 'none'],
      { cwd },
    );
    expect(timeless(stdout)).toMatchInlineSnapshot(`
      " unturned 0.1.0   counter.ts › counter    limit=3 stops=true
       bfs · exact

       ✓ bounded   always     the count is within the limit
       ✓ ends      deadlock   it ends at the limit
       ✓ moves     reachable  witness of 1 step: it counts at all

       4 states · 3 transitions · depth 3 · search complete   <time> · <memory>
       actions   increment 3 · none unused
       ends      1 state without successor · 1 proper end
       exact: every state stored in full

       PASS   3 properties hold for this configuration

       unturned 0.1.0   endless.ts › endless
       bfs · exact

       ? positive   always     not refuted in the 50 states seen before the search
                               stopped

       50 states · 49 transitions · depth 49 · search stopped by --max-states   <time> · <memory>
       actions   increment 49 · none unused
       ends      none in the states expanded
       exact: every state stored in full

       INCOMPLETE   for this configuration: stopped by --max-states 50 at depth 49, 1
                    state left to expand
       growing      count keeps growing, 0 to 49 on the way to the deepest state: the
                    state space may be infinite
       next         a higher --max-states, or a bound on it in the guards of the spec

       ✓ counter 4 states   ? endless 50 states   ✗ broken.ts S102
       ERROR   1 of 3 specs not checked · 1 of 4 properties not settled   <time>
      "
    `);
    expect(stderr).toMatchInlineSnapshot(`
      "── S102 the file does not export a spec ────────────────────────────────────────

         broken.ts:1:1
         1 │   export default 1;
           │   ^^^^^^  the default export is a number, not a spec

         End the file with \`export default processes({ ... })\` or \`export default
         spec({ ... })\`.                                                        exit 2
      ready
      "
    `);
    expect(status).toBe(2);
    expect(unturned(['check', 'counter.ts', 'endless.ts', '--max-states', '50'], { cwd }).status).toBe(3);
    expect(unturned(['check', 'counter.ts', 'counter.ts'], { cwd }).status).toBe(0);
  });
});
