import { integer, spec } from 'unturned';

/**
 * TwoPhase of tlaplus/Examples (transaction_commit): messages are a set that only grows.
 *
 * J. Gray and L. Lamport, "Consensus on transaction commit", ACM TODS 31(1), 2006.
 */
export default spec({
  name: 'published-two-phase-commit',
  params: { managers: integer({ default: 3, min: 1, max: 6 }) },
  initial: ({ params }) => ({
    rmState: Array.from({ length: params.managers }, () => 'working'),
    tmState: 'init',
    tmPrepared: new Set<number>(),
    messages: new Set<string>(),
  }),
  actions: ({ params, action }) => {
    const managers = Array.from({ length: params.managers }, (_, rm) => rm);
    return {
      TMRcvPrepared: action({
        args: managers,
        guard: ({ state }, rm) => state.tmState === 'init' && state.messages.has(`Prepared ${rm}`),
        effect: ({ state }, rm) => {
          state.tmPrepared.add(rm);
        },
      }),
      TMCommit: {
        guard: ({ state }) => state.tmState === 'init' && state.tmPrepared.size === managers.length,
        effect: ({ state }) => {
          state.tmState = 'committed';
          state.messages.add('Commit');
        },
      },
      TMAbort: {
        guard: ({ state }) => state.tmState === 'init',
        effect: ({ state }) => {
          state.tmState = 'aborted';
          state.messages.add('Abort');
        },
      },
      RMPrepare: action({
        args: managers,
        guard: ({ state }, rm) => state.rmState[rm] === 'working',
        effect: ({ state }, rm) => {
          state.rmState[rm] = 'prepared';
          state.messages.add(`Prepared ${rm}`);
        },
      }),
      RMChooseToAbort: action({
        args: managers,
        guard: ({ state }, rm) => state.rmState[rm] === 'working',
        effect: ({ state }, rm) => {
          state.rmState[rm] = 'aborted';
        },
      }),
      RMRcvCommitMsg: action({
        args: managers,
        guard: ({ state }) => state.messages.has('Commit'),
        effect: ({ state }, rm) => {
          state.rmState[rm] = 'committed';
        },
      }),
      RMRcvAbortMsg: action({
        args: managers,
        guard: ({ state }) => state.messages.has('Abort'),
        effect: ({ state }, rm) => {
          state.rmState[rm] = 'aborted';
        },
      }),
    };
  },
  properties: ({ invariant }) => ({
    consistent: invariant(({ rmState }) => !(rmState.includes('aborted') && rmState.includes('committed'))),
  }),
});
