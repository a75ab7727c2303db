import { describe, expect, test } from 'vitest';
import { type ManifestEntry, parametersText, readManifest } from '../../bench/manifest.ts';
import { type Configuration, configure, spec } from '../../src/index.ts';
import { loadBundled } from './bundled.ts';
import { comparison, mutantsOf } from './mutants.ts';
import { unneeded } from './unneeded.ts';

const bundled = await loadBundled();
const { configurations } = readManifest();

/** Configurations to take in place of the largest: in those a process asks once, or all may start, and a condition is idle. */
const chosen: Readonly<Record<string, string>> = {
  'election/bully': 'processes=4 down=1',
  'election/chang-roberts': 'processes=4 starters=any',
  'election/dolev-klawe-rodeh': 'processes=4 starters=any',
  'election/hirschberg-sinclair': 'processes=3 starters=any',
  'election/le-lann': 'processes=4 starters=any',
  'mutual-exclusion/dijkstra': 'processes=2 requests=2',
  'mutual-exclusion/lamport-bakery': 'processes=2 requests=2',
  'mutual-exclusion/maekawa-sanders': 'processes=2 requests=2',
  'mutual-exclusion/peterson': 'processes=2 requests=2',
  'mutual-exclusion/ricart-agrawala': 'processes=2 requests=2',
};

/** The parameters to explore mutants with: what is chosen, or the largest of which ten or so can be explored in seconds. */
function entryFor(path: string): ManifestEntry {
  const possible = configurations
    .filter((entry) => entry.spec === path && entry.states <= 30_000)
    .filter((entry) => (chosen[path] ?? parametersText(entry)) === parametersText(entry))
    .sort((a, b) => b.states - a.states);
  if (possible[0] === undefined) throw new Error(`the manifest has no small configuration of ${path}`);
  return possible[0];
}

describe.each(bundled)('$path', ({ path, spec }) => {
  const { parameters, faults = {} } = entryFor(path);
  const whole = configure(spec, parameters, { faults });
  // what is said of whole runs would take most of the time, and no condition is there for its sake alone
  const properties = whole.properties.filter(({ kind }) => !['temporal', 'possible', 'bypass'].includes(kind));
  const configuration = { ...whole, properties };

  test('has no condition in a guard that changes nothing, but for those that are known', () => {
    const outcomeOf = comparison(configuration);
    const outcomes = mutantsOf(configuration).map((mutant) => [mutant.name, outcomeOf(mutant.configuration)] as const);
    const expected = unneeded
      .filter((one) => one.spec === path)
      .map(({ condition, outcome }) => [condition, outcome] as const);
    const found = outcomes.filter(([, outcome]) => outcome !== 'needed');
    for (const [name, outcome] of found)
      console.info(`${path}: ${name}: ${outcome === 'implied' ? 'dead weight' : 'no property minds its removal'}`);
    expect(found).toEqual(expected);
    expect(outcomes.length).toBeGreaterThan(expected.length);
  });
});

test('what is known or chosen is of a bundled spec', () => {
  const paths = bundled.map(({ path }) => path);
  expect([...unneeded.map((one) => one.spec), ...Object.keys(chosen)].filter((path) => !paths.includes(path))).toEqual(
    [],
  );
});

test('a condition that is implied and one that no property needs are told from one that is needed', () => {
  const counter = configure(
    spec({
      name: 'counter',
      initial: () => ({ count: 0, isOdd: false }),
      actions: () => ({
        count: {
          guard: {
            'is below four': ({ state }) => state.count < 4,
            'is not five': ({ state }) => state.count !== 5,
          },
          effect: ({ state }) => {
            state.count += 1;
            state.isOdd = !state.isOdd;
          },
        },
        back: {
          guard: {
            'is odd': ({ state }) => state.isOdd,
            'is large': ({ state }) => state.count > 2,
          },
          effect: ({ state }) => {
            state.count -= 1;
            state.isOdd = !state.isOdd;
          },
        },
        fail: {
          guard: { never: () => false },
          effect: () => {
            throw new Error('this cannot be');
          },
        },
      }),
      properties: ({ invariant }) => ({
        small: invariant(({ count }) => count <= 4),
        parity: invariant(({ count, isOdd }) => (count % 2 === 1) === isOdd),
      }),
    }),
  );
  const outcomeOf = comparison(counter as Configuration<unknown>);
  expect(
    mutantsOf(counter as Configuration<unknown>).map(({ name, configuration }) => [name, outcomeOf(configuration)]),
  ).toEqual([
    ['count: is below four', 'needed'],
    ['count: is not five', 'implied'],
    ['back: is odd', 'unseen'],
    ['back: is large', 'unseen'],
    ['fail: never', 'needed'],
  ]);
});
