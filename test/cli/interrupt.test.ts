import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { folderWith, start } from './command.ts';
import { endless } from './counter.ts';

/** Waits until a stream has said something. */
async function said(stream: Readable, word: string): Promise<void> {
  let text = '';
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    text += chunk;
    if (text.includes(word)) return;
  }
  throw new Error(`the stream ended without "${word}":\n${text}`);
}

test('^C ends the search and reports what is known', async () => {
  const child = start(['check', 'endless.ts', '--reporter', 'json'], { cwd: folderWith({ 'endless.ts': endless }) });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  await said(child.stderr, 'ready');
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([130, null]);
  const { status, exitCode, systems } = JSON.parse(stdout);
  expect({ status, exitCode }).toEqual({ status: 'interrupted', exitCode: 130 });
  expect(systems[0].stats).toMatchObject({ complete: false, stoppedBy: 'interrupt', queue: 1 });
  expect(systems[0].properties).toMatchObject([{ name: 'positive', status: 'not-refuted' }]);
});

test('^C leaves out the specs that are still to be checked', async () => {
  const cwd = folderWith({ 'endless.ts': endless });
  const child = start(['check', 'endless.ts', 'endless.ts', '--reporter', 'json'], { cwd });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  await said(child.stderr, 'ready');
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([130, null]);
  expect(JSON.parse(stdout).systems).toHaveLength(1);
});

test('a second ^C ends the process at once', async () => {
  const stuck = `process.on('SIGINT', () => console.error('heard'));
setInterval(() => {}, 1000);
console.error('ready');
await new Promise(() => {});
`;
  const child = start(['check', 'stuck.mjs'], { cwd: folderWith({ 'stuck.mjs': stuck }) });
  await said(child.stderr, 'ready');
  child.kill('SIGINT');
  await said(child.stderr, 'heard');
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([130, null]);
});
