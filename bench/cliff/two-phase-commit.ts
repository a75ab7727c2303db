import { integer, spec } from 'unturned';

/**
 * Two-phase commit over one global set of messages, which only grows: whoever receives a message leaves it there.
 *
 * J. Gray and L. Lamport, "Consensus on transaction commit", ACM TODS 31(1), 2006, pages 133 to 160.
 */
export default spec({
  name: 'two-phase-commit',
  params: { managers: integer({ default: 3, min: 1, max: 10 }) },
  initial: ({ params }) => ({
    managers: Array.from({ length: params.managers }, () => 'working'),
    coordinator: 'init',
    prepared: new Set<number>(),
    messages: new Set<string>(),
  }),
  actions: ({ params }) => {
    const managers = Array.from({ length: params.managers }, (_, i) => i);
    return {
      receivePrepared: {
        args: managers,
        guard: ({ state }, i) => state.coordinator === 'init' && state.messages.has(`prepared ${i}`),
        effect: ({ state }, i) => {
          state.prepared.add(i);
        },
      },
      commit: {
        guard: ({ state }) => state.coordinator === 'init' && state.prepared.size === managers.length,
        effect: ({ state }) => {
          state.coordinator = 'committed';
          state.messages.add('commit');
        },
      },
      abort: {
        guard: ({ state }) => state.coordinator === 'init',
        effect: ({ state }) => {
          state.coordinator = 'aborted';
          state.messages.add('abort');
        },
      },
      prepare: {
        args: managers,
        guard: ({ state }, i) => state.managers[i] === 'working',
        effect: ({ state }, i) => {
          state.managers[i] = 'prepared';
          state.messages.add(`prepared ${i}`);
        },
      },
      chooseToAbort: {
        args: managers,
        guard: ({ state }, i) => state.managers[i] === 'working',
        effect: ({ state }, i) => {
          state.managers[i] = 'aborted';
        },
      },
      receiveCommit: {
        args: managers,
        guard: ({ state }) => state.messages.has('commit'),
        effect: ({ state }, i) => {
          state.managers[i] = 'committed';
        },
      },
      receiveAbort: {
        args: managers,
        guard: ({ state }) => state.messages.has('abort'),
        effect: ({ state }, i) => {
          state.managers[i] = 'aborted';
        },
      },
    };
  },
  properties: ({ invariant }) => ({
    agreement: invariant(({ managers }) => !(managers.includes('aborted') && managers.includes('committed'))),
  }),
});
