import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorTitles } from 'unturned';
import { expect, test } from 'vitest';
import { explanations } from '../../src/cli/explain.ts';
import { codes as violationCodes } from '../../src/report/violation.ts';
import { folderWith, inTurn, unturned } from './command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const all = explanations();

/** What no short example can show. */
const withoutExample = [
  'S111',
  'U137',
  'U140',
  'U141',
  'U142',
  'U144',
  'W401',
  'W402',
  'W403',
  'W404',
  'W406',
  'W407',
  'W410',
];

test('every code that src may show is explained, and no other', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(root, 'src', file), 'utf8'));
  const shown = sources.flatMap((text) =>
    [...text.matchAll(/['"`]([SUVW]\d{3})\b/g)].map(([, code]) => code as string),
  );
  const known = [...shown, ...Object.keys(errorTitles), ...Object.values(violationCodes)];
  expect(all.map(({ code }) => code)).toEqual([...new Set(known)].sort());
});

test('errors have the titles that reports give them', () => {
  const titles = Object.fromEntries(all.map(({ code, title }) => [code, title]));
  expect(titles).toMatchObject(errorTitles);
});

test('the example of each code shows it', () => {
  const examples = all.map(({ code, text }) => ({
    code,
    file: /^```ts\n([\s\S]*?)^```$/m.exec(text)?.[1],
    log: /^```json\n([\s\S]*?)^```$/m.exec(text)?.[1],
    words: wordsOf(/^```sh\nunturned (.*)\n```$/m.exec(text)?.[1] ?? ''),
  }));
  const shown = examples.filter(({ words }) => words.length > 0);
  expect(examples.filter((one) => !shown.includes(one)).map(({ code }) => code)).toEqual(withoutExample);
  const ran = inTurn(
    shown.map(({ words, file = '', log = '' }) => ({
      words,
      cwd: folderWith({ 'example.ts': file, 'example.json': log, 'example.ndjson': log }),
    })),
  );
  const found = ran.map(({ stdout, stderr }) =>
    [...(stdout + stderr).matchAll(/^(?:──| !) ([A-Z]\d{3})/gm)].map(([, code]) => code),
  );
  // A warning may stand beside what it warns of.
  expect(found.map((codes) => codes.at(-1))).toEqual(shown.map(({ code }) => code));
  const status = { S: 2, U: 2, V: 1, W: 0 };
  expect(ran.map((one) => one.status)).toEqual(found.map(([first = '']) => status[first[0] as keyof typeof status]));
}, 60_000);

test('unturned explain prints what a code means, and lists them', () => {
  const [s107, listed, slip, nothing] = inTurn(
    [['S107'], [], ['s1007'], ['please']].map((words) => ({ words: ['explain', ...words] })),
  );
  expect(s107?.stdout).toMatchInlineSnapshot(`
    "── S107 a message goes to a process that does not exist ────────────────────────

       Processes are numbered from 0. A rule or a receive handler sent a message to a
       number that is none of theirs.

          import { processes } from 'unturned';

          export default processes({
            name: 'ring',
            params: { processes: 3 },
            messages: { token: {} },
            initial: () => ({ has: false }),
            rules: { pass: { effect: ({ id, send }) => send(id + 1, { type: 'token' }) } },
          });

          unturned check example.ts

       On a ring the next one is \`(id + 1) % params.processes\`. \`others\` has the numbers
       of all the others.
    "
  `);
  expect(listed?.stdout.split('\n').filter((line) => /^ [A-Z]\d/.test(line))).toHaveLength(all.length);
  expect(slip?.stderr).toContain('Did you mean "S107"?');
  expect(nothing).toMatchObject({ status: 2, stderr: expect.stringContaining('`unturned explain` lists them.') });
});

test('lines fit on a terminal', () => {
  const { stdout } = unturned(['explain', '--width', '60']);
  expect(stdout.split('\n').filter((line) => line.length > 60 && !line.includes('unturned explain'))).toEqual([]);
});

function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => (quoted ?? word) as string);
}
