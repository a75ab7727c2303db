import { isDraft } from 'immer';
import { expect, test } from 'vitest';
import { type CheckOptions, exploring } from '../../src/check.ts';
import type { Exploration } from '../../src/explore/exploration.ts';
import { processes, spec } from '../../src/index.ts';
import { configure } from '../../src/spec/configuration.ts';
import type { Spec } from '../../src/spec/spec.ts';

function explore<S, Q>(of: Spec<S, Q>, options: CheckOptions = {}): Exploration<S> {
  const run = exploring(configure(of), { keepGoing: true, ...options });
  let step = run.next();
  while (!step.done) step = run.next();
  return step.value;
}

/** The engine finds what the reference finds; returns what it found. */
function expectAgreement<S, Q>(of: Spec<S, Q>): Exploration<S> {
  const learned = explore(of);
  const reference = explore(of, { engine: 'reference' });
  expect(learned.statistics).toEqual(reference.statistics);
  expect(learned.actions.map(({ fired }) => fired)).toEqual(reference.actions.map(({ fired }) => fired));
  expect([...learned.findings.keys()].sort()).toEqual([...reference.findings.keys()].sort());
  return learned;
}

test('a record that gains and loses a key', () => {
  expectAgreement(
    spec({
      name: 'gains',
      initial: () => ({ count: 0, entry: { a: 1 } as { a: number; b?: number } }),
      actions: () => ({
        add: {
          guard: ({ state }) => state.count < 4 && state.entry.b === undefined,
          effect: ({ state }) => {
            state.count += 1;
            state.entry.b = state.count;
          },
        },
        drop: {
          guard: ({ state }) => state.entry.b !== undefined,
          effect: ({ state }) => {
            delete state.entry.b;
          },
        },
      }),
    }),
  );
});

test('a place that holds nothing, then a queue, then a set', () => {
  expectAgreement(
    spec({
      name: 'kinds',
      initial: () => ({ place: [] as null | number[] | Set<number>, steps: 0 }),
      actions: () => ({
        next: {
          guard: ({ state }) => state.steps < 12,
          effect: ({ state, choose }) => {
            state.steps += 1;
            if (Array.isArray(state.place))
              state.place = state.place.length > 1 ? null : [...state.place, state.steps % 2];
            else if (state.place === null) state.place = choose([new Set([1]), []]);
            else state.place = state.place.has(2) ? null : state.place.add(2);
          },
        },
      }),
    }),
  );
});

test('an array that starts with elements, and changes its length late', () => {
  expectAgreement(
    spec({
      name: 'late',
      initial: () => ({ queue: [1, 2, 3], steps: 0 }),
      actions: () => ({
        wait: {
          guard: ({ state }) => state.steps < 30,
          effect: ({ state }) => {
            state.steps += 1;
          },
        },
        take: {
          guard: ({ state }) => state.steps > 20 && state.queue.length > 0,
          effect: ({ state }) => {
            state.queue.shift();
          },
        },
      }),
    }),
  );
});

test('more components than two words have room for', () => {
  const { learned } = expectAgreement(
    spec({
      name: 'wide',
      initial: () => ({ cells: Array.from({ length: 70 }, () => 0), at: 0 }),
      actions: () => ({
        turn: {
          guard: ({ state }) => state.at < 60,
          effect: ({ state, choose }) => {
            state.at += 1;
            for (let i = 0; i < 70; i++) state.cells[i] = (state.at * (i + 1)) % 16;
            state.cells[7] = choose([0, 1]);
          },
        },
      }),
    }),
  );
  expect(learned?.words).toBeGreaterThan(2);
});

test('a component that outgrows its field many times', () => {
  expectAgreement(
    spec({
      name: 'counters',
      initial: () => ({ ticks: Array.from({ length: 12 }, () => 0), total: 0 }),
      actions: () => ({
        tick: {
          args: [0, 5, 11],
          guard: ({ state }, i) => (state.ticks[i] ?? 0) < 9,
          effect: ({ state }, i) => {
            state.ticks[i] = (state.ticks[i] ?? 0) + 1;
            state.total += 1;
          },
        },
      }),
    }),
  );
});

test('values that never come again are not learned from for ever', () => {
  const { learned, statistics } = expectAgreement(
    spec({
      name: 'ever new',
      initial: () => ({ n: 0 }),
      actions: () => ({
        next: {
          guard: ({ state }) => state.n < 6000,
          effect: ({ state }) => {
            state.n += 1;
          },
        },
      }),
    }),
  );
  expect(statistics.states).toBe(6001);
  expect(learned?.userCalls).toBeLessThan(2000);
});

test('many functions whose answers never come again are given up together', () => {
  const members = Array.from({ length: 30 }, (_, i) => i);
  const { learned, statistics } = expectAgreement(
    spec({
      name: 'crowd',
      initial: () => ({ isIn: members.map(() => false) }),
      actions: () => ({
        enter: {
          args: members,
          guard: ({ state }, i) => !state.isIn[i] && state.isIn.filter((isIn) => isIn).length < 2,
          effect: ({ state }, i) => {
            state.isIn[i] = true;
          },
        },
      }),
    }),
  );
  expect(statistics.states).toBe(1 + 30 + (30 * 29) / 2);
  const uses = 30 * statistics.states;
  expect(learned?.userCalls).toBeLessThan(uses / 10);
});

