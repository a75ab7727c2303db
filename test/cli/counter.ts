/** A spec that counts from 0 to its limit and, with its planted bug, one further. */
export const counter = `import { integer, spec, variant } from 'unturned';

export default spec({
  name: 'counter',
  description: 'counts to a limit',
  source: 'Anon., "On counting", 1900',
  params: {
    limit: integer({ default: 3, min: 1, max: 1000000, description: 'where it ends' }),
    stops: variant({ description: 'it stops at the limit', caughtBy: ['bounded'] }),
  },
  initial: () => ({ count: 0 }),
  actions: ({ params }) => ({
    increment: {
      guard: { 'is below the limit': ({ state }) => state.count < params.limit + (params.stops ? 0 : 1) },
      effect: ({ state }) => {
        state.count += 1;
      },
    },
  }),
  properties: ({ params, invariant, deadlockFree, reachable }) => ({
    bounded: invariant(({ count }) => count <= params.limit, { description: 'the count is within the limit' }),
    ends: deadlockFree({ description: 'it ends at the limit', termination: ({ count }) => count === params.limit }),
    moves: reachable(({ count }) => count > 0, { description: 'it counts at all' }),
  }),
});
`;

/** A spec without an end. It says so on stderr when its actions are asked for, just before the search. */
export const endless = `import { spec } from 'unturned';

export default spec({
  name: 'endless',
  initial: () => ({ count: 0 }),
  actions: () => {
    console.error('ready');
    return {
      increment: {
        effect: ({ state }) => {
          state.count += 1;
        },
      },
    };
  },
  properties: ({ invariant }) => ({ positive: invariant(({ count }) => count >= 0) }),
});
`;
