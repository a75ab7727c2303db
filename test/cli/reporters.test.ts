import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { folderWith, type Ran, timeless, unturned } from './command.ts';
import { counter } from './counter.ts';
import { lockServer } from './lock-server.ts';

const files = { 'counter.ts': counter, 'server.ts': lockServer, 'broken.ts': 'export default 1;\n' };

/** A spec that violates something, one that does not, and one that is none. */
function checkAll(cwd: string, ...words: readonly string[]): Ran {
  return unturned(['check', 'counter.ts', 'server.ts', 'broken.ts', ...words], { cwd });
}

const schema = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../dist/report/${name}.schema.json`, import.meta.url), 'utf8'));

describe('dot', () => {
  test('is a character for each property, and a line for what is wrong', () => {
    const cwd = folderWith(files);
    const { stdout } = checkAll(cwd, '--reporter', 'dot');
    expect(timeless(stdout)).toMatchInlineSnapshot(`
      "... .x? E
       ✗ lock-server › served @8 server.ts:40:13
       ✗ broken.ts S102 the default export is a number, not a spec
       ERROR   1 of 3 specs not checked · 1 of 6 properties violated   <time>
      "
    `);
  });

  test('marks what was not settled', () => {
    const { status, stdout } = unturned(['check', 'server.ts', '--max-states', '5', '--reporter', 'dot'], {
      cwd: folderWith(files),
    });
    expect(status).toBe(3);
    expect(timeless(stdout)).toMatchInlineSnapshot(`
      "???
       ? lock-server: for this configuration: stopped by --max-states 5 at depth 2, 3
         states left to expand and growing · next a higher --max-states, or smaller
         parameters with --set
       INCOMPLETE   1 spec · 3 of 3 properties not settled   <time>
      "
    `);
  });

  test('fits into the width, and is the same in a file', () => {
    const cwd = folderWith(files);
    const specs = Array.from({ length: 40 }, () => 'counter.ts');
    const { stdout } = unturned(['check', ...specs, '--reporter', 'dot', '--width', '60'], { cwd });
    const [first = '', second = ''] = stdout.split('\n');
    expect(first.length).toBe(60);
    expect(`${first}${second}`).toMatch(/^(?:\.\.\.? ?)+$/);
    unturned(['check', ...specs, '--reporter', 'dot=out.txt', '--width', '60'], { cwd });
    expect(timeless(readFileSync(join(cwd, 'out.txt'), 'utf8'))).toBe(timeless(stdout));
  });
});

describe('ndjson', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, strictRequired: false });
  ajv.addSchema(schema('result'));
  const conforms = ajv.compile(schema('events'));

  function eventsOf(text: string): readonly Record<string, unknown>[] {
    expect(text.endsWith('\n')).toBe(true);
    const events = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const event of events) expect(conforms(event) ? [] : [event.event, conforms.errors]).toEqual([]);
    return events;
  }

  test('tells what happens, line by line, as its schema says', () => {
    const cwd = folderWith(files);
    const { status, stdout } = checkAll(cwd, '--reporter', 'ndjson', '--reporter', 'json=out.json');
    const events = eventsOf(stdout);
    const names = events.map(({ event }) => event).filter((event) => event !== 'progress');
    const record = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'));
    expect(names[0]).toBe('started');
    expect(names.at(-1)).toBe('finished');
    expect(events.at(-1)).toMatchObject({ status: 'error', exitCode: status });
    expect(events.filter(({ event }) => event === 'judged').map(({ result }) => result)).toEqual(record.systems);
    expect(events.filter(({ event }) => event === 'property')).toHaveLength(
      record.systems.flatMap(({ properties }: { properties: unknown[] }) => properties).length,
    );
    expect(events.filter(({ event }) => event === 'diagnostic')).toEqual([
      { event: 'diagnostic', diagnostic: record.diagnostics[0] },
    ]);
    expect(conforms({ event: 'finished', status: 'fine', exitCode: 0, elapsedMs: 1 })).toBe(false);
  });

  test('tells of the levels of a search, each once', () => {
    const cwd = folderWith(files);
    const { stdout } = unturned(['check', 'counter.ts', '--set', 'limit=20000', '--reporter', 'ndjson'], { cwd });
    const levels = eventsOf(stdout)
      .filter(({ event }) => event === 'progress')
      .map(({ depth }) => depth as number);
    expect(levels.length).toBeGreaterThan(0);
    expect(levels).toEqual([...new Set(levels)].sort((a, b) => a - b));
  });

  test('estimates how many states there may be in all, with bounds', () => {
    const { stdout } = unturned([
      'check',
      'lamport',
      '--property',
      'mutualExclusion',
      '--max-states',
      '20k',
      '--reporter',
      'ndjson',
    ]);
    const progress = eventsOf(stdout).filter(({ event }) => event === 'progress');
    const estimated = progress.flatMap((event) => (event.estimate === undefined ? [] : [event as never]));
    expect(estimated.length).toBeGreaterThan(0);
    for (const { states, estimate } of estimated as { states: number; estimate: Record<string, number> }[]) {
      expect(estimate.least).toBeGreaterThanOrEqual(states);
      expect(estimate.states).toBeGreaterThanOrEqual(estimate.least as number);
      expect(estimate.most).toBeGreaterThanOrEqual(estimate.states as number);
    }
  });

  test('has an event for each configuration of a sweep', () => {
    const cwd = folderWith(files);
    const { stdout } = unturned(['sweep', 'counter.ts', '--set', 'limit=1..3', '--reporter', 'ndjson'], { cwd });
    const begun = eventsOf(stdout).filter(({ event }) => event === 'system');
    expect(begun.map(({ parameters }) => (parameters as { limit: number }).limit)).toEqual([1, 2, 3]);
  });
});

describe('junit', () => {
  test('has a suite for each configuration, and the drawing of each violation', () => {
    const cwd = folderWith(files);
    const { status } = unturned(['check', 'counter.ts', '--set', 'stops=false', '--reporter', 'junit=out.xml'], {
      cwd,
    });
    expect(status).toBe(1);
    const xml = readFileSync(join(cwd, 'out.xml'), 'utf8').replace(/ (?:time|timestamp)="[^"]*"/g, '');
    expect(xml.replace(/value="[0-9a-f]{64}"/, 'value="<hash>"')).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="unturned" tests="3" failures="1" errors="0">
      <testsuite name="counter limit=3 stops=false" tests="3" failures="1" errors="0" skipped="1" package="counter.ts">
        <properties>
          <property name="states" value="5"></property>
          <property name="transitions" value="4"></property>
          <property name="depth" value="4"></property>
          <property name="complete" value="false"></property>
          <property name="search" value="bfs"></property>
          <property name="specHash" value="<hash>"></property>
        </properties>
        <testcase name="bounded" classname="counter"><failure type="V101" message="count = 4">
      ── V101 bounded is violated ────────────────────────────────────────────────────────────────────────

         counter.ts:21:14
         20 │   properties: ({ params, invariant, deadlockFree, reachable }) =&#62; ({
         21 │     bounded: invariant(({ count }) =&#62; count &#60;= params.limit, { description: &#39;the count is w…
            │     ^^^^^^^  false in state 4:  count = 4

         1  increment   count 0 → 1
         2  increment   count 1 → 2
         3  increment   count 2 → 3
         4  increment   count 3 → 4

       replay         unturned replay .unturned/traces/counter-bounded-stops=false.json
      </failure></testcase>
        <testcase name="ends" classname="counter"><skipped>not settled: a violation ended the search</skipped></testcase>
        <testcase name="moves" classname="counter"></testcase>
      </testsuite>
      </testsuites>
      "
    `);
  });

  test('of a sweep has no goals: that some configuration never reaches one is no fault', () => {
    const cwd = folderWith(files);
    const goal = counter.replace('(({ count }) => count > 0,', '(({ count }) => count > 2,');
    writeFileSync(join(cwd, 'goal.ts'), goal);
    const words = ['sweep', 'goal.ts', '--set', 'limit=2..3', '--reporter', 'junit=out.xml', '--reporter', 'dot'];
    const { status, stdout } = unturned(words, { cwd });
    expect({ status, dots: stdout.split('\n')[0] }).toEqual({ status: 0, dots: '.. ..' });
    expect(readFileSync(join(cwd, 'out.xml'), 'utf8')).toContain('<testsuites name="unturned" tests="4" failures="0"');
  });

  test('a search that was cut short is an error, never a pass', () => {
    const cwd = folderWith(files);
    unturned(['check', 'server.ts', '--max-states', '5', '--reporter', 'junit=out.xml'], { cwd });
    const xml = readFileSync(join(cwd, 'out.xml'), 'utf8');
    expect(xml).toMatch(/<testsuites name="unturned" tests="(\d+)" failures="0" errors="[1-9]/);
    expect(xml).toContain('<error type="inconclusive" message="for this configuration: stopped by --max-states 5 ');
  });

  test.skipIf(spawnSync('junitparser', ['--help']).status !== 0)(
    'is read by a program that merges such reports',
    () => {
      const cwd = folderWith(files);
      checkAll(cwd, '--reporter', 'junit=out.xml', '--set', 'limit=2');
      execFileSync('junitparser', ['merge', 'out.xml', 'merged.xml'], { cwd });
      expect(spawnSync('junitparser', ['verify', 'merged.xml'], { cwd }).status).toBe(1);
      const count = (text: string, tag: string): number => text.split(`<${tag} `).length;
      const [before, after] = ['out.xml', 'merged.xml'].map((name) => readFileSync(join(cwd, name), 'utf8')) as [
        string,
        string,
      ];
      for (const tag of ['testsuite', 'testcase', 'failure', 'error'])
        expect(count(after, tag)).toBe(count(before, tag));
    },
  );
});

