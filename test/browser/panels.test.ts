import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inChromium } from './chromium.ts';
import { faultsOf, startExplorer } from './explorer.ts';

const slow = 120_000;

inChromium('what the explorer shows of a run', (open) => {
  let explorer: Awaited<ReturnType<typeof startExplorer>>;
  beforeAll(async () => {
    explorer = await startExplorer('maekawa');
  });
  afterAll(() => explorer?.stop());

  /** The page with the deadlock that the check finds. */
  async function openDeadlock(): Promise<Page> {
    const { page } = await open(explorer.url);
    await page.getByRole('button', { name: /deadlockFree @12/ }).click();
    await page.getByText('step 12 / 12').waitFor();
    return page;
  }

  test(
    'a watched field stays in sight, says what changed it, and is part of the link',
    async () => {
      const page = await openDeadlock();
      await page.getByLabel('field to watch').fill('p2.votedFor');
      await page.getByRole('button', { name: 'Add' }).click();
      const watch = page.getByRole('region', { name: 'Watch' });
      await watch.getByRole('button', { name: /^◂\d+$/ }).click();
      await watch.getByText('none → 2').waitFor();
      const again = await open(page.url());
      await again.page.getByRole('region', { name: 'Watch' }).getByText('none → 2').waitFor();
      await page.getByRole('button', { name: 'stop watching p2.votedFor' }).click();
      await expect.poll(() => watch.locator('li').count()).toBe(0);
      expect(page.url()).not.toContain('watch=');
    },
    slow,
  );

  test(
    'find, before and after, and the list of keys, by keyboard alone',
    async () => {
      const page = await openDeadlock();
      await page.keyboard.press('Home');
      await page.keyboard.press('/');
      await page.keyboard.type('vote');
      const steps = page.getByRole('region', { name: 'Trace' });
      const found = (await steps.locator('li button:not(.faded)').allTextContents()).filter(
        (text) => !/^0 /.test(text),
      );
      const [, first] = /^(\d+) /.exec(found[0] ?? '') ?? [];
      await steps.getByText(`${found.length} of 12`).waitFor();
      await page.keyboard.press('Enter');
      await page.getByText(`step ${first} / 12`).waitFor();
      await page.keyboard.press('Escape');
      expect(await steps.locator('li button.faded').count()).toBe(0);
      await page.keyboard.press('End');
      await page.getByText('step 12 / 12').waitFor();
      const state = page.getByRole('region', { name: 'State', exact: true });
      const value = (field: string) => state.getByRole('row', { name: field }).last().getByRole('cell').textContent();
      await state.getByRole('button', { name: 'Before' }).focus();
      await page.keyboard.press('Enter');
      expect(await value('votes')).toBe('{}');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await value('votes')).toBe('{2}');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    },
    slow,
  );

  test(
    'a message lights up wherever it is shown; lanes are hidden, moved and brought back',
    async () => {
      const page = await openDeadlock();
      const step = page.getByRole('region', { name: 'Trace' }).locator('li[data-messages]').last();
      await step.hover();
      const lit = page.locator('.st-message.is-lit');
      await expect.poll(() => lit.count()).toBeGreaterThan(0);
      const shown = (await step.getAttribute('data-messages'))?.split(' ') ?? [];
      for (const message of await lit.all()) expect(shown).toContain(await message.getAttribute('data-messages'));
      await page.getByRole('heading', { level: 1 }).hover();
      await expect.poll(() => lit.count()).toBe(0);
      const names = (): Promise<readonly string[]> => page.locator('.st-name').allTextContents();
      await page.locator('.st-name').nth(1).click();
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-lane-of'))).toBe('1');
      await page.keyboard.press('Space');
      await expect.poll(names).toEqual(['p0', 'p2']);
      await page
        .getByText(/ from p1$/)
        .first()
        .waitFor();
      await page.getByRole('button', { name: 'p2 first' }).click();
      await expect.poll(names).toEqual(['p2', 'p0']);
      await page.getByRole('button', { name: 'move p2 right' }).click();
      await expect.poll(names).toEqual(['p0', 'p2']);
      await page.getByRole('button', { name: 'Show all' }).click();
      await expect.poll(names).toEqual(['p0', 'p1', 'p2']);
    },
    slow,
  );

  test(
    'two runs side by side: what they share, where they part, and what differs at the ends',
    async () => {
      const page = await openDeadlock();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await page.getByText('step 10 / 12').waitFor();
      await page.getByRole('tab', { name: 'Compare' }).click();
      const panel = page.getByRole('tabpanel');
      await panel.getByRole('combobox').selectOption('ordering');
      await panel.getByText(/^They share no step\.|^They share \d+ steps?\./).waitFor();
      expect(await panel.locator('figure').count()).toBe(2);
      await page.locator('.enabled button:not(:has(.accent))').first().click();
      await page.getByText('step 11 / 11').waitFor();
      await panel.getByRole('combobox').selectOption('deadlockFree');
      const where = (await panel.locator('p', { hasText: 'They share' }).textContent()) ?? '';
      const [, shared] = /share (\d+) steps?\. Then step (\d+) is/.exec(where) ?? [];
      expect(where).toContain(`Then step ${Number(shared) + 1} is`);
      expect(await panel.locator('.st-row.is-marked .st-number').allTextContents()).toEqual(
        Array.from({ length: 2 }, () => String(Number(shared) + 1)),
      );
      const fields = panel.getByRole('table', { name: 'Fields that differ at the ends' });
      expect(await fields.locator('tbody tr').count()).toBeGreaterThan(0);
    },
    slow,
  );

  test(
    'the source, with the action of the step and the property of the run',
    async () => {
      const page = await openDeadlock();
      await page.getByRole('tab', { name: 'Source' }).click();
      const marked = page.locator('.code li.is-action, .code li.is-property');
      await expect.poll(() => marked.count()).toBe(2);
      expect((await marked.allTextContents()).map((text) => text.trim())).toEqual([
        expect.stringMatching(/^receive: .*◂ step 12$/),
        expect.stringMatching(/^deadlockFree: .*◂ what the run settles$/),
      ]);
      await page.keyboard.press('Home');
    },
    slow,
  );

  test(
    'nodes of the graph have the colour of a field',
    async () => {
      const page = await openDeadlock();
      await page.getByRole('tab', { name: 'Graph' }).click();
      await page.getByLabel('field that gives the colour').fill('p0.phase');
      await page.keyboard.press('Tab');
      const legend = page.locator('.legend li');
      await expect.poll(() => legend.count()).toBe(2);
      expect((await legend.allTextContents()).sort()).toEqual(['■ released', '■ wanted']);
      expect(await page.locator('.sg-node:not(.is-coloured)').count()).toBe(0);
    },
    slow,
  );

  test(
    'no fault that axe finds in any picture',
    async () => {
      const page = await openDeadlock();
      for (const tab of ['Wait-for', 'Compare', 'Source', 'Space-time']) {
        await page.getByRole('tab', { name: tab }).click();
        await page.getByRole('tabpanel').locator('svg, .code').first().waitFor();
        if (tab === 'Space-time') await page.locator('#lanes summary').click();
        expect(await faultsOf(page)).toEqual([]);
      }
      await page.getByRole('button', { name: 'Keys' }).click();
      expect(await faultsOf(page)).toEqual([]);
    },
    slow,
  );
});
