import { fifo, integer, isUp, processes, variant } from 'unturned';

type Phase = 'working' | 'prepared' | 'committed' | 'aborted';

/**
 * Two-phase commit. The coordinator p0 asks the others to prepare; each votes yes and waits, or no and aborts. With all
 * votes yes the coordinator commits, otherwise it aborts, and tells all. A participant that has voted yes can do nothing
 * but wait: if the coordinator crashes, it waits for ever.
 *
 * J. N. Gray, 1978; the rules are those of J. Gray and L. Lamport, ACM TODS 31(1), 2006, with messages in channels.
 */
export default processes({
  name: 'two-phase-commit',
  description: 'atomic commitment by a coordinator that asks for votes',
  source:
    'J. N. Gray, "Notes on data base operating systems", Operating Systems: An Advanced Course, LNCS 60, Springer, 1978, pages 393-481',
  params: {
    processes: integer({ default: 3, min: 2, max: 5, description: 'the coordinator, p0, and the participants' }),
    awaitAll: variant({
      description: 'the coordinator commits with every vote, not with all but one',
      caughtBy: ['agreement', 'uniformAgreement', 'votesHeeded'],
    }),
    abortOnNo: variant({
      description: 'the coordinator counts only the votes that say yes',
      caughtBy: ['agreement', 'uniformAgreement', 'votesHeeded'],
    }),
    stayPrepared: variant({
      description: 'a participant that has voted yes does not abort by itself',
      caughtBy: ['agreement', 'uniformAgreement', 'votesHeeded'],
    }),
  },
  network: fifo(),
  environment: { allow: ['crash', 'loss', 'duplication', 'reordering', 'partition'] },
  messages: { prepare: {}, vote: { yes: false }, decision: { commit: false } },
  initial: () => ({
    phase: 'working' as Phase,
    /** Of the coordinator: whether it has asked, and who has voted yes. */
    asked: false,
    yes: new Set<number>(),
    decided: [] as ('commit' | 'abort')[],
  }),
  rules: {
    ask: {
      guard: { 'is the coordinator and has not asked': ({ id, self }) => id === 0 && !self.asked },
      effect: ({ self, multicast }) => {
        self.asked = true;
        multicast({ type: 'prepare' });
      },
    },
    giveUp: {
      guard: {
        'may abort by itself': ({ id, self, params }) =>
          self.decided.length === 0 && id !== 0 && (self.phase === 'working' || !params.stayPrepared),
      },
      effect: ({ self, send }) => {
        self.phase = 'aborted';
        self.decided.push('abort');
        send(0, { type: 'vote', yes: false });
      },
    },
  },
  receive: ({ self, others, params, send, multicast }, message, from) => {
    if (message.type === 'prepare') {
      if (self.phase !== 'working') return;
      self.phase = 'prepared';
      send(from, { type: 'vote', yes: true });
    } else if (message.type === 'vote') {
      if (self.decided.length > 0) return;
      if (message.yes || !params.abortOnNo) self.yes.add(from);
      const isEnough = self.yes.size >= others.length - (params.awaitAll ? 0 : 1);
      if (message.yes && !isEnough) return;
      const commit = isEnough && (message.yes || !params.abortOnNo);
      if (!commit && !message.yes && !params.abortOnNo) return;
      self.phase = commit ? 'committed' : 'aborted';
      self.decided.push(commit ? 'commit' : 'abort');
      multicast({ type: 'decision', commit });
    } else if (self.decided.length === 0) {
      self.phase = message.commit ? 'committed' : 'aborted';
      self.decided.push(message.commit ? 'commit' : 'abort');
    }
  },
  fairness: ({ weak }) => [weak()],
  predicates: () => ({
    isUp: (state, i: number) => isUp(state, i),
    decided: ({ processes }, i: number) => (processes[i]?.decided.length ?? 0) > 0,
  }),
  properties: ({ consensus, deadlockFree, invariant, reachable }) => {
    const group = consensus({
      proposed: ({ phase }) => (phase === 'aborted' ? ['abort'] : ['commit', 'abort']),
      decided: ({ decided }) => decided,
    });
    return {
      validity: group.validity(),
      integrity: group.integrity(),
      agreement: group.agreement(),
      uniformAgreement: group.uniformAgreement(),
      votesHeeded: invariant(
        ({ processes }) =>
          !processes.some(({ decided }) => decided.includes('commit')) ||
          processes.slice(1).every(({ phase }) => phase === 'prepared' || phase === 'committed'),
        { description: 'who commits does so with the vote of every participant' },
      ),
      termination: group.termination(),
      terminates: group.eventually.termination(),
      deadlockFree: deadlockFree({
        description: 'a run ends only when every process that is up has decided',
        termination: (state) => state.processes.every(({ decided }, id) => !isUp(state, id) || decided.length > 0),
      }),
      committed: reachable(({ processes }) => processes.every(({ phase }) => phase === 'committed'), {
        description: 'all commit',
      }),
      aborted: reachable(({ processes }) => processes.every(({ phase }) => phase === 'aborted'), {
        description: 'all abort',
      }),
    };
  },
});
