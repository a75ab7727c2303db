import { expect, test } from 'vitest';
import { unturned } from './command.ts';

/** What a record says of the one spec that was checked, but for times, memory, and what was learned. */
function said(json: string): { readonly thread: unknown; readonly figures: unknown } {
  const [system] = JSON.parse(json).systems;
  const { learned, stats, ...rest } = system;
  const { elapsedMs, statesPerSecond, peakMemoryBytes, ...figures } = stats;
  expect(Number(elapsedMs) + Number(statesPerSecond) + Number(peakMemoryBytes)).toBeGreaterThan(0);
  return { thread: learned.thread, figures: { ...rest, figures } };
}

test.each([
  ['a search to the end, and of whole runs', ['--property', 'deadlockFree', 'noStarvation']],
  [
    'violations',
    ['--no-liveness', '--set', 'tieBreak=false', '--keep-going', '--property', 'mutualExclusion', 'deadlockFree'],
  ],
  ['a limit', ['--no-liveness', '--max-states', '200k', '--property', 'mutualExclusion']],
])('--workers 2 says what one thread says: %s', (_, words) => {
  const [one, two] = ['1', '2'].map((workers) => {
    const asked = ['check', 'ricart-agrawala', '--set', 'requests=2', ...words, '--no-traces'];
    return said(unturned([...asked, '--workers', workers, '--reporter', 'json']).stdout);
  });
  expect(two?.figures).toEqual(one?.figures);
  expect(one?.thread).toBeUndefined();
  expect(two?.thread).toBe('used');
});
