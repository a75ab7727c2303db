import { expect, test } from 'vitest';
import { folderWith, timeless, unturned } from './command.ts';
import { counter } from './counter.ts';

test('an approximate search never says that a property holds', () => {
  const cwd = folderWith({ 'counter.ts': counter });
  const { status, stdout } = unturned(['check', 'counter.ts', '--approximate', 'fingerprint'], { cwd });
  expect(status).toBe(3);
  expect(timeless(stdout)).toContain('dfs · approximate');
  expect(stdout).toContain('? bounded   always     not refuted in the 4 states seen by an approximate');
  expect(stdout).toContain('approximate: fingerprint, 64 bits a state · estimated coverage > 99.99 %');
  expect(stdout).toMatch(/INCOMPLETE {3}for this configuration: approximate; estimated coverage > 99.99 %/);
  expect(stdout).not.toContain('PASS');
});

test('a violation that it finds is replayed, and is one', () => {
  const cwd = folderWith({ 'counter.ts': counter });
  const words = ['check', 'counter.ts', '--set', 'stops=false', '--reporter', 'json'];
  const { status, stdout } = unturned([...words, '--approximate', 'bitstate=64k', '--swarm', '3'], { cwd });
  expect(status).toBe(1);
  const [system] = JSON.parse(stdout).systems;
  expect(system.stats).toMatchObject({
    exact: false,
    complete: false,
    approximation: { kind: 'bitstate', bytes: 65536, functions: 3, attempts: 1 },
  });
  expect(system.properties[0]).toMatchObject({ name: 'bounded', status: 'violated', trace: { length: 4 } });
});

test('temporal properties are not judged', () => {
  const words = ['check', 'peterson', '--ltl', 'waiting(0) leads to inside(0)', '--set', 'requests=0'];
  const { status, stdout } = unturned([...words, '--approximate', 'fingerprint']);
  expect(status).toBe(3);
  expect(stdout).toContain('not judged by an approximate search');
});

test.each([
  [['--approximate', 'bitstate'], 'U105', 'It is fingerprint, or bitstate with a size'],
  [['--swarm', '3'], 'U138', '--swarm is for approximate searches'],
  [
    ['--approximate', 'fingerprint', '--engine', 'reference'],
    'U138',
    'the reference engine stores every state in full',
  ],
])('%o: %s', (options, code, text) => {
  const { status, stderr } = unturned(['check', 'peterson', ...options]);
  expect(status).toBe(2);
  expect(stderr.replace(/\s+/g, ' ')).toContain(text);
  expect(stderr).toContain(code);
});
