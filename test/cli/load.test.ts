import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bin, folderWith, unturned } from './command.ts';
import { counter } from './counter.ts';

const root = dirname(dirname(dirname(bin)));

describe('a spec outside any package is loaded from', () => {
  test.each([['counter.ts'], ['counter.mts'], ['counter.mjs'], ['counter with spaces (1).ts']])('%s', (file) => {
    const cwd = folderWith({ [file]: counter });
    const { status, stdout, stderr } = unturned(['check', file, '--reporter', 'json'], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [system] = JSON.parse(stdout).systems;
    expect(system.file).toBe(file);
    expect(system.properties[0].source).toEqual({ file, line: 21, column: 14 });
  });

  test('a .js file of a package of modules', () => {
    const cwd = folderWith({ 'package.json': '{ "type": "module" }', 'counter.js': counter });
    expect(unturned(['check', 'counter.js', '--reporter', 'json'], { cwd })).toMatchObject({ status: 0, stderr: '' });
  });

  test('a .ts file of a package of CommonJS, with types and a module of its own', () => {
    const cwd = folderWith({
      'package.json': '{ "type": "commonjs" }',
      'limit.ts': 'export const limit: number = 3;\n',
      'counter.ts': counter.replace(
        "'unturned';",
        "'unturned';\nimport { limit } from './limit';\nimport { limit as same } from './limit.ts';\nconst check: number = limit - same;",
      ),
    });
    expect(unturned(['check', 'counter.ts', '--reporter', 'json'], { cwd })).toMatchObject({ status: 0, stderr: '' });
  });
});

test('a spec made with another copy of the package is checked all the same', () => {
  const cwd = folderWith({ 'counter.ts': counter });
  const copy = join(cwd, 'node_modules', 'unturned');
  mkdirSync(copy, { recursive: true });
  cpSync(join(root, 'dist'), join(copy, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(
    join(cwd, 'which.ts'),
    `console.log(import.meta.resolve('unturned').includes('node_modules'));\nexport { default } from './counter.ts';\n`,
  );
  const { status, stdout, stderr } = unturned(['check', 'which.ts', '--reporter', 'json=out.json'], { cwd });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: 'true\n' });
});

test('bundled specs are found by name from anywhere', () => {
  const cwd = folderWith({});
  const { status, stdout } = unturned(['check', 'chang-roberts', '--reporter', 'json', '--set', 'processes=4'], {
    cwd,
  });
  const [{ name, file, stats }] = JSON.parse(stdout).systems;
  expect({ status, name, file }).toEqual({
    status: 0,
    name: 'chang-roberts',
    file: fileURLToPath(new URL('../../specs/election/chang-roberts.ts', import.meta.url)),
  });
  expect(stats).toMatchObject({ states: 116, transitions: 281, depth: 10, terminal: 1 });
});
