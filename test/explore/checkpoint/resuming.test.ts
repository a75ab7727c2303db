import fc from 'fast-check';
import { expect, test } from 'vitest';
import changRoberts from '../../../specs/election/chang-roberts.ts';
import maekawa from '../../../specs/mutual-exclusion/maekawa.ts';
import ricartAgrawala from '../../../specs/mutual-exclusion/ricart-agrawala.ts';
import { type CheckOptions, type Configuration, configure, type Exploration } from '../../../src/index.ts';
import { explore } from '../../support/account.ts';
import { buildSpec, randomSpec } from '../../support/random-spec.ts';
import { Recorder, sourceOf } from './memory.ts';

const numRuns = 25;
const seed = 1975;
const limits = { maxStates: 3000 };

/** All that a search says of a spec, but for what the engine had to learn for it. */
function told<S>({ learned: _, withHistory, ...exploration }: Exploration<S>): unknown {
  return { ...exploration, ...(withHistory && { withHistory: told(withHistory.exploration) }) };
}

/** Explores, keeping the search after every batch; then goes on from some of these moments. */
function expectSameFromAnywhere<S>(configuration: Configuration<S>, options: CheckOptions, moments: number): number {
  const recorder = new Recorder();
  const expected = explore(configuration, { ...options, keeper: (search) => recorder.keeper(search) });
  const [system = [], history = []] = recorder.kept;
  const all = [...system.map((pieces) => [pieces]), ...history.map((pieces) => [system.at(-1), pieces])];
  const step = Math.max(1, Math.floor(all.length / moments));
  for (let at = 0; at < all.length; at += step) {
    const resumed = explore(configuration, {
      ...options,
      keeper: (search) => {
        const pieces = all[at]?.[search];
        return new Recorder().keeper(search, pieces && sourceOf(pieces));
      },
    });
    expect(told(resumed)).toEqual(told(expected));
  }
  return all.length;
}

test(`a search goes on from any moment as if nothing had happened (${numRuns} random specs, seed ${seed})`, () => {
  let kept = 0;
  const check = fc.property(randomSpec, fc.boolean(), fc.boolean(), (drawn, keepGoing, isGrouped) => {
    const configuration = configure(buildSpec(drawn));
    const options = { limits, keepGoing, learning: { groupAt: isGrouped ? 8 : 300 } };
    try {
      explore(configuration, options);
    } catch {
      return; // a mistake in the spec
    }
    kept += expectSameFromAnywhere(configuration, options, 3);
  });
  fc.assert(check, { numRuns, seed, endOnFailure: true });
  expect(kept).toBeGreaterThan(60);
}, 60_000);

test.each([
  ['ricart-agrawala', configure(ricartAgrawala)],
  ['maekawa', configure(maekawa)],
  ['chang-roberts', configure(changRoberts)],
] as const)(
  '%s goes on from any batch, with the same figures and the same runs',
  (_name, configuration) => {
    expectSameFromAnywhere(configuration as Configuration<unknown>, {}, 6);
    expectSameFromAnywhere(configuration as Configuration<unknown>, { keepGoing: true }, 6);
  },
  60_000,
);
