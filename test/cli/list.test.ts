import { expect, test } from 'vitest';
import { folderWith, unturned } from './command.ts';
import { counter } from './counter.ts';

test('unturned list has every bundled spec', () => {
  const { status, stdout, stderr } = unturned(['list']);
  expect(stdout).toMatchInlineSnapshot(`
    " election
       chang-roberts     election of the largest identifier on a one-way ring

     mutual-exclusion
       maekawa           mutual exclusion by the votes of a quorum; the basic
                         algorithm, which deadlocks
       ricart-agrawala   mutual exclusion by timestamped requests and deferred
                         answers

     unturned list <spec>    parameters, properties and planted bugs of one of them
     unturned check <spec>   checks it
    "
  `);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('unturned list <spec> has all that can be asked of it', () => {
  const { status, stdout, stderr } = unturned(['list', 'counter.ts'], { cwd: folderWith({ 'counter.ts': counter }) });
  expect(stdout).toMatchInlineSnapshot(`
    " counter   counts to a limit
     counter.ts
     Anon., "On counting", 1900

     parameters
       limit=3   where it ends; an integer from 1 to 1000000

     planted bugs
       stops=false   drops: it stops at the limit; caught by bounded

     properties
       bounded   always      the count is within the limit
       ends      deadlock    it ends at the limit
       moves     reachable   it counts at all

     actions
       increment
    "
  `);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('unturned list <spec> says what is wrong with a spec', () => {
  const { status, stdout, stderr } = unturned(['list', 'broken.ts'], {
    cwd: folderWith({ 'broken.ts': 'export {};\n' }),
  });
  expect(stderr).toMatchInlineSnapshot(`
    "── S102 the file does not export a spec ────────────────────────────────────────

       broken.ts:1:1
       1 │   export {};
         │   ^^^^^^  the file has no default export

       End the file with \`export default processes({ ... })\` or \`export default
       spec({ ... })\`.                                                        exit 2
    "
  `);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});
