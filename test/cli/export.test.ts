import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { unturned } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'unturned-export-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string): string => join(folder, name);

test('a run of a record, in the format that the name of the file says', () => {
  const record = file('maekawa.json');
  expect(unturned(['check', 'maekawa', '--keep-going', '--quiet', '--reporter', `json=${record}`]).status).toBe(1);
  expect(unturned(['export', record, '--property', 'deadlockFree', '--output', file('run.mmd')])).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  });
  expect(readFileSync(file('run.mmd'), 'utf8')).toContain('Note over L2: 1 request');
  const { stdout } = unturned(['export', record, '--property', 'twoCompete', '--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({ length: 2, shortest: true });
});

test('a run of a spec, and a trace alone', () => {
  expect(unturned(['export', 'maekawa', '--format', 'json', '-o', file('trace.json')]).status).toBe(0);
  const { status, stdout } = unturned(['export', file('trace.json')]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
});

test('a state graph, by its published counts', () => {
  const { stdout } = unturned(['export', 'maekawa', '--graph', '--format', 'aut']);
  expect(stdout.split('\n')[0]).toBe('des (0, 7692, 2381)');
});

test.each([
  [['export', 'maekawa', '--graph', '--max-states', '100'], 'U105', 'the state graph has more than 100 states'],
  [['export', 'maekawa', '--graph', '--format', 'itf'], 'U105', 'a state graph cannot be written as itf'],
  [['export', 'maekawa', '--graph', '--format', 'svg'], 'U105', 'the state graph has more than 300 states'],
  [['export', 'maekawa', '--property', 'deadlokFree'], 'U104', 'Did you mean "deadlockFree"?'],
  [['export', 'token-ring', '--property', 'mutualExclusion'], 'U108', 'there is no run of mutualExclusion'],
  [['export', 'missing.json'], 'U108', '"missing.json" does not exist'],
  [['export', 'package.json'], 'U108', 'is not a record of a check, nor a trace'],
  [['export', 'maekawa', '--output', 'no/such/folder.svg'], 'U105', '"no/such/folder.svg" cannot be written'],
])('%s', (words, code, text) => {
  const { status, stdout, stderr } = unturned(words);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(code);
  expect(stderr.replace(/\s+/g, ' ')).toContain(text);
});

test('a report in HTML beside the one on the screen', () => {
  const report = file('report.html');
  const { status, stdout } = unturned(['check', 'maekawa', '--reporter', 'pretty', '--reporter', `html=${report}`]);
  expect(status).toBe(1);
  expect(stdout).toContain('deadlockFree');
  expect(existsSync(report)).toBe(true);
  const html = readFileSync(report, 'utf8');
  expect(html.length).toBeLessThan(400_000);
  expect(html).toContain('V201 deadlockFree is violated');
});
