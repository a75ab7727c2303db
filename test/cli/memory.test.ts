import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { containerMemory } from '../../src/cli/container-memory.ts';
import { folderWith, type Ran, shell } from './command.ts';
import { controlGroup } from './control-group.ts';
import { endless } from './counter.ts';

/** A search of ten million states, which takes some 300 MB. */
const large = 'ricart-agrawala --set processes=4 --property mutualExclusion';

/** A spec whose states are strings of some kilobytes, so that the heap is soon full, with no end. */
const growing = endless
  .replace('count: 0', "count: 0, text: ''")
  .replace('state.count += 1;', 'state.count += 1; state.text = String(state.count).repeat(3000);');

function expectCutShort({ status, stdout, stderr }: Ran): void {
  expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringContaining('W401') });
  const { stats, properties } = JSON.parse(stdout).systems[0];
  expect(stats).toMatchObject({ complete: false, stoppedBy: 'max-memory' });
  expect(stats.states).toBeGreaterThan(100);
  expect(stats.transitions).toBeGreaterThan(100);
  expect(properties).toMatchObject([{ status: 'not-refuted' }]);
}

describe('in a container that is too small, a search ends without an answer, and with its figures', () => {
  test.for([
    ['unless told how much memory there is', large, false],
    ['if it was told that there is more', `${large} --max-memory 8g`, false],
    ['if the bound is that of a group around its own', large, true],
    ['if its states fill the heap', 'endless.mjs', false],
  ] as const)('%s', ([, words, nested], { skip }) => {
    const group = controlGroup(160 * 2 ** 20, { nested });
    if ('reason' in group) return skip(group.reason);
    const line = `echo $$ >${group.procs} && unturned check ${words} --reporter json`;
    expectCutShort(shell(line, { cwd: folderWith({ 'endless.mjs': growing }) }));
  });
});

describe('the bound of a container', () => {
  /** The files of a machine, and the bound that is read from them. */
  const boundWith = (files: Readonly<Record<string, string>>) => {
    const root = folderWith({});
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const { limit, used } = containerMemory(root);
    return [limit, used()];
  };
  const [v1, v2] = ['sys/fs/cgroup/memory', 'sys/fs/cgroup'];

  test('is the narrowest of its group and those around it, in either version', () => {
    const stat = 'anon 700\ninactive_file 100\nactive_file 50\n';
    expect(
      boundWith({
        'proc/self/cgroup': '0::/a/b\n',
        [`${v2}/memory.stat`]: '',
        [`${v2}/a/b/memory.max`]: 'max\n',
        [`${v2}/a/memory.max`]: '2000\n',
        [`${v2}/a/memory.high`]: '1500\n',
        [`${v2}/a/memory.current`]: '1000\n',
        [`${v2}/a/memory.stat`]: stat,
      }),
    ).toEqual([1500, 850]);
    expect(
      boundWith({
        'proc/self/cgroup': '5:cpu:/x\n4:memory:/a/b\n0::/\n',
        [`${v1}/memory.limit_in_bytes`]: '9223372036854771712\n',
        [`${v1}/a/memory.limit_in_bytes`]: '3000\n',
        [`${v1}/a/b/memory.limit_in_bytes`]: '2500\n',
        [`${v1}/a/b/memory.usage_in_bytes`]: '1000\n',
        [`${v1}/a/b/memory.stat`]: 'inactive_file 1\ntotal_inactive_file 30\ntotal_active_file 20\n',
      }),
    ).toEqual([2500, 950]);
  });

  test('is that of the root, where the path of the group is one outside the container', () => {
    const files = { 'proc/self/cgroup': '4:memory:/docker/12ab\n', [`${v1}/memory.limit_in_bytes`]: '2500\n' };
    expect(boundWith(files)).toEqual([2500, 0]);
  });

  test('is none where there are no groups', () => {
    expect(boundWith({})).toEqual([Number.POSITIVE_INFINITY, 0]);
    expect(boundWith({ 'proc/self/cgroup': '0::/\n' })).toEqual([Number.POSITIVE_INFINITY, 0]);
  });
});

/** What Node itself takes is known only by trying. */
describe.runIf(process.platform === 'linux')('under ulimit -v', () => {
  const peak = `process.on('exit', () => console.error(/VmPeak:\\s*(\\d+)/.exec(require('node:fs').readFileSync('/proc/self/status'))[1]));`;

  /** The address space that a small check takes at least, in kilobytes: most of it is what Node reserves, which differs with its version. */
  function taken(cwd: string): number {
    const line =
      'ulimit -v 2500000; NODE_OPTIONS="--require ./peak.cjs" unturned check peterson --reporter dot >/dev/null';
    const { stderr } = shell(line, { cwd });
    expect(stderr).toMatch(/^\d+\n$/);
    return Number(stderr);
  }

  test('a search ends without an answer, and with its figures', () => {
    const cwd = folderWith({ 'peak.cjs': peak });
    expectCutShort(shell(`ulimit -v ${taken(cwd) + 260_000}; unturned check ${large} --reporter json`, { cwd }));
  });

  test('a spec is not loaded where Node would not survive it', () => {
    const cwd = folderWith({ 'peak.cjs': peak, 'endless.mjs': growing });
    const { status, stderr } = shell(`ulimit -v ${taken(cwd) + 100_000}; unturned check endless.mjs`, { cwd });
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('U137') });
  });
});
