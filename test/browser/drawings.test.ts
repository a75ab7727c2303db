import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { Trace } from '../../src/counterexample/trace.ts';
import { writeTrace } from '../../src/report/export/formats.ts';
import { htmlReport } from '../../src/report/html/document.ts';
import { checked, resultOf } from '../report/support/checked.ts';
import { maekawa } from '../report/support/maekawa.ts';
import { crashing, faulty, overtaking, starving, traceBy } from '../report/support/runs.ts';
import { inChromium } from './chromium.ts';

const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'unturned-drawings-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return pathToFileURL(path).href;
}

const hostile = '<img src=x onerror="document.title=1">';
const traces: readonly (readonly [string, Trace])[] = [
  ['overtaking', overtaking],
  ['crashing', crashing],
  ['starving', starving],
  ['faulty', faulty],
  [
    'hostile',
    traceBy(
      ['a;b', hostile],
      [
        { process: 'a;b', action: hostile, sends: [hostile], type: `${hostile}#end` },
        { process: hostile, action: 'end', receives: 1 },
      ],
    ),
  ],
];

inChromium('drawings in a browser', (open) => {
  test.each(traces)('Mermaid draws %s', async (_, trace) => {
    const page = `<meta charset="utf-8"><script src="${pathToFileURL(require.resolve('@mermaid-js/tiny/dist/mermaid.tiny.js'))}"></script><div id="at"></div>`;
    const opened = await open(fileOf('mermaid.html', page));
    const text = writeTrace('mermaid', { name: 'run', trace, isViolation: true });
    const drawn = await opened.page.evaluate(async (source) => {
      const { mermaid } = globalThis as unknown as {
        mermaid: { render: (id: string, text: string) => Promise<{ svg: string }> };
      };
      document.body.innerHTML = (await mermaid.render('drawn', source)).svg;
      const texts = (selector: string) => [...document.querySelectorAll(selector)].map((one) => one.textContent ?? '');
      return {
        actors: texts('text.actor-box'),
        messages: texts('.messageText'),
        images: document.querySelectorAll('img').length,
      };
    }, text);
    expect([...new Set(drawn.actors)].sort()).toEqual(trace.processes.map(({ id }) => id).sort());
    expect(drawn.messages).toHaveLength(trace.messages.length);
    expect(drawn.images).toBe(0);
    expect(opened.troubles).toEqual([]);
  });

  test.each(traces)('the SVG of %s is well formed, and texts lie where the layout says', async (_, trace) => {
    const svg = writeTrace('svg', { name: 'run', trace, isViolation: true });
    const { page, troubles } = await open(fileOf('run.svg', svg));
    const overlapping = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('text.st-label')].map((one) => ({
        text: one.textContent,
        box: one.getBoundingClientRect(),
      }));
      return boxes.flatMap(({ text, box }, i) =>
        boxes.slice(i + 1).flatMap((other) => {
          const [width, height] = [
            Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left),
            Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top),
          ];
          return width > 1 && height > 4 ? [`${text} lies on ${other.text}`] : [];
        }),
      );
    });
    expect(await page.locator('svg > title').first().textContent()).toBe('run');
    expect(overlapping).toEqual([]);
    expect(troubles).toEqual([]);
  });

  test('the report opens from disk, asks for nothing, and has no fault that axe finds, light and dark, wide and narrow', async () => {
    const report = htmlReport(resultOf([checked(maekawa)]), { source: () => undefined });
    expect(report.length).toBeLessThan(400_000);
    expect(report).not.toMatch(/(?:src|href)="(?!#)/);
    for (const colorScheme of ['light', 'dark'] as const)
      for (const viewport of [
        { width: 1280, height: 720 },
        { width: 390, height: 844 },
      ]) {
        const { page, troubles } = await open(fileOf('report.html', report), { colorScheme, viewport });
        expect(await page.locator('h2').allTextContents()).toEqual(['✗ V201 deadlockFree is violated']);
        await page.addScriptTag({ path: require.resolve('axe-core') });
        const faults = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          };
          return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
        });
        expect(faults).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
        expect(troubles).toEqual([]);
      }
  });

  test('reports of crashes, lasso and long names are no wider than a telephone', async () => {
    const system = checked(maekawa);
    const properties = traces.map(
      ([name, trace]) =>
        ({ ...system.properties[1], name, status: 'violated', trace }) as (typeof system.properties)[0],
    );
    const report = htmlReport(resultOf([{ ...system, properties }]));
    const { page, troubles } = await open(fileOf('wide.html', report), { viewport: { width: 390, height: 844 } });
    expect(await page.locator('svg.space-time').count()).toBeGreaterThan(traces.length);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(troubles).toEqual([]);
  });

  test('the report by keyboard: a property leads to its run, whose diagram scrolls and whose details open', async () => {
    const { page } = await open(fileOf('report.html', htmlReport(resultOf([checked(maekawa)]))));
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('deadlockFree');
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#maekawa-deadlockFree');
    await page.locator('.diagram').first().focus();
    await page.keyboard.press('End');
    const clocks = page.getByText('with vector clocks').first();
    await clocks.focus();
    await page.keyboard.press('Enter');
    await page.locator('.st-clock-label').first().waitFor({ state: 'visible' });
  });

  test('a text of a spec that is HTML stays text', async () => {
    const system = checked(maekawa);
    const [, violated] = system.properties;
    const trace = traces.at(-1)?.[1] as Trace;
    const bad = {
      ...system,
      name: hostile,
      description: hostile,
      properties: [{ ...violated, name: hostile, message: hostile, trace } as never],
    };
    const { page, troubles } = await open(fileOf('hostile.html', htmlReport(resultOf([bad]))));
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toContain('<img');
    expect(troubles).toEqual([]);
  });
});
