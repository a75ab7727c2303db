import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { folderWith, unturned } from '../cli/command.ts';

const clients = 3;
const rounds = 2;

/** Starts a part of the service as a process of its own. */
function startPart(name: 'server' | 'client', words: readonly (string | number)[]): ChildProcess {
  const file = fileURLToPath(new URL(`lock-service/${name}.ts`, import.meta.url));
  return spawn(process.execPath, ['--import', 'tsx', file, ...words.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** Lets clients use the service until each has had the lock as often as it wants, and returns what the server logged. */
async function serviceLog({ unsure }: { readonly unsure: readonly number[] }): Promise<string> {
  const server = startPart('server', [clients]);
  const lines = createInterface(server.stdout as NodeJS.ReadableStream);
  const log: string[] = [];
  const [port] = await once(lines, 'line');
  lines.on('line', (line) => log.push(line));
  const parts = Array.from({ length: clients }, (_, id) =>
    startPart('client', [port, id, rounds, ...(unsure.includes(id) ? ['unsure'] : [])]),
  );
  await Promise.all(parts.map((part) => once(part, 'exit')));
  server.stdin?.end();
  await once(server, 'close');
  return `${log.join('\n')}\n`;
}

function validate(log: string) {
  const cwd = folderWith({ 'service.ndjson': log });
  return unturned(['validate', 'central-server', 'service.ndjson', '--hidden', '6'], { cwd });
}

test('the log of a lock service over TCP is a behaviour of its spec', async () => {
  const log = await serviceLog({ unsure: [] });
  expect(log.trim().split('\n')).toHaveLength(2 * clients * rounds);
  const { status, stdout, stderr } = validate(log);
  expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('PASS   the log is a behaviour of the spec with at most 6 hidden steps');
});

test('the log of one whose clients release twice is not, and the second release is where it stops being one', async () => {
  const log = await serviceLog({ unsure: [0] });
  const events = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { args: [number, number]; state: { server: { holder: number | null } } });
  const { status, stdout } = validate(log);
  expect(status, stdout).toBe(1);
  const line = Number(/none goes on as line (\d+) says/.exec(stdout)?.[1]);
  expect(events[line - 1]?.args).toEqual([clients, 0]);
  expect(stdout).toContain('V501 the spec has no such step');
});
