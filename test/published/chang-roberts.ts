import { integer, spec } from 'unturned';

type Outcome = 'cand' | 'lost' | 'won';

/**
 * ChangRoberts of tlaplus/Examples: node i has the identifier i, any set of nodes initiates, the smallest identifier wins,
 * and what is on its way to a node is a set.
 *
 * E. Chang and R. Roberts, CACM 22(5), 1979; PlusCal by S. Merz.
 */
export default spec({
  name: 'published-chang-roberts',
  params: { nodes: integer({ default: 3, min: 2, max: 6 }) },
  initial: ({ params, choose }) => {
    const initiator = Array.from({ length: params.nodes }, () => choose([false, true]));
    return {
      initiator,
      state: initiator.map((isInitiator): Outcome => (isInitiator ? 'cand' : 'lost')),
      pc: initiator.map(() => 'n0'),
      messages: initiator.map(() => new Set<number>()),
    };
  },
  actions: ({ params: { nodes: n }, action }) => {
    const nodes = Array.from({ length: n }, (_, i) => i);
    return {
      n0: action({
        args: nodes,
        guard: ({ state }, self) => state.pc[self] === 'n0',
        effect: ({ state }, self) => {
          if (state.initiator[self]) state.messages[(self + 1) % n]?.add(self);
          state.pc[self] = 'n1';
        },
      }),
      n1: action({
        args: nodes,
        guard: ({ state }, self) => state.pc[self] === 'n1' && (state.messages[self]?.size ?? 0) > 0,
        effect: ({ state, choose }, self) => {
          const id = choose(state.messages[self] as Set<number>);
          state.messages[self]?.delete(id);
          if (state.state[self] === 'lost' || id < self) {
            state.state[self] = 'lost';
            state.messages[(self + 1) % n]?.add(id);
          } else if (id === self) state.state[self] = 'won';
        },
      }),
    };
  },
  properties: ({ invariant }) => ({
    correctness: invariant(({ initiator, state }) =>
      state.every(
        (one, n) =>
          one !== 'won' ||
          (initiator[n] === true &&
            state.every((other, m) => m === n || (other === 'lost' && !(initiator[m] && m < n)))),
      ),
    ),
  }),
});
