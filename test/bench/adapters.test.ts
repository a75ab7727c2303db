import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Checker } from '../../bench/peers/checker.ts';
import { ltsmin } from '../../bench/peers/ltsmin.ts';
import { stateright } from '../../bench/peers/stateright.ts';
import { timed } from '../../bench/peers/timed.ts';
import { tlc } from '../../bench/peers/tlc.ts';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['TLC', tlc[0] as Checker],
  ['LTSmin', ltsmin[0] as Checker],
  ['Stateright', stateright[0] as Checker],
])('%s is missing where no variable names it, and says which', (_, { available }) => {
  for (const name of ['UNTURNED_TLC_JAR', 'UNTURNED_LTSMIN', 'UNTURNED_SPINS', 'UNTURNED_STATERIGHT'])
    vi.stubEnv(name, undefined);
  expect(available()).toMatchObject({ missing: expect.stringContaining('set UNTURNED_') });
});

test('a program that a variable names is called with the configuration, and what it prints is read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'unturned-adapter-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'models');
  writeFileSync(program, '#!/bin/sh\necho "$@" >called\necho "Done. states=7693, unique=2381, depth=28, sec=0"\n');
  chmodSync(program, 0o755);
  vi.stubEnv('UNTURNED_STATERIGHT', program);
  const [checker] = stateright as [Checker];
  expect(checker.available()).toEqual({ version: program });
  const command = checker.prepare({ spec: 'maekawa', params: { processes: 3, requests: 1 } }, folder);
  const { output } = await timed(command, folder);
  expect(checker.counts(output)).toEqual({ states: 2381, transitions: 7692 });
  expect(readFileSync(join(folder, 'called'), 'utf8')).toBe('maekawa 3 1\n');
});
