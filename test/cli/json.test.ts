import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { folderWith, type Surroundings, unturned } from './command.ts';
import { counter, endless } from './counter.ts';
import { lockServer } from './lock-server.ts';

const schema = JSON.parse(readFileSync(new URL('../../dist/report/result.schema.json', import.meta.url), 'utf8'));
const conforms = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

/** Runs `check` with the JSON reporter, and holds what it prints against the schema. */
function record(words: readonly string[], surroundings?: Surroundings) {
  const { status, stdout } = unturned(['check', ...words, '--reporter', 'json'], surroundings);
  const result = JSON.parse(stdout);
  conforms(result);
  expect(conforms.errors).toBeNull();
  expect(result.exitCode).toBe(status);
  return result;
}

test('the record has everything, and nothing else', () => {
  const cwd = folderWith({ 'counter.ts': counter });
  const result = record(['counter.ts', '--set', 'stops=false', '--max-states', '1k'], { cwd });
  const { elapsedMs, statesPerSecond, peakMemoryBytes, ...stats } = result.systems[0].stats;
  expect([elapsedMs, statesPerSecond, peakMemoryBytes].every((figure) => figure >= 0)).toBe(true);
  expect(Date.parse(result.startedAt)).toBeLessThanOrEqual(Date.now());
  expect({
    ...result,
    tool: { ...result.tool, version: '', node: '' },
    startedAt: '',
    elapsedMs: 0,
    systems: [{ ...result.systems[0], stats, learned: {} }],
  }).toMatchInlineSnapshot(`
    {
      "$schema": "urn:unturned:result:1",
      "command": [
        "unturned",
        "check",
        "counter.ts",
        "--set",
        "stops=false",
        "--max-states",
        "1k",
        "--reporter",
        "json",
      ],
      "diagnostics": [],
      "elapsedMs": 0,
      "exitCode": 1,
      "schemaVersion": 1,
      "startedAt": "",
      "status": "fail",
      "systems": [
        {
          "actions": [
            {
              "fired": 4,
              "name": "increment",
              "newStates": 4,
            },
          ],
          "description": "counts to a limit",
          "file": "counter.ts",
          "learned": {},
          "name": "counter",
          "parameters": {
            "limit": 3,
            "stops": false,
          },
          "properties": [
            {
              "description": "the count is within the limit",
              "falseParts": [
                {
                  "text": "count",
                  "value": 4,
                },
              ],
              "kind": "always",
              "message": "count = 4",
              "name": "bounded",
              "source": {
                "column": 14,
                "file": "counter.ts",
                "line": 21,
              },
              "status": "violated",
              "trace": {
                "initial": {
                  "count": 0,
                },
                "length": 4,
                "messages": [],
                "processes": [],
                "shortest": true,
                "steps": [
                  {
                    "action": "increment",
                    "args": [],
                    "diff": [
                      {
                        "from": 0,
                        "op": "set",
                        "path": "count",
                        "to": 1,
                      },
                    ],
                    "index": 1,
                    "key": "increment",
                    "sends": [],
                    "state": {
                      "count": 1,
                    },
                  },
                  {
                    "action": "increment",
                    "args": [],
                    "diff": [
                      {
                        "from": 1,
                        "op": "set",
                        "path": "count",
                        "to": 2,
                      },
                    ],
                    "index": 2,
                    "key": "increment",
                    "sends": [],
                    "state": {
                      "count": 2,
                    },
                  },
                  {
                    "action": "increment",
                    "args": [],
                    "diff": [
                      {
                        "from": 2,
                        "op": "set",
                        "path": "count",
                        "to": 3,
                      },
                    ],
                    "index": 3,
                    "key": "increment",
                    "sends": [],
                    "state": {
                      "count": 3,
                    },
                  },
                  {
                    "action": "increment",
                    "args": [],
                    "diff": [
                      {
                        "from": 3,
                        "op": "set",
                        "path": "count",
                        "to": 4,
                      },
                    ],
                    "index": 4,
                    "key": "increment",
                    "sends": [],
                    "state": {
                      "count": 4,
                    },
                  },
                ],
              },
              "traceFile": ".unturned/traces/counter-bounded-stops=false.json",
            },
            {
              "description": "it ends at the limit",
              "kind": "deadlock",
              "name": "ends",
              "source": {
                "column": 11,
                "file": "counter.ts",
                "line": 22,
              },
              "status": "not-refuted",
            },
            {
              "description": "it counts at all",
              "kind": "reachable",
              "name": "moves",
              "source": {
                "column": 12,
                "file": "counter.ts",
                "line": 23,
              },
              "status": "reached",
              "trace": {
                "initial": {
                  "count": 0,
                },
                "length": 1,
                "messages": [],
                "processes": [],
                "shortest": true,
                "steps": [
                  {
                    "action": "increment",
                    "args": [],
                    "diff": [
                      {
                        "from": 0,
                        "op": "set",
                        "path": "count",
                        "to": 1,
                      },
                    ],
                    "index": 1,
                    "key": "increment",
                    "sends": [],
                    "state": {
                      "count": 1,
                    },
                  },
                ],
              },
            },
          ],
          "search": {
            "engine": "default",
            "limits": {
              "maxStates": 1000,
            },
            "order": "bfs",
            "workers": 1,
          },
          "specHash": "c10376ffbe33d1e5094f544910607083d1e290692c40d2b2a9ab4ef8ed74525b",
          "stats": {
            "complete": false,
            "deadlocked": 0,
            "depth": 4,
            "exact": true,
            "initial": 1,
            "perDepth": [
              1,
              1,
              1,
              1,
              1,
            ],
            "queue": 1,
            "states": 5,
            "stoppedBy": "violation",
            "terminal": 0,
            "transitions": 4,
          },
        },
      ],
      "tool": {
        "name": "unturned",
        "node": "",
        "version": "",
      },
    }
  `);
});

