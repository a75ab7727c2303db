import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith, inTurn, type Ran, unturned } from './command.ts';
import { counter } from './counter.ts';

/** A file with these settings, beside the counter. */
function folder(settings: string, head = `import { defineConfig } from 'unturned';\n\nexport default `): string {
  return folderWith({ 'counter.ts': counter, 'unturned.config.ts': `${head}defineConfig(${settings});\n` });
}

function parametersOf({ stdout }: Ran): unknown {
  return JSON.parse(stdout).systems[0].parameters;
}

const json = ['check', 'counter.ts', '--reporter', 'json'];

test('a flag wins over the environment, that over the file, and that over the spec', () => {
  const cwd = folder('{ set: { limit: 4 } }');
  const cases: readonly [words: string[], env: Record<string, string>, parameters: unknown][] = [
    [[], {}, { limit: 4, stops: true }],
    [[], { UNTURNED_SET: 'limit=5' }, { limit: 5, stops: true }],
    [['--set', 'limit=6'], { UNTURNED_SET: 'limit=5' }, { limit: 6, stops: true }],
    [['--set', 'limit=6'], { UNTURNED_SET: 'stops=false' }, { limit: 6, stops: false }],
    [['--no-config'], {}, { limit: 3, stops: true }],
  ];
  const ran = inTurn(cases.map(([words, env]) => ({ words: [...json, ...words], env, cwd })));
  expect(ran.map(parametersOf)).toEqual(cases.map(([, , parameters]) => parameters));
});

test('and so it is for options that are no parameters', () => {
  const cwd = folder(`{ maxStates: 2, keepGoing: true, whatMatters: false, reporter: ['dot', 'json=out.json'] }`);
  const cases: readonly [words: string[], env: Record<string, string>, status: number][] = [
    [[], {}, 3],
    [[], { UNTURNED_MAX_STATES: '1k' }, 0],
    [['--max-states', '2'], { UNTURNED_MAX_STATES: '1k' }, 3],
    [[], { UNTURNED_MAX_STATES: '' }, 3],
  ];
  const ran = inTurn(cases.map(([words, env]) => ({ words: ['check', 'counter.ts', ...words], env, cwd })));
  expect(ran.map(({ status }) => status)).toEqual(cases.map(([, , status]) => status));
  expect(ran[0]?.stdout).toMatch(/^\?\?\.\n/);
});

test('the nearest file counts, above the working directory too; --config names another', () => {
  const root = folder('{ set: { limit: 4 } }');
  const cwd = join(root, 'deep');
  mkdirSync(cwd);
  const words = ['check', '../counter.ts', '--reporter', 'json'];
  expect(parametersOf(unturned(words, { cwd }))).toMatchObject({ limit: 4 });
  const other = folderWith({ 'other.mjs': 'export default { set: { limit: 7 } };\n' });
  expect(parametersOf(unturned([...words, '--config', join(other, 'other.mjs')], { cwd }))).toMatchObject({ limit: 7 });
});

test('it is said where a value comes from', () => {
  const cwd = folder('{ set: { limit: 4, stops: false }, detail: "none" }');
  const env = { UNTURNED_MAX_DEPTH: '9' };
  const { stdout } = unturned(['check', 'counter.ts', '--stats', '--set', 'stops=true'], { cwd, env });
  expect(stdout).toContain(
    ' settings  limit=4 from unturned.config.ts · stops=true from --set\n           maxDepth=9 from UNTURNED_MAX_DEPTH\n           detail=none from unturned.config.ts · stats=true from --stats\n',
  );
  const { stdout: listed } = unturned(['list', 'counter.ts'], { cwd });
  expect(listed.slice(listed.indexOf(' settings'))).toMatchInlineSnapshot(`
    " settings
       limit=4       from unturned.config.ts
       stops=false   from unturned.config.ts
       detail=none   from unturned.config.ts
    "
  `);
});

const header = 'unturned.config.ts:3:31';

test('a mistake in it is told with its place', () => {
  const cases: readonly [settings: string, code: string, place: string, words: string][] = [
    ['{ maxState: 3 }', 'U131', header, 'Did you mean "maxStates"?'],
    ['{ frobnicate: 3 }', 'U131', header, 'The settings are set, faults,'],
    ['{ maxStates: "many" }', 'U131', header, 'It takes a whole number'],
    ['{ maxStates: [1] }', 'U131', header, 'it is an array, and has to be text or a number'],
    ['{ keepGoing: "yes" }', 'U131', header, 'it is "yes", and has to be true or false'],
    ['{ set: "limit=3" }', 'U131', header, 'it is "limit=3", and has to be an object'],
    ['{ search: "best" }', 'U131', header, 'Allowed choices are bfs, dfs.'],
    ['{ reporter: ["dot", "json"] }', 'U131', header, 'Only one reporter can write to stdout'],
    ['{ set: { limti: 3 } }', 'U102', '', 'Did you mean "limit"?'],
    ['{ search: }', 'U130', 'unturned.config.ts:3:39', 'Nothing is checked until it loads'],
  ];
  expectMistakes(cases.map(([settings, ...expected]) => [folder(settings), ...expected]));
});

test('a file that is no configuration is told of', () => {
  const cases: readonly [text: string, words: string][] = [
    ['export default 3;', 'its default export is no object of settings'],
    ['export const a = 1;', 'has no default export'],
    ['throw new Error("not today");', 'not today'],
    ['import "./nowhere.ts";', 'it imports "./nowhere.ts", which does not exist'],
  ];
  const file = (text: string): string => folderWith({ 'counter.ts': counter, 'unturned.config.ts': `${text}\n` });
  expectMistakes(cases.map(([text, words]) => [file(text), 'U130', '', words]));
});

test('a mistake in the environment is told with the name of the variable', () => {
  const cwd = folderWith({ 'counter.ts': counter });
  const { status, stderr } = unturned(['check', 'counter.ts'], { cwd, env: { UNTURNED_KEEP_GOING: 'maybe' } });
  expect({ status, code: stderr.split(' ')[1] }).toEqual({ status: 2, code: 'U131' });
  expect(stderr).toContain('in the environment variable UNTURNED_KEEP_GOING\n   its value is "maybe"');
});

test('its type has every setting that there is', () => {
  const source = readFileSync(new URL('../../src/config.ts', import.meta.url), 'utf8');
  const typed = [...source.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name]) => name);
  const { stderr } = unturned(['check', 'counter.ts'], { cwd: folder('{ frobnicate: 3 }') });
  const listed = /The settings are ([\w\s,]+)\./.exec(stderr)?.[1]?.split(/,\s+/);
  expect(listed?.toSorted()).toEqual(typed.toSorted());
});

function expectMistakes(cases: readonly (readonly [cwd: string, code: string, place: string, words: string])[]): void {
  const ran = inTurn(cases.map(([cwd]) => ({ words: ['check', 'counter.ts'], cwd })));
  for (const [i, [, code, place, words]] of cases.entries()) {
    const { status, stdout, stderr } = ran[i] as Ran;
    expect({ status, stdout, code: stderr.split(' ')[1] }).toEqual({ status: 2, stdout: '', code });
    expect(stderr).toContain(place);
    expect(stderr.replace(/[\s│]+/g, ' ')).toContain(words);
  }
}
