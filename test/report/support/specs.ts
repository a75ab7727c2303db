import { choice, integer, processes, spec, variant } from '../../../src/index.ts';

/** The two jugs of "Die Hard with a Vengeance": four gallons, with jugs of three and five. No processes. */
export const jugs = spec({
  name: 'jugs',
  initial: () => ({ small: 0, big: 0 }),
  actions: () => ({
    fillSmall: { effect: ({ state }) => ({ ...state, small: 3 }) },
    fillBig: { effect: ({ state }) => ({ ...state, big: 5 }) },
    emptySmall: { effect: ({ state }) => ({ ...state, small: 0 }) },
    emptyBig: { effect: ({ state }) => ({ ...state, big: 0 }) },
    pour: {
      args: ['smallToBig', 'bigToSmall'],
      effect: ({ state }, direction: string) => {
        const amount =
          direction === 'smallToBig' ? Math.min(state.small, 5 - state.big) : -Math.min(state.big, 3 - state.small);
        state.small -= amount;
        state.big += amount;
      },
    },
    spill: { guard: ({ state }) => state.big > 5, effect: ({ state }) => ({ ...state, big: 5 }) },
  }),
  properties: ({ invariant }) => ({
    neverFour: invariant(({ big }) => big !== 4, { description: 'the big jug never holds four gallons' }),
  }),
});

/** Mutual exclusion by asking everybody, which answers at once even while it is inside. */
export const careless = processes({
  name: 'careless',
  params: { processes: integer({ default: 2, min: 1, max: 8 }) },
  messages: { request: { timestamp: 0 }, ok: {} },
  initial: () => ({ phase: 'released' as 'released' | 'wanted' | 'held', answers: 0 }),
  rules: {
    request: {
      guard: ({ self }) => self.phase === 'released',
      effect: ({ self, id, others, send }) => {
        self.phase = 'wanted';
        for (const j of others) send(j, { type: 'request', timestamp: id });
      },
    },
    enter: {
      guard: ({ self, others }) => self.phase === 'wanted' && self.answers === others.length,
      effect: ({ self }) => {
        self.phase = 'held';
      },
    },
  },
  receive: ({ self, send }, { type }, from) => {
    if (type === 'ok') self.answers += 1;
    else send(from, { type: 'ok' });
  },
  properties: ({ invariant }) => ({
    mutualExclusion: invariant(({ processes }) => processes.filter(({ phase }) => phase === 'held').length <= 1, {
      description: 'at most one process is in the critical section',
    }),
  }),
});

/** A token goes round a ring of processes with names of one's choice; it is never to be back at the first so often. */
export const ring = processes({
  name: 'ring',
  params: {
    processes: integer({ default: 8, min: 1, max: 12 }),
    rounds: integer({ default: 1, min: 1, max: 100 }),
    work: integer({ default: 0, min: 0, max: 20, description: 'local steps before the token is passed on' }),
    names: choice(['short', 'long', 'wide'], { default: 'short' }),
  },
  processNames: ({ params }) =>
    Array.from({ length: params.processes }, (_, id) =>
      params.names === 'short' ? `p${id}` : params.names === 'long' ? `the-coordinator-of-region-${id}` : `東京${id}🚀`,
    ),
  messages: { token: { hops: 0 } },
  initial: ({ id }) => ({ hasToken: id === 0, hops: 0, done: 0 }),
  rules: {
    work: {
      guard: ({ self, params }) => self.hasToken && self.done < params.work,
      effect: ({ self }) => {
        self.done += 1;
      },
    },
    pass: {
      guard: ({ self, params }) =>
        self.hasToken && self.done === params.work && self.hops < params.processes * params.rounds,
      effect: ({ id, self, params, send }) => {
        self.hasToken = false;
        self.done = 0;
        send((id + 1) % params.processes, { type: 'token', hops: self.hops + 1 });
      },
    },
  },
  receive: ({ self }, { hops }) => {
    self.hasToken = true;
    self.hops = hops;
  },
  properties: ({ params, invariant }) => ({
    notBack: invariant(({ processes }) => (processes[0]?.hops ?? 0) < params.processes * params.rounds, {
      explain: ({ processes }) => `the token is back after ${processes[0]?.hops} hops`,
    }),
  }),
});

/** A counter that a reset takes back, and a step property that says nothing does; without a bound it has no end. */
export const counter = spec({
  name: 'counter',
  params: { bounded: variant({ description: 'the counter stops at three', caughtBy: ['neverBack'] }) },
  processNames: () => ['up', 'down'],
  initial: () => ({ count: 0, log: new Set<number>() }),
  actions: ({ params }) => ({
    increment: {
      process: () => 0,
      guard: ({ state }) => !params.bounded || state.count < 3,
      effect: ({ state }) => {
        state.count += 1;
        state.log.add(state.count);
      },
    },
    reset: {
      process: () => 1,
      guard: ({ state }) => params.bounded && state.count === 3,
      effect: ({ state }) => {
        state.count = 0;
      },
    },
  }),
  properties: ({ stepProperty, reachable }) => ({
    neverBack: stepProperty((before, _action, after) => after.count >= before.count, {
      description: 'the counter never goes back',
    }),
    four: reachable(({ count }) => count === 4, { description: 'the counter reaches four' }),
  }),
});

const ids: readonly number[] = [0, 1];

/** Two processes that take two locks in opposite orders: a general spec with processes, a deadlock and no messages. */
export const locks = spec({
  name: 'locks',
  processNames: () => ['alice', 'bob'],
  initial: () => ({ owner: [null, null] as (number | null)[], held: [0, 0] }),
  actions: () => ({
    take: {
      args: ids,
      process: (id) => id,
      guard: {
        'needs a lock': ({ state }, id) => (state.held[id] ?? 0) < 2,
        'the lock is free': ({ state }, id) => state.owner[wanted(state.held, id)] === null,
      },
      effect: ({ state }, id) => {
        state.owner[wanted(state.held, id)] = id;
        state.held[id] = (state.held[id] ?? 0) + 1;
      },
    },
  }),
  properties: ({ deadlockFree }) => ({ deadlockFree: deadlockFree({ termination: ({ held }) => held.includes(2) }) }),
});

/** Alice takes lock 0 first, Bob lock 1. */
function wanted(held: readonly number[], id: number): number {
  return ((held[id] ?? 0) + id) % 2;
}
