import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openScratchFolder } from '../../src/cli/spill/scratch-folder.ts';
import { asUnreadable } from '../../src/cli/spill/spilling.ts';
import { NotRead, NotWritten } from '../../src/state/spill/scratch.ts';
import { folderWith, type Ran, shell, start, unturned } from './command.ts';

/** Three counters, of which one goes wrong late. */
const grid = `import { integer, spec } from 'unturned';

export default spec({
  name: 'grid',
  params: { limit: integer({ default: 30, min: 1, max: 10_000_000 }) },
  initial: () => ({ at: [0, 0, 0] }),
  actions: ({ params, action }) => ({
    move: action({
      args: [0, 1, 2],
      guard: ({ state }, i) => state.at[i] < params.limit,
      effect: ({ state }, i) => {
        state.at[i] += 1;
        if (state.at[i] === 40 && process.env.READY) process.stderr.write('ready');
      },
    }),
  }),
  properties: ({ params, invariant, stepProperty, deadlockFree, temporal, eventually, runCost }) => ({
    late: invariant(({ at }) => at[0] + at[1] + at[2] < 3 * params.limit - 1),
    forward: stepProperty(({ at }, _, after) => after.at[0] + after.at[1] + after.at[2] > at[0] + at[1] + at[2]),
    ends: deadlockFree({ termination: ({ at }) => at.every((place) => place === params.limit) }),
    arrives: temporal(eventually(({ at }) => at[0] === params.limit)),
    steps: runCost({ of: () => 1, atMost: 1000 }),
  }),
});
`;
const files = { 'grid.ts': grid };

/** Goes on on disk as soon as it can. */
const onDisk = ['--spill', 'there', '--max-memory', '50m'];
const aboutStates = ['--property', 'late', 'forward', 'ends'];

/** What a record says, but for times, memory, what was learned, and how it was asked for. */
function found({ stdout }: Ran): unknown {
  const { status, exitCode, systems } = JSON.parse(stdout);
  const [{ stats, learned: _, search: _1, ...system }] = systems;
  const { elapsedMs: _2, statesPerSecond: _3, peakMemoryBytes: _4, spilled: _5, ...figures } = stats;
  return { status, exitCode, ...system, stats: figures };
}

describe('a search that goes on on disk', () => {
  test.each([[[]], [['--keep-going']]])(
    'says what it would have said in memory: %o',
    (options) => {
      const cwd = folderWith(files);
      const words = ['check', 'grid.ts', ...aboutStates, ...options, '--reporter', 'json'];
      const spilled = unturned([...words, ...onDisk], { cwd });
      expect(found(spilled)).toEqual(found(unturned(words, { cwd })));
      const [{ stats }] = JSON.parse(spilled.stdout).systems;
      expect(stats.spilled.at).toBeLessThan(1000);
      expect(stats.spilled.bytes).toBeGreaterThan(300_000);
      expect(readdirSync(cwd)).not.toContain('there');
    },
    60_000,
  );

  test('tells so, and what it does not judge', () => {
    const cwd = folderWith(files);
    const { status, stdout, stderr } = unturned(
      ['check', 'grid.ts', '--set', 'limit=9', ...onDisk, '--property', 'forward', 'arrives', 'steps'],
      { cwd },
    );
    expect(stdout).toMatch(/on disk from \d+ states? on, \d+ MB at most/);
    expect(stdout).toMatch(/✓ forward/);
    expect(stdout).toMatch(/\? arrives .*not judged, as the search went on on disk/);
    expect(stdout).toMatch(/\? steps .*not judged, as the search went on on disk/);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'INCOMPLETE for this configuration: every state was seen, but not every property judged',
    );
    expect(stderr + stdout).toContain('W406');
    expect(status).toBe(3);
  }, 60_000);

  test('stays in memory, and judges everything, as long as there is enough', () => {
    const cwd = folderWith(files);
    const ran = unturned(
      ['check', 'grid.ts', '--set', 'limit=5', '--keep-going', '--spill', 'there', '--reporter', 'json'],
      { cwd },
    );
    const [{ stats, properties }] = JSON.parse(ran.stdout).systems;
    expect(stats).not.toHaveProperty('spilled');
    expect(properties.map(({ status }: { status: string }) => status)).not.toContain('not-refuted');
    expect(readdirSync(cwd)).not.toContain('there');
  }, 60_000);
});

