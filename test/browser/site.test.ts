import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundledSpecs } from '../../src/cli/bundled.ts';
import { inChromium } from './chromium.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'unturned-site-'));
const file = join(folder, 'index.html');
afterAll(() => rmSync(folder, { recursive: true }));

inChromium('the site', (open) => {
  beforeAll(() => {
    execFileSync('npm', ['run', '--silent', 'site', '--', file], { cwd: root });
  });

  test('has every bundled spec, and checks one, from disk, with the engine in a worker', async () => {
    expect(statSync(file).size).toBeLessThan(1_000_000);
    const { page, troubles } = await open(pathToFileURL(file).href);
    const select = page.getByLabel('spec', { exact: true });
    await select.waitFor();
    expect(
      (
        await select.locator('option').evaluateAll((options) => options.map((one) => (one as HTMLOptionElement).value))
      ).sort(),
    ).toEqual(
      bundledSpecs()
        .map(({ name }) => name)
        .sort(),
    );
    for (const { name } of bundledSpecs()) {
      await select.selectOption(name);
      await page.getByRole('button', { name: 'Explore by hand' }).click();
      await page.locator('.enabled button').first().click();
      await page.getByText('step 1 / 1').waitFor();
      await page.getByRole('button', { name: 'Check', exact: true }).click();
    }
    await select.selectOption('ricart-agrawala');
    await page.getByRole('button', { name: 'Check', exact: true }).last().click();
    await page.getByText('4 808 states · 11 058 transitions · depth 21 · search complete').waitFor();
    expect(troubles).toEqual([]);
  }, 120_000);

  test('a planted bug, chosen from the domain of a parameter, is found and shown', async () => {
    const { page, troubles } = await open(`${pathToFileURL(file).href}#/ricart-agrawala`);
    await page.getByLabel('tieBreak').click();
    await page.getByRole('button', { name: 'Check', exact: true }).last().click();
    await page.getByRole('button', { name: /deadlockFree @9/ }).waitFor();
    await page.locator('.st-violation').waitFor();
    expect(page.url()).toContain('set=tieBreak:false');
    expect(troubles).toEqual([]);
  }, 120_000);
});
