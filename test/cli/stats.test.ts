import { expect, test } from 'vitest';
import { folderWith, unturned } from './command.ts';

/** A lamp with a dial of five positions, and an action that only a real draft can do. */
const lamp = `import { isDraft } from '${import.meta.resolve('immer')}';
import { spec } from '${new URL('../../dist/index.js', import.meta.url)}';

export default spec({
  name: 'lamp',
  initial: () => ({ dial: 0, isOn: false }),
  actions: () => ({
    turn: { effect: ({ state }) => { state.dial = (state.dial + 1) % 5; } },
    press: { effect: ({ state }) => { state.isOn = isDraft(state) !== state.isOn; } },
  }),
});
`;

test('--stats says what was learned: calls, components with their values, trees, and what goes without', () => {
  const { status, stdout } = unturned(['check', 'lamp.ts', '--stats'], { cwd: folderWith({ 'lamp.ts': lamp }) });
  expect(status).toBe(0);
  const learned = stdout.slice(stdout.indexOf(' learned')).split(' PASS')[0] as string;
  expect(learned).toMatch(/\d+ calls of the spec's functions to learn from/);
  expect(learned).toMatch(/\d+\.\d bytes per\s+state with parent links/);
  expect(learned).toMatch(/^ +5 values +\d+ operations +dial$/m);
  expect(learned).toMatch(/^ +2 values +\d+ operations +isOn$/m);
  expect(learned).toMatch(/^ +\d+ calls +6 nodes +turn$/m);
  expect(learned).toMatch(/^ +never from a tree: press$/m);
});

test('without --stats nothing of it is shown', () => {
  const { stdout } = unturned(['check', 'lamp.ts'], { cwd: folderWith({ 'lamp.ts': lamp }) });
  expect(stdout).toContain('10 states');
  expect(stdout).not.toContain('learn');
});
