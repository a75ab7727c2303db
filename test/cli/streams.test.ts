import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, shell, timeless, unturned } from './command.ts';
import { counter } from './counter.ts';

const colour = '\u001b[';

describe('colours', () => {
  const shown = (env: Record<string, string>, ...options: string[]): boolean =>
    unturned(['check', 'counter.ts', ...options], { cwd: folderWith({ 'counter.ts': counter }), env }).stdout.includes(
      colour,
    );

  test.each([
    [{}, [], false],
    [{ FORCE_COLOR: '1' }, [], true],
    [{ FORCE_COLOR: '0' }, [], false],
    [{ FORCE_COLOR: '1' }, ['--no-color'], false],
    [{}, ['--color'], true],
    [{ NO_COLOR: '1' }, ['--color'], true],
  ] as const)('with %o and %o: %s', (env, options, expected) => {
    expect(shown(env, ...options)).toBe(expected);
  });

  test('change nothing but colours', () => {
    const cwd = folderWith({ 'counter.ts': counter });
    const words = ['check', 'counter.ts', '--set', 'stops=false'];
    const coloured = unturned(words, { cwd, env: { FORCE_COLOR: '1' } }).stdout;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what colours are made of
    expect(timeless(coloured.replace(/\u001b\[\d+m/g, ''))).toBe(timeless(unturned(words, { cwd }).stdout));
  });
});

test('--ascii and --width are respected everywhere', () => {
  const cwd = folderWith({ 'counter.ts': counter, 'broken.ts': 'export {};\n' });
  const words = ['check', 'counter.ts', 'broken.ts', '--set', 'stops=false', '--ascii', '--width', '60'];
  const { stdout, stderr } = unturned(words, { cwd });
  const lines = `${stdout}${stderr}`.split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBe(60);
  expect(stdout + stderr).toMatch(/^[\n -~]+$/);
});

describe('a closed pipe ends the report quietly, with the status of the verdict', () => {
  test.each([
    ['true', 0],
    ['false', 1],
  ])('stops=%s', (stops, expected) => {
    const cwd = folderWith({ 'counter.ts': counter });
    const line = `unturned check counter.ts --set stops=${stops} | true; exit \${PIPESTATUS[0]}`;
    expect(shell(line, { cwd })).toEqual({ status: expected, stdout: '', stderr: '' });
  });

  test('and so does a reader that wants one line', () => {
    const cwd = folderWith({ 'counter.ts': counter });
    const line = `unturned check counter.ts --set limit=20000 --reporter json | head -1; exit \${PIPESTATUS[0]}`;
    expect(shell(line, { cwd })).toEqual({ status: 0, stdout: '{\n', stderr: '' });
  });
});

describe('--reporter', () => {
  test('writes files and the screen at once', () => {
    const cwd = folderWith({ 'counter.ts': counter });
    const reporters = ['--reporter', 'pretty', '--reporter', 'json=out.json', '--reporter', 'pretty=out.txt'];
    const { status, stdout, stderr } = unturned(['check', 'counter.ts', ...reporters], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(join(cwd, 'out.txt'), 'utf8')).toBe(stdout);
    expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'))).toMatchObject({ status: 'pass', exitCode: 0 });
    expect(readdirSync(cwd).sort()).toEqual(['counter.ts', 'out.json', 'out.txt']);
  });

  test('with a file only, leaves the screen alone', () => {
    const cwd = folderWith({ 'counter.ts': counter });
    writeFileSync(join(cwd, 'out.json'), 'an older result');
    expect(unturned(['check', 'counter.ts', '--reporter', 'json=out.json'], { cwd })).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'))).toMatchObject({ status: 'pass' });
  });
});