describe('github', () => {
  test('marks violations and mistakes in the code, beside another report', () => {
    const root = folderWith(files);
    const cwd = join(root, 'deep');
    mkdirSync(cwd);
    const env = { GITHUB_WORKSPACE: root };
    const { stdout, stderr } = unturned(
      ['check', '../counter.ts', '--set', 'stops=false', '--reporter', 'github', '--reporter', 'dot'],
      { cwd, env },
    );
    expect(stdout).toMatch(/^x\?\.\n/);
    expect(stderr).toMatchInlineSnapshot(`
      "::error file=counter.ts,line=21,col=14,title=V101 bounded is violated (counter limit=3 stops=false)::count = 4, after 4 steps (shortest possible)%0A1. increment%0A2. increment%0A3. increment%0A4. increment
      "
    `);
    const broken = unturned(['check', '../broken.ts', '--reporter', 'github'], { cwd, env });
    expect(broken.stdout).toBe('');
    expect(broken.stderr.split('\n').filter((line) => line.startsWith('::'))).toMatchInlineSnapshot(`
      [
        "::error file=broken.ts,line=1,col=1,title=S102 the file does not export a spec::the default export is a number, not a spec%0AEnd the file with \`export default processes({ ... })\` or \`export default spec({ ... })\`.",
      ]
    `);
  });

  test('warns of a search that was cut short', () => {
    const { stderr } = unturned(['check', 'server.ts', '--max-states', '5', '--reporter', 'github'], {
      cwd: folderWith(files),
    });
    expect(stderr).toMatch(
      /^::warning file=server\.ts,title=lock-server[^:]*%3A inconclusive::for this configuration: stopped/,
    );
  });

  test('adds a summary with the drawing to the page of the job', () => {
    const cwd = folderWith(files);
    writeFileSync(join(cwd, 'summary.md'), 'before\n');
    unturned(['check', 'counter.ts', '--set', 'stops=false', '--reporter', 'github'], {
      cwd,
      env: { GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') },
    });
    expect(readFileSync(join(cwd, 'summary.md'), 'utf8').replace(/\d+\.\d s/, '<time>')).toMatchInlineSnapshot(`
      "before
      ## unturned: FAIL 1 of 1 spec · 1 of 3 properties violated <time>

      | configuration | explored | verdict | |
      |---|--:|---|---|
      | counter limit=3 stops=false | 5 states | ❌ FAIL | 1 violated · 1 reached · 1 not settled for this configuration |

      ### ❌ bounded is violated in counter limit=3 stops=false

      count = 4

      <details><summary>the run, step by step</summary>

      \`\`\`text
      ── V101 bounded is violated ────────────────────────────────────────────────────────────────────────

         counter.ts:21:14
         20 │   properties: ({ params, invariant, deadlockFree, reachable }) => ({
         21 │     bounded: invariant(({ count }) => count <= params.limit, { description: 'the count is w…
            │     ^^^^^^^  false in state 4:  count = 4

         1  increment   count 0 → 1
         2  increment   count 1 → 2
         3  increment   count 2 → 3
         4  increment   count 3 → 4

       replay         unturned replay .unturned/traces/counter-bounded-stops=false.json

      \`\`\`

      </details>

      "
    `);
  });
});

describe('several at once', () => {
  test('each in its place', () => {
    const cwd = folderWith(files);
    const asked = ['pretty', 'junit=out.xml', 'ndjson=out.ndjson', 'dot=out.txt', 'html=out.html', 'github'];
    const { status, stdout } = unturned(['check', 'counter.ts', ...asked.flatMap((one) => ['--reporter', one])], {
      cwd,
    });
    expect(status).toBe(0);
    expect(stdout).toContain(' PASS ');
    for (const one of asked) {
      const [, file] = one.split('=');
      if (file !== undefined) expect(readFileSync(join(cwd, file), 'utf8').length).toBeGreaterThan(10);
    }
  });

  test.each([
    ['junit', 'ndjson'],
    ['dot', 'pretty'],
    ['github=out.md', 'pretty'],
  ])('%s and %s are refused', (...asked) => {
    const { status, stderr } = unturned(['check', 'counter.ts', ...asked.flatMap((one) => ['--reporter', one])], {
      cwd: folderWith(files),
    });
    expect({ status, code: stderr.split(' ')[1] }).toEqual({ status: 2, code: 'U105' });
  });
});
