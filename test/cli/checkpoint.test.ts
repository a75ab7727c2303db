import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeCheckpoint } from '../../src/cli/checkpoint/file-sink.ts';
import { folderWith, type Ran, shell, start, unturned } from './command.ts';

/** Two counters, of which one goes wrong late. It can be told to have its process killed after a while. */
const grid = `import { integer, spec } from 'unturned';
import { limit } from './limit.ts';

if (process.env.DIE_AFTER) setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(process.env.DIE_AFTER));
if (process.env.READY) console.error('ready');

export default spec({
  name: 'grid',
  params: { limit: integer({ default: limit, min: 1, max: 10_000_000 }) },
  initial: () => ({ at: [0, 0, 0] }),
  actions: ({ params, action }) => ({
    move: action({
      args: [0, 1, 2],
      guard: ({ state }, i) => state.at[i] < params.limit,
      effect: ({ state }, i) => {
        state.at[i] += 1;
      },
    }),
  }),
  properties: ({ params, invariant, deadlockFree }) => ({
    late: invariant(({ at }) => at[0] + at[1] + at[2] < 3 * params.limit - 1),
    ends: deadlockFree({ termination: ({ at }) => at.every((place) => place === params.limit) }),
  }),
});
`;
const limit = 'export const limit = 40;\n';
const files = { 'grid.ts': grid, 'limit.ts': limit };

/** What a record says, but for times, memory, what was learned, and how it was asked for. */
function found({ stdout }: Ran): unknown {
  const { status, exitCode, systems, diagnostics } = JSON.parse(stdout);
  const [{ stats, learned: _, ...system }] = systems;
  const { elapsedMs: _1, statesPerSecond: _2, peakMemoryBytes: _3, ...figures } = stats;
  return { status, exitCode, diagnostics, ...system, stats: figures };
}

const often = ['--checkpoint-every', '20ms', '--reporter', 'json'];

describe('a check that is killed goes on, and says in the end what it would have said', () => {
  test('kill -9 again and again', () => {
    const cwd = folderWith(files);
    const straight = found(unturned(['check', 'grid.ts', '--reporter', 'json'], { cwd }));
    expect(straight).toMatchObject({ status: 'fail', exitCode: 1 });
    let kills = 0;
    let ran = unturned(['check', 'grid.ts', '--checkpoint', 'kept', ...often], { cwd, env: { DIE_AFTER: '60' } });
    for (let after = 90; ran.status === null && kills < 20; after = Math.ceil(after * 1.6)) {
      kills++;
      ran = unturned(['check', '--resume', 'kept', ...often], { cwd, env: { DIE_AFTER: String(after) } });
    }
    expect(kills).toBeGreaterThan(0);
    expect(found(ran)).toEqual(straight);
    expect(readdirSync(join(cwd, 'kept'))).toEqual(['search.checkpoint']);
  }, 60_000);

  test('^C writes a checkpoint, and so does every limit', async () => {
    const cwd = folderWith(files);
    const never = ['--checkpoint-every', '1h', '--reporter', 'json'];
    const child = start(['check', 'grid.ts', '--checkpoint', 'kept', ...never], { cwd, env: { READY: 'yes' } });
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([130, null]);
    const cut = unturned(['check', '--resume', 'kept', '--max-states', '30000', '--reporter', 'json'], { cwd });
    expect(found(cut)).toMatchObject({ stats: { stoppedBy: 'max-states' } });
    const straight = found(unturned(['check', 'grid.ts', '--reporter', 'json'], { cwd }));
    expect(found(unturned(['check', 'grid.ts', '--resume', 'kept', '--reporter', 'json'], { cwd }))).toEqual(straight);
  }, 60_000);

  test('a checkpoint that was being written is left out of account', () => {
    const cwd = folderWith(files);
    unturned(['check', 'grid.ts', '--checkpoint', 'kept', '--max-states', '20000'], { cwd });
    writeFileSync(join(cwd, 'kept', 'search.checkpoint.new'), 'half of');
    expect(unturned(['check', '--resume', 'kept'], { cwd }).status).toBe(1);
    expect(readdirSync(join(cwd, 'kept'))).toEqual(['search.checkpoint']);
  }, 60_000);
});

