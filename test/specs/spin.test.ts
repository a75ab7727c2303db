import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { parametersText, readManifest } from '../../bench/manifest.ts';

const isInstalled = spawnSync('spin', ['-V']).status === 0 && spawnSync('gcc', ['--version']).status === 0;
if (!isInstalled)
  process.stderr.write('spin is not installed: counts are not compared with it (apt-get install spin gcc)\n');

/** Configurations of the manifest, and what makes the model of `bench/peers/spin` the same. */
const models: readonly [spec: string, configuration: string, definitions: readonly string[]][] = [
  ['multicast/reliable', 'deliverWhen=received afterCrash=delivered judge=all crash=1', ['CRASHES=1']],
  ['multicast/reliable', 'deliverWhen=received afterCrash=delivered judge=all crash=2', ['CRASHES=2']],
  ['multicast/reliable', 'deliverWhen=forwarded afterCrash=delivered judge=all crash=1', ['CRASHES=1', 'FORWARDED']],
  ['agreement/two-phase-commit', 'processes=3', ['N=3', 'NN=9']],
  ['agreement/two-phase-commit', 'processes=4', ['N=4', 'NN=16']],
  ['agreement/paxos', 'processes=3 proposers=1', ['N=3', 'P=1', 'NP=3']],
  ['agreement/paxos', 'processes=2 proposers=2', ['N=2', 'P=2', 'NP=4']],
  ['agreement/paxos', 'processes=3 proposers=2', ['N=3', 'P=2', 'NP=6']],
];

const { configurations } = readManifest();
const folder = mkdtempSync(join(tmpdir(), 'unturned-spin-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.skipIf(!isInstalled)('Spin counts the same states and transitions, on its own model of the same rules', () => {
  const claimed = configurations.filter(({ sources }) => sources.includes('spin'));
  expect(claimed.length).toBe(models.length);
  for (const [spec, configuration, definitions] of models) {
    const entry = claimed.find((one) => one.spec === spec && parametersText(one).endsWith(configuration));
    expect([configuration, entry && { states: entry.states, transitions: entry.transitions }]).toEqual([
      configuration,
      countsOf(spec, definitions),
    ]);
  }
});

/** Spin counts the step into an initial state as a transition. */
function countsOf(spec: string, definitions: readonly string[]): { states: number; transitions: number } {
  const name = spec.split('/').at(-1);
  const model = fileURLToPath(new URL(`../../bench/peers/spin/${name}.pml`, import.meta.url));
  const run = (program: string, ...args: string[]): string =>
    execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  run('spin', '-a', ...definitions.map((definition) => `-D${definition}`), model);
  run('gcc', '-w', '-DSAFETY', '-DNOREDUCE', '-o', 'pan', 'pan.c');
  const output = run('./pan', '-m10000', '-w20');
  expect(output).toContain('errors: 0');
  const [, states] = /(\d+) states, stored/.exec(output) as unknown as [string, string];
  const [, transitions] = /(\d+) transitions/.exec(output) as unknown as [string, string];
  return { states: Number(states), transitions: Number(transitions) - 1 };
}
