import { choice, fifo, integer, processes, type QuorumSystem, quorumSystem, unordered, variant } from 'unturned';
import { isInside, type Phase, wants } from './section/phase.ts';

/**
 * Mutual exclusion by voting. A process that wants to enter asks its quorum, itself included, and enters once it has
 * every vote. A process votes for one candidate at a time and lets the others wait in a queue; its vote comes back when
 * that candidate leaves. Any two quorums have a process in common, so no two candidates have all their votes.
 *
 * This is the basic algorithm, which deadlocks: candidates may hold the votes that others wait for, in a ring. The paper
 * resolves that by further messages, INQUIRE and RELINQUISH.
 *
 * M. Maekawa, ACM TOCS 3(2), 1985, pages 145 to 159.
 */
export default processes({
  name: 'maekawa',
  description: 'mutual exclusion by the votes of a quorum; the basic algorithm, which deadlocks',
  source:
    'M. Maekawa, "A √N algorithm for mutual exclusion in decentralized systems", ACM Transactions on Computer Systems 3(2), 1985, pages 145-159',
  params: {
    processes: integer({ default: 3, min: 2, max: 13, description: 'how many processes there are' }),
    requests: integer({ default: 1, min: 1, max: 5, description: 'how often each of them enters' }),
    competitors: integer({ default: 0, max: 13, description: 'how many of them ever want to enter; 0 for all' }),
    quorums: choice(['auto', 'pairs', 'grid', 'plane', 'majority', 'all'], {
      description: 'whom a process asks; auto is grid if their number is a square, else majority',
    }),
    channels: choice(['fifo', 'unordered'], {
      description: 'whether channels keep the order of sending, which this algorithm does not need',
    }),
    oneVote: variant({
      description: 'a process that has voted lets other candidates wait',
      caughtBy: ['mutualExclusion', 'voteKept'],
    }),
    awaitAll: variant({
      description: 'a candidate enters with every vote of its quorum, not with all but one',
      caughtBy: ['mutualExclusion'],
    }),
    passVoteOn: variant({
      description: 'a vote that comes back goes to the first in the queue',
      caughtBy: ['queueServed'],
    }),
  },
  count: ({ params }) => quorumsOf(params).length,
  network: ({ params }) => (params.channels === 'fifo' ? fifo() : unordered()),
  messages: { request: {}, vote: {}, release: {} },
  initial: ({ id, params }) => ({
    phase: 'released' as Phase,
    votes: new Set<number>(),
    votedFor: null as number | null,
    queue: [] as number[],
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
        self.votes.clear();
        self.requestsLeft -= 1;
        for (const j of quorum(id, params)) send(j, { type: 'request' });
      },
    },
    enter: {
      guard: {
        'wants to enter': ({ self }) => self.phase === 'wanted',
        'has every vote of its quorum': ({ id, self, params }) => {
          const missing = quorum(id, params).filter((j) => !self.votes.has(j));
          return missing.length <= (params.awaitAll ? 0 : 1);
        },
      },
      effect: ({ self }) => {
        self.phase = 'held';
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
  receive: ({ self, params, send }, message, from) => {
    switch (message.type) {
      case 'request':
        if (self.votedFor === null || !params.oneVote) {
          self.votedFor = from;
          send(from, { type: 'vote' });
        } else self.queue.push(from);
        break;
      case 'vote':
        self.votes.add(from);
        break;
      case 'release':
        self.votedFor = (params.passVoteOn ? self.queue.shift() : undefined) ?? null;
        if (self.votedFor !== null) send(self.votedFor, { type: 'vote' });
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
        .map((j) => ({ from, to: processes[j]?.votedFor ?? j, reason: `the vote of p${j}` }))
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
    voteKept: stepProperty(
      (before, { name, args: [to, from] }, after) =>
        before.processes.every(
          ({ votedFor }, id) =>
            votedFor === null ||
            votedFor === after.processes[id]?.votedFor ||
            (name === 'receive' && to === id && from === votedFor),
        ),
      { description: 'a candidate keeps a vote until it gives it back' },
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
      description: 'a run ends only when every process has entered as often as it may',
      termination: ({ processes }) =>
        processes.every(({ phase, requestsLeft }) => phase === 'released' && requestsLeft === 0),
    }),
    noStarvation: temporal(
      forAll(Array(quorumsOf(params).length).keys(), (i) => leadsTo(predicate('waiting', i), predicate('inside', i))),
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
    candidateQueued: reachable(({ processes }) => processes.some(({ queue }) => queue.length > 0), {
      description: 'a candidate waits in a queue',
    }),
    allServed: reachable(
      ({ processes }) =>
        processes.every(
          ({ phase, votedFor, requestsLeft }) => phase === 'released' && votedFor === null && requestsLeft === 0,
        ),
      { description: 'every process has entered as often as it may, and has its vote back' },
    ),
  }),
});

type Parameters = { readonly processes: number; readonly quorums: QuorumSystem | 'auto' };

/** The processes whose votes each process needs. */
function quorumsOf({ processes, quorums }: Parameters): readonly (readonly number[])[] {
  const fitting = Number.isInteger(Math.sqrt(processes)) ? 'grid' : 'majority';
  return quorumSystem(quorums === 'auto' ? fitting : quorums, processes);
}

function quorum(id: number, params: Parameters): readonly number[] {
  return quorumsOf(params)[id] ?? [];
}
