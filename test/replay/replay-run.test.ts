import { expect, test } from 'vitest';
import basic from '../../specs/multicast/basic.ts';
import maekawa from '../../specs/mutual-exclusion/maekawa.ts';
import ricartAgrawala from '../../specs/mutual-exclusion/ricart-agrawala.ts';
import { type CheckSpecOptions, replayRun, type Spec, spec } from '../../src/index.ts';
import { recordedRun, recordOf, replayedBy } from './recorded.ts';

interface CounterOptions {
  readonly most?: number;
  readonly bound?: number;
  readonly name?: string;
  readonly step?: number;
  readonly back?: boolean;
}

/** Counts up to `most`; the properties are about `bound`. */
function counter({ most = 3, bound = 2, name = 'up', step = 1, back = false }: CounterOptions = {}) {
  return spec({
    name: 'counter',
    initial: () => ({ n: 0 }),
    actions: () => ({
      [name]: {
        guard: { 'is below the most': ({ state }) => state.n < most },
        effect: ({ state }) => {
          state.n += step;
        },
      },
      ...(back && {
        down: { guard: ({ state }) => state.n === most, effect: ({ state }) => ({ ...state, n: 0 }) },
      }),
    }),
    properties: ({
      invariant,
      stepProperty,
      deadlockFree,
      terminal,
      reachable,
      runCost,
      alwaysPossible,
      temporal,
      eventually,
    }) => ({
      low: invariant(({ n }) => n <= bound),
      small: stepProperty((before, _, after) => after.n - before.n < bound),
      alive: deadlockFree({ termination: ({ n }) => n === bound }),
      ends: terminal(({ n }) => n === bound),
      high: reachable(({ n }) => n > bound),
      cheap: runCost({ of: () => 1, unit: 'steps', atMost: bound }),
      dear: runCost({ of: () => 1, unit: 'steps', atLeast: 4 }),
      returns: alwaysPossible(({ n }) => n === 0),
      arrives: temporal(eventually(({ n }) => n > most)),
    }),
  }) as Spec<{ n: number }, unknown>;
}

/** The run that settles a property of one spec, made again by another. */
async function replayed<S, T>(
  before: Spec<S, unknown>,
  property: string,
  after: Spec<T, unknown>,
  options: CheckSpecOptions = {},
) {
  const record = await recordOf(before, property, options);
  const { outcome, property: found } = await replayRun(after, recordedRun(record));
  return { outcome, status: found.status, length: found.trace.length };
}

test.each([
  ['low', 3],
  ['alive', 3],
  ['ends', 3],
  ['high', 3],
  ['cheap', 3],
  ['dear', 3],
  ['returns', 1],
  ['arrives', 3],
])('the run that settles %s does so again', async (property, length) => {
  expect(await replayed(counter(), property, counter())).toEqual({
    outcome: { kind: 'settled' },
    status: property === 'high' ? 'reached' : 'violated',
    length,
  });
});

test.each([
  ['low', { bound: 3 }, 'it holds in state 3'],
  ['small', { bound: 3, step: 2, most: 2 }, 'it holds of step 1'],
  ['alive', { bound: 3 }, 'the run is not stuck after step 3, or has come to a proper end'],
  ['alive', { most: 4 }, 'the run is not stuck after step 3, or has come to a proper end'],
  ['ends', { bound: 3 }, 'the run does not end after step 3, or it holds there'],
  ['high', { bound: 3 }, 'it is not reached in state 3'],
  ['cheap', { bound: 3 }, 'the run keeps its bound'],
  ['dear', { most: 4 }, 'the run keeps its bound'],
  ['returns', { back: true }, 'it can still be reached from state 1'],
  ['arrives', { back: true }, 'the run does not end there: something has to happen after step 3'],
  ['arrives', { most: 4 }, 'the run does not end there: something has to happen after step 3'],
] as const)('the run of %s can be taken, and settles nothing, with %j', async (property, options, why) => {
  const before = property === 'small' ? counter({ step: 2, most: 2 }) : counter();
  expect((await replayed(before, property, counter(options))).outcome).toEqual({ kind: 'not settled', why });
});

test('a step that is not enabled any more is named, with what it needs and what is enabled instead', async () => {
  expect(await replayed(counter(), 'low', counter({ most: 2 }))).toEqual({
    outcome: { kind: 'impossible', step: 3, key: 'up', why: 'disabled', unmet: ['is below the most'], enabled: [] },
    status: 'not-refuted',
    length: 2,
  });
});