test('shapes that vary late, one after the other, make one slot of what they are in', () => {
  const places = 24;
  const { learned } = expectAgreement(
    spec({
      name: 'shifting',
      initial: () => ({
        time: 0,
        counters: [0, 0, 0],
        places: Object.fromEntries(Array.from({ length: places }, (_, i) => [`place${i}`, [i]])),
      }),
      actions: () => ({
        turn: {
          args: [0, 1, 2],
          effect: ({ state }, i) => {
            state.counters[i] = ((state.counters[i] as number) + 1) % 4;
          },
        },
        pass: {
          guard: ({ state }) => state.time < places,
          effect: ({ state }) => {
            state.places[`place${state.time}`]?.push(0);
            state.time += 1;
          },
        },
      }),
    }),
  );
  const slots = learned?.components.flatMap((component) => component.slots) ?? [];
  expect(slots).toContain('places');
  expect(slots.length).toBe(5);
});

test('--stats names predicates that do what only a real state allows', () => {
  const { learned } = expectAgreement(
    spec({
      name: 'frozen',
      initial: () => ({ n: 0 }),
      actions: () => ({
        next: {
          guard: ({ state }) => state.n < 5,
          effect: ({ state }) => {
            state.n += 1;
          },
        },
      }),
      properties: ({ invariant }) => ({ isFrozen: invariant((state) => Object.isFrozen(state)) }),
    }),
  );
  expect(learned?.directPredicates).toEqual(['property isFrozen']);
});

test('an effect that needs a real draft goes without a tree', () => {
  const { learned } = expectAgreement(
    spec({
      name: 'draft',
      initial: () => ({ n: 0 }),
      actions: () => ({
        next: {
          guard: ({ state }) => state.n < 5,
          effect: ({ state }) => {
            state.n += isDraft(state) ? 1 : 2;
          },
        },
      }),
    }),
  );
  expect(learned?.actions.map(({ isDirect }) => isDirect)).toEqual([true]);
});

test('an effect that looks at all of a queue and returns a new state is answered from its tree', () => {
  const { learned } = expectAgreement(
    spec({
      name: 'returned',
      initial: () => ({ queue: [0], total: 0 }),
      actions: () => ({
        next: {
          guard: ({ state }) => state.queue.length < 6,
          effect: ({ state }) => ({ queue: [...state.queue, state.queue.length % 2], total: state.total }),
        },
      }),
    }),
  );
  expect(learned?.actions.map(({ isDirect }) => isDirect)).toEqual([false]);
});

test('where observing changes an answer later on, the spec is explored without', () => {
  const { learned, statistics } = expectAgreement(
    spec({
      name: 'shy',
      initial: () => ({ n: 0, other: 0 }),
      actions: () => ({
        next: {
          guard: ({ state }) => state.n < 3,
          effect: ({ state }) => {
            state.n += 1;
          },
        },
        change: {
          guard: ({ state }) => state.other < 3,
          effect: (context) => {
            const { state } = context;
            const isHidden = !isDraft(state);
            state.other = isHidden ? state.other + 1 : state.other + 1 + (hiddenPart(state) === 2 ? 1 : 0);
          },
        },
      }),
    }),
  );
  expect(statistics.complete).toBe(true);
  expect(learned).toBeUndefined();
});

/** Looks at a part of the state only when nobody watches. */
function hiddenPart(state: { n: number }): number {
  return state.n;
}

test('each idea of the engine can be switched off', () => {
  const ring = processes({
    name: 'ring',
    params: { processes: 4 },
    messages: { token: { hops: 0 } },
    initial: ({ id }) => ({ seen: 0, starts: id < 2 }),
    rules: {
      start: {
        guard: ({ self }) => self.starts,
        effect: ({ id, self, send, choose }) => {
          self.starts = false;
          send((id + 1) % 4, { type: 'token', hops: choose([2, 3, 5]) });
        },
      },
    },
    receive: ({ id, self, send }, { hops }) => {
      self.seen = Math.max(self.seen, hops);
      if (hops > 0) send((id + 1) % 4, { type: 'token', hops: hops - 1 });
    },
    properties: ({ deadlockFree, stepProperty }) => ({
      ends: deadlockFree(),
      grows: stepProperty((before, _, after) =>
        before.processes.every(({ seen }, i) => seen <= (after.processes[i]?.seen ?? 0)),
      ),
    }),
  });
  const expected = explore(ring, { engine: 'reference' });
  for (const learning of [
    {},
    { observe: false },
    { tabulate: false },
    { group: false },
    { paranoid: true },
    { sample: false },
  ]) {
    const found = explore(ring, { learning });
    expect(found.statistics).toEqual(expected.statistics);
    expect(found.deadlocked).toBe(expected.deadlocked);
    expect(found.findings.get('ends')?.states.length).toBe(expected.findings.get('ends')?.states.length);
  }
});

test('an invariant that stops being a function of the state is caught when every answer is held against it', () => {
  let calls = 0;
  const counter = spec({
    name: 'counter',
    initial: () => ({ count: 0 }),
    actions: () => ({
      next: {
        guard: ({ state }) => state.count < 2000,
        effect: ({ state }) => {
          state.count += 1;
        },
      },
    }),
    properties: ({ invariant }) => ({ fewCalls: invariant(() => ++calls < 1000) }),
  });
  expect(() => explore(counter, { learning: { paranoid: true } })).toThrow('run twice from the same state');
});

test.each(['default', 'direct', 'reference'] as const)('a step property that tosses a coin is caught: %s', (engine) => {
  let calls = 0;
  const counter = spec({
    name: 'counter',
    initial: () => ({ count: 0 }),
    actions: () => ({
      next: {
        guard: ({ state }) => state.count < 20,
        effect: ({ state }) => {
          state.count += 1;
        },
      },
    }),
    properties: ({ stepProperty }) => ({ coin: stepProperty(() => ++calls % 2 === 0) }),
  });
  expect(() => explore(counter, { engine })).toThrow('run twice from the same state');
});
