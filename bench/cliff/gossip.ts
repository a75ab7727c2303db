import { integer, spec } from 'unturned';

/** Processes that put pairs into one common set and act on how many they find: many values of a set that is iterated. */
export default spec({
  name: 'gossip',
  params: { facts: integer({ default: 10, min: 1, max: 20 }), readers: integer({ default: 2, min: 1, max: 4 }) },
  initial: ({ params }) => ({
    known: new Set<string>(),
    best: Array.from({ length: params.readers }, () => 0),
  }),
  actions: ({ params }) => ({
    tell: {
      args: Array.from({ length: params.facts }, (_, i) => i),
      guard: ({ state }, i) => !state.known.has(`fact ${i}`),
      effect: ({ state }, i) => {
        state.known.add(`fact ${i}`);
      },
    },
    read: {
      args: Array.from({ length: params.readers }, (_, i) => i),
      effect: ({ state }, reader) => {
        const numbers = [...state.known].map((fact) => Number(fact.slice('fact '.length)));
        state.best[reader] = Math.max(state.best[reader] as number, ...numbers) % 3;
      },
    },
  }),
});
