import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorTitles } from 'unturned';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const documents = [
  'README.md',
  'CHANGELOG.md',
  'src/README.md',
  'src/guide/simulation.md',
  'src/guide/logs.md',
  'specs/README.md',
  'results/README.md',
  'results/bench.md',
  'results/peers.md',
  'results/workers.md',
  'results/spill.md',
  'results/soak.md',
  'results/liveness.md',
  'results/whole-runs.md',
  ...readdirSync(join(root, 'src/guide'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `src/guide/${name}`),
  'results/estimates.md',
];

test.each(documents)('the links of %s lead somewhere', (path) => {
  const text = readFileSync(join(root, path), 'utf8');
  expect(brokenLinks(text, join(root, dirname(path)))).toEqual([]);
  expect(
    brokenLinks(`${text}\n[a](nowhere.ts) [b](#no-such-heading) [c](https://example.org)`, join(root, dirname(path))),
  ).toEqual(['nowhere.ts', '#no-such-heading']);
});

test('the architecture page lists every error code', () => {
  const page = readFileSync(join(root, 'src/README.md'), 'utf8');
  const listed = [...page.matchAll(/^\| ([SU]\d{3}) +\| +(.*?) +\|$/gm)].map(([, code, title]) => [code, title]);
  expect(listed).toEqual(Object.entries(errorTitles));
});

function brokenLinks(document: string, folder: string): string[] {
  const headings = [...document.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    `#${title}`.toLowerCase().replace(/ /g, '-'),
  );
  return [...document.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target as string)
    .filter((target) => !target.startsWith('https://'))
    .filter((target) => (target.startsWith('#') ? !headings.includes(target) : !existsSync(join(folder, target))));
}
