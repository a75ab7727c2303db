import { expect, test } from 'vitest';
import centralServer from '../../specs/mutual-exclusion/central-server.ts';
import { configure } from '../../src/spec/configuration.ts';
import { spec } from '../../src/spec/spec.ts';
import { isSpecError } from '../../src/spec/spec-error.ts';
import { jsonFault } from '../../src/validate/json-fault.ts';
import { readLog } from '../../src/validate/log-event.ts';
import { mismatches } from '../../src/validate/pattern.ts';
import { validateLog } from '../../src/validate/validate-log.ts';

const server = configure(centralServer);

/** The code, the place and the text of what is wrong with a log. */
function mistake(log: string): readonly unknown[] {
  try {
    readLog(server, log, 'log.ndjson');
  } catch (error) {
    if (!isSpecError(error)) throw error;
    const { location, text } = error.details;
    return [error.code, location && `${location.line}:${location.column}`, text];
  }
  return [];
}

test('events name actions by name, by label, or several of them, with arguments or a process if these are known', () => {
  const labels = (event: object): readonly string[] | undefined =>
    readLog(server, JSON.stringify(event), 'log')[0]?.actions?.map(({ label }) => label);
  expect(labels({ action: 'enter' })).toEqual(['enter(0)', 'enter(1)', 'enter(2)', 'enter(3)']);
  expect(labels({ action: 'enter(2)' })).toEqual(['enter(2)']);
  expect(labels({ action: 'enter', args: [2], level: 'info' })).toEqual(['enter(2)']);
  expect(labels({ action: 'receive', args: [3, 0] })).toEqual(['receive(3 <- 0)']);
  expect(labels({ action: ['enter', 'exit'], process: 'p1' })).toEqual(['enter(1)', 'exit(1)']);
  expect(labels({ process: 'server', action: 'receive' })).toHaveLength(4);
  expect(labels({ process: 3 })).toHaveLength(7);
  expect(labels({ action: '*' })).toHaveLength(server.actions.length);
  expect(labels({ state: { server: { holder: null } } })).toBeUndefined();
});

test('empty lines, a byte order mark and the ends of lines of Windows are left alone', () => {
  const events = readLog(
    server,
    '\\uFEFF{"action":"enter"}\r\n\r\n{"action":"exit"}\r\n'.replace('\\uFEFF', '\uFEFF'),
    'log',
  );
  expect(events.map(({ line }) => line)).toEqual([1, 3]);
});

test.each([
  ['', 'U125', undefined],
  ['\n\n', 'U125', undefined],
  ['{"action":"enter"}\nenter', 'U126', '2:1'],
  ['{"action":"enter",}', 'U126', '1:19'],
  ['{"action":"enter"', 'U126', '1:18'],
  ['["enter"]', 'U127', '1:1'],
  ['{"msg":"hello"}', 'U127', '1:1'],
  ['{"acton":"enter"}', 'U127', '1:2'],
  ['{"action":7}', 'U127', '1:2'],
  ['{"action":"enter","args":2}', 'U127', '1:19'],
  ['{"action":"entr"}', 'U128', '1:2'],
  ['{"action":"enter","args":[7]}', 'U128', '1:19'],
  ['{"action":"enter","process":"p9"}', 'U128', '1:19'],
  ['{"state":{"sever":{}}}', 'U128', '1:11'],
])('%j is a mistake', (log, code, place) => {
  expect(mistake(log).slice(0, 2)).toEqual([code, place]);
});

test('a text stops being JSON where it does', () => {
  for (const [text, at] of [
    ['', 0],
    ['nul', 0],
    ['1 2', 2],
    ['[1,]', 3],
    ['{"a" 1}', 5],
    ['{"a":1 "b":2}', 7],
    ['{a:1}', 1],
    ['"a\\x"', 2],
    ['"a', 2],
    ['[01]', 2],
    ['{"a":[{"b":tru}]}', 11],
  ] as const) {
    expect(() => JSON.parse(text)).toThrow();
    expect([text, jsonFault(text)]).toEqual([text, at]);
  }
});

test('a pattern says of a state what it has, and nothing else', () => {
  const shelf = configure(
    spec({
      name: 'shelf',
      initial: () => ({
        list: [1, 2, 3],
        inner: { a: 1, b: [{ c: null as number | null }] },
        set: new Set(['x', 'y']),
        map: new Map([
          [1, { on: true }],
          [2, { on: false }],
        ]),
      }),
      actions: () => ({}),
    }),
  );
  const state = shelf.initial((options) => [...options][0] as never);
  const differs = (pattern: object) => mismatches(shelf, pattern as never, state).map(({ path, is }) => [path, is]);
  expect(differs({})).toEqual([]);
  expect(differs({ list: [1, 2, 3], inner: { a: 1 } })).toEqual([]);
  expect(differs({ list: { 1: 2 }, inner: { b: [{ c: null }] } })).toEqual([]);
  expect(differs({ set: ['y', 'x'], map: { 2: { on: false } } })).toEqual([]);
  expect(differs({ set: { '#set': ['x', 'y'] } })).toEqual([]);
  expect(
    differs({
      map: {
        '#map': [
          [2, { on: false }],
          [1, { on: true }],
        ],
      },
    }),
  ).toEqual([]);
  expect(differs({ list: [1, 2] })).toEqual([['list', [1, 2, 3]]]);
  expect(differs({ list: { 5: 1 } })).toEqual([['list[5]', undefined]]);
  expect(differs({ inner: { a: 2, b: [{ c: 1 }] } })).toEqual([
    ['inner.a', 1],
    ['inner.b[0].c', null],
  ]);
  expect(differs({ inner: { z: 1 } })).toEqual([['inner.z', undefined]]);
  expect(differs({ set: ['x'] })).toEqual([['set', { '#set': ['x', 'y'] }]]);
  expect(differs({ map: { 1: { on: false } } })).toEqual([['map.1.on', true]]);
});

test('a spec that is not deterministic is an error, whatever its log says', async () => {
  let tosses = 0;
  const coin = spec({
    name: 'coin',
    initial: () => ({ heads: false, tossed: 0 }),
    actions: () => ({
      toss: { effect: ({ state }) => ({ heads: tosses++ % 2 === 0, tossed: state.tossed + 1 }) },
    }),
  });
  const toss = (heads: boolean) => `${JSON.stringify({ action: 'toss', state: { heads } })}\n`;
  await expect(validateLog(coin, toss(false))).rejects.toMatchObject({ code: 'S104' });
  tosses = 0;
  await expect(validateLog(coin, toss(true))).rejects.toMatchObject({ code: 'S104' });
});
