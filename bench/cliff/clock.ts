import { integer, spec } from 'unturned';

/** A clock that never shows the same time twice, beside a counter: every tick writes a value that was not there before. */
export default spec({
  name: 'clock',
  params: { ticks: integer({ default: 5000, min: 1, max: 10_000_000 }) },
  initial: () => ({ time: 0, parity: false }),
  actions: ({ params }) => ({
    tick: {
      guard: ({ state }) => state.time < params.ticks,
      effect: ({ state }) => {
        state.time += 1;
        state.parity = !state.parity;
      },
    },
  }),
  properties: ({ invariant }) => ({ inTime: invariant(({ time }) => time >= 0) }),
});
