import { execFileSync, type SpawnSyncReturns } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'unturned-typing-'));
const sourceOf = (name: string) => readFileSync(join(root, 'test/typing', name), 'utf8');

/** Both files, the second without what makes its errors expected, in a project of their own. */
beforeAll(() => {
  copyFileSync(join(root, 'test/typing/accepted.ts'), join(folder, 'accepted.ts'));
  writeFileSync(join(folder, 'rejected.ts'), sourceOf('rejected.ts').replaceAll('// @ts-expect-error', '//'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  const compilerOptions = {
    paths: { unturned: [join(root, 'src/index.ts')] },
    typeRoots: [join(root, 'node_modules/@types')],
  };
  const project = { extends: join(root, 'tsconfig.json'), compilerOptions, include: ['*.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
});

afterAll(() => rmSync(folder, { recursive: true }));

test('specs that are right type-check, and each mistake is reported where it is', () => {
  const diagnostics = compile();
  expect(diagnostics.map(({ text }) => text)).toMatchSnapshot();
  expect(diagnostics.filter(({ file }) => file !== 'rejected.ts')).toEqual([]);
  const expected = sourceOf('rejected.ts')
    .split('\n')
    .flatMap((line, i) => (line.includes('@ts-expect-error') ? [i + 2] : []));
  expect([...new Set(diagnostics.map(({ line }) => line))]).toEqual(expected);
});

interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** What the compiler says, without the details that follow each first line. */
function compile(): Diagnostic[] {
  const output = run(process.execPath, [
    join(root, 'node_modules/typescript/bin/tsc'),
    '-p',
    folder,
    '--pretty',
    'false',
  ]);
  return [...output.matchAll(/^(\S+?)\((\d+),\d+\): error (.*)$/gm)].map(([, file = '', line, text = '']) => ({
    file,
    line: Number(line),
    text,
  }));
}

function run(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, { cwd: folder, encoding: 'utf8' });
  } catch (error) {
    return (error as SpawnSyncReturns<string>).stdout;
  }
}
