import { integer, spec } from 'unturned';

/** Places whose shape turns out to vary one after the other, late, when many states are known. */
export default spec({
  name: 'shifting',
  params: {
    places: integer({ default: 10, min: 1, max: 100 }),
    between: integer({ default: 4, min: 1, max: 100 }),
    modulus: integer({ default: 6, min: 2, max: 100 }),
  },
  initial: ({ params }) => ({
    time: 0,
    counters: [0, 0],
    places: Object.fromEntries(Array.from({ length: params.places }, (_, i) => [`place${i}`, [i]])),
  }),
  actions: ({ params }) => ({
    turn: {
      args: [0, 1],
      effect: ({ state }, i) => {
        state.counters[i] = ((state.counters[i] as number) + 1) % params.modulus;
      },
    },
    pass: {
      guard: ({ state }) => state.time < params.places * params.between,
      effect: ({ state }) => {
        state.time += 1;
        if (state.time % params.between === 0) state.places[`place${state.time / params.between - 1}`]?.push(0);
      },
    },
  }),
});
