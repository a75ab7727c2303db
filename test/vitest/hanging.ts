import { spec } from 'unturned';

/** Its action does not come back. */
export default spec({
  name: 'hanging',
  initial: () => ({ n: 0 }),
  actions: () => ({
    up: {
      effect: ({ state }) => {
        while (state.n === 0);
      },
    },
  }),
  properties: ({ invariant }) => ({ low: invariant(({ n }) => n < 9) }),
});
