import { spec } from 'unturned';

/** Has no last state. */
export default spec({
  name: 'endless',
  initial: () => ({ n: 0 }),
  actions: () => ({
    up: {
      effect: ({ state }) => {
        state.n += 1;
      },
    },
  }),
  properties: ({ invariant, reachable }) => ({
    low: invariant(({ n }) => n >= 0),
    three: reachable(({ n }) => n === 3),
  }),
});
