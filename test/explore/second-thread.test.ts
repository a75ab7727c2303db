import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import spec from '../../specs/mutual-exclusion/ricart-agrawala.ts';
import { startSecondThread } from '../../src/cli/second-thread/start.ts';
import { type CheckedSystem, check } from '../../src/index.ts';
import { control } from '../../src/transition/second-thread/control.ts';
import type { SecondThread } from '../../src/transition/second-thread/second-thread.ts';
import { sharing, started } from '../support/second-thread.ts';

const folder = mkdtempSync(join(tmpdir(), 'unturned-thread-'));
afterAll(() => rmSync(folder, { recursive: true }));

const params = { processes: 3, requests: 1 };

/** What is said of the spec, but for times and what was learned. */
function said({ stats, learned, ...system }: CheckedSystem): unknown {
  expect(learned).toBeDefined();
  const { elapsedMs, statesPerSecond, ...figures } = stats;
  expect(elapsedMs + statesPerSecond).toBeGreaterThan(0);
  return { ...system, figures };
}

async function checkWith(thread: SecondThread): Promise<CheckedSystem> {
  return check(spec, { params, learning: sharing(thread) });
}

let expected: CheckedSystem;
beforeAll(async () => {
  expected = await check(spec, { params, learning: { batch: 4, shareAt: 1 } });
});

test('a thread that does its work is used', async () => {
  const thread = await started();
  const system = await checkWith(thread);
  expect(said(system)).toEqual(said(expected));
  expect(system.learned?.thread).toBe('used');
  thread.end();
});

test.each<[string, (thread: SecondThread) => void]>([
  ['is ended', (thread) => thread.end()],
  ['fails', (thread) => thread.setUp({} as never)],
])('a search goes on without a thread that %s on the way', async (_, harm) => {
  const thread = await started();
  let told = 0;
  const system = await check(spec, {
    params,
    learning: sharing(thread),
    onProgress: () => {
      told++;
      if (thread.isReady) harm(thread);
      return undefined;
    },
  });
  expect(said(system)).toEqual(said(expected));
  expect(told).toBeGreaterThan(1);
  expect(system.learned?.thread).toBe('lost');
});

test('a thread that is lost in the search with histories is told of as well', async () => {
  const [first, second] = [await started(), await started()];
  second.end();
  const threads = [first, second];
  const learning = { ...sharing(first), secondThread: () => threads.shift() };
  const system = await check(spec, { params, properties: ['ordering'], learning });
  expect(threads).toEqual([]);
  expect(system.learned?.thread).toBe('lost');
  expect(system.learned?.firedAhead).toBeGreaterThan(0);
  first.end();
});

test('a search goes on without a thread that fails before it has done anything', async () => {
  const file = join(folder, 'failing.mjs');
  writeFileSync(
    file,
    `import { workerData as words } from 'node:worker_threads';
Atomics.store(words, ${control.isReady}, 1);
Atomics.wait(words, ${control.posted}, 0, 5000);
throw new Error('it fails');`,
  );
  const thread = startSecondThread(pathToFileURL(file)) as SecondThread;
  while (!thread.isReady) await new Promise((resolve) => setTimeout(resolve, 5));
  const system = await checkWith(thread);
  expect(said(system)).toEqual(said(expected));
  expect(system.learned?.thread).toBe('lost');
});

test('a search does without a thread that cannot be started', async () => {
  const thread = startSecondThread(pathToFileURL(join(folder, 'missing.mjs'))) as SecondThread;
  await new Promise((resolve) => setTimeout(resolve, 300));
  const system = await checkWith(thread);
  expect(said(system)).toEqual(said(expected));
});
