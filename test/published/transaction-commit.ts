import { integer, spec } from 'unturned';

/**
 * TCommit of tlaplus/Examples (transaction_commit): what a commit protocol may do, without messages. The two disjuncts of
 * Decide are two actions here, and two transitions there.
 *
 * J. Gray and L. Lamport, "Consensus on transaction commit", ACM TODS 31(1), 2006.
 */
export default spec({
  name: 'published-transaction-commit',
  params: { managers: integer({ default: 3, min: 1, max: 6 }) },
  initial: ({ params }) => ({ rmState: Array.from({ length: params.managers }, () => 'working') }),
  actions: ({ params, action }) => {
    const managers = Array.from({ length: params.managers }, (_, rm) => rm);
    return {
      Prepare: action({
        args: managers,
        guard: ({ state }, rm) => state.rmState[rm] === 'working',
        effect: ({ state }, rm) => {
          state.rmState[rm] = 'prepared';
        },
      }),
      DecideCommit: action({
        args: managers,
        guard: ({ state }, rm) =>
          state.rmState[rm] === 'prepared' && state.rmState.every((one) => one === 'prepared' || one === 'committed'),
        effect: ({ state }, rm) => {
          state.rmState[rm] = 'committed';
        },
      }),
      DecideAbort: action({
        args: managers,
        guard: ({ state }, rm) =>
          (state.rmState[rm] === 'working' || state.rmState[rm] === 'prepared') && !state.rmState.includes('committed'),
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
