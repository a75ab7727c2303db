import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { inChromium } from './chromium.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'unturned-engine-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A page with everything that users import, and one spec. */
const program = `
import { check } from 'unturned';
import spec from ${JSON.stringify(`${root}specs/mutual-exclusion/ricart-agrawala.ts`)};
globalThis.checked = check(spec, { params: { processes: 3, requests: 1 } });
`;

inChromium('the engine in a browser', (open) => {
  test('the library imports nothing of Node, and counts ricart-agrawala as it does there', async () => {
    const { outputFiles, metafile } = await build({
      stdin: { contents: program, resolveDir: root, loader: 'ts' },
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'browser',
      alias: { unturned: `${root}src/index.ts` },
    });
    expect(Object.keys(metafile.inputs).filter((input) => input.startsWith('src/cli/'))).toEqual([]);
    const script = outputFiles[0]?.text ?? '';
    writeFileSync(
      join(folder, 'page.html'),
      `<meta charset="utf-8"><script type="module">${script.replace(/<\/script/g, '<\\/script')}</script>`,
    );
    const { page, troubles } = await open(pathToFileURL(join(folder, 'page.html')).href);
    const { stats, verdict } = await page.evaluate(
      () => (globalThis as unknown as { checked: Promise<{ stats: Record<string, number>; verdict: string }> }).checked,
    );
    expect(verdict).toBe('holds');
    expect(stats).toMatchObject({ states: 4808, transitions: 11_058, depth: 21, complete: true });
    expect(troubles).toEqual([]);
  });
});
