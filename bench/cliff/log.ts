import { integer, spec } from 'unturned';

/** Writers that append to one common log: a collection with as many values as there are states. */
export default spec({
  name: 'log',
  params: {
    writers: integer({ default: 4, min: 1, max: 10 }),
    length: integer({ default: 6, min: 1, max: 20 }),
  },
  initial: () => ({ log: [] as number[] }),
  actions: ({ params }) => ({
    append: {
      args: Array.from({ length: params.writers }, (_, i) => i),
      guard: ({ state }) => state.log.length < params.length,
      effect: ({ state }, i) => {
        state.log.push(i);
      },
    },
  }),
  properties: ({ params, invariant }) => ({ bounded: invariant(({ log }) => log.length <= params.length) }),
});
