import { fifo, integer, processes, unordered, variant } from 'unturned';

type Role = 'asleep' | 'active' | 'passive' | 'leader';

/**
 * Election of a leader on a one-way ring of processes that have no identifiers but know how many they are. Every active
 * process draws a number and sends it round the ring, with the count of its hops and a mark that says whether the number is
 * still the only one of its kind. An active process drops a smaller number, is made passive by a larger one, and takes the
 * mark off an equal one. A number that is back after n hops with its mark makes its sender the leader; without the mark,
 * the sender draws again.
 *
 * This is the first algorithm of Fokkink and Pang, which leaves out the round numbers of Itai and Rodeh, as it may where
 * channels keep their order, and so has finitely many states. What is drawn is explored for every outcome. A run in which
 * the draws are equal for ever is possible, with probability zero, so the claim is that no run ends without a leader, not that
 * every run ends.
 *
 * A. Itai and M. Rodeh, Information and Computation 88(1), 1990, pages 60 to 87; W. Fokkink and J. Pang, Journal of
 * Universal Computer Science 12(8), 2006, pages 981 to 1006.
 */
export default processes({
  name: 'itai-rodeh',
  description: 'election of a leader on a one-way ring without identifiers, by drawing numbers',
  source:
    'W. Fokkink and J. Pang, "Variations on Itai-Rodeh leader election for anonymous rings and their analysis in PRISM", Journal of Universal Computer Science 12(8), 2006, pages 981-1006; after A. Itai and M. Rodeh, "Symmetry breaking in distributed networks", Information and Computation 88(1), 1990, pages 60-87',
  params: {
    processes: integer({ default: 3, min: 2, max: 6, description: 'how many processes form the ring' }),
    numbers: integer({ default: 2, min: 1, max: 6, description: 'how many numbers there are to draw from' }),
    markTies: variant({
      description: 'a process takes the mark off a number that equals its own',
      caughtBy: ['oneLeader', 'leaderAlone'],
    }),
    knowSize: variant({
      description: 'processes know how many they are, and do not take their number for one less',
      caughtBy: ['leaderAlone'],
    }),
    passOnLeader: variant({
      description: 'a process that is told of the leader tells the next',
      caughtBy: ['deadlockFree'],
    }),
    fifo: variant({ description: 'channels keep the order of sending', caughtBy: ['agreement', 'leaderKept'] }),
    lossless: variant({ description: 'no message is lost', caughtBy: ['deadlockFree'] }),
  },
  network: ({ params }) => (params.fifo ? fifo() : unordered()),
  messages: { number: { drawn: 0, hops: 0, unique: true }, elected: {} },
  initial: () => ({
    role: 'asleep' as Role,
    drawn: 0,
    knows: false,
  }),
  rules: {
    start: {
      guard: { 'has not started yet': ({ self }) => self.role === 'asleep' },
      effect: ({ id, self, params, choose, send }) => {
        self.role = 'active';
        self.drawn = choose(range(params.numbers));
        send(next(id, params.processes), { type: 'number', drawn: self.drawn, hops: 1, unique: true });
      },
    },
  },
  receive: ({ id, self, params, choose, send }, message) => {
    if (!params.lossless && choose([false, true])) return;
    const successor = next(id, params.processes);
    const draw = (): void => {
      self.drawn = choose(range(params.numbers));
      send(successor, { type: 'number', drawn: self.drawn, hops: 1, unique: true });
    };
    if (message.type === 'elected') {
      if (self.knows) return;
      self.knows = true;
      if (params.passOnLeader) send(successor, message);
      return;
    }
    if (self.role === 'asleep') {
      self.role = 'active';
      draw();
    }
    const { drawn, hops, unique } = message;
    const further = Math.min(hops + 1, params.processes); // the bound is never met but with a planted bug
    const pass = (isUnique: boolean): void => {
      send(successor, { type: 'number', drawn, hops: further, unique: isUnique });
    };
    if (self.role === 'passive') pass(unique);
    else if (hops >= (params.knowSize ? params.processes : params.processes - 1)) {
      if (!unique) return draw();
      self.role = 'leader';
      self.drawn = 0;
      self.knows = true;
      send(successor, { type: 'elected' });
    } else if (drawn === self.drawn) pass(!params.markTies);
    else if (drawn > self.drawn) {
      self.role = 'passive';
      self.drawn = 0;
      pass(unique);
    }
  },
  fairness: ({ weak }) => [weak()],
  predicates: () => ({ over: ({ processes }) => processes.every(({ knows }) => knows) }),
  properties: ({ params, invariant, stepProperty, deadlockFree, reachable, runCost, alwaysPossible }) => ({
    oneLeader: invariant(({ processes }) => processes.filter(({ role }) => role === 'leader').length <= 1, {
      description: 'at most one process is the leader',
    }),
    leaderAlone: invariant(
      ({ processes }) =>
        processes.every(({ role }) => role !== 'leader') ||
        processes.filter(({ role }) => role === 'passive').length === processes.length - 1,
      { description: 'when there is a leader, all others are passive' },
    ),
    agreement: invariant(
      ({ processes }) => processes.every(({ knows }) => !knows) || processes.some(({ role }) => role === 'leader'),
      { description: 'nobody is told of a leader that does not exist' },
    ),
    leaderKept: stepProperty(
      (before, _, after) =>
        before.processes.every(({ role }, i) => role !== 'leader' || after.processes[i]?.role === 'leader'),
      { description: 'a leader stays the leader' },
    ),
    // The number of the leader goes round, every other number travels one link at least, and then the news goes round.
    // There is no greatest number: the draws may be equal again and again.
    messages: runCost({
      atLeast: 3 * params.processes - 1,
      description: '2 n - 1 messages elect at least, n announce, and equal draws cost more without a bound',
    }),
    deadlockFree: deadlockFree({
      description: 'a run ends only when there is a leader and every process knows',
      termination: ({ processes }) =>
        processes.some(({ role }) => role === 'leader') && processes.every(({ knows }) => knows),
    }),
    mayEnd: alwaysPossible(({ processes }) => processes.every(({ knows }) => knows), {
      description: 'whatever has been drawn so far, an election can still end with a leader known to all',
    }),
    tie: reachable(({ channels }) => channels.flat(2).some((message) => message.type === 'number' && !message.unique), {
      description: 'two processes have drawn the same number',
    }),
    anyoneWins: reachable(({ processes }) => processes.at(-1)?.role === 'leader', {
      description: 'the last process can be the leader',
    }),
    elected: reachable(({ processes }) => processes.every(({ knows }) => knows), {
      description: 'every process knows that there is a leader',
    }),
  }),
});

/** The process that a process sends to. */
function next(id: number, count: number): number {
  return (id + 1) % count;
}

/** The numbers from 1 to n. */
function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}
