import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('results/whole-runs.md and its lassos are what is found now', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bench/whole-runs.ts', '--check'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}, 240_000);
