import { integer, spec } from 'unturned';

/** Counters whose guards look at a digest of the whole state, so that nothing that was learned ever comes again. */
export default spec({
  name: 'digest',
  params: {
    counters: integer({ default: 5, min: 1, max: 10 }),
    modulus: integer({ default: 6, min: 2, max: 100 }),
  },
  initial: ({ params }) => ({ counters: Array.from({ length: params.counters }, () => 0) }),
  actions: ({ params }) => ({
    turn: {
      args: Array.from({ length: params.counters }, (_, i) => i),
      guard: ({ state }, i) => (digest(JSON.stringify(state)) + i) % 3 !== 0,
      effect: ({ state }, i) => {
        state.counters[i] = ((state.counters[i] as number) + 1) % params.modulus;
      },
    },
  }),
});

function digest(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) >>> 0;
  return sum;
}
