import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bin } from './cli/command.ts';
import { commandsOf, filesOf, withOutputs } from './support/readme.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const guides = ['src/simulate/README.md', 'src/validate/README.md'];
const textOf = (guide: string): string => readFileSync(join(root, guide), 'utf8');

/** A folder in which this package is installed, with all files of the guides. */
const home = realpathSync(mkdtempSync(join(tmpdir(), 'unturned-guides-')));

beforeAll(() => {
  mkdirSync(join(home, 'node_modules'));
  symlinkSync(root, join(home, 'node_modules/unturned'));
  for (const name of ['fast-check', 'vitest', 'typescript'])
    symlinkSync(join(root, 'node_modules', name), join(home, 'node_modules', name));
  symlinkSync(join(root, 'node_modules/@types'), join(home, 'node_modules/@types'));
  writeFileSync(join(home, 'package.json'), JSON.stringify({ type: 'module' }));
  for (const guide of guides) {
    for (const { name, text } of filesOf(textOf(guide))) writeFileSync(join(home, name), text);
    for (const [, name, text] of textOf(guide).matchAll(/^```json (\S+)\n([\s\S]*?)^```$/gm))
      writeFileSync(join(home, name as string), text as string);
  }
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

function run(command: string) {
  const { FORCE_COLOR: _, VITEST: __, ...environment } = process.env;
  const script = `npx() { shift; "${process.execPath}" "${bin}" "$@"; }\n${command}`;
  return spawnSync('bash', ['-c', script], { cwd: home, encoding: 'utf8', env: { ...environment, NO_COLOR: '1' } });
}

test.each(guides)('the commands of %s print what it shows; -u writes it anew', async (guide) => {
  const outputs = new Map<string, string>();
  for (const { command } of commandsOf(textOf(guide))) {
    const { status, stdout, stderr } = run(command);
    expect({ command, status, stderr }).toEqual({ command, status: 1, stderr: '' });
    outputs.set(command, stdout.replaceAll(root, ''));
  }
  expect(outputs.size).toBeGreaterThan(0);
  await expect(withOutputs(textOf(guide), outputs)).toMatchFileSnapshot(join(root, guide));
});

test('the tests of the guides pass, and their types are right', () => {
  const files = guides.flatMap((guide) => filesOf(textOf(guide)).map(({ name }) => name));
  expect(files).toEqual(['asking.ts', 'ring.test.ts', 'stack.test.ts', 'lock.ts', 'service.test.ts']);
  const options =
    '--noEmit --strict --exactOptionalPropertyTypes --target ES2023 --module NodeNext --types node --skipLibCheck';
  const typed = run(
    `"${process.execPath}" node_modules/typescript/bin/tsc ${options} --allowImportingTsExtensions ${files.join(' ')}`,
  );
  expect({ status: typed.status, stdout: typed.stdout }).toEqual({ status: 0, stdout: '' });
  const tested = run(`"${process.execPath}" node_modules/vitest/vitest.mjs run --reporter=json`);
  expect(JSON.parse(tested.stdout), tested.stderr).toMatchObject({ numPassedTests: 4, numFailedTests: 0 });
});
