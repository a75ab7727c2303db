import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadBundled } from './bundled.ts';

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
