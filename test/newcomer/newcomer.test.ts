import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const home = realpathSync(mkdtempSync(join(tmpdir(), 'unturned-newcomer-')));
const vitest = JSON.parse(readFileSync(join(root, 'node_modules/vitest/package.json'), 'utf8')).version;
const transcript: string[] = [];

afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs a command in the newcomer's folder, in a terminal without colours, and notes what it prints and how it ends. */
function type(command: string, expected: number): void {
  const { FORCE_COLOR: _, CI: __, NODE_OPTIONS: ___, ...environment } = process.env;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: home,
    encoding: 'utf8',
    env: { ...environment, NO_COLOR: '1', npm_config_loglevel: 'error', npm_config_update_notifier: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  transcript.push(`$ ${command}`, timeless(stdout), ...(stderr === '' ? [] : [`stderr:\n${timeless(stderr)}`]));
  if (status !== expected) throw new Error(`${command} ended with ${status}\n${stdout}${stderr}`);
  transcript.push(`exit ${status}\n`);
}

/** Output without times, memory and the newcomer's folder. */
function timeless(output: string): string {
  return output
    .replaceAll(home, '~')
    .replace(/^(\s+Start at\s+).*$/m, '$1<time>')
    .replace(/^(\s+Duration\s+).*$/m, '$1<time>')
    .replace(/ +\d+ ?ms$/gm, ' <time>')
    .replace(/\s+\d+\.\d s · [\d.]+ [MG]B$/gm, '   <time> · <memory>')
    .replace(/ v\d+\.\d+\.\d+ /g, ' <version> ')
    .replace(/^added \d+ packages?.*$/m, 'added <packages>')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd();
}

function edit(from: string, to: string): void {
  const text = readFileSync(join(home, 'lock.ts'), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(home, 'lock.ts'), text.replace(from, to));
  transcript.push(`lock.ts: ${from} => ${to}\n`);
}

test('a newcomer installs the package, breaks a spec, sees why, saves the run as a test, and mends it', async () => {
  const packed = spawnSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', home], {
    cwd: root,
    encoding: 'utf8',
  });
  const [{ filename }] = JSON.parse(packed.stdout);
  type(`npm install --prefer-offline --no-audit --no-fund ./${filename} vitest@${vitest}`, 0);
  type('npx unturned init', 0);
  type('npx vitest run --reporter=verbose', 0);
  type('npx unturned check lock.ts', 0);
  edit('self.isTaken = true;', 'self.isTaken = self.queue.length > 0;');
  type('npx unturned check lock.ts --save-test test', 1);
  type('cat test/lock-mutualExclusion.test.ts', 0);
  type('npx vitest run --reporter=verbose mutualExclusion', 1);
  edit('self.isTaken = self.queue.length > 0;', 'self.isTaken = true;');
  type('npx unturned replay .unturned/traces/lock-mutualExclusion.json', 0);
  type('npx unturned check lock.ts', 0);
  type('npx vitest run --reporter=verbose mutualExclusion', 0);
  type('npx vitest run --reporter=verbose lock.test.ts', 0);
  await expect(`${transcript.join('\n')}\n`).toMatchFileSnapshot('transcript.txt');
}, 240_000);
