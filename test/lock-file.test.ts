import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Lock = Readonly<Record<string, LockedPackage>>;

const path = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const lock: Lock = JSON.parse(readFileSync(path, 'utf8')).packages;

test('the lock file ties nobody to a registry', () => {
  expect(tied(lock)).toEqual([]);
  expect(tied({ 'node_modules/a': { resolved: 'https://example.org/a.tgz' }, 'node_modules/b': {} })).toEqual([
    'node_modules/a',
  ]);
});

test('the lock file has the binaries of every platform: npm ci refuses one that has not', () => {
  expect(unlocked(lock)).toEqual([]);
  expect(
    unlocked({
      'node_modules/a': { optionalDependencies: { 'a-darwin': '1', 'a-linux': '1' } },
      'node_modules/a-linux': {},
      'node_modules/b/node_modules/c': { optionalDependencies: { 'c-linux': '2', 'c-win32': '2' } },
      'node_modules/b/node_modules/c-linux': {},
      'node_modules/b/node_modules/c/node_modules/c-win32': {},
    }),
  ).toEqual(['a-darwin, for node_modules/a']);
});

function tied(packages: Lock): string[] {
  return Object.entries(packages).flatMap(([name, { resolved }]) => (resolved === undefined ? [] : [name]));
}

/** Optional dependencies that Node would not find from the package that has them. */
function unlocked(packages: Lock): string[] {
  return Object.entries(packages).flatMap(([name, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((dependency) => !folders(name).some((folder) => Object.hasOwn(packages, folder + dependency)))
      .map((dependency) => `${dependency}, for ${name}`),
  );
}

/** Where the dependencies of a package may lie, nearest first. */
function folders(name: string): string[] {
  const parts = name.split('/node_modules/');
  return [
    ...parts.map((_, i) => `${parts.slice(0, parts.length - i).join('/node_modules/')}/node_modules/`),
    'node_modules/',
  ];
}
