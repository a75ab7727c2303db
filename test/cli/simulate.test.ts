import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { folderWith, start, timeless, unturned } from './command.ts';
import { endless } from './counter.ts';

const schema = JSON.parse(readFileSync(new URL('../../dist/report/result.schema.json', import.meta.url), 'utf8'));
const isRecord = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

test('a violation is drawn in the smallest configuration that has it, and its path finds it again', () => {
  const words = ['simulate', 'ricart-agrawala', '--set', 'processes=5', '--set', 'tieBreak=false', '--seed', '7'];
  const { status, stdout, stderr } = unturned([...words, '--detail', 'none']);
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(timeless(stdout)).toMatchInlineSnapshot(`
    " unturned 0.1.0   specs/mutual-exclusion/ricart-agrawala.ts › ricart-agrawala
     processes=5 requests=1 channels=fifo answers=plain tieBreak=false
     deferWhileHeld=true advanceClock=true lossless=true
     random: 1 000 runs of at most 500 steps · seed 7

     ? mutualExclusion   always     not refuted in 1 run
     ? wellFormed        step       not refuted in 1 run
     ? ordering          order      not refuted in 1 run
     ✗ deadlockFree      deadlock   stuck in run 1 after 32 steps
     ? noStarvation      temporal   not judged: runs that end cannot; unturned check
                                    can
     ? bypass            bypass     not judged: runs that end cannot; unturned check
                                    can
     ✓ twoCompete        reachable  witness of 2 steps: two processes want to enter
                                    at the same time
     ✓ answerDeferred    reachable  witness of 6 steps: an answer is kept back

     1 run · 32 steps · 33 distinct states · longest run 32 · 1 ended   <time> · <memory>
     actions   request 5 · receive 27 · not yet used: enter, exit

     shrunk    32 steps → 4 in the smallest configuration that fails, which is
               below
     again     the same command with --seed 7 --path 0:67

     FAIL   violated in run 1 · 2 reached

     unturned 0.1.0   specs/mutual-exclusion/ricart-agrawala.ts › ricart-agrawala
     processes=2 requests=1 channels=fifo answers=plain tieBreak=false
     deferWhileHeld=true advanceClock=true lossless=true
     bfs · exact

     ✗ deadlockFree   deadlock   stuck after 4 steps (shortest possible)

     23 states · 28 transitions · depth 5 · search stopped at the first violation   <time> · <memory>
     actions   request 10 · enter 4 · exit 2 · receive 12 · none unused
     ends      1 state without successor · 1 deadlocked
     exact: every state stored in full

    ── V201 deadlockFree is violated: p0 waits for p1 and p1 for p0 ────────────────

       specs/mutual-exclusion/ricart-agrawala.ts:134:19
       133 │   ordering: happenedBeforeOrder({ request: 'request', entry: 'enter' }…
       134 │   deadlockFree: deadlockFree({
           │   ^^^^^^^^^^^^  not a proper end:  p0.phase = wanted
           │                 p0.requestsLeft = 0

     FAIL   1 violated for this configuration
    "
  `);
  const path = /--path (\S+)/.exec(stdout)?.[1] as string;
  const again = unturned([...words, '--path', path, '--detail', 'none']);
  const reportOf = (text: string): string => timeless(text.slice(text.lastIndexOf(' unturned 0')));
  expect(again.status).toBe(1);
  expect(reportOf(again.stdout)).toBe(reportOf(stdout));
});

test('runs without a violation are inconclusive; the record is one of the schema', () => {
  const folder = folderWith({});
  const words = ['simulate', 'ricart-agrawala', '--runs', '5', '--reporter', 'json', '--reporter', 'pretty=report.txt'];
  const { status, stdout } = unturned(words, { cwd: folder });
  expect(status).toBe(3);
  const record = JSON.parse(stdout);
  expect(isRecord(record), JSON.stringify(isRecord.errors)).toBe(true);
  expect(record).toMatchObject({
    status: 'incomplete',
    systems: [{ search: { order: 'random' }, simulation: { runs: 5, seed: 1, estimated: false } }],
  });
  const report = readFileSync(join(folder, 'report.txt'), 'utf8');
  expect(report).toContain('INCOMPLETE   no violation found in 5 runs, which is no proof');
});

test('the record of a violation has a run that can be exported', () => {
  const folder = folderWith({});
  const found = unturned(['simulate', 'maekawa', '--reporter', 'json=found.json', '-q'], { cwd: folder });
  expect(found.status).toBe(1);
  const record = JSON.parse(readFileSync(join(folder, 'found.json'), 'utf8'));
  expect(isRecord(record), JSON.stringify(isRecord.errors)).toBe(true);
  const exported = unturned(['export', 'found.json', '--property', 'deadlockFree'], { cwd: folder });
  expect(exported).toMatchObject({ status: 0, stdout: expect.stringContaining('<svg') });
});

test('the smallest run is written to a file, to be replayed, and to a test', () => {
  const cwd = folderWith({});
  const words = [
    'simulate',
    'ricart-agrawala',
    '--set',
    'processes=5',
    '--set',
    'tieBreak=false',
    '--save-test',
    'saved',
  ];
  const { status, stdout } = unturned(words, { cwd });
  expect(status).toBe(1);
  const file = /(\S+\/traces\/\S+)/.exec(stdout)?.[1] as string;
  expect(unturned(['replay', file], { cwd })).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('processes=2'),
  });
  expect(readdirSync(join(cwd, 'saved'))).toHaveLength(1);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s tells what was found so far', async (signal) => {
  const cwd = folderWith({ 'endless.ts': endless });
  const child = start(['simulate', 'endless.ts', '--runs', '1m'], { cwd });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  await once(child.stderr, 'data');
  child.kill(signal);
  expect(await once(child, 'close')).toEqual([130, null]);
  expect(stdout).toMatch(/no violation found in the [\d ]+ of 1 000 000 runs\s+before it was\s+interrupted/);
});

test.each([
  [['ricart-agrawala', '--path', '0:1'], 'U129'],
  [['token-ring', '--set', 'processes=9', '--path', '0:1'], 'U129'],
  [['ricart-agrawala', '--path', 'here'], 'U105'],
  [['ricart-agrawala', '--seed', 'x'], 'U105'],
  [['ricart-agrawala', '--set', 'processes=99'], 'U103'],
  [['ricart-agrawala', '--property', 'nothing'], 'U104'],
  [['no-such-spec'], 'U101'],
])('%j is a mistake', (words, code) => {
  const { status, stderr } = unturned(['simulate', ...words]);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(code) });
});
