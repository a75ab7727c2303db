import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { inTurn, type Ran } from './cli/command.ts';
import { dataOf, withOutputs } from './support/readme.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const guide = join(root, 'src/guide');
const pages = readdirSync(guide).filter((name) => name.endsWith('.md'));
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'unturned-guide-')));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A block of code of a page. */
interface Block {
  readonly language: string;
  readonly text: string;
}

/** What the guide says to do that a test cannot: it needs a registry, a browser, or a person. */
const forPeople = [
  /^npm /,
  /^mkdir /,
  /^git /,
  /^npx vitest/,
  /^npx unturned explore/,
  /--watch$/,
  /^npx tsc/,
  /^source /,
];

/** Blocks that are no code, or code of other programs. */
const ofOthers = ['text', 'tla', 'promela', 'rust', 'yaml', 'json'];

test.each(pages)('every block of %s is compiled or run', (name) => {
  const languages = blocksOf(read(name)).map(({ language }) => language);
  expect(languages.filter((language) => !['ts', 'console', 'sh', ...ofOthers].includes(language))).toEqual([]);
});

/** The page on codes has examples of what is wrong, which another test runs. */
const compiled = pages.filter((name) => name !== 'codes.md');

test('the TypeScript of the guide compiles', () => {
  const folder = join(scratch, 'types');
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(root, join(folder, 'node_modules/unturned'));
  for (const name of ['vitest', 'fast-check'])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const page of compiled) {
    const place = join(folder, basename(page, '.md'));
    mkdirSync(place);
    const latest = new Map<string, string>();
    for (const [i, { language, text }] of blocksOf(read(page)).entries()) {
      if (language !== 'ts') continue;
      const name = nameOf(text);
      latest.set(name ?? `block-${i}.ts`, text);
    }
    for (const [name, text] of latest) writeFileSync(join(place, name), text);
  }
  const options =
    '--noEmit --strict --exactOptionalPropertyTypes --skipLibCheck --target ES2023 --module NodeNext --allowImportingTsExtensions --types node';
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ include: ['**/*.ts'], exclude: ['node_modules'] }));
  symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'));
  const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', '.', ...options.split(' ')], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
}, 60_000);

test.each(pages)(
  'the commands of %s print what it shows; npm test -- -u guide writes it anew',
  async (page) => {
    const text = read(page);
    const folder = join(scratch, page);
    mkdirSync(folder);
    for (const { name, text: file } of dataOf(text)) writeFileSync(join(folder, name), file);
    const outputs = new Map<string, string[]>();
    // The same command may stand on a page twice, after a file has changed.
    let asked: string[] = [];
    const run = (): void => {
      const ran =
        asked.length === 0 ? [] : inTurn(asked.map((line) => ({ words: wordsOf(line), cwd: placeOf(line, folder) })));
      for (const [i, line] of asked.entries())
        outputs.set(line, [...(outputs.get(line) ?? []), expectSound(line, ran[i] as Ran)]);
      asked = [];
    };
    for (const { language, text: block } of blocksOf(text)) {
      const name = language === 'ts' ? nameOf(block) : undefined;
      if (name !== undefined) {
        run();
        writeFileSync(join(folder, name), block);
      }
      if (language === 'console') asked.push(...[...block.matchAll(/^\$ (.*)$/gm)].map(([, line]) => line as string));
      if (language === 'sh' && page !== 'codes.md')
        asked.push(
          ...block
            .trim()
            .split('\n')
            .filter((line) => !forPeople.some((one) => one.test(line))),
        );
    }
    run();
    await expect(withOutputs(text, { get: (line) => outputs.get(line)?.shift() })).toMatchFileSnapshot(
      join(guide, page),
    );
  },
  60_000,
);

/**
 * A command on a file is run where the file is, and so is one that keeps something; one on a bundled spec in the clone: so
 * paths are short in both.
 */
function placeOf(line: string, folder: string): string {
  return /\S\.ts\b| --save-test | replay /.test(line) ? folder : root;
}

/** The output of a command that gives a verdict, and is no mistake. */
function expectSound(line: string, { status, stdout, stderr }: Ran): string {
  expect({ line, status, stderr }).toEqual({ line, status: expect.toBeOneOf([0, 1, 3]), stderr: '' });
  return stdout;
}

function read(page: string): string {
  return readFileSync(join(guide, page), 'utf8');
}

function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({
    language: language as string,
    text: text as string,
  }));
}

/** A block that is a file begins with a comment of its name. */
function nameOf(block: string): string | undefined {
  return /^\/\/ (\S+\.ts)\n/.exec(block)?.[1];
}

function wordsOf(line: string): string[] {
  const words = [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, word]) => double ?? single ?? word,
  );
  expect(words.slice(0, 2)).toEqual(['npx', 'unturned']);
  return words.slice(2) as string[];
}
