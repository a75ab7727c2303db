import { choice, fifo, integer, processes, type QuorumSystem, quorumSystem, unordered, variant } from 'unturned';
import { isInside, type Phase, wants } from './section/phase.ts';

/** The request of a candidate. */
type Request = { readonly timestamp: number; readonly from: number };

/**
 * Mutual exclusion by voting, without the deadlock of the basic algorithm. Requests carry timestamps. A process that has
 * voted asks its candidate for the vote back (INQUIRE) when an earlier request arrives, and tells the candidates that have
 * to let an earlier one go first (FAILED). A candidate that has failed somewhere gives back the votes that it is asked for
 * (YIELD), and waits for them again. As Sanders found, a candidate fails also if a still earlier request arrives after its
 * own: the published algorithm did not tell it, and so could deadlock.
 *
 * M. Maekawa, ACM TOCS 3(2), 1985, pages 145 to 159; B. A. Sanders, ACM TOCS 5(3), 1987, pages 284 to 299.
 */
export default processes({
  name: 'maekawa-sanders',
  description: 'mutual exclusion by the votes of a quorum, which can be taken back',
  source:
    'B. A. Sanders, "The information structure of distributed mutual exclusion algorithms", ACM Transactions on Computer Systems 5(3), 1987, pages 284-299',
  params: {
    processes: integer({ default: 3, min: 2, max: 13, description: 'how many processes there are' }),
    requests: integer({ default: 1, min: 1, max: 5, description: 'how often each of them enters' }),
    competitors: integer({ default: 0, max: 13, description: 'how many of them ever want to enter; 0 for all' }),
    quorums: choice(['majority', 'pairs', 'grid', 'plane', 'all'], { description: 'whom a process asks' }),
    inquire: variant({
      description: 'a process that has voted for a later request asks for its vote back',
      caughtBy: ['deadlockFree'],
    }),
    yieldWhenFailed: variant({
      description: 'a candidate that has failed gives back the votes that it is asked for',
      caughtBy: ['deadlockFree'],
    }),
    failOvertaken: variant({
      description: 'a candidate that was first in a queue is told when an earlier one takes its place',
      caughtBy: ['deadlockFree'],
    }),
    forgetYielded: variant({
      description: 'a candidate no longer counts a vote that it has given back',
      caughtBy: ['mutualExclusion'],
    }),
    fifo: variant({ description: 'channels keep the order of sending', caughtBy: ['deadlockFree'] }),
    lossless: variant({ description: 'no vote is lost', caughtBy: ['deadlockFree'] }),
  },
  count: ({ params }) => quorumSystem(params.quorums, params.processes).length,
  network: ({ params }) => (params.fifo ? fifo() : unordered()),
  messages: { request: { timestamp: 0 }, vote: {}, inquire: {}, failed: {}, yield: {}, release: {} },
  initial: ({ id, params }) => ({
    phase: 'released' as Phase,
    clock: 0,
    votes: new Set<number>(),
    /** While it wants to enter: who told it that it failed or got its vote back, and has not voted for it since. */
    failedAt: new Set<number>(),
    /** While it wants to enter and has not failed: who asks for a vote back. */
    askedBackBy: new Set<number>(),
    votedFor: null as Request | null,
    /** Those that wait for its vote, the earliest first. */
    queue: [] as Request[],
    requestsLeft: params.competitors === 0 || id < params.competitors ? params.requests : 0,
  }),
  rules: {
    request: {
      guard: {
        'is released': ({ self }) => self.phase === 'released',
        'has requests left': ({ self }) => self.requestsLeft > 0,
      },
      effect: ({ id, self, params, send }) => {
        self.phase = 'wanted';
        self.requestsLeft -= 1;
        self.clock += 1;
        for (const j of quorum(id, params)) send(j, { type: 'request', timestamp: self.clock });
      },
    },
    enter: {
      guard: {
        'wants to enter': ({ self }) => self.phase === 'wanted',
        'has every vote of its quorum': ({ id, self, params }) => quorum(id, params).every((j) => self.votes.has(j)),
      },
      effect: ({ self }) => {
        self.phase = 'held';
        self.failedAt.clear();
        self.askedBackBy.clear();
      },
    },
    exit: {
      guard: { 'is in the critical section': ({ self }) => self.phase === 'held' },
      effect: ({ id, self, params, send }) => {
        self.phase = 'released';
        self.votes.clear();
        for (const j of quorum(id, params)) send(j, { type: 'release' });
      },
    },
  },
  receive: ({ self, params, choose, send }, message, from) => {
    if (message.type === 'vote' && !params.lossless && choose([false, true])) return;
    const yieldTo = (j: number): void => {
      self.askedBackBy.delete(j);
      if (!params.yieldWhenFailed) return;
      if (params.forgetYielded) self.votes.delete(j);
      self.failedAt.add(j);
      send(j, { type: 'yield' });
    };
    const voteForFirst = (): void => {
      self.votedFor = self.queue.shift() ?? null;
      if (self.votedFor !== null) send(self.votedFor.from, { type: 'vote' });
    };
    switch (message.type) {
      case 'request': {
        self.clock = Math.max(self.clock, message.timestamp);
        const request: Request = { timestamp: message.timestamp, from };
        const [first] = self.queue;
        insert(self.queue, request);
        if (self.votedFor === null) voteForFirst();
        else if (self.queue[0]?.from !== from || isBefore(self.votedFor, request)) send(from, { type: 'failed' });
        else if (first === undefined || isBefore(self.votedFor, first)) {
          if (params.inquire) send(self.votedFor.from, { type: 'inquire' });
        } else if (params.failOvertaken) send(first.from, { type: 'failed' }); // the vote is asked for already
        break;
      }
      case 'vote':
        self.votes.add(from);
        self.failedAt.delete(from);
        break;
      case 'failed':
        self.failedAt.add(from);
        for (const j of [...self.askedBackBy]) yieldTo(j);
        break;
      case 'inquire':
        // Too late if it is inside or has left: then the release is on its way.
        if (self.phase !== 'wanted' || !self.votes.has(from)) break;
        if (self.failedAt.size > 0) yieldTo(from);
        else self.askedBackBy.add(from);
        break;
      case 'yield':
        if (self.votedFor !== null) insert(self.queue, self.votedFor);
        voteForFirst();
        break;
      case 'release':
        voteForFirst();
    }
  },
  fairness: ({ weak, optional }) => [weak(['receive', 'enter', 'exit']), optional('request')],
  predicates: () => ({
    waiting: ({ processes }, i: number) => processes[i]?.phase === 'wanted',
    inside: ({ processes }, i: number) => processes[i]?.phase === 'held',
  }),
  waitsFor: ({ processes }, { params }) =>
    processes.flatMap(({ phase, votes }, from) => {
      if (phase !== 'wanted') return [];
      const missing = quorum(from, params).filter((j) => !votes.has(j));
      return missing
        .map((j) => ({ from, to: processes[j]?.votedFor?.from ?? j, reason: `the vote of p${j}` }))
        .filter(({ to }) => to !== from);
    }),
  properties: ({
    params,
    invariant,
    stepProperty,
    happenedBeforeOrder,
    deadlockFree,
    reachable,
    temporal,
    forAll,
    leadsTo,
    predicate,
    bypass,
  }) => ({
    mutualExclusion: invariant(({ processes }) => processes.filter(isInside).length <= 1, {
      description: 'at most one process is in the critical section',
    }),
    queueServed: invariant(
      ({ processes }) => processes.every(({ votedFor, queue }) => votedFor !== null || queue.length === 0),
      { description: 'no candidate waits for a process that has its vote to give' },
    ),
    wellFormed: stepProperty(
      (before, { name, args: [id] }) => {
        const needed = { request: 'released', enter: 'wanted', exit: 'held' }[name];
        return needed === undefined || before.processes[Number(id)]?.phase === needed;
      },
      { description: 'a process requests, enters and leaves in turn' },
    ),
    ordering: happenedBeforeOrder({ request: 'request', entry: 'enter' }),
    deadlockFree: deadlockFree({
      description: 'a run ends only when every process has entered as often as it may, and has its vote back',
      termination: ({ processes }) =>
        processes.every(
          ({ phase, requestsLeft, votedFor }) => phase === 'released' && requestsLeft === 0 && votedFor === null,
        ),
    }),
    noStarvation: temporal(
      forAll(Array(quorumSystem(params.quorums, params.processes).length).keys(), (i) =>
        leadsTo(predicate('waiting', i), predicate('inside', i)),
      ),
      { description: 'whoever waits gets in' },
    ),
    bypass: bypass({
      request: 'request',
      entry: 'enter',
      description: 'entries of others between a request and its entry',
    }),
    twoCompete: reachable(({ processes }) => processes.filter(wants).length >= 2, {
      description: 'two processes want to enter at the same time',
    }),
    voteYielded: reachable(({ channels }) => channels.flat(2).some(({ type }) => type === 'yield'), {
      description: 'a candidate gives a vote back before it has entered',
    }),
    answerDelayed: reachable(({ processes }) => processes.some(({ askedBackBy }) => askedBackBy.size > 0), {
      description: 'a candidate that may still win keeps a vote that it is asked for',
    }),
  }),
});

/** The processes whose votes a process needs. */
function quorum(id: number, params: { readonly processes: number; readonly quorums: QuorumSystem }): readonly number[] {
  return quorumSystem(params.quorums, params.processes)[id] ?? [];
}

/** The order of requests: by timestamp, then by process. */
function isBefore(a: Request, b: Request): boolean {
  return a.timestamp === b.timestamp ? a.from < b.from : a.timestamp < b.timestamp;
}

/** Puts a request where it belongs. */
function insert(queue: Request[], request: Request): void {
  const place = queue.findIndex((other) => isBefore(request, other));
  queue.splice(place === -1 ? queue.length : place, 0, request);
}
