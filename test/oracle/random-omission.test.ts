import fc from 'fast-check';
import { expect, test } from 'vitest';
import ricartAgrawala from '../../specs/mutual-exclusion/ricart-agrawala.ts';
import { type CheckOptions, type Configuration, configure } from '../../src/index.ts';
import { scripted, scripts } from '../counterexample/random-processes.ts';
import { loadBundled } from '../specs/bundled.ts';
import { accountOf, explore } from '../support/account.ts';
import { buildSpec, randomSpec } from '../support/random-spec.ts';

const maxStates = 1500;
const numRuns = 250;

/** Leaves out of batches all that can be left out from the start. */
const eager: CheckOptions = { learning: { omit: 'eager', groupAt: 8, sample: false } };

/** Names the properties that let a search omit transitions; step properties only those of actions that they say yes to. */
function omissible<S>({ properties }: Configuration<S>): readonly string[] {
  return properties.flatMap(({ name, kind }) => (kind === 'cost' || kind === 'history' ? [] : [name]));
}

/** How many transitions were not looked up; the account must be that of the engine which calls the spec for each. */
function omittedIn<S>(configuration: Configuration<S>): number {
  const properties = omissible(configuration);
  const options = { properties, limits: { maxStates: 2 * maxStates } };
  // those that are too large are left out by the engine that is quick
  const found = accountOf(configuration, options);
  if (found.kind === 'cut short') return 0;
  const expected = accountOf(configuration, { engine: 'direct', properties, limits: { maxStates } });
  if (expected.kind !== 'complete') return 0;
  expect(found).toEqual(expected);
  expect(accountOf(configuration, { ...options, ...eager })).toEqual(expected);
  return explore(configuration, { ...options, ...eager }).learned?.omitted ?? 0;
}

test.each([
  ['processes with messages', scripts(3).map((script) => scripted(script)), 2001],
  ['processes whose messages overtake', scripts(3).map((script) => scripted(script, { kind: 'unordered' })), 2003],
  ['general specs', randomSpec.map((random) => configure(buildSpec(random))), 2002],
] as const)(
  'transitions that are not looked up change nothing: random %s',
  (_, configurations, seed) => {
    let omitting = 0;
    const check = fc.property(configurations as fc.Arbitrary<Configuration<unknown>>, (configuration) => {
      if (omittedIn(configuration) > 0) omitting++;
    });
    fc.assert(check, { numRuns, seed });
    expect(omitting).toBeGreaterThan(numRuns / 20);
  },
  900_000,
);

test('transitions of actions that a step property has nothing to say about are left out all the same', () => {
  const configuration = configure(ricartAgrawala);
  expect(omissible(configuration)).toContain('wellFormed');
  const { learned } = explore(configuration, { properties: ['wellFormed'] });
  expect(learned?.omitted).toBeGreaterThan(1000);
});

test.each(await loadBundled())('transitions that are not looked up change nothing: $path', ({ spec }) => {
  omittedIn(configure(spec) as Configuration<unknown>);
});
