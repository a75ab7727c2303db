import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import bully from '../../../specs/election/bully.ts';
import changRoberts from '../../../specs/election/chang-roberts.ts';
import maekawa from '../../../specs/mutual-exclusion/maekawa.ts';
import ricartAgrawala from '../../../specs/mutual-exclusion/ricart-agrawala.ts';
import type { Spill } from '../../../src/explore/spilling.ts';
import { type CheckOptions, type Configuration, configure, type Exploration } from '../../../src/index.ts';
import { accountOf, explore } from '../../support/account.ts';
import { type Faults, MemoryScratch } from '../../support/memory-scratch.ts';
import { compare, review } from '../../support/random-account.ts';
import { buildSpec, randomSpec } from '../../support/random-spec.ts';

/** A disk with small pages, and a search that goes there at once or after some states, with room for a few targets. */
function spillAt(at: number, room: number, faults?: Faults): Spill & { readonly scratch: MemoryScratch } {
  return { scratch: new MemoryScratch(8, faults), at, room };
}

/** All that a search says of a spec, but for what the engine had to learn for it, and what is not judged on disk. */
function told<S>({ learned: _, spilled: _1, withHistory, ...exploration }: Exploration<S>): unknown {
  return { ...exploration, ...(withHistory && { withHistory: told(withHistory.exploration) }) };
}

/** Names the properties that are judged while a search goes on. */
function judgedOnDisk<S>({ properties }: Configuration<S>): readonly string[] {
  const others = ['temporal', 'possible', 'bypass', 'cost'];
  return properties.flatMap(({ name, kind }) => (others.includes(kind) ? [] : [name]));
}

/** Explores in memory and on disk; returns how often the disk was read. */
function expectSame<S>(configuration: Configuration<S>, options: CheckOptions, at: number, room: number): number {
  const asked = { properties: judgedOnDisk(configuration), ...options };
  const spill = spillAt(at, room);
  const exploration = explore(configuration, { ...asked, spill });
  expect(told(exploration)).toEqual(told(explore(configuration, asked)));
  expect(spill.scratch.files).toBe(0);
  return spill.scratch.reads;
}

/** Numbers are the same as long as the engine groups slots at the same moments. */
const ungrouped = { group: false };

describe.each([
  ['ricart-agrawala', configure(ricartAgrawala, { processes: 2, requests: 2 })],
  ['ricart-agrawala without a tie-break', configure(ricartAgrawala, { processes: 2, tieBreak: false })],
  ['maekawa', configure(maekawa)],
  ['bully', configure(bully)],
  ['chang-roberts', configure(changRoberts)],
] as const)('%s says on disk what it says in memory', (_, given) => {
  const configuration = given as Configuration<unknown>;

  test.each([
    [0, 1],
    [0, 40],
    [100, 500],
    [1, 100_000],
  ])('from %i states on, with room for %i targets', (at, room) => {
    expect(expectSame(configuration, { learning: ungrouped }, at, room)).toBeGreaterThan(20);
    expectSame(configuration, { learning: ungrouped, keepGoing: false }, at, room);
    expectSame(configuration, { learning: { ...ungrouped, omit: false, paranoid: true } }, at, room);
  });

  test('under limits', () => {
    for (const limits of [{ maxDepth: 5 }, { maxDepth: 0 }])
      expectSame(configuration, { learning: ungrouped, limits }, 10, 40);
    const cut = { properties: judgedOnDisk(configuration), limits: { maxStates: 120 }, learning: ungrouped };
    const [onDisk, inMemory] = [explore(configuration, { ...cut, spill: spillAt(3, 40) }), explore(configuration, cut)];
    expect(onDisk.statistics.states).toBe(inMemory.statistics.states);
    expect(onDisk.statistics.stoppedBy).toBe(inMemory.statistics.stoppedBy);
  });

  test('with slots that are grouped on the way', () => {
    const account = (options: CheckOptions) =>
      accountOf(configuration, { properties: judgedOnDisk(configuration), ...options });
    for (const groupAt of [1, 8, 300])
      expect(account({ learning: { groupAt }, spill: spillAt(4, 100) })).toEqual(account({}));
  });
});

const numRuns = 150;
const seed = 1994;

test(`random specs say on disk what they say in memory, and what the reference says (${numRuns}, seed ${seed})`, () => {
  let reads = 0;
  let settled = 0;
  const drawn = fc.tuple(randomSpec, fc.nat(30), fc.constantFrom(1, 5, 50), fc.boolean(), fc.boolean());
  fc.assert(
    fc.property(drawn, ([random, at, room, isGrouped, isEager]) => {
      const learning = { groupAt: isGrouped ? 8 : 300, ...(isEager && { omit: 'eager' as const }) };
      const reviewed = review(random);
      if (reviewed === undefined) return;
      const spill = spillAt(at, room);
      const { found, expected } = compare(reviewed, { learning, spill });
      expect(found).toEqual(expected);
      reads += spill.scratch.reads;
      if (found.kind === 'complete') settled += found.settled.length;
    }),
    { numRuns, seed, endOnFailure: true },
  );
  expect(reads).toBeGreaterThan(500);
  expect(settled).toBeGreaterThan(20);
}, 60_000);

test('random specs that go wrong, and violations that end a search, are the same', () => {
  const drawn = fc.tuple(randomSpec, fc.nat(40), fc.constantFrom(1, 5, 50), fc.boolean());
  let compared = 0;
  fc.assert(
    fc.property(drawn, ([random, at, room, keepGoing]) => {
      const configuration = configure(buildSpec(random)) as Configuration<unknown>;
      const options = { learning: ungrouped, keepGoing, limits: { maxDepth: 6 } };
      try {
        explore(configuration, { ...options, limits: { maxStates: 1000 } });
      } catch {
        return; // a mistake in the spec
      }
      compared++;
      expectSame(configuration, options, at, room);
    }),
    { numRuns: 80, seed, endOnFailure: true },
  );
  expect(compared).toBeGreaterThan(40);
}, 60_000);
