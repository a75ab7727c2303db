import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { folderWith, shell, timeless, unturned } from './command.ts';

const lock = `import { spec } from 'unturned';

export default spec({
  name: 'lock',
  initial: () => ({ holder: null as number | null, queue: [] as number[] }),
  actions: ({ action }) => ({
    ask: action({
      args: [0, 1, 2],
      guard: {
        'does not wait': ({ state }, client) => !state.queue.includes(client),
        'does not hold it': ({ state }, client) => state.holder !== client,
      },
      effect: ({ state }, client) => {
        state.queue.push(client);
      },
    }),
    grant: action({
      args: [0, 1, 2],
      guard: {
        'the lock is free': ({ state }) => state.holder === null,
        'it is first in the queue': ({ state }, client) => state.queue[0] === client,
      },
      effect: ({ state }) => {
        state.holder = state.queue.shift() ?? null;
      },
    }),
    release: action({
      args: [0, 1, 2],
      guard: { 'it holds the lock': ({ state }, client) => state.holder === client },
      effect: ({ state }) => {
        state.holder = null;
      },
    }),
  }),
});
`;

const good = `{"action":"grant","args":[1],"state":{"holder":1}}
{"state":{"queue":[0,2]}}
{"action":"release"}
{"action":"grant","state":{"queue":{"0":2}}}
`;

function validate(log: string, ...words: readonly string[]) {
  const cwd = folderWith({ 'lock.ts': lock, 'run.ndjson': log });
  return unturned(['validate', 'lock.ts', 'run.ndjson', ...words], { cwd });
}

test('a log whose gaps hidden steps fill is a behaviour of the spec', () => {
  const { status, stdout, stderr } = validate(good, '--hidden', '2');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(timeless(stdout)).toMatchInlineSnapshot(`
    " unturned 0.1.0   lock.ts › lock
     run.ndjson · 4 events · up to 2 hidden steps before each · hidden: ask

     ✓ some run of the spec is as all 4 events say

     2 possible states there · 3 at most   <time> · <memory>

     PASS   the log is a behaviour of the spec with at most 2 hidden steps before
            each event
    "
  `);
});

test('a lock that is granted twice is found where it is, with what would have been right', () => {
  const { status, stdout } = validate(`${good}{"action":"grant","args":[2],"state":{"holder":2}}\n`, '--hidden', '2');
  expect(status).toBe(1);
  expect(timeless(stdout)).toMatchInlineSnapshot(`
    " unturned 0.1.0   lock.ts › lock
     run.ndjson · 5 events · up to 2 hidden steps before each · hidden: ask

     ✓ some run of the spec is as the first 4 of 5 events say, to line 4
     ✗ none goes on as line 5 says

     2 possible states there · 3 at most   <time> · <memory>

    ── V501 the spec has no such step: line 5 ──────────────────────────────────────

       run.ndjson:5:1
       4 │   {"action":"grant","state":{"queue":{"0":2}}}
       5 │   {"action":"grant","args":[2],"state":{"holder":2}}

       grant(2) cannot happen here; it needs: the lock is free

       a run to line 4, which the spec allows

         1  hidden  ask(1)       queue += 1
         2  hidden  ask(0)       queue += 0
         3  line 1  grant(1)     holder none → 1 · queue -= 1
         4  hidden  ask(2)       queue += 2
         5  line 3  release(1)   holder 1 → none
         6  line 4  grant(0)     holder none → 0 · queue -= 0
         ✗  line 5  grant(2): no step of the spec

       after line 4 the system is in one of 2 states
          holder 0
       they differ in
          queue [2] or [2, 1]

       what the spec allows next
          ask(1)       in 1 of them · queue += 1
          release(0)   holder 0 → none

     FAIL   the log is not a behaviour of the spec with at most 2 hidden steps
            before each event: 4 of 5 events explained
    "
  `);
});