test.each([
  ['maekawa', 'fail', 1],
  ['ricart-agrawala', 'pass', 0],
  ['chang-roberts', 'pass', 0],
])('%s conforms to the schema, and ends with %s', (name, status, exitCode) => {
  expect(record([name, '--keep-going'])).toMatchObject({ status, exitCode, diagnostics: [] });
});

describe('what is not a verdict has a place in the record', () => {
  test('a limit', () => {
    const cwd = folderWith({ 'endless.ts': endless });
    const result = record(['endless.ts', '--max-states', '100', '--max-time', '1h'], { cwd });
    expect(result).toMatchObject({ status: 'incomplete', exitCode: 3 });
    expect(result.systems[0]).toMatchObject({
      search: { order: 'bfs', engine: 'default', workers: 1, limits: { maxStates: 100, maxTime: 3_600_000 } },
      stats: { complete: false, stoppedBy: 'max-states', growing: { path: 'count', first: 0, last: 99 } },
    });
  });

  test('an estimate of all states, while an end is in sight of a search that was cut short', () => {
    const words = ['ricart-agrawala', '--property', 'mutualExclusion'];
    const estimateOf = (...more: string[]) => record([...words, ...more]).systems[0].stats.estimate;
    const { states, least, most } = estimateOf('--max-states', '3k');
    expect(least).toBeLessThanOrEqual(states);
    expect(most).toBeGreaterThan(states);
    expect(least).toBeGreaterThanOrEqual(3000);
    expect(estimateOf('--max-states', '50')).toBeUndefined();
    expect(estimateOf('--max-states', '3k', '--search', 'dfs')).toBeUndefined();
    expect(estimateOf()).toBeUndefined();
  });

  test('a mistake in a spec', () => {
    const cwd = folderWith({
      'counter.ts': counter.replace('state.count += 1;', 'state.count = state.count === 2 ? 1 / 0 : state.count + 1;'),
    });
    expect(record(['counter.ts', 'counter.ts'], { cwd })).toMatchObject({
      status: 'error',
      exitCode: 2,
      systems: [],
      diagnostics: Array(2).fill({
        code: 'S105',
        severity: 'error',
        text: 'count is Infinity',
        spec: 'counter.ts',
        where: 'effect of increment',
        trace: ['increment', 'increment'],
        source: { file: 'counter.ts', line: 13, column: 5 },
        help: expect.any(String),
      }),
    });
  });

  test('a warning', () => {
    const cwd = folderWith({ 'counter.ts': counter.replace(/ {2}properties: [\s\S]*(?=\}\);)/, '') });
    expect(record(['counter.ts'], { cwd })).toMatchObject({
      status: 'pass',
      exitCode: 0,
      diagnostics: [{ code: 'W302', severity: 'warning', spec: 'counter.ts' }],
    });
  });

  test('an error of the program itself, which asks to be reported', () => {
    const cwd = folderWith({
      'broken.mjs': `export default { [Symbol.for('unturned.Spec')]: 1, definition: null };\n`,
    });
    const result = record(['broken.mjs'], { cwd });
    expect(result).toMatchObject({
      status: 'error',
      exitCode: 70,
      diagnostics: [{ code: 'internal', severity: 'error' }],
    });
    const { stderr } = unturned(['check', 'broken.mjs'], { cwd });
    expect(stderr).toMatch(/^── internal error ─+\n\n {3}TypeError: .*\n( {7}at .*\n)+\n/);
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      ' This is a mistake in unturned itself. Please report it, with the spec and the lines above. exit 70',
    );
  });
});

