import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runOf, specOf } from '../../src/vitest/index.ts';
import lock from './lock.ts';

const path = './lock.ts';
const folder = mkdtempSync(join(tmpdir(), 'unturned-matchers-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => void vi.stubEnv('FORCE_COLOR', '0'));
afterEach(() => void vi.unstubAllEnvs());

/** The spec with a server that grants to whoever asks, which lets two inside. */
const brokenFile = join(folder, 'lock.ts');
writeFileSync(
  brokenFile,
  readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8').replace(
    'self.holder === null)',
    'self.holder !== from)',
  ),
);
const steps = ['ask(1)', 'ask(2)', 'receive(0 <- 1)', 'receive(0 <- 2)', 'receive(1 <- 0)', 'receive(2 <- 0)'];

/** The message with which an expectation fails. */
async function failureOf(expectation: Promise<void>): Promise<string> {
  try {
    await expectation;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it did not fail');
}

test('a spec in a file is checked in a thread: it holds, has so many states, reaches a goal, and fails with a reason', async () => {
  await expect(path).toHold();
  await expect(new URL(path, import.meta.url)).toHaveStateCount(28);
  await expect(path).toReach('bothWait', { within: 2 });
  for (const expected of [expect(path), expect(path).not]) {
    expect(await failureOf(expected.toHold({ limits: { maxStates: 9 } }))).toMatch(/^nothing is settled of lock\n/);
    expect(await failureOf(expected.toViolate('mutualExlusion'))).toMatch(
      /U104[\s\S]*Did you mean "mutualExclusion"\?/,
    );
  }
});

test('a spec holds, has so many states, reaches a goal, and does not violate', async () => {
  await expect(lock).toHold();
  await expect(lock).toHaveStateCount(28);
  await expect(lock).not.toHaveStateCount(27);
  await expect(lock).toReach('bothWait', { within: 2 });
  await expect(lock).not.toReach('bothWait', { within: 1 });
  await expect(lock).not.toReach('bothWait', { params: { processes: 2 } });
  await expect(lock).not.toViolate('mutualExclusion');
});

test('what does not hold of a spec fails, and says why', async () => {
  expect(await failureOf(expect(lock).toViolate('mutualExclusion'))).toBe(
    'expected lock to violate mutualExclusion: it holds in 28 states, which are all there are',
  );
  expect(await failureOf(expect(lock).toHaveStateCount(27, { params: { processes: 3 } }))).toBe(
    'expected lock (processes=3) to have 27 states: it has 28 states, with 54 transitions and a depth of 7',
  );
  expect(await failureOf(expect(lock).toReach('bothWait', { within: 1 }))).toContain(
    'expected lock to reach bothWait within 1 step: the shortest run that does has 2 steps',
  );
  expect(await failureOf(expect(lock).not.toHold())).toContain('expected lock not to hold, and it does:');
});

test('what is inconclusive, or a mistake, fails with and without `not`', async () => {
  for (const expected of [expect(lock), expect(lock).not]) {
    expect(await failureOf(expected.toHold({ limits: { maxStates: 9 } }))).toMatch(
      /INCOMPLETE {3}for this configuration: stopped by limits\.maxStates 9 at depth/,
    );
    expect(await failureOf(expected.toViolate('mutualExlusion'))).toContain('U104');
    expect(await failureOf(expected.toReach('mutualExclusion'))).toContain('mutualExclusion is no goal of lock');
    expect(await failureOf(expected.toHold({ params: { clients: 2 } }))).toContain('U102');
    expect(await failureOf(expected.toHold({ faults: { crash: -1 } }))).toContain('U107');
  }
});

test('the message of a failure is the counterexample, drawn, with the line of the spec and the file of its trace', async () => {
  const message = await failureOf(expect(brokenFile).toHold());
  expect(message).toMatch(/^expected lock to hold\n\n ✗ mutualExclusion {3}always {5}violated after 6 steps/);
  expect(message).toContain('lock.ts:41:22\n   40 │   properties: ({ invariant');
  expect(message).toContain(' replay         unturned replay .unturned/traces/lock-mutualExclusion.json');
  expect(message.replace(/ ?[\w./]*lock\.ts:/, ' lock.ts:').slice(message.indexOf('     p0'))).toContain(`
  4   ●◀──────────────────────┼─────── m2 ask ────────┤  sends m4→p2
  5   ├────── m3 grant ──────▶●                       │
  6   ├────── m4 grant ───────┼──────────────────────▶◆
`);
  expect(await failureOf(expect(brokenFile).toViolate('mutualExclusion', { within: 5 }))).toContain(
    'within 5 steps: the shortest run that does has 6 steps\n',
  );
  await expect(brokenFile).toReplay('.unturned/traces/lock-mutualExclusion.json');
  expect(await failureOf(expect(brokenFile).not.toReplay('.unturned/traces/lock-mutualExclusion.json'))).toContain(
    'V101',
  );
  await expect(path).not.toReplay('.unturned/traces/lock-mutualExclusion.json');
  expect(await failureOf(expect(path).toReplay('.unturned/traces/lock-mutualExclusion.json'))).toMatch(
    /the run is no longer possible[\s\S]*step 6, receive\(2 <- 0\), is not enabled\n {2}needs {4}a message has arrived\n {2}enabled {2}leave\(1\)\n/,
  );
  expect(await failureOf(expect(path).toReplay('nowhere.json'))).toContain('U108');
});

test('colours are those of the terminal of vitest', async () => {
  const claim = () => failureOf(expect(lock).toViolate('nothing'));
  vi.stubEnv('FORCE_COLOR', '1');
  expect(await claim()).toContain('\u001b[');
  vi.stubEnv('FORCE_COLOR', '0');
  expect(await claim()).not.toContain('\u001b[');
});

test('a run of a mended spec is no violation, and says at which step it ends', async ({ task }) => {
  await expect(runOf(path, { steps })).not.toViolate('mutualExclusion');
  expect(task.annotations.map(({ message }) => message)).toEqual([
    'the run is no longer possible, and so does not violate mutualExclusion: step 6, receive(2 <- 0), is not enabled',
  ]);
  await expect(runOf(lock, { steps: steps.slice(0, 2) })).toReach('bothWait');
  await expect(runOf(brokenFile, { steps })).toViolate('mutualExclusion');
  expect(await failureOf(expect(runOf(brokenFile, { steps })).not.toViolate('mutualExclusion'))).toMatch(
    /^expected the run of lock not to violate mutualExclusion\n\n── V101/,
  );
});

test('a run that names what the spec does not have is settled neither way', async () => {
  const run = runOf(lock, { steps: ['want(1)'] });
  for (const expected of [expect(run), expect(run).not])
    expect(await failureOf(expected.toViolate('mutualExclusion'))).toContain(
      'step 1 is want(1), and the spec has no such action\nenabled there: ask(1), ask(2)',
    );
  expect(await failureOf(expect(run as never as string).toHold())).toContain(
    'a run can be expected to violate a property',
  );
});

test('a configuration is that of the spec, and what a matcher is told on top', async () => {
  const two = specOf(lock, { params: { processes: 2 } });
  await expect(two).toHold({ properties: ['mutualExclusion'] });
  expect(await failureOf(expect(two).toHold())).toMatch(/✗ bothWait[\s\S]*is never reached/);
  await expect(two).toHold({ params: { processes: 3 } });
  await expect('two-phase-commit').toHold({ faults: { crash: 1 }, properties: ['agreement'], ltl: ['always true'] });
});

test('a check is over before its test is, and tells how far it came', { timeout: 4000 }, async () => {
  const message = await failureOf(expect('./endless.ts').toHold());
  expect(message).toContain('n keeps growing');
  expect(message).toContain('The test gives it 4000 ms.');
});

test('what hangs is ended', { timeout: 4000 }, async () => {
  expect(await failureOf(expect('./hanging.ts').toHold())).toMatch(
    /hanging\.ts: it hangs before the first state: a function of the spec does not come back/,
  );
});

test('a signal calls a check off, and several can go on at once', async () => {
  const controller = new AbortController();
  const checks = ['./endless.ts', './hanging.ts', './endless.ts'].map((spec) =>
    failureOf(expect(spec).toHold({ signal: controller.signal })),
  );
  const others = Promise.all([expect(path).toHold(), expect('maekawa').toHaveStateCount(2381)]);
  setTimeout(() => controller.abort(), 500);
  for (const message of await Promise.all(checks)) expect(message).toContain('it was called off');
  await others;
  expect(await failureOf(expect(lock).toHold({ signal: AbortSignal.abort() }))).toContain('it was called off');
});

test('what is no spec is told apart', async () => {
  expect(await failureOf(expect(5 as never as string).toHold())).toContain(
    'a number is not a spec, nor the path of one',
  );
  expect(await failureOf(expect('./lok.ts').toHold())).toMatch(/U101[\s\S]*there is no file/);
  expect(await failureOf(expect('./matchers.test.ts').not.toHold())).toMatch(/S10[12]/);
});
