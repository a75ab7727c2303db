import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { folderWith, start, unturned } from './command.ts';
import { counter, endless } from './counter.ts';

const spec = counter.replace('default: 3', 'default: limit');
const files = {
  'counter.ts': `import { limit } from './limit.ts';\n${spec}`,
  'limit.ts': 'export const limit: number = 2;\n',
};

/** What a watcher has written, and a way to wait for the next of it. */
function watching(words: readonly string[], cwd: string) {
  const child = start(['check', ...words, '--watch'], { cwd });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (text += piece));
  let seen = 0;
  return {
    child,
    /** What was written since the last time, once it has all of these words. */
    until: async (...words: readonly string[]): Promise<string> => {
      await vi.waitFor(() => expect(words.filter((word) => !text.slice(seen).includes(word))).toEqual([]), {
        timeout: 30_000,
        interval: 20,
      });
      const part = text.slice(seen);
      seen = text.length;
      return part;
    },
    end: (): Promise<number | null> => {
      const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
      child.kill('SIGINT');
      return ended;
    },
  };
}

test('a check is made again when a module changes that the spec imports, and after mistakes too', async () => {
  const cwd = folderWith(files);
  const { until, end } = watching(['counter.ts'], cwd);
  expect(await until(' PASS ', 'watching 2 files, ^C ends')).toContain('limit=2');
  writeFileSync(join(cwd, 'limit.ts'), 'export const limit: number = 4;\n');
  expect(await until('limit.ts has changed', ' PASS ', 'watching')).toContain('limit=4');
  writeFileSync(join(cwd, 'counter.ts'), `import { limit } from './nowhere.ts';\n${spec}`);
  await until('S101', 'watching 3 files');
  writeFileSync(join(cwd, 'nowhere.ts'), 'export const limit = 5\n');
  expect(await until('nowhere.ts has changed', 'watching')).toContain('limit=5');
  writeFileSync(join(cwd, 'nowhere.ts'), 'export const limit = ;\n');
  await until('S101', 'watching');
  expect(await end()).toBe(0);
}, 60_000);

test('a check that still runs is given up for the next', async () => {
  const cwd = folderWith({ 'spec.ts': endless });
  const { until, end } = watching(['spec.ts'], cwd);
  await until('ready');
  writeFileSync(join(cwd, 'spec.ts'), counter);
  expect(await until(' PASS ', 'watching')).not.toContain('endless');
  writeFileSync(join(cwd, 'spec.ts'), endless);
  await until('ready');
  expect(await end()).toBe(0);
}, 60_000);

test('a configuration is watched, too', async () => {
  const cwd = folderWith({ ...files, 'unturned.config.mjs': 'export default {};\n' });
  const { until, end } = watching(['counter.ts', '--reporter', 'json=out.json'], cwd);
  await until('watching 3 files');
  writeFileSync(join(cwd, 'unturned.config.mjs'), 'export default { set: { limit: 7 } };\n');
  await until('unturned.config.mjs has changed', 'watching');
  expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')).systems[0].parameters.limit).toBe(7);
  expect(await end()).toBe(0);
}, 60_000);

test('where CI is set, a spec is checked once', () => {
  const ran = unturned(['check', 'counter.ts', '--watch'], { cwd: folderWith(files), env: { CI: 'true' } });
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: '' });
});
