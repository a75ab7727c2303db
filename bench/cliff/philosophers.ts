import { integer, spec } from 'unturned';

/** Dining philosophers, each of whom takes the fork on the left first: the phils models of BEEM, with their deadlock. */
export default spec({
  name: 'philosophers',
  params: { philosophers: integer({ default: 4, min: 2, max: 14 }) },
  initial: ({ params }) => ({
    places: Array.from({ length: params.philosophers }, () => 'thinking'),
    isForkTaken: Array.from({ length: params.philosophers }, () => false),
  }),
  actions: ({ params: { philosophers: n } }) => {
    const seats = Array.from({ length: n }, (_, i) => i);
    return {
      takeLeft: {
        args: seats,
        guard: ({ state }, i) => state.places[i] === 'thinking' && !state.isForkTaken[i],
        effect: ({ state }, i) => {
          state.isForkTaken[i] = true;
          state.places[i] = 'holding';
        },
      },
      takeRight: {
        args: seats,
        guard: ({ state }, i) => state.places[i] === 'holding' && !state.isForkTaken[(i + 1) % n],
        effect: ({ state }, i) => {
          state.isForkTaken[(i + 1) % n] = true;
          state.places[i] = 'eating';
        },
      },
      putLeft: {
        args: seats,
        guard: ({ state }, i) => state.places[i] === 'eating',
        effect: ({ state }, i) => {
          state.isForkTaken[i] = false;
          state.places[i] = 'leaving';
        },
      },
      putRight: {
        args: seats,
        guard: ({ state }, i) => state.places[i] === 'leaving',
        effect: ({ state }, i) => {
          state.isForkTaken[(i + 1) % n] = false;
          state.places[i] = 'thinking';
        },
      },
    };
  },
  properties: ({ invariant, deadlockFree }) => ({
    neighboursDoNotEat: invariant(({ places }) =>
      places.every((place, i) => place !== 'eating' || places[(i + 1) % places.length] !== 'eating'),
    ),
    deadlockFree: deadlockFree(),
  }),
});
