import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { configurationOf, parametersText, readManifest } from '../../bench/manifest.ts';
import { differences, makeRecord } from '../../bench/record.ts';
import type { CheckOptions } from '../../src/index.ts';
import { explore } from '../support/account.ts';
import { loadBundled } from './bundled.ts';

const { configurations, sources } = readManifest();
const upTo = (states: number) =>
  configurations
    .filter((entry) => entry.states <= states)
    .map((entry) => [`${entry.spec} ${parametersText(entry)}`, entry] as const);

describe('the counts on which other checkers agree', () => {
  test.each(upTo(40_000))('%s, breadth first', async (_, entry) => {
    expect(differences(await makeRecord(entry), entry)).toEqual([]);
  });

  const searches: readonly CheckOptions[] = [{ search: 'dfs' }, { engine: 'direct' }, { engine: 'reference' }];
  const limits = { dfs: 40_000, direct: 2500, reference: 5000 };
  test.each(
    searches.flatMap((options) =>
      upTo(limits[options.search === 'dfs' ? 'dfs' : options.engine === 'direct' ? 'direct' : 'reference'])
        .filter(([, entry]) => options.engine !== 'reference' || entry.sources.includes('reference'))
        .map((row) => [options, ...row] as const),
    ),
  )('by %o: %s', async (options, _, entry) => {
    const { statistics, deadlocked } = explore(await configurationOf(entry), options);
    const { states, transitions, terminal } = statistics;
    const { states: s, transitions: t, terminal: e, deadlocked: d } = entry;
    expect({ states, transitions, terminal, deadlocked }).toEqual({
      states: s,
      transitions: t,
      terminal: e,
      deadlocked: d,
    });
  });

  test('are there for every bundled spec, each with its source', async () => {
    const bundled = (await loadBundled()).map(({ path }) => path);
    expect([...new Set(configurations.map(({ spec }) => spec))].sort()).toEqual(bundled.sort());
    const unsourced = configurations.filter((entry) => !entry.sources.some((source) => source in sources));
    expect(unsourced).toEqual([]);
  });

  test('a count that differs is named', async () => {
    for (const [, entry] of upTo(200))
      expect(differences(await makeRecord(entry), { ...entry, states: 1, deadlocked: 7 })).toEqual([
        `states: ${entry.states}, expected 1`,
        `deadlocked: ${entry.deadlocked}, expected 7`,
      ]);
    expect(upTo(200).length).toBeGreaterThan(0);
  });
});

test('the small records of results/ are what is found now', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const output = execFileSync(process.execPath, ['--import', 'tsx', 'bench/results.ts', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  const small = configurations.filter(({ size }) => size === 'small');
  expect(output).toBe(small.map((entry) => `ok   ${entry.spec} ${parametersText(entry)}\n`).join(''));
});
