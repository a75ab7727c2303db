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
    execFileSync('npx', ['tsx', 'src/explorer/building/build-page.ts', 'site', file], { cwd: root });
  });

  test('has every bundled spec, and checks one, from disk, with the engine in a worker', async () => {
    expect(statSync(file).size).toBeLessThan(1_200_000);
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

  test('faults are chosen from what the configuration allows, and taken by hand', async () => {
    const { page, troubles } = await open(`${pathToFileURL(file).href}#/bully?set=processes:3,starters:all,down:0`);
    const budgets = page.getByRole('group', { name: 'faults, at most in a run' });
    const names = (): Promise<readonly string[]> => budgets.locator('label').allTextContents();
    await expect.poll(names).toEqual(['crash', 'loss', 'duplication', 'reordering', 'partition']);
    await page.getByLabel('channels').selectOption('unordered');
    await expect.poll(names).toEqual(['crash', 'loss', 'duplication', 'partition']);
    for (const fault of ['crash', 'loss', 'duplication', 'partition']) {
      await budgets.getByLabel(fault).fill('1');
      await page.keyboard.press('Tab');
    }
    await page.getByRole('button', { name: 'Explore by hand' }).click();
    const actions = page.getByRole('region', { name: 'Actions' });
    await actions.getByRole('heading', { name: /Faults/ }).waitFor();
    const taken = [
      'p0 start',
      'p0 sends m1 election',
      'p0 sends m2 election',
      'loses m1 election',
      'duplicates m2 as m3',
      'p1 crashes',
      'partition: p2',
      'the partition heals',
    ];
    for (const [i, text] of taken.entries()) {
      await actions.getByRole('button', { name: text }).first().click();
      await page.getByText(`step ${i + 1} / ${i + 1}`).waitFor();
    }
    expect(await page.locator('.st-crash').count()).toBe(1);
    expect(await page.locator('.st-lost').count()).toBe(1);
    expect(await page.locator('.st-apart').count()).toBe(1);
    // Every budget is spent.
    expect(await actions.getByRole('heading', { name: /Faults/ }).count()).toBe(0);
    const again = await open(page.url());
    await again.page.getByText('step 8 / 8').waitFor();
    expect([...troubles, ...again.troubles]).toEqual([]);
  }, 120_000);

  test('a temporal formula is judged, and its lasso is shown with its fairness', async () => {
    const { page, troubles } = await open(`${pathToFileURL(file).href}#/peterson?set=processes:2,requests:0`);
    await page.getByText('temporal formula').click();
    await page.getByLabel('judge alone').fill('waiting(0) leads to inside(0)');
    await page.getByLabel('fairness').selectOption('none');
    await page.getByRole('button', { name: 'Check', exact: true }).last().click();
    await page.getByText('Is this loop fair?').waitFor();
    expect(await page.locator('.st-loop').count()).toBe(1);
    expect(troubles).toEqual([]);
  }, 120_000);

  test('nothing can be checked before the specs are there', async () => {
    const { page, troubles } = await open(`${pathToFileURL(file).href}#/ricart-agrawala?set=processes:2`);
    await page.addInitScript(() => {
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function (this: Worker, message: unknown) {
        setTimeout(() => postMessage.call(this, message), 500);
      };
    });
    await page.reload();
    await page.getByRole('button', { name: 'Check', exact: true }).last().click();
    await page.getByText('search complete').waitFor();
    expect(troubles).toEqual([]);
  }, 120_000);

  test('a check in the worker shows how far it is, and stops when it is told to', async () => {
    const { page, troubles } = await open(`${pathToFileURL(file).href}#/ricart-agrawala?set=processes:4`);
    await page.getByRole('button', { name: 'Check', exact: true }).last().click();
    await page.getByText('still to expand').first().waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('search interrupted').waitFor();
    expect(troubles).toEqual([]);
  }, 120_000);
});