test('an action that there is not any more makes a run stale', async () => {
  const { outcome } = await replayed(counter(), 'low', counter({ name: 'more' }));
  expect(outcome).toEqual({ kind: 'stale', step: 1, key: 'up', why: 'unknown', unmet: [], enabled: ['more'] });
});

test('a run that violates its property earlier than it did is over there, also if it cannot go on', async () => {
  expect(await replayed(counter(), 'low', counter({ bound: 0 }))).toMatchObject({
    outcome: { kind: 'settled' },
    length: 1,
  });
  expect(await replayed(counter(), 'low', counter({ bound: 1, most: 2 }))).toMatchObject({
    outcome: { kind: 'settled' },
    length: 2,
  });
});

test('without the property, or with other parameters, there is nothing to replay', async () => {
  const record = recordedRun(await recordOf(counter(), 'low'));
  await expect(replayRun(counter(), { ...record, property: 'lwo' })).rejects.toThrow('U104 there is no property "lwo"');
  await expect(replayRun(counter(), { ...record, params: { most: 1 } })).rejects.toThrow('U102');
});

/** One process waits, and may be let in, while another goes round; `round` is what the other does. */
function waiting({ round = 2, fair = false, counts = false } = {}) {
  return spec({
    name: 'waiting',
    initial: () => ({ place: 0, inside: false as boolean, laps: 0 }),
    actions: () => ({
      go: {
        effect: ({ state }) => {
          state.place = (state.place + 1) % round;
          if (counts) state.laps = Math.min(state.laps + 1, 5);
        },
      },
      enter: {
        guard: ({ state }) => !state.inside,
        effect: ({ state }) => {
          state.inside = true;
        },
      },
    }),
    properties: ({ temporal, eventually }) => ({ entered: temporal(eventually(({ inside }) => inside)) }),
    predicates: () => ({ inside: ({ inside }) => inside }),
    fairness: ({ weak }) => (fair ? [weak('enter')] : []),
  }) as Spec<{ place: number; inside: boolean; laps: number }, unknown>;
}

test('a run that goes round is one while its loop closes, and while what is assumed lets it', async () => {
  expect((await replayed(waiting(), 'entered', waiting())).outcome).toEqual({ kind: 'settled' });
  expect((await replayed(waiting(), 'entered', waiting({ round: 3 }))).outcome).toEqual({
    kind: 'not settled',
    why: 'the loop is open: the state after step 2 is not the one after step 0',
  });
  expect((await replayed(waiting(), 'entered', waiting({ fair: true }))).outcome).toEqual({
    kind: 'not settled',
    why: 'the loop is not fair: what is assumed of runs rules it out',
  });
});

test('a formula of the command line, and fairness in place of that of the spec, are part of a record', async () => {
  const record = await recordOf(waiting({ fair: true }), 'ltl', { formula: 'eventually inside', fairness: 'none' });
  expect(record).toMatchObject({ assumed: 'none', property: { name: 'ltl', formula: 'eventually inside' } });
  expect((await replayRun(waiting({ fair: true }), recordedRun(record))).outcome).toEqual({ kind: 'settled' });
  const { fairness: _, ...declared } = recordedRun(record);
  expect((await replayRun(waiting({ fair: true }), declared)).outcome.kind).toBe('not settled');
});

/** Picks a number at the start and another later; what was picked first is remembered by an observer only. */
function picking({ first = [1, 2], later = [1, 2, 3] } = {}) {
  return spec({
    name: 'picking',
    initial: ({ choose }) => ({ first: choose(first), later: 0 }),
    actions: () => ({
      pick: {
        guard: ({ state }) => state.later === 0,
        effect: ({ state, choose }) => {
          state.later = choose(later);
        },
      },
    }),
    properties: ({ invariant, observe, historyInvariant }) => ({
      apart: invariant((state) => state.first !== 2 || state.later !== 3),
      unseen: historyInvariant(
        observe({
          initial: () => ({ seen: 0 }),
          step: ({ history, after, choose }) => {
            history.seen = choose([0, after.later]);
          },
        }),
        (_, { seen }) => seen !== 3,
      ),
    }),
  }) as Spec<{ first: number; later: number }, unknown>;
}

