import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { unturned } from '../cli/command.ts';
import { inChromium } from './chromium.ts';
import { explore, faultsOf } from './explorer.ts';

const folder = mkdtempSync(join(tmpdir(), 'unturned-explorer-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A request as any program can make it. */
function ask(
  url: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; text: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, headers }, (response) => {
      let text = '';
      response.on('data', (data) => {
        text += data;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The shortest way into the deadlock of Maekawa, as the moves are named. */
const toDeadlock = [
  'p0 request',
  'p0 receives m1 request',
  'p0 receives m3 vote',
  'p1 request',
  'p1 receives m4 request',
  'p1 receives m6 vote',
  'p2 request',
  'p2 receives m8 request',
  'p2 receives m9 vote',
] as const;

const move = (page: Page, text: string) =>
  page.getByRole('region', { name: 'Actions' }).getByRole('button', { name: text });

const slow = 120_000;

inChromium('the explorer', (open) => {
  test(
    'checks at once, and opens the run that breaks a property',
    async () => {
      const { page, troubles } = await open(await explore('maekawa'));
      await page.getByRole('button', { name: /deadlockFree @12/ }).click();
      await page.getByText('step 12 / 12').waitFor();
      await page.getByText('Nothing can happen here.').waitFor();
      expect(await page.locator('.st-violation').count()).toBe(1);
      await page.getByRole('tab', { name: 'Wait-for' }).click();
      await page.getByText('They wait in a ring: p0 → p1 → p2 → p0').waitFor();
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await page.getByText('2 381 states · 7 692 transitions · depth 27 · search complete').waitFor();
      expect(troubles).toEqual([]);
    },
    slow,
  );

  test(
    'the deadlock of Maekawa by hand, a fork, and the link to it',
    async () => {
      const url = await explore('maekawa', '--set', 'processes=3');
      const { page, troubles } = await open(`${url}#/maekawa`);
      await page.getByRole('button', { name: 'Explore by hand' }).click();
      for (const [i, text] of toDeadlock.entries()) {
        await move(page, text).click();
        await page.getByText(`step ${i + 1} / ${i + 1}`).waitFor();
      }
      // What is left are requests, which wait in queues whatever their order: nobody gets a second vote.
      for (let step = 10; step <= 12; step++) {
        await page.locator('.enabled button').first().click();
        await page.getByText(`step ${step} / ${step}`).waitFor();
      }
      await page.getByText('Nothing can happen here.').waitFor();
      await page.getByText('step 12 / 12').waitFor();
      expect(await page.getByRole('region', { name: 'Properties here' }).getByText('violated').count()).toBe(1);

      await page.getByRole('button', { name: '3 p0 receives m3 vote' }).click();
      await page.getByText('step 3 / 12').waitFor();
      await move(page, 'p2 request').click();
      await page.getByText('step 4 / 4').waitFor();
      expect(
        await page.getByRole('combobox', { name: 'Run', exact: true }).locator('option').allTextContents(),
      ).toEqual(['main (12)', '└ main · fork 1 at 3 (4)']);
      expect(await page.getByRole('region', { name: 'In flight' }).locator('li').allTextContents()).toEqual([
        'm2 p0→p1 request',
        'm4 p2→p0 request',
        'm5 p2→p2 request',
      ]);

      const copied = page.url();
      expect(copied).toContain('#/maekawa?a=request(0);receive(0+%3C-+0);');
      const again = await open(copied);
      await again.page.getByText('step 4 / 4').waitFor();
      const steps = (of: typeof page) => of.getByRole('region', { name: 'Trace' }).locator('li').allTextContents();
      await expect.poll(() => steps(again.page)).toEqual(await steps(page));
      expect([...troubles, ...again.troubles]).toEqual([]);
    },
    slow,
  );

  test(
    'by keyboard alone',
    async () => {
      const { page } = await open(`${await explore('maekawa')}#/maekawa`);
      await page.getByRole('button', { name: 'Explore by hand' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('step 0 / 0').waitFor();
      for (let step = 1; step <= 3; step++) {
        await page.keyboard.press('1');
        await page.getByText(`step ${step} / ${step}`).waitFor();
      }
      await page.keyboard.press('ArrowLeft');
      await page.getByText('step 2 / 3').waitFor();
      await page.keyboard.press('2');
      await page.getByText('step 3 / 3').waitFor();
      expect(await page.getByRole('combobox', { name: 'Run', exact: true }).locator('option').count()).toBe(2);
      await page.keyboard.press('u');
      await page.getByText('step 2 / 2').waitFor();
      await page.keyboard.press('Home');
      await page.getByText('step 0 / 2').waitFor();
      await page.getByRole('tab', { name: 'Graph' }).focus();
      await page.keyboard.press('Enter');
      const node = page.locator('[data-node]').last();
      await node.focus();
      const label = await node.getAttribute('aria-label');
      await page.keyboard.press('Enter');
      await page.locator(`.sg-node.is-current[aria-label^="${label?.split(',')[0]}"]`).waitFor();
    },
    slow,
  );

  test(
    'no fault that axe finds, in either view, light and dark',
    async () => {
      const url = await explore('maekawa');
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page } = await open(url, { colorScheme });
        await page.getByText('step 16 / 16').waitFor();
        expect(await faultsOf(page)).toEqual([]);
        await page.getByRole('tab', { name: 'Graph' }).click();
        await page.locator('[data-node]').first().waitFor();
        expect(await faultsOf(page)).toEqual([]);
        await page.getByRole('button', { name: 'Check', exact: true }).click();
        expect(await faultsOf(page)).toEqual([]);
      }
    },
    slow,
  );

  test(
    'the whole trace view fits on a screen, and a narrow one scrolls in one direction only',
    async () => {
      const url = await explore('maekawa');
      for (const viewport of [
        { width: 1280, height: 720 },
        { width: 390, height: 844 },
      ]) {
        const { page } = await open(url, { viewport });
        await page.getByText('step 16 / 16').waitFor();
        const { width, height } = await page.evaluate(() => ({
          width: document.documentElement.scrollWidth,
          height: document.documentElement.scrollHeight,
        }));
        expect(width).toBeLessThanOrEqual(viewport.width);
        if (viewport.width === 1280) expect(height).toBeLessThanOrEqual(viewport.height);
      }
    },
    slow,
  );

  test(
    'faults are chosen like parameters, and a crash is a step like any other',
    async () => {
      const { page, troubles } = await open(
        `${await explore('reliable', '--set', 'judge=all', '--set', 'afterCrash=lost')}#/reliable`,
      );
      await page.getByLabel('crash', { exact: true }).fill('2');
      await page.keyboard.press('Tab');
      await page.getByRole('button', { name: 'Check', exact: true }).last().click();
      await page.getByRole('button', { name: /uniformAgreement @2/ }).waitFor();
      expect(await page.locator('.st-crash').count()).toBe(1);
      expect(page.url()).toContain('faults=crash:2');
      const again = await open(page.url());
      await again.page.getByText('step 2 / 2').waitFor();
      expect([...troubles, ...again.troubles]).toEqual([]);
    },
    slow,
  );

  test(
    'a running check shows how far it is, and stops when it is told to',
    async () => {
      const { page } = await open(await explore('ricart-agrawala', '--set', 'processes=4'));
      await page.getByRole('heading', { name: 'Running' }).waitFor();
      await page.getByText('seen before').waitFor();
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByText('search interrupted').waitFor();
      expect(await page.getByText('INCOMPLETE').count()).toBe(1);
    },
    slow,
  );

  test(
    'states that agree on an expression are one node, and the whole graph is behind them',
    async () => {
      const { page } = await open(`${await explore('maekawa')}#/maekawa`);
      await page.getByRole('button', { name: 'Explore by hand' }).click();
      await page.getByRole('tab', { name: 'Graph' }).click();
      await page.getByLabel('show').selectOption('quotient');
      await page.getByLabel('fields of the state, with commas between').fill('p0.phase');
      await page.keyboard.press('Tab');
      await page.getByText('3 nodes, 2 381 states').waitFor();
      expect(
        (await page.locator('.sg-node text').allTextContents()).map((text) => text.replace(/ ×.*/, '')).sort(),
      ).toEqual(['held', 'released', 'wanted']);
      const counts = (await page.locator('.sg-node text').allTextContents()).map((text) =>
        Number(/×(\d+)/.exec(text)?.[1]),
      );
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2381);
    },
    slow,
  );

  test(
    'begins with the run of a record, and says so if the spec is another one now',
    async () => {
      const record = join(folder, 'maekawa.json');
      unturned(['check', 'maekawa', '--keep-going', '-q', '--reporter', `json=${record}`]);
      const { page } = await open(await explore('--trace', record, '--property', 'deadlockFree'));
      await page.getByText('step 12 / 12').waitFor();
      writeFileSync(
        record,
        readFileSync(record, 'utf8').replace(
          /"specHash": "../,
          (start) => `${start.slice(0, -2)}${start.endsWith('00') ? '11' : '00'}`,
        ),
      );
      const changed = await open(await explore('maekawa', '--trace', record));
      await changed.page.getByText('The spec has changed since this run was recorded.').waitFor();
    },
    slow,
  );

  test(
    'a link to a step that cannot be taken says which and why',
    async () => {
      const { page } = await open(`${await explore('maekawa')}#/maekawa?a=request(0);enter(0);exit(0)&step=3`);
      await page
        .getByText(
          'Step 2, enter(0), cannot be taken now: it is not enabled there: it needs has every vote of its quorum.',
        )
        .waitFor();
      await page.getByText('step 1 / 1').waitFor();
    },
    slow,
  );

  test(
    'texts of a spec that are HTML stay texts',
    async () => {
      const hostile = `<img src=x onerror="document.title='hacked'">`;
      const file = join(folder, 'hostile.mjs');
      writeFileSync(
        file,
        `import { processes } from 'unturned';
const text = ${JSON.stringify(hostile)};
export default processes({
  name: text, description: text, source: text,
  params: { processes: 2 }, processNames: () => [text, 'b'],
  messages: { [text]: { [text]: '' } },
  initial: () => ({ [text]: text, n: 0 }),
  rules: { [text]: { guard: { [text]: ({ self }) => self.n < 1 }, effect: ({ self, others, send }) => { self.n += 1; for (const j of others) send(j, { type: text, [text]: text }); } } },
  receive: ({ self }) => { self.n += 1; },
  properties: ({ invariant }) => ({ [text]: invariant(({ processes }) => processes.every(({ n }) => n < 2), { description: text }) }),
});`,
      );
      const { page, troubles } = await open(await explore(file));
      await page.locator('.st-violation').waitFor();
      await page.getByRole('button', { name: 'After', exact: true }).click();
      for (const tab of ['Graph', 'Wait-for', 'Compare', 'Source', 'Space-time'])
        await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await page.getByText('FAIL').waitFor();
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.title()).toBe('unturned');
      expect(troubles).toEqual([]);
    },
    slow,
  );

  test(
    'other hosts, other origins and whoever has no token are refused; the page may load nothing from elsewhere',
    async () => {
      const url = await explore('maekawa');
      const { status, text, headers } = await ask(url);
      expect(status).toBe(200);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      const token = /name="unturned-token" content="([^"]+)"/.exec(text)?.[1] as string;
      const own = { 'x-unturned': token, 'content-type': 'application/json' };
      const post = (headers: Record<string, string>) => ask(`${url}api/specs`, { method: 'POST', headers, body: '{}' });
      expect((await post(own)).status).toBe(200);
      expect((await ask(url, { headers: { host: 'evil.example' } })).status).toBe(403);
      expect((await post({ ...own, host: 'evil.example' })).status).toBe(403);
      expect((await post({ ...own, origin: 'http://evil.example' })).status).toBe(403);
      expect((await post({ ...own, 'x-unturned': 'guess' })).status).toBe(403);
      expect((await post({ 'content-type': 'application/json' })).status).toBe(403);
      expect((await ask(`${url}api/specs`, { headers: own })).status).toBe(405);
      expect((await ask(`${url}etc/passwd`)).status).toBe(404);
      const bad = await ask(`${url}api/walk`, {
        method: 'POST',
        headers: own,
        body: '{"spec":"maekawa","set":{"processes":99},"initial":0,"keys":[],"at":0}',
      });
      expect(bad.status).toBe(400);
      expect(JSON.parse(bad.text).refused.code).toBe('U103');
    },
    slow,
  );
});
