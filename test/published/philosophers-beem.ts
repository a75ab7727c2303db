import { integer, spec } from 'unturned';

/**
 * Phils.1 of the BEEM collection: everybody takes the left fork, then the right, eats, and puts them back in that order.
 *
 * E. W. Dijkstra, "Hierarchical ordering of sequential processes", Acta Informatica 1, 1971; R. Pelánek, "BEEM: benchmarks
 * for explicit model checkers", SPIN 2007.
 */
export default spec({
  name: 'published-philosophers-beem',
  params: { philosophers: integer({ default: 4, min: 2, max: 8 }) },
  initial: ({ params: { philosophers: n } }) => ({
    at: Array.from({ length: n }, () => 'think'),
    fork: Array.from({ length: n }, () => 0),
  }),
  actions: ({ params: { philosophers: n }, action }) => {
    /** Goes from one place to the next, taking a fork that must be there or putting it back. */
    const move = (from: string, to: string, offset: 0 | 1, taken: 0 | 1) =>
      action({
        args: Array.from({ length: n }, (_, i) => i),
        guard: ({ state }, i) => state.at[i] === from && (taken === 0 || state.fork[(i + offset) % n] === 0),
        effect: ({ state }, i) => {
          state.at[i] = to;
          state.fork[(i + offset) % n] = taken;
        },
      });
    return {
      'think -> one': move('think', 'one', 0, 1),
      'one -> eat': move('one', 'eat', 1, 1),
      'eat -> finish': move('eat', 'finish', 0, 0),
      'finish -> think': move('finish', 'think', 1, 0),
    };
  },
  properties: ({ deadlockFree }) => ({ deadlockFree: deadlockFree() }),
});