describe('the folder', () => {
  const endless = ['check', 'grid.ts', '--set', 'limit=1000000', ...aboutStates, ...onDisk];

  test('is as it was before, even after ^C', async () => {
    const cwd = folderWith(files);
    mkdirSync(join(cwd, 'there'));
    writeFileSync(join(cwd, 'there', 'mine'), 'mine');
    const child = start(endless, { cwd, env: { READY: 'yes' } });
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([130, null]);
    expect(readdirSync(join(cwd, 'there'))).toEqual(['mine']);
  }, 60_000);

  test.skipIf(process.platform === 'win32')(
    'holds no files after kill -9',
    async () => {
      const cwd = folderWith(files);
      const child = start(endless, { cwd, env: { READY: 'yes' } });
      await once(child.stderr, 'data');
      child.kill('SIGKILL');
      await once(child, 'close');
      expect(existsSync(join(cwd, 'there')) ? readdirSync(join(cwd, 'there')) : []).toEqual([]);
    },
    60_000,
  );

  test('serves two runs at once', async () => {
    const cwd = folderWith(files);
    const words = ['check', 'grid.ts', ...aboutStates, '--reporter', 'json', ...onDisk];
    const runs = [start(words, { cwd }), start(words, { cwd })].map(async (child) => {
      let stdout = '';
      child.stdout.on('data', (text) => {
        stdout += text;
      });
      const [status] = await once(child, 'close');
      return { status, stdout, stderr: '' };
    });
    const [one, other] = await Promise.all(runs);
    expect(one?.status).toBe(1);
    expect(found(one as Ran)).toEqual(found(other as Ran));
    expect(readdirSync(cwd)).not.toContain('there');
  }, 60_000);

  test('is made again when another run has removed it', () => {
    const cwd = folderWith({});
    const [one, other] = [openScratchFolder(join(cwd, 'there')), openScratchFolder(join(cwd, 'there'))];
    one.release();
    expect(readdirSync(cwd)).toEqual([]);
    other.create().write(0, Int32Array.of(1));
    other.release();
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('when it is full, ends the search with what was found so far', () => {
    const cwd = folderWith(files);
    const line = `ulimit -f 64; unturned check grid.ts ${aboutStates.join(' ')} ${onDisk.join(' ')} --detail none; exit $?`;
    const { status, stdout, stderr } = shell(line, { cwd });
    expect(stdout).toMatch(/\? late +always +not refuted in the [\d\s]+ states seen before the/);
    expect(stdout).toContain('search stopped by a full disk');
    expect(stdout).toContain('more room in the folder of --spill');
    expect(stdout + stderr).toContain('W407');
    expect(status).toBe(3);
    expect(readdirSync(cwd)).not.toContain('there');
  }, 60_000);

  test('has files that nobody else can read, and that are gone with it', () => {
    const cwd = folderWith({});
    const scratch = openScratchFolder(join(cwd, 'a', 'b'));
    const file = scratch.create();
    expect(readdirSync(join(cwd, 'a', 'b'))).toEqual([]);
    file.write(0, Int32Array.of(1, 2, 3, 4));
    const words = new Int32Array(3);
    file.read(1, words);
    expect([...words]).toEqual([2, 3, 4]);
    expect(() => file.read(2, words)).toThrow(NotRead);
    expect(scratch.mostBytes).toBe(16);
    file.remove();
    expect(() => file.write(0, words)).toThrow(NotWritten);
    expect(() => file.read(0, words)).toThrow(NotRead);
    scratch.release();
    expect(readdirSync(cwd)).toEqual([]);
  });
});

test('what cannot be read back is an error, and no verdict', () => {
  expect(asUnreadable('there', new NotRead('it ends too early'))).toMatchObject({ code: 'U144' });
  const other = new Error('something else');
  expect(asUnreadable('there', other)).toBe(other);
});

test.each([
  [['--search', 'dfs'], 'a depth-first search cannot go on on disk'],
  [['--engine', 'reference'], 'a search by the reference engine cannot go on on disk'],
  [['--approximate', 'fingerprint'], 'an approximate search cannot go on on disk'],
  [['--checkpoint', 'kept'], 'a search that is kept in checkpoints cannot go on on disk'],
  [['--spill', 'grid.ts'], '"grid.ts" cannot be written'],
])(
  '%o is refused',
  (words, expected) => {
    const cwd = folderWith(files);
    const { status, stdout, stderr } = unturned(['check', 'grid.ts', '--spill', 'there', ...words], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.replace(/\s+/g, ' ')).toMatch(new RegExp(`U136 .*${expected}`));
    expect(readdirSync(cwd)).toEqual(['grid.ts']);
  },
  60_000,
);