test('choices are part of a step, and of the state that a run begins in', async () => {
  const record = await recordOf(picking(), 'apart');
  expect(record).toMatchObject({ initial: { first: 2 }, steps: [{ key: 'pick [2]' }] });
  expect((await replayRun(picking(), recordedRun(record))).outcome).toEqual({ kind: 'settled' });
  expect((await replayRun(picking({ first: [2, 1] }), recordedRun(record))).outcome).toEqual({ kind: 'settled' });
  expect((await replayRun(picking({ later: [1, 2] }), recordedRun(record))).outcome).toMatchObject({
    kind: 'stale',
    why: 'choices',
  });
});

test('what observers choose is part of a step of a property that needs a history', async () => {
  expect((await recordOf(picking(), 'unseen')).steps[0]?.key).toBe('pick [2,1]');
  expect(await replayed(picking(), 'unseen', picking())).toMatchObject({ outcome: { kind: 'settled' }, length: 1 });
});

/** Two who ask and enter; the second may enter so many times. */
function entering(times: number) {
  return spec({
    name: 'entering',
    initial: () => ({ asked: [false, false] as boolean[], left: [1, times] }),
    actions: ({ action }) => ({
      ask: action({
        args: [0, 1],
        guard: ({ state }, i) => !state.asked[i] && state.left[i] !== 0,
        effect: ({ state }, i) => {
          state.asked[i] = true;
        },
      }),
      enter: action({
        args: [0, 1],
        guard: ({ state }, i) => state.asked[i] === true,
        effect: ({ state }, i) => {
          state.asked[i] = false;
          if (times < 9) state.left[i] = (state.left[i] ?? 0) - 1;
        },
      }),
    }),
    properties: ({ bypass }) => ({ fair: bypass({ request: 'ask', entry: 'enter', atMost: 1 }) }),
  }) as Spec<{ asked: boolean[]; left: number[] }, unknown>;
}

test('who is overtaken too often in a run still is, or cannot be any more', async () => {
  expect(await replayed(entering(2), 'fair', entering(2))).toMatchObject({ outcome: { kind: 'settled' }, length: 5 });
  expect(await replayed(entering(2), 'fair', entering(1))).toMatchObject({ outcome: { kind: 'impossible' } });
  expect(await replayed(entering(9), 'fair', entering(9))).toMatchObject({ outcome: { kind: 'settled' } });
  expect((await recordOf(entering(9), 'fair')).lasso).toBeDefined();
  expect(await replayed(entering(9), 'fair', entering(2))).toMatchObject({ outcome: { kind: 'not settled' } });
});

const bundled: readonly (readonly [Spec<never, unknown>, string, CheckSpecOptions])[] = [
  [maekawa as never, 'deadlockFree', {}],
  [maekawa as never, 'ordering', { keepGoing: true }],
  [ricartAgrawala as never, 'mutualExclusion', { params: { answers: 'plain', deferWhileHeld: false } }],
  [basic as never, 'agreement', { faults: { crash: 1 }, params: { judge: 'all' } }],
];

test.each(bundled)(
  'runs of bundled specs, and the tests saved of them, are those found: %#',
  async (given, property, options) => {
    const record = await recordOf(given, property, options);
    const { outcome, property: found } = await replayRun(given, recordedRun(record));
    expect(outcome).toEqual({ kind: 'settled' });
    expect(found.trace.steps).toEqual(record.steps);
    expect(replayedBy(record)).toEqual({ run: recordedRun(record), expected: `not toViolate ${property}` });
  },
);

test('a saved test says all that its run depends on: formula, fairness, loop, faults, initial state, choices', async () => {
  for (const record of [
    await recordOf(waiting({ fair: true }), 'ltl', { formula: 'eventually inside', fairness: 'none' }),
    await recordOf(picking(), 'apart'),
    await recordOf(basic, 'agreement', { faults: { crash: 1 }, params: { judge: 'all' } }),
  ])
    expect(replayedBy(record)).toEqual({
      run: recordedRun(record),
      expected: `not toViolate ${record.property.name}`,
    });
  const witness = await recordOf(counter(), 'high');
  expect(replayedBy(witness)).toMatchObject({ run: { steps: ['up', 'up', 'up'] }, expected: 'toReach high' });
});
