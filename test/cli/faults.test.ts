import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, shell, start, unturned } from './command.ts';
import { counter, endless } from './counter.ts';

/** A spec of which one effect does something that no effect should. */
function specWith(effect: string): string {
  return `import { appendFileSync } from 'node:fs';
import { spec } from 'unturned';

export default spec({
  name: 'odd',
  initial: () => ({ count: 0 }),
  actions: () => ({
    step: { guard: ({ state }) => state.count < 20, effect: ({ state }) => { state.count += 1; } },
    odd: {
      guard: ({ state }) => state.count === 7,
      effect: ({ state }) => {
        const kept: unknown[] = [];
        ${effect}
        state.count = 0;
      },
    },
  }),
  properties: ({ invariant }) => ({ small: invariant(({ count }) => count <= 20) }),
});
`;
}

describe('a call that does not come to an end', () => {
  test('is named, and ends the command with a full record', () => {
    const cwd = folderWith({ 'odd.ts': specWith('for (;;);'), 'counter.ts': counter });
    const words = ['check', 'counter.ts', 'odd.ts', '--max-call-time', '300ms', '--reporter', 'json'];
    const { status, stdout, stderr } = unturned(words, { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain('S111');
    const { diagnostics, systems, exitCode } = JSON.parse(stdout);
    expect(exitCode).toBe(2);
    expect(systems).toHaveLength(1);
    expect(diagnostics).toMatchObject([
      { code: 'S111', where: 'effect of odd', text: 'one call takes longer than 0.3 s', source: { file: 'odd.ts' } },
    ]);
  });

  test('is named if it allocates without bound, before the heap is full', () => {
    const cwd = folderWith({ 'odd.ts': specWith('for (;;) kept.push({ at: kept.length });') });
    const { status, stderr } = unturned(['check', 'odd.ts'], {
      cwd,
      env: { NODE_OPTIONS: '--max-old-space-size=256' },
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/S111[\s\S]*in effect of odd[\s\S]*MB of memory/);
  });
});

test('what a spec prints goes to stderr, and no more of it than somebody might read', () => {
  const cwd = folderWith({ 'odd.ts': specWith("for (let i = 0; i < 20000; i++) console.log('flood', i);") });
  const { status, stdout, stderr } = unturned(['check', 'odd.ts', '--reporter', 'json'], { cwd });
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ status: 'pass' });
  expect(stderr).toContain('flood 5\n');
  expect(stderr).toContain('(the spec prints more than this, which is left out)');
  expect(stderr.length).toBeLessThan(70_000);
});

test('a spec that changes while it is checked is checked as it was, and that is said', () => {
  const cwd = folderWith({ 'odd.ts': specWith("appendFileSync('odd.ts', '\\n// more');") });
  const { status, stderr } = unturned(['check', 'odd.ts'], { cwd });
  expect(status).toBe(0);
  expect(stderr.replace(/\s+/g, ' ')).toContain('W405 odd.ts: the file has changed since it was read');
});

describe('memory that runs out makes a search inconclusive', () => {
  const words = 'unturned check endless.mjs --reporter json';
  test.each([
    ['of the heap', `NODE_OPTIONS=--max-old-space-size=120; export NODE_OPTIONS; ${words}`, 'W401'],
    ['of the address space', `ulimit -v 2000000; ${words}`, 'W401'],
  ])(
    '%s',
    (_what, line, code) => {
      // strings that differ everywhere, so that memory is soon full
      const growing = endless
        .replace('count: 0', "count: 0, text: ''")
        .replace('state.count += 1;', 'state.count += 1; state.text = String(state.count).repeat(3000);');
      const { status, stdout, stderr } = shell(line, { cwd: folderWith({ 'endless.mjs': growing }) });
      expect(status).toBe(3);
      expect(JSON.parse(stdout).systems[0].stats).toMatchObject({ complete: false, stoppedBy: 'max-memory' });
      expect(stderr).toContain(code);
    },
    60_000,
  );
});

describe('a report that cannot be written', () => {
  test('to a file leaves what was there, and is an error', () => {
    const cwd = folderWith({ 'counter.ts': counter });
    writeFileSync(join(cwd, 'out.json'), 'older');
    const line = 'ulimit -f 1; unturned check counter.ts --reporter pretty --reporter json=out.json';
    const { status, stdout, stderr } = shell(line, { cwd });
    expect(status).toBe(2);
    expect(stdout).toContain('PASS');
    expect(stderr).toMatch(/U105[\s\S]*could not be written/);
    expect(readFileSync(join(cwd, 'out.json'), 'utf8')).toBe('older');
    expect(readdirSync(cwd).sort()).toEqual(['counter.ts', 'out.json']);
  });

  test.runIf(existsSync('/dev/full'))('to a device does not take its place', () => {
    const cwd = folderWith({ 'counter.ts': counter });
    const { status, stderr } = unturned(['check', 'counter.ts', '--reporter', 'json=/dev/full'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(/U105[\s\S]*could not be written: ENOSPC/);
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
  });

  test.runIf(existsSync('/dev/full'))('to stdout is an error, too', () => {
    const cwd = folderWith({ 'counter.ts': counter });
    const { status, stderr } = shell('unturned check counter.ts >/dev/full', { cwd });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'the report could not be written: ENOSPC: no space left on device, write\n',
    });
  });
});

test('a clock that jumps changes nothing but what it says', async () => {
  const jumping = `const now = Date.now;
let calls = 0;
Date.now = () => now() + (calls++ % 2 === 0 ? 1e11 : -1e11);
`;
  const cwd = folderWith({ 'counter.ts': counter, 'jumping.mjs': jumping });
  const env = { NODE_OPTIONS: '--import ./jumping.mjs' };
  const words = ['check', 'counter.ts', '--max-time', '1h', '--checkpoint', 'kept', '--reporter', 'json'];
  const { status, stdout } = unturned(words, { cwd, env });
  expect(status).toBe(0);
  const { elapsedMs, systems } = JSON.parse(stdout);
  expect(systems[0].stats).toMatchObject({ states: 4, complete: true });
  expect(elapsedMs).toBeGreaterThanOrEqual(0);
  expect(elapsedMs).toBeLessThan(60_000);
});

test('a second ^C ends a search that is being kept, and the lock goes with it', async () => {
  const cwd = folderWith({ 'endless.ts': endless });
  const child = start(['check', 'endless.ts', '--checkpoint', 'kept', '--checkpoint-every', '5ms'], { cwd });
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  child.kill('SIGINT');
  expect((await once(child, 'close'))[0]).toBe(130);
  expect(unturned(['check', '--resume', 'kept', '--max-states', '10'], { cwd }).status).toBe(3);
});
