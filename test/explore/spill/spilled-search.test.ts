import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import bully from '../../../specs/election/bully.ts';
import changRoberts from '../../../specs/election/chang-roberts.ts';
import maekawa from '../../../specs/mutual-exclusion/maekawa.ts';
import ricartAgrawala from '../../../specs/mutual-exclusion/ricart-agrawala.ts';
import type { Spill } from '../../../src/explore/spilling.ts';
import {
  type CheckOptions,
  type Configuration,
  configure,
  type Exploration,
  isSpecError,
  spec,
} from '../../../src/index.ts';
import { judgeProperty } from '../../../src/property/verdict.ts';
import { NotRead } from '../../../src/state/spill/scratch.ts';
import { accountOf, explore, referenceAccount } from '../../support/account.ts';
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
    [20, 500],
  ])('from %i states on, with room for %i targets', (at, room) => {
    expect(expectSame(configuration, { learning: ungrouped }, at, room)).toBeGreaterThan(10);
    expectSame(configuration, { learning: ungrouped, keepGoing: false }, at, room);
    expectSame(configuration, { learning: { ...ungrouped, omit: false } }, at, room);
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

const numRuns = 80;
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
    { numRuns: 40, seed, endOnFailure: true },
  );
  expect(compared).toBeGreaterThan(20);
}, 60_000);

describe('keys that change their meaning while states are on disk', () => {
  /** Two counters, one of which turns into a text, and then has a companion: the shape of states is learned anew. */
  const changing = spec({
    name: 'changing',
    initial: (): { a: number; b: unknown; c: unknown } => ({ a: 0, b: 0, c: [0] }),
    actions: ({ action }) => ({
      up: action({
        guard: ({ state }) => state.a < 60,
        effect: ({ state }) => {
          state.a += 1;
        },
      }),
      count: action({
        guard: ({ state }) => typeof state.b === 'number' && state.b < 40,
        effect: ({ state }) => {
          state.b = state.b === 39 ? 'done' : (state.b as number) + 1;
        },
      }),
      join: action({
        guard: ({ state }) => state.b === 'done' && state.a === 50,
        effect: ({ state }) => {
          state.c = [0, { deep: state.a }];
        },
      }),
      fail: action({
        guard: ({ state }) => {
          if (state.a === 60 && Array.isArray(state.c) && state.c.length === 2 && state.b === 'wrong')
            throw new Error();
          return state.a === 60 && state.b === 'done';
        },
        effect: ({ state }) => {
          state.b = 'gone';
        },
      }),
    }),
    properties: ({ invariant, stepProperty }) => ({
      notGone: invariant(({ b, c }) => b !== 'gone' || !Array.isArray(c) || c.length === 1),
      grows: stepProperty((before, _, after) => after.a >= before.a),
      stays: stepProperty((before, _, after) => before.b !== 'done' || after.b === 'done' || after.a < 60),
    }),
  });

  test.each([
    [0, 1],
    [50, 200],
  ])('from %i states on, with room for %i targets', (at, room) => {
    const configuration = configure(changing) as Configuration<unknown>;
    for (const learning of [ungrouped, { ...ungrouped, omit: false, sample: false }])
      for (const keepGoing of [true, false])
        expect(expectSame(configuration, { learning, keepGoing }, at, room)).toBeGreaterThan(100);
    expect(accountOf(configuration, { learning: { groupAt: 8 }, spill: spillAt(at, room) })).toEqual(
      referenceAccount(configuration),
    );
  });
});

describe('rounds of several batches', () => {
  /** Many initial states, from each of which a few steps lead to values that were never met before. */
  const wide = (wrongAt: number) =>
    configure(
      spec({
        name: 'wide',
        initial: ({ choose }) => ({
          a: choose(Array.from({ length: 1600 }, (_, a) => a)),
          b: 0,
          c: 0,
          d: [0] as unknown,
        }),
        actions: ({ action }) => ({
          copy: action({
            guard: ({ state }) => state.c === 0,
            effect: ({ state }) => {
              state.c = 7 * state.a + 1;
            },
          }),
          tick: action({
            guard: ({ state }) => {
              if (state.a === wrongAt && state.b === 1) throw new Error('wrong');
              return state.b < 2;
            },
            effect: ({ state }) => {
              state.b += 1;
              if (state.a === 1444 && state.b === 2) state.d = { a: state.b };
            },
          }),
          join: action({
            guard: ({ state }) => state.b === 2,
            effect: ({ state }) => {
              state.a -= state.a % 2;
              state.b = 3;
            },
          }),
        }),
        properties: ({ invariant, stepProperty }) => ({
          early: invariant(({ a, b }) => a !== 1500 || b < 2),
          small: stepProperty((before, _, after) => {
            if (after.a > before.a || after.b > before.b + 1) throw new Error('no step');
            return after.a > 1598 || before.a !== 1599;
          }),
        }),
      }),
    ) as Configuration<unknown>;

  test.each([
    [0, 1],
    [1600, 100_000],
    [3000, 2000],
  ])(
    'keep what is under way while keys change, from %i states on, with room for %i targets',
    (at, room) => {
      for (const options of [
        { learning: ungrouped },
        { learning: { ...ungrouped, omit: false }, keepGoing: false },
        { learning: ungrouped, properties: ['early'] },
      ])
        expect(expectSame(wide(-1), options, at, room)).toBeGreaterThan(100);
    },
    60_000,
  );

  test('tell of the violation that comes before a mistake, or of the mistake', () => {
    const outcome = (wrongAt: number, options: CheckOptions): unknown => {
      try {
        return told(explore(wide(wrongAt), { ...options, learning: ungrouped, keepGoing: false }));
      } catch (error) {
        return isSpecError(error) ? [error.code, error.details.trace] : error;
      }
    };
    for (const properties of [['early'], []])
      for (const wrongAt of [10, 1550])
        expect(outcome(wrongAt, { properties, spill: spillAt(1600, 100_000) })).toEqual(
          outcome(wrongAt, { properties }),
        );
  }, 60_000);
});

