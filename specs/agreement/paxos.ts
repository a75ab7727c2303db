import { integer, isUp, processes, unordered, variant } from 'unturned';

/**
 * Paxos for a single decision. A proposer asks a majority to promise that they take part in no smaller ballot; each tells
 * what it has accepted so far. It then asks to accept the value of the largest ballot among those, or its own if there is
 * none, and decides when a majority has. Every process accepts; the first ones propose, in one ballot each.
 *
 * L. Lamport, ACM TOCS 16(2), 1998, pages 133 to 169; names of messages are those of "Paxos made simple", 2001.
 */
export default processes({
  name: 'paxos',
  description: 'consensus by ballots that a majority takes part in',
  source: 'L. Lamport, "The part-time parliament", ACM Transactions on Computer Systems 16(2), 1998, pages 133-169',
  params: {
    processes: integer({ default: 3, min: 2, max: 5, description: 'how many processes accept' }),
    proposers: integer({ default: 2, min: 1, max: 3, description: 'how many of them propose, in one ballot each' }),
    wholeQuorum: variant({
      description: 'a majority is needed, not one less',
      caughtBy: ['agreement', 'uniformAgreement'],
    }),
    adoptAccepted: variant({
      description: 'a proposer takes up the value of the largest ballot that was accepted',
      caughtBy: ['agreement', 'uniformAgreement'],
    }),
    keepPromise: variant({
      description: 'a process accepts nothing in a smaller ballot than it has promised',
      caughtBy: ['agreement', 'uniformAgreement'],
    }),
  },
  network: unordered(),
  environment: {
    allow: ['crash', 'recovery', 'loss', 'duplication', 'partition'],
    durable: ['promised', 'ballot', 'value', 'phase', 'proposed', 'best', 'choice', 'decided'],
    sending: 'atomic',
  },
  messages: {
    prepare: { ballot: 0 },
    promise: { ballot: 0, accepted: 0, value: 0 },
    accept: { ballot: 0, value: 0 },
    accepted: { ballot: 0 },
  },
  initial: () => ({
    /** As an acceptor: the largest ballot promised, and the ballot and value accepted last; 0 for none. */
    promised: 0,
    ballot: 0,
    value: 0,
    /** As a proposer. */
    phase: 'idle' as 'idle' | 'preparing' | 'accepting' | 'done',
    proposed: [] as number[],
    answers: new Set<number>(),
    best: 0,
    choice: 0,
    decided: [] as number[],
  }),
  rules: {
    prepare: {
      guard: {
        'is a proposer that has not begun': ({ id, self, params }) => id < params.proposers && self.phase === 'idle',
      },
      effect: ({ id, self, others, multicast }) => {
        self.phase = 'preparing';
        self.proposed.push(id + 1);
        self.choice = id + 1;
        multicast({ type: 'prepare', ballot: id + 1 }, [id, ...others]);
      },
    },
  },
  receive: ({ id, self, others, params, send, multicast }, message, from) => {
    const isQuorum = (count: number): boolean => count + (params.wholeQuorum ? 0 : 1) > (others.length + 1) / 2;
    if (message.type === 'prepare') {
      if (message.ballot <= self.promised) return;
      self.promised = message.ballot;
      send(from, { type: 'promise', ballot: message.ballot, accepted: self.ballot, value: self.value });
    } else if (message.type === 'promise') {
      if (self.phase !== 'preparing') return;
      self.answers.add(from);
      if (message.accepted > self.best && params.adoptAccepted) {
        self.best = message.accepted;
        self.choice = message.value;
      }
      if (!isQuorum(self.answers.size)) return;
      self.phase = 'accepting';
      self.answers.clear();
      multicast({ type: 'accept', ballot: id + 1, value: self.choice }, [id, ...others]);
    } else if (message.type === 'accept') {
      if (message.ballot < self.promised && params.keepPromise) return;
      self.promised = message.ballot;
      self.ballot = message.ballot;
      self.value = message.value;
      send(from, { type: 'accepted', ballot: message.ballot });
    } else {
      if (self.phase !== 'accepting') return;
      self.answers.add(from);
      if (!isQuorum(self.answers.size)) return;
      self.phase = 'done';
      self.answers.clear();
      self.decided.push(self.choice);
    }
  },
  fairness: ({ weak }) => [weak()],
  predicates: () => ({
    isUp: (state, i: number) => isUp(state, i),
    decided: ({ processes }, i: number) => (processes[i]?.decided.length ?? 0) > 0,
  }),
  properties: ({ params, consensus, deadlockFree, invariant, reachable }) => {
    const group = consensus({ proposed: ({ proposed }) => proposed, decided: ({ decided }) => decided });
    return {
      validity: group.validity(),
      integrity: group.integrity(),
      agreement: group.agreement(),
      uniformAgreement: group.uniformAgreement(),
      promiseKept: invariant(({ processes }) => processes.every(({ ballot, promised }) => ballot <= promised), {
        description: 'nobody has accepted in a larger ballot than it has promised',
      }),
      deadlockFree: deadlockFree({
        description: 'a run ends only when every proposer that is up has begun',
        termination: (state) =>
          state.processes.every(({ phase }, id) => !isUp(state, id) || id >= params.proposers || phase !== 'idle'),
      }),
      decided: reachable(({ processes }) => processes.some(({ decided }) => decided.length > 0), {
        description: 'a proposer decides',
      }),
      takenUp: reachable(({ processes }) => processes.some(({ best }) => best > 0), {
        description: 'a proposer takes up the value of another',
      }),
    };
  },
});
