import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const tracked = execFileSync('git', ['ls-files', '--deduplicate'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
const deleted = execFileSync('git', ['ls-files', '--deleted'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
const files = tracked.filter((file) => !deleted.includes(file));
const sources: Sources = new Map(
  files
    .filter((file) => /^src\/(?!guide\/).*\.tsx?$/.test(file))
    .map((file) => [file, readFileSync(`${root}${file}`, 'utf8')]),
);

/** The text of files, by path from the root of the repository. */
type Sources = ReadonlyMap<string, string>;

/** The rooms of `src`, in the order in which data flows: each may import from those before it, and from itself. */
const rooms = [
  'spec',
  'reference',
  'state',
  'transition',
  'explore',
  'property',
  'approximate.ts',
  'check.ts',
  'fairness.ts',
  'counterexample',
  'validate',
  'report',
  'run.ts',
  'replay.ts',
  'what-matters.ts',
  'sweep.ts',
  'config.ts',
  'simulate',
  'explorer',
  'cli',
  'vitest',
];

/** Imports every room but the command line, and is imported by nobody: it is what users see. */
const entryPoint = 'index.ts';

/** Rooms of the explorer that are no part of the core: what runs in a browser, and what builds that. */
const pageRooms = ['src/explorer/page/', 'src/explorer/building/'];

/** What the core may use besides itself. Everything else is for the command line, and for the matchers of vitest. */
const corePackages = ['fastest-levenshtein', 'immer', 'object-hash', 'string-width'];

/** What one room may use that no other does: whoever checks a spec loads none of it. */
const packagesOfRooms: Readonly<Record<string, readonly string[]>> = { simulate: ['fast-check'] };

const topLevel = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'bench',
  'package-lock.json',
  'package.json',
  'results',
  'specs',
  'src',
  'test',
  'tsconfig.json',
];

test('every room imports only from rooms before it', () => {
  expect(backwardImports(sources)).toEqual([]);
  expect(
    backwardImports(
      new Map([
        ['src/spec/a.ts', `import { b } from '../state/b.ts';\nimport type { C } from './c.ts';`],
        ['src/state/b.ts', `export { a } from '../spec/a.ts';\nexport const x = await import('../cli/x.ts');`],
        ['src/cli/x.ts', `import {\n  check,\n} from '../check.ts';\nimport '../index.ts';`],
        ['src/explore/y.ts', `import { check } from '../check.ts';`],
        ['src/elsewhere/z.ts', ''],
        ['src/index.ts', `export * from './cli/x.ts';`],
      ]),
    ),
  ).toEqual([
    'src/spec/a.ts imports ../state/b.ts',
    'src/state/b.ts imports ../cli/x.ts',
    'src/cli/x.ts imports ../index.ts',
    'src/explore/y.ts imports ../check.ts',
    'src/elsewhere/z.ts is in no room',
    'src/index.ts imports ./cli/x.ts',
  ]);
});

test('no file imports itself by way of others', () => {
  expect(importCycle(sources)).toBeUndefined();
  expect(
    importCycle(
      new Map([
        ['src/spec/a.ts', `import type { B } from './b.ts';`],
        ['src/spec/b.ts', `import { c } from '../state/c.ts';`],
        ['src/state/c.ts', `export * from '../spec/b.ts';`],
      ]),
    ),
  ).toEqual(['src/spec/b.ts', 'src/state/c.ts', 'src/spec/b.ts']);
});

test('only the command line and the matchers know that they run in Node', () => {
  expect(hostDependencies(sources)).toEqual([]);
  expect(
    hostDependencies(
      new Map([
        ['src/spec/a.ts', `import { readFileSync } from 'node:fs';\nimport path from 'path';`],
        ['src/report/b.ts', `import { Command } from 'commander';\nimport width from 'string-width';`],
        ['src/state/c.ts', 'const used = process.memoryUsage.rss();'],
        ['src/run.ts', 'document.title = name;\n// window.close()'],
        ['src/report/d.ts', 'const { process } = step;\nreturn process.label + step.process.env;'],
        ['src/simulate/f.ts', `import fc from 'fast-check';`],
        ['src/report/g.ts', `import fc from 'fast-check';`],
        ['src/cli/e.ts', `import { argv } from 'node:process';\nimport { Command } from 'commander';`],
      ]),
    ),
  ).toEqual([
    'src/spec/a.ts imports node:fs',
    'src/spec/a.ts imports path',
    'src/report/b.ts imports commander',
    'src/state/c.ts uses process.memoryUsage',
    'src/run.ts uses document.',
    'src/report/g.ts imports fast-check',
  ]);
});

test('the top level holds what it should, and nothing else', () => {
  const entries = (paths: readonly string[]) =>
    [...new Set(paths.map((path) => path.split('/')[0] as string))].filter((name) => !name.startsWith('.')).sort();
  expect(entries(files)).toEqual(topLevel);
});

test('files are named after their subject', () => {
  expect(vagueNames(files)).toEqual([]);
  expect(
    vagueNames([
      'src/utils/a.ts',
      'src/spec/types.ts',
      'src/spec/test-helpers.ts',
      'specs/myLock.ts',
      'src/spec/set.ts',
    ]),
  ).toEqual(['src/utils/a.ts', 'src/spec/types.ts', 'src/spec/test-helpers.ts', 'specs/myLock.ts']);
});

test('src has no default exports', () => {
  expect(defaultExports(sources)).toEqual([]);
  expect(
    defaultExports(
      new Map([
        ['src/a.ts', 'export default function f() {}'],
        ['src/b.ts', 'const b = 1;\nexport { b as default };'],
        ['src/c.ts', `export { default as c } from './c.ts';\n/** \`export default\` is for specs. */`],
        ['src/d.ts', `const help = 'export default spec({ ... })';`],
      ]),
    ),
  ).toEqual(['src/a.ts', 'src/b.ts']);
});

test('no file of src is longer than 300 lines', () => {
  expect(longFiles(sources)).toEqual([]);
  expect(
    longFiles(
      new Map([
        ['src/a.ts', '\n'.repeat(301)],
        ['src/b.ts', '\n'.repeat(300)],
      ]),
    ),
  ).toEqual(['src/a.ts']);
});

/** What a file imports or re-exports, types included, as it is written there. */
function importsOf(source: string): string[] {
  const statement =
    /^\s*(?:import|export)\b[^;'"`]*?\bfrom\s*'([^']+)'|^\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm;
  return [...source.matchAll(statement)].map(([, from, bare, dynamic]) => (from ?? bare ?? dynamic) as string);
}

function localImportsOf(path: string, source: string): string[] {
  return importsOf(source)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.join(posix.dirname(path), specifier));
}

function roomOf(path: string): string {
  return path.split('/')[1] as string;
}

function backwardImports(sources: Sources): string[] {
  return [...sources].flatMap(([path, source]) => {
    const room = roomOf(path);
    if (room !== entryPoint && !rooms.includes(room)) return [`${path} is in no room`];
    const allowed =
      room === entryPoint ? rooms.slice(0, rooms.indexOf('simulate')) : rooms.slice(0, rooms.indexOf(room) + 1);
    return importsOf(source)
      .filter((specifier) => specifier.startsWith('.'))
      .filter((specifier) => !allowed.includes(roomOf(posix.join(posix.dirname(path), specifier))))
      .map((specifier) => `${path} imports ${specifier}`);
  });
}

/** The first ring of imports that a depth-first walk closes. */
function importCycle(sources: Sources): string[] | undefined {
  const done = new Set<string>();
  const visit = (path: string, above: readonly string[]): string[] | undefined => {
    if (above.includes(path)) return [...above.slice(above.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const imported of localImportsOf(path, sources.get(path) ?? '')) {
      const cycle = visit(imported, [...above, path]);
      if (cycle !== undefined) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const path of sources.keys()) {
    const cycle = visit(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

function hostDependencies(sources: Sources): string[] {
  const host =
    /(?<![\w.$])(?:process\.(?:argv|cwd|env|exit|hrtime|memoryUsage|nextTick|on|resourceUsage|std\w+|versions?)\b|(?:Buffer|Deno|Bun|document|localStorage|navigator|window)\.|__dirname\b|__filename\b|require\()/g;
  return [...sources].flatMap(([path, source]) => {
    if (['cli', 'vitest'].includes(roomOf(path)) || pageRooms.some((room) => path.startsWith(room))) return [];
    const allowed = [...corePackages, ...(packagesOfRooms[roomOf(path)] ?? [])];
    const imported = importsOf(source).filter(
      (specifier) => builtinModules.includes(specifier) || !(specifier.startsWith('.') || allowed.includes(specifier)),
    );
    const used = [...withoutComments(source).matchAll(host)].map(([text]) => text);
    return [...imported.map((name) => `${path} imports ${name}`), ...used.map((name) => `${path} uses ${name}`)];
  });
}

function vagueNames(paths: readonly string[]): string[] {
  const isWritten = (path: string): boolean => /^(?:src|specs|test|bench)\//.test(path);
  const vague = /(?:^|-)(?:util|utils|utilities|helper|helpers|common|misc|type|types)(?:$|-)/;
  const kebabCase = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*|__snapshots__)$/;
  return paths.filter(
    (path) =>
      isWritten(path) &&
      path.split('/').some((part) => {
        const name = part.replace(/\..*$/, '');
        return vague.test(name) || !(kebabCase.test(name) || part === 'README.md' || part.endsWith('.tla'));
      }),
  );
}

function defaultExports(sources: Sources): string[] {
  return [...sources]
    .filter(([, source]) => /^export default\b|^export \{[^}]*\bas default\b/m.test(source))
    .map(([path]) => path);
}

function longFiles(sources: Sources): string[] {
  return [...sources].filter(([, source]) => source.split('\n').length - 1 > 300).map(([path]) => path);
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<!:)\/\/.*$/gm, '');
}
