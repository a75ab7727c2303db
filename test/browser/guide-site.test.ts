import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundledSpecs } from '../../src/cli/bundled.ts';
import { inChromium } from './chromium.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'unturned-guide-site-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => {
  execFileSync('npx', ['tsx', 'src/explorer/building/build-guide.ts', folder], { cwd: root });
}, 120_000);

const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

test('every link of the guide leads to a page, and to a place on it', () => {
  const files = readdirSync(folder);
  const broken = files.flatMap((file) =>
    [...read(file).matchAll(/<a [^>]*?href="([^"]*)"/g)]
      .map(([, target]) => target as string)
      .filter((target) => !/^https?:/.test(target) && target !== '../index.html')
      .filter((target) => {
        const [page, place] = target.split('&#35;').join('#').split('#');
        const text =
          page === '' ? read(file) : existsSync(join(folder, page as string)) ? read(page as string) : undefined;
        return text === undefined || (place !== undefined && !text.includes(` id="${place}"`));
      })
      .map((target) => `${file}: ${target}`),
  );
  expect(files.length).toBeGreaterThan(15);
  expect(broken).toEqual([]);
});

test('the API reference has every export, each with what it is for', () => {
  const names = [...readFileSync(join(root, 'src/index.ts'), 'utf8').matchAll(/\{([^}]*)\}/g)].flatMap(([, list]) =>
    (list as string).split(',').map((name) => name.trim()),
  );
  const page = read('api.html');
  const sections = new Map(
    page
      .split('<section id="')
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf('"')), section]),
  );
  expect([...sections.keys()].sort()).toEqual(names.filter((name) => name !== '').sort());
  const bare = [...sections].filter(([, section]) => !/<\/h3><p>/.test(section)).map(([name]) => name);
  expect(bare).toEqual([]);
});

test('the gallery has every bundled spec, drawn', () => {
  const page = read('gallery.html');
  const sections = page.split('<section id="').slice(1);
  const drawn = sections
    .filter((section) => section.includes('<svg'))
    .map((section) => section.slice(0, section.indexOf('"')));
  expect(drawn.sort()).toEqual(
    bundledSpecs()
      .map(({ name }) => name)
      .sort(),
  );
});

inChromium('the guide', (open) => {
  test.each(['index', 'tutorial', 'gallery'])(
    '%s.html has no fault that axe finds, light and dark',
    async (name) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page, troubles } = await open(pathToFileURL(join(folder, `${name}.html`)).href, { colorScheme });
        await page.evaluate(readFileSync(join(dirname(require.resolve('axe-core')), 'axe.min.js'), 'utf8'));
        const faults = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          };
          return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
        });
        expect({ faults, troubles }).toEqual({ faults: [], troubles: [] });
      }
    },
    60_000,
  );
});
