import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { bin } from '../cli/command.ts';

const require = createRequire(import.meta.url);

/** Starts the explorer for a test, and gives its address once it answers. */
export async function explore(...words: readonly string[]): Promise<string> {
  const { url, stop } = await startExplorer(...words);
  onTestFinished(stop);
  return url;
}

/** Starts the explorer until it is stopped. */
export async function startExplorer(
  ...words: readonly string[]
): Promise<{ readonly url: string; readonly stop: () => void }> {
  const child = spawn(process.execPath, [bin, 'explore', ...words]);
  const stop = (): void => {
    child.kill('SIGKILL');
  };
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  for await (const data of child.stdout) {
    said += data;
    const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said) ?? [];
    if (url !== undefined) return { url, stop };
  }
  throw new Error(`it did not start: ${said}`);
}

/** What axe finds wrong with a page for those who do not see it, or have no mouse. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(require.resolve('axe-core'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}
