import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { SpecError } from '../spec/spec-error.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { shownPath } from './files.ts';
import { guideFile, packageVersion } from './package-folder.ts';

/** A file of the folder of first files, with the place and the text that it has in a user's folder. */
interface FirstFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes a first spec, its test, and a workflow that runs both. What is there already stays as it is.
 * @throws SpecError U133 if the folder cannot be written to.
 */
export function writeFirstFiles(folder: string): ExitStatus {
  const lines: string[] = [];
  for (const { path, text } of firstFiles(resolve(folder))) {
    const place = join(folder, path);
    const isNew = !existsSync(place);
    if (isNew) write(folder, place, text);
    lines.push(` ${isNew ? 'wrote' : 'kept '}   ${place}`);
  }
  const cd = relative(process.cwd(), resolve(folder)) === '' ? '' : `cd ${shownPath(resolve(folder))} && `;
  const next = [
    `${cd}npm install`,
    'npx unturned check lock.ts                     it holds',
    'npx unturned check lock.ts --set queues=false  a planted bug, drawn',
    'npx vitest run                                 the same as a test',
  ];
  process.stdout.write(`${[...lines, '', ...next.map((line) => `   ${line}`)].join('\n')}\n`);
  return exitStatus.holds;
}

function write(folder: string, place: string, text: string): void {
  try {
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text, { flag: 'wx' });
  } catch (error) {
    throw new SpecError('U133', {
      text: `"${place}" cannot be written: ${(error as Error).message.replace(/^\w+: |, \w+ '.*$/g, '')}`,
      help: `Is "${folder}" a folder you may write to?`,
    });
  }
}

function firstFiles(folder: string): readonly FirstFile[] {
  const first = (name: string): string => readFileSync(guideFile(join('first', name)), 'utf8');
  return [
    { path: 'package.json', text: packageFile(folder) },
    { path: '.gitignore', text: 'node_modules/\n.unturned/\n' },
    { path: 'lock.ts', text: first('lock.ts') },
    { path: 'lock.test.ts', text: first('lock.test.ts') },
    { path: join('.github', 'workflows', 'unturned.yml'), text: first('unturned.yml') },
  ];
}

function packageFile(folder: string): string {
  const name =
    basename(folder)
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '-')
      .replace(/^[._-]+/, '') || 'algorithms';
  const content = {
    name,
    private: true,
    type: 'module',
    scripts: { check: 'unturned check lock.ts', test: 'vitest run' },
    devDependencies: { unturned: `^${packageVersion()}`, vitest: '^4.0.0' },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
