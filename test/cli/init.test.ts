import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { unturned } from './command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A folder in which this package and the test runner are as good as installed. */
function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'unturned-init-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function install(folder: string): void {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  symlinkSync(root, join(modules, 'unturned'));
  symlinkSync(join(root, 'node_modules', 'vitest'), join(modules, 'vitest'));
  symlinkSync(join(root, 'dist', 'cli', 'bin.js'), join(modules, '.bin', 'unturned'));
  symlinkSync(join(root, 'node_modules', 'vitest', 'vitest.mjs'), join(modules, '.bin', 'vitest'));
}

test('init writes a spec, its test and a workflow, which pass as they are', () => {
  const folder = emptyFolder();
  const { status, stdout, stderr } = unturned(['init'], { cwd: folder });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatchInlineSnapshot(`
    " wrote   package.json
     wrote   .gitignore
     wrote   lock.ts
     wrote   lock.test.ts
     wrote   .github/workflows/unturned.yml

       npm install
       npx unturned check lock.ts                     it holds
       npx unturned check lock.ts --set queues=false  a planted bug, drawn
       npx vitest run                                 the same as a test
    "
  `);
  install(folder);
  const workflow = readFileSync(join(folder, '.github/workflows/unturned.yml'), 'utf8');
  const commands = [...workflow.matchAll(/- run: (.*)/g)].map(([, command]) => command as string);
  expect(commands).toHaveLength(3);
  expect(commands[0]).toBe('npm install');
  const { devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  expect(Object.keys(devDependencies)).toEqual(['unturned', 'vitest']);
  for (const command of commands.slice(1)) {
    const ran = spawnSync('sh', ['-c', command], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, VITEST: '' },
    });
    expect({ command, status: ran.status, output: ran.stdout + ran.stderr }).toMatchObject({ status: 0 });
  }
  const broken = unturned(['check', 'lock.ts', '--set', 'queues=false'], { cwd: folder });
  expect(broken.status).toBe(1);
  expect(broken.stdout).toContain('V101 mutualExclusion is violated');
}, 60_000);

test('init leaves what is there as it is', () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'lock.ts'), 'mine\n');
  const { status, stdout } = unturned(['init', 'a/../.'], { cwd: folder });
  expect({ status, kept: stdout.split('\n').filter((line) => line.startsWith(' kept')) }).toEqual({
    status: 0,
    kept: [' kept    lock.ts'],
  });
  expect(readFileSync(join(folder, 'lock.ts'), 'utf8')).toBe('mine\n');
  const again = unturned(['init'], { cwd: folder });
  expect(again.stdout.split('\n').filter((line) => line.startsWith(' wrote'))).toEqual([]);
});
