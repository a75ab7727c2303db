import { integer, spec } from 'unturned';

/** Independent counters under a step property and an invariant that look at all of them. */
export default spec({
  name: 'watched',
  params: {
    counters: integer({ default: 5, min: 1, max: 10 }),
    modulus: integer({ default: 6, min: 2, max: 100 }),
  },
  initial: ({ params }) => ({ counters: Array.from({ length: params.counters }, () => 0) }),
  actions: ({ params }) => ({
    turn: {
      args: Array.from({ length: params.counters }, (_, i) => i),
      effect: ({ state }, i) => {
        state.counters[i] = ((state.counters[i] as number) + 1) % params.modulus;
      },
    },
  }),
  properties: ({ params, invariant, stepProperty }) => ({
    oneAtATime: stepProperty(
      (before, _, after) => before.counters.filter((count, i) => count !== after.counters[i]).length === 1,
    ),
    inRange: invariant(({ counters }) => counters.every((count) => count < params.modulus)),
    sumSmall: invariant(({ counters }) => counters.reduce((a, b) => a + b, 0) <= counters.length * params.modulus),
  }),
});
