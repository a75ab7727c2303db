import { integer, spec } from 'unturned';

/** Counters that turn independently, and one budget that every action reads and some spend. */
export default spec({
  name: 'budget',
  params: {
    counters: integer({ default: 4, min: 1, max: 8 }),
    modulus: integer({ default: 8, min: 2, max: 100 }),
    budget: integer({ default: 20, min: 0, max: 1000 }),
  },
  initial: ({ params }) => ({ budget: params.budget, counters: Array.from({ length: params.counters }, () => 0) }),
  actions: ({ params }) => {
    const counters = Array.from({ length: params.counters }, (_, i) => i);
    return {
      turn: {
        args: counters,
        guard: ({ state }, i) => state.budget > i,
        effect: ({ state }, i) => {
          state.counters[i] = ((state.counters[i] as number) + 1) % params.modulus;
        },
      },
      jump: {
        args: counters,
        guard: ({ state }) => state.budget > 0,
        effect: ({ state }, i) => {
          state.counters[i] = ((state.counters[i] as number) + 3) % params.modulus;
          state.budget -= 1;
        },
      },
    };
  },
  properties: ({ invariant }) => ({ notOverspent: invariant(({ budget }) => budget >= 0) }),
});