test('a state that no step leads to is set against the nearest', () => {
  const { status, stdout } = validate(
    '{"action":"grant","args":[0]}\n{"state":{"holder":1,"queue":[]}}\n',
    '--hidden',
    '1',
  );
  expect(status).toBe(1);
  expect(timeless(stdout)).toMatchInlineSnapshot(`
    " unturned 0.1.0   lock.ts › lock
     run.ndjson · 2 events · up to 1 hidden step before each · hidden: ask, release

     ✓ some run of the spec is as the first of 2 events says, to line 1
     ✗ none goes on as line 2 says

     1 possible state there · 1 at most   <time> · <memory>

    ── V501 the spec has no such step: line 2 ──────────────────────────────────────

       run.ndjson:2:1
       1 │   {"action":"grant","args":[0]}
       2 │   {"state":{"holder":1,"queue":[]}}

       no possible state is so; in the nearest: holder is 0, where the log says 1

       a run to line 1, which the spec allows

         1  hidden  ask(0)     queue += 0
         2  line 1  grant(0)   holder none → 0 · queue -= 0
         ✗  line 2  no state is as it says

       after line 1 the system is in this state
          holder 0

       what the spec allows next
          ask(1)       queue += 1
          ask(2)       queue += 2
          release(0)   holder 0 → none

     FAIL   the log is not a behaviour of the spec with at most 1 hidden step before
            each event: 1 of 2 events explained
    "
  `);
});

test('more hidden steps are tried, and named if they help', () => {
  const { status, stdout } = validate(good, '--hidden', '1');
  expect(status).toBe(1);
  expect(stdout).toContain('with --hidden 2, all of the log is explained');
});

test('too many possible states leave it open', () => {
  const { status, stdout } = validate(good, '--hidden', '2', '--max-states', '3');
  expect(status).toBe(3);
  expect(stdout).toContain('INCOMPLETE   too ambiguous');
});

test('the record tells all, also of standard input', () => {
  const cwd = folderWith({ 'lock.ts': lock });
  const words = `--hidden 2 --reporter json --reporter pretty=report.txt`;
  const { status, stdout } = shell(
    `echo '{"action":"grant","state":{"holder":2}}' | unturned validate lock.ts - ${words}`,
    {
      cwd,
    },
  );
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'explained',
    status: 'pass',
    exitCode: 0,
    name: 'lock',
    log: '-',
    events: 1,
    explained: 1,
    hidden: { most: 2, actions: ['ask(0)', 'ask(1)', 'ask(2)', 'release(0)', 'release(1)', 'release(2)'] },
    states: { common: [{ path: 'holder', value: 2 }], differing: [{ path: 'queue', values: [[], [0], [1]] }] },
    run: { trace: { length: 2, steps: [{ key: 'ask(2)' }, { key: 'grant(2)' }] }, lines: [null, 1] },
  });
});

test('only the named actions are hidden', () => {
  expect(validate(good, '--hidden', '2', '--hidden-actions', 'release').status).toBe(1);
  expect(validate(good, '--hidden', '2', '--hidden-actions', 'ask').status).toBe(0);
  const { status, stderr } = validate(good, '--hidden-actions', 'aks');
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('U128') });
});

test('a mistake in the log is shown in its line', () => {
  const { status, stderr } = validate('{"action":"grant"}\n{"action":"relaese"}\n');
  expect(status).toBe(2);
  expect(stderr).toMatchInlineSnapshot(`
    "── U128 a log or a test speaks of what the spec does not have ──────────────────

       run.ndjson:2:2
       1 │   {"action":"grant"}
       2 │   {"action":"relaese"}
         │    ^  there is no action "relaese"

       Did you mean "release"?                                                exit 2
    "
  `);
  const missing = unturned(['validate', 'peterson', 'nowhere.ndjson']);
  expect(missing).toMatchObject({ status: 2, stderr: expect.stringContaining('U125') });
});

test('the schema of events accepts what the command accepts', () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../dist/validate/log-event.schema.json', import.meta.url), 'utf8'),
  );
  const isEvent = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);
  for (const line of good.trim().split('\n')) expect(isEvent(JSON.parse(line)), line).toBe(true);
  for (const event of [{}, { args: [1] }, { action: 7 }, { action: [] }, { process: -1 }, 'grant'])
    expect(isEvent(event), JSON.stringify(event)).toBe(false);
});