describe('a check does not go on', () => {
  const kept = (): string => {
    const cwd = folderWith(files);
    unturned(['check', 'grid.ts', '--checkpoint', 'kept', '--max-states', '2000'], { cwd });
    return cwd;
  };
  const refused = (cwd: string, words: readonly string[] = ['--resume', 'kept']): string => {
    const { status, stderr, stdout } = unturned(['check', ...words], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    return stderr.replace(/\s+/g, ' ');
  };

  test('with a spec, or a file that it imports, that has changed since', () => {
    const cwd = kept();
    writeFileSync(join(cwd, 'limit.ts'), `${limit}// changed`);
    expect(refused(cwd)).toMatch(/U142 .*limit.ts" has changed since/);
    writeFileSync(join(cwd, 'limit.ts'), limit);
    writeFileSync(join(cwd, 'grid.ts'), `${grid}// changed`);
    expect(refused(cwd)).toMatch(/U142 .*grid.ts" has changed since/);
  }, 60_000);

  test('with a damaged file', () => {
    const cwd = kept();
    const file = join(cwd, 'kept', 'search.checkpoint');
    const whole = readFileSync(file);
    const damages = [
      whole.subarray(0, whole.length - 1),
      Buffer.alloc(0),
      Buffer.concat([whole, whole]),
      Buffer.from(whole.map((byte, i) => (i === Math.floor(whole.length / 2) ? byte ^ 1 : byte))),
    ];
    for (const damaged of damages) {
      writeFileSync(file, damaged);
      expect(refused(cwd)).toMatch(/U140 .*cannot be used/);
    }
    writeCheckpoint(file, (sink) => sink.value({ origin: { set: { __proto__: null }, spec: '../../etc/passwd' } }));
    expect(refused(cwd)).toMatch(/U140 .*cannot be used/);
  }, 60_000);

  test('while another run goes on', async () => {
    const cwd = folderWith(files);
    const words = ['check', 'grid.ts', '--set', 'limit=1000000', '--checkpoint', 'kept'];
    const child = start(words, { cwd, env: { READY: 'yes' } });
    await once(child.stderr, 'data');
    expect(refused(cwd)).toMatch(/U141 .*is in use by process/);
    expect(refused(cwd, ['grid.ts', '--checkpoint', 'kept'])).toMatch(/U141 .*is in use by process/);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(refused(cwd, ['grid.ts', '--checkpoint', 'kept'])).toMatch(/U141 .*holds a checkpoint already/);
  }, 60_000);

  test.each([
    [['--resume', 'nothing'], 'U143 there is no checkpoint'],
    [['grid.ts', '--checkpoint', 'x', '--search', 'dfs'], 'U139 .*a depth-first search cannot be kept'],
    [['grid.ts', '--checkpoint', 'x', '--approximate', 'fingerprint'], 'U139 .*an approximate search cannot be kept'],
    [['grid.ts', 'grid.ts', '--checkpoint', 'x'], 'U139 .*a folder keeps the check of one spec'],
    [['grid.ts', '--checkpoint-every', '1s'], 'U139 .*--checkpoint-every is for checkpoints'],
    [['grid.ts', '--checkpoint', 'limit.ts'], 'U139 .*cannot be made'],
    [['--resume', 'kept', '--set', 'limit=3'], 'U139 .*--set cannot be chosen'],
    [['limit.ts', '--resume', 'kept'], 'U139 .*the spec "limit.ts" cannot be chosen'],
    [[], 'U105 .*missing required argument'],
  ])(
    'for %o: %s',
    (words, expected) => {
      expect(refused(words.includes('kept') ? kept() : folderWith(files), words)).toMatch(new RegExp(expected));
    },
    60_000,
  );

  test('through links that lead elsewhere, and nothing is written there', () => {
    const cwd = folderWith({ ...files, 'precious.txt': 'precious' });
    unturned(['check', 'grid.ts', '--checkpoint', 'kept', '--max-states', '2000'], { cwd });
    symlinkSync(join(cwd, 'precious.txt'), join(cwd, 'kept', 'search.checkpoint.new'));
    symlinkSync(join(cwd, 'precious.txt'), join(cwd, 'kept', 'lock'));
    expect(unturned(['check', '--resume', 'kept', '--max-states', '3000'], { cwd }).status).toBe(3);
    expect(readFileSync(join(cwd, 'precious.txt'), 'utf8')).toBe('precious');
  }, 60_000);
});

test('a disk that is full does not end the search', () => {
  const cwd = folderWith(files);
  const line = `unturned check grid.ts --checkpoint kept --max-states 100 >/dev/null
ulimit -f 1; unturned check --resume kept --checkpoint-every 1ms --detail none; exit $?`;
  const { status, stdout, stderr } = shell(line, { cwd });
  expect(stdout).toContain('FAIL   1 violated');
  expect(stderr).toContain('W404');
  expect(status).toBe(1);
  expect(existsSync(join(cwd, 'kept', 'search.checkpoint'))).toBe(true);
}, 60_000);
