import { integer, spec } from 'unturned';

/** Many actions, each of which looks at the whole state and happens a few hundred times only. */
export default spec({
  name: 'crowd',
  params: {
    members: integer({ default: 40, min: 1, max: 1000 }),
    most: integer({ default: 2, min: 1, max: 10 }),
  },
  initial: ({ params }) => ({ isIn: Array.from({ length: params.members }, () => false) }),
  actions: ({ params }) => ({
    enter: {
      args: Array.from({ length: params.members }, (_, i) => i),
      guard: ({ state }, i) => !state.isIn[i] && state.isIn.filter((isIn) => isIn).length < params.most,
      effect: ({ state }, i) => {
        state.isIn[i] = true;
      },
    },
    leave: {
      args: Array.from({ length: params.members }, (_, i) => i),
      guard: ({ state }, i) => state.isIn[i] === true && (state.isIn.indexOf(true) + i) % 3 !== 0,
      effect: ({ state }, i) => {
        state.isIn[i] = false;
      },
    },
  }),
  properties: ({ params, invariant }) => ({
    notFull: invariant(({ isIn }) => isIn.filter((one) => one).length <= params.most),
  }),
});