test('the same spec and options give the same record, but for the clock', () => {
  const cwd = folderWith({ 'counter.ts': counter });
  const [first, second] = [1, 2].map(() => {
    const { startedAt, elapsedMs, systems, ...rest } = record(['counter.ts', '--set', 'limit=500'], { cwd });
    const [{ stats, ...system }] = systems;
    const { elapsedMs: _, statesPerSecond, peakMemoryBytes, ...counts } = stats;
    return { ...rest, system, counts };
  });
  expect(second).toEqual(first);
});

test('the record of an overtaken request has the path from it, and the counts with history', () => {
  const result = record(['maekawa', '--property', 'ordering']);
  const { history, stats, properties } = result.systems[0];
  expect(history.states).toBeGreaterThan(stats.states);
  const { causalPath, messages, length } = properties[0].trace;
  expect(causalPath.entry).toBe(length);
  expect(messages[causalPath.messages[0] - 1].sentAt).toBeGreaterThanOrEqual(causalPath.steps[0]);
});

test('the record of a cost has its figures, for every end too', () => {
  const { cost } = record(['chang-roberts', '--property', 'messages']).systems[0].properties[0];
  expect(cost).toEqual({
    unit: 'messages',
    least: 8,
    greatest: 14,
    ends: [{ least: 8, greatest: 14, states: 1 }],
    atLeast: 8,
    atMost: 14,
  });
});

test('a lasso, its fairness and what would rule it out are in the record', () => {
  const cwd = folderWith({ 'lock-server.ts': lockServer });
  const { systems } = record(['lock-server.ts', '--keep-going'], { cwd });
  const [, served, rest] = systems[0].properties;
  expect(systems[0].search.fairness).toBe(
    'weak fairness of receive, grantFirst, grantSecond and exit; request may be left',
  );
  expect(served).toMatchObject({ kind: 'temporal', status: 'violated' });
  expect(served.trace.length).toBe(served.trace.lasso.start + served.trace.lasso.period);
  expect(served.holdsWith).toEqual([]);
  expect(served.partHoldsWith).toEqual([{ strength: 'strong', action: 'grantFirst(2)' }]);
  expect(served.trace.fairness.some(({ strong }: { strong: boolean }) => !strong)).toBe(true);
  expect(rest).toMatchObject({ kind: 'possible', status: 'holds' });
});