describe('mistakes', () => {
  const wrong = (state: 'throws' | 'tosses') =>
    configure(
      spec({
        name: 'wrong',
        initial: () => ({ a: 0, b: 0 }),
        actions: ({ action }) => ({
          up: action({
            args: ['a', 'b'] as const,
            guard: ({ state: now }, i) => {
              if (now.a === 9 && now.b === 3 && state === 'throws') throw new Error('wrong');
              return now[i] < 20 && !(state === 'tosses' && now.a === 9 && Math.random() < 0.5);
            },
            effect: ({ state: now }, i) => {
              now[i] += 1;
            },
          }),
        }),
        properties: ({ invariant }) => ({ early: invariant(({ a, b }) => a + b < 100) }),
      }),
    ) as Configuration<unknown>;

  test.each(['throws', 'tosses'] as const)('are told with the way to them: a function that %s', (how) => {
    const trace = (options: CheckOptions): unknown => {
      try {
        explore(wrong(how), options);
      } catch (error) {
        return isSpecError(error) ? { code: error.code, steps: error.details.trace?.length } : error;
      }
      return undefined;
    };
    const inMemory = trace({});
    expect(inMemory).toMatchObject({ code: how === 'throws' ? 'S103' : 'S104' });
    for (const [at, room] of [
      [0, 1],
      [20, 1000],
    ] as const) {
      const onDisk = trace({ spill: spillAt(at, room) });
      if (how === 'throws') expect(onDisk).toEqual(inMemory);
      else expect(onDisk).toMatchObject({ code: 'S104' });
    }
  });
});

describe('a disk', () => {
  const configuration = configure(ricartAgrawala, { requests: 1 }) as Configuration<unknown>;
  const options = { properties: judgedOnDisk(configuration).filter((name) => name !== 'ordering') };

  test('that is full ends the search, and nothing is said to hold', () => {
    const whole = spillAt(100, 200);
    const { statistics } = explore(configuration, { ...options, spill: whole });
    for (const share of [0, 0.1, 0.5, 0.9]) {
      const spill = spillAt(100, 200, { room: Math.floor((share * whole.scratch.mostBytes) / 4) });
      const cut = explore(configuration, { ...options, spill });
      expect(cut.statistics).toMatchObject({ complete: false, stoppedBy: 'max-disk' });
      expect(cut.statistics.states).toBeGreaterThanOrEqual(100);
      expect(cut.statistics.states).toBeLessThan(statistics.states);
      expect(cut.wayToDeepest).toHaveLength(cut.statistics.depth + 1);
      expect(spill.scratch.files).toBe(0);
    }
  });

  test('that gives back something else ends it with an error, whatever it is', () => {
    const whole = spillAt(100, 200);
    explore(configuration, { ...options, spill: whole });
    for (const share of [0.01, 0.3, 0.7]) {
      const at = Math.ceil(share * whole.scratch.reads);
      const spoil = (read: number, words: Int32Array): void => {
        if (read === at) words.set([(words[1] as number) ^ 1], 1);
      };
      expect(() => explore(configuration, { ...options, spill: spillAt(100, 200, { spoil }) })).toThrow(NotRead);
    }
  });

  test('is no place for properties of whole runs, and these are not said to hold', () => {
    const exploration = explore(configuration, { spill: spillAt(100, 200) });
    expect(exploration.statistics.complete).toBe(true);
    const aboutRuns = configuration.properties.filter(({ kind }) => kind === 'temporal' || kind === 'bypass');
    expect(aboutRuns.map((property) => judgeProperty(property, exploration))).toEqual(['not-refuted', 'not-refuted']);
    const priced = { ...configuration, properties: [{ kind: 'cost', name: 'cost', unit: 'steps', of: () => 1 }] };
    const costs = explore(priced as unknown as Configuration<unknown>, { spill: spillAt(100, 200) });
    expect(judgeProperty(priced.properties[0] as never, costs)).toBe('not-refuted');
  });
});
