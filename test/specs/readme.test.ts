import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ManifestEntry, parametersText, readManifest, recordName } from '../../bench/manifest.ts';
import type { ResultRecord } from '../../bench/record.ts';
import { loadBundled } from './bundled.ts';
import { unneeded } from './unneeded.ts';

const readme = readFileSync(new URL('../../specs/README.md', import.meta.url), 'utf8');
const plain = (text: string): string => text.replace(/\s+/g, ' ');

test('the page on the bundled specs links and cites every one of them', async () => {
  const specs = await loadBundled();
  const missing = specs.filter(
    ({ path, spec }) =>
      !readme.includes(`](${path}.ts)**`) || !plain(readme).includes(plain(spec.definition.source ?? '?')),
  );
  expect(missing.map(({ path }) => path)).toEqual([]);
});

test('its tables are the planted bugs of the specs', async () => {
  const rows = [...readme.matchAll(/^\| `(.+)=false` \| (.*) \| (.*) \|$/gm)].map(([, ...cells]) => cells);
  const bugs = (await loadBundled()).flatMap(({ domains, bugs }) =>
    bugs.map(({ parameter, caughtBy }) => [
      parameter,
      domains.find(([name]) => name === parameter)?.[1].description,
      caughtBy.join(', '),
    ]),
  );
  expect(rows.sort()).toEqual(bugs.sort());
});

describe('its sentences on what holds', () => {
  const rows = [...readme.matchAll(/^\| ([a-z-]+) \| ([✓✗]) \| ([✓✗]) \| ([✓✗]) \| (.*) \|$/gm)].map(
    ([, ...cells]) => cells,
  );
  const { configurations } = readManifest();
  const kinds = [['always', 'step'], ['deadlock'], ['order', 'cost']];

  test('are there for every algorithm whose guarantees are in no table', async () => {
    const names = (await loadBundled())
      .map(({ path }) => path.split('/'))
      .filter(([family]) => family === 'mutual-exclusion' || family === 'election')
      .map(([, name]) => name);
    expect(rows.map(([name]) => name).sort()).toEqual(names.sort());
  });

  test.each(rows)('agree with what was found: %s', (name, ...cells) => {
    const entries = configurations.filter(({ spec }) => spec.endsWith(`/${name}`));
    const published = entries.filter(
      ({ parameters }) => !Object.values(parameters).includes(false) && parameters.answers === undefined,
    );
    const statuses = published.flatMap((entry) => recordOf(entry).properties);
    const marks = kinds.map((some) => {
      const judged = statuses.filter(({ kind }) => some.includes(kind));
      expect(judged.map(({ status }) => status).filter((status) => status === 'not-refuted')).toEqual([]);
      return judged.length > 0 && judged.every(({ status }) => status !== 'violated') ? '✓' : '✗';
    });
    expect(cells.slice(0, 3)).toEqual(marks);
    const named = [...(cells[3] ?? '').matchAll(/`(\w+=[^`]*)`/g)].map(([, text]) => text);
    expect(named.filter((text) => !entries.some((entry) => parametersText(entry) === text))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });

  function recordOf(entry: ManifestEntry): ResultRecord {
    return JSON.parse(readFileSync(new URL(`../../results/${recordName(entry)}`, import.meta.url), 'utf8'));
  }
});

test('its list of conditions that no verdict depends on is that of the test', () => {
  const rows = [...readme.matchAll(/^\| ([a-z-]+) \| (.*) \| (dead weight|no property minds) \| (.*) \|$/gm)];
  expect(rows.map(([, ...cells]) => cells)).toEqual(
    unneeded.map(({ spec, condition, outcome, reason }) => [
      spec.split('/').at(-1),
      condition,
      outcome === 'implied' ? 'dead weight' : 'no property minds',
      reason,
    ]),
  );
});

test('the list of algorithms in the README of the package is complete', async () => {
  const page = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const names = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
  expect(names.sort()).toEqual((await loadBundled()).map(({ path }) => path.split('/').at(-1)).sort());
});
