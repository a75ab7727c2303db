import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bin, folderWith, shell, start } from './command.ts';

const isLinux = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

/** A folder with a program that notes which address it was to open. */
function withOpener(): { readonly cwd: string; readonly opened: string; readonly env: Record<string, string> } {
  const cwd = folderWith({ 'xdg-open': '#!/bin/sh\necho "$1" > "$(dirname "$0")/opened"\n' });
  chmodSync(join(cwd, 'xdg-open'), 0o755);
  return { cwd, opened: join(cwd, 'opened'), env: { PATH: `${cwd}:${process.env.PATH}`, SHELL: '/bin/bash' } };
}

test.skipIf(!isLinux)('on a terminal explore opens a browser', () => {
  const { cwd, opened, env } = withOpener();
  const until = `for _ in $(seq 300); do [ -s ${opened} ] && break; sleep 0.1; done`;
  const typed = `"${process.execPath}" "${bin}" explore maekawa & ${until}; kill -INT $!; wait`;
  const { stdout } = shell(`script -qec '${typed}' /dev/null < /dev/null`, {
    cwd,
    env: { ...env, TERM: 'xterm-256color' },
  });
  const [url = 'none'] = /http:\/\/127\.0\.0\.1:\d+\//.exec(stdout) ?? [];
  expect(readFileSync(opened, 'utf8').trim()).toBe(url);
});

test('elsewhere it tells the address, and opens none', async () => {
  const { cwd, opened, env } = withOpener();
  const child = start(['explore', 'maekawa'], { cwd, env });
  let said = '';
  for await (const text of child.stdout) {
    said += text;
    if (said.includes('http://')) child.kill('SIGINT');
  }
  expect(said).toMatch(/^maekawa, .*\nhttp:\/\/127\.0\.0\.1:\d+\/\n$/);
  expect(existsSync(opened)).toBe(false);
});
