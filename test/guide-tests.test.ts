import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { dataOf, filesOf } from './support/readme.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

test('the tests that the guide shows of simulation and of logs pass', () => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'unturned-guide-tests-')));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(join(home, 'node_modules'));
  symlinkSync(root, join(home, 'node_modules/unturned'));
  for (const name of ['fast-check', 'vitest'])
    symlinkSync(join(root, 'node_modules', name), join(home, 'node_modules', name));
  writeFileSync(join(home, 'package.json'), JSON.stringify({ type: 'module' }));
  for (const page of ['simulation.md', 'logs.md']) {
    const text = readFileSync(join(root, 'src/guide', page), 'utf8');
    for (const file of [...filesOf(text), ...dataOf(text)]) writeFileSync(join(home, file.name), file.text);
  }
  const { VITEST: _, ...env } = process.env;
  const words = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json'];
  const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: home, encoding: 'utf8', env });
  expect(JSON.parse(stdout), stderr).toMatchObject({ numPassedTests: 4, numFailedTests: 0 });
});
