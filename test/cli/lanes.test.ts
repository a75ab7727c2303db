import { expect, test } from 'vitest';
import { unturned } from './command.ts';

const maekawa = ['check', 'maekawa', '--property', 'deadlockFree', '--no-what-matters'];

test('--lanes draws these processes alone, in this order', () => {
  const { stdout, status } = unturned([...maekawa, '--lanes', 'p2,p0']);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^ {5}p2 +p0$/m);
  expect(stdout).toMatch(/^ {6}left out {2}p1$/m);
});

test('--no-diagram draws nothing, and the steps say what is sent', () => {
  const { stdout } = unturned([...maekawa, '--no-diagram']);
  expect(stdout).not.toMatch(/[●◆]/);
  expect(stdout).toMatch(/^ +1 {2}p2 request .*sends m1→p0 m2→p2/ms);
});

test('a process that does not exist is refused', () => {
  const { status, stderr } = unturned([...maekawa, '--lanes', 'p2,q0']);
  expect(status).toBe(2);
  expect(stderr).toContain('U115');
  expect(stderr).toContain('there is no process "q0" to draw');
  expect(stderr).toContain('Did you mean "p0"?');
});
