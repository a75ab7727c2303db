import { integer, processes } from '../../../src/index.ts';

const quorums = [
  [0, 1],
  [1, 2],
  [2, 0],
];

/** The basic algorithm of Maekawa for three processes, which deadlocks when each has voted for itself. */
export const maekawa = processes({
  name: 'maekawa',
  params: { processes: integer({ default: 3, min: 3, max: 3 }) },
  messages: { request: {}, vote: {}, release: {} },
  initial: () => ({
    phase: 'released' as 'released' | 'wanted' | 'held',
    requestsLeft: 1,
    votes: new Set<number>(),
    votedFor: null as number | null,
    queue: [] as number[],
  }),
  rules: {
    request: {
      guard: {
        'is released': ({ self }) => self.phase === 'released',
        'has requests left': ({ self }) => self.requestsLeft > 0,
      },
      effect: ({ id, self, send }) => {
        self.phase = 'wanted';
        self.requestsLeft -= 1;
        for (const j of quorums[id] ?? []) send(j, { type: 'request' });
      },
    },
    enter: {
      guard: {
        'wants to enter': ({ self }) => self.phase === 'wanted',
        'has every vote of its quorum': ({ self, id }) => self.votes.size === quorums[id]?.length,
      },
      effect: ({ self }) => {
        self.phase = 'held';
      },
    },
    exit: {
      guard: { 'is in the critical section': ({ self }) => self.phase === 'held' },
      effect: ({ id, self, send }) => {
        self.phase = 'released';
        self.votes.clear();
        for (const j of quorums[id] ?? []) send(j, { type: 'release' });
      },
    },
  },
  receive: ({ self, send }, { type }, from) => {
    if (type === 'vote') {
      self.votes.add(from);
    } else if (type === 'release') {
      const next = self.queue.shift();
      self.votedFor = next ?? null;
      if (next !== undefined) send(next, { type: 'vote' });
    } else if (self.votedFor === null) {
      self.votedFor = from;
      send(from, { type: 'vote' });
    } else {
      self.queue.push(from);
    }
  },
  waitsFor: ({ processes }) =>
    processes.flatMap(({ phase, votes }, from) => {
      if (phase !== 'wanted') return [];
      const missing = quorums[from]?.filter((voter) => !votes.has(voter)) ?? [];
      return missing.flatMap((voter) => {
        const to = processes[voter]?.votedFor ?? null;
        return to === null ? [] : [{ from, to, reason: `the vote of p${voter}` }];
      });
    }),
  properties: ({ invariant, deadlockFree, reachable }) => ({
    mutualExclusion: invariant(({ processes }) => processes.filter(({ phase }) => phase === 'held').length <= 1, {
      description: 'at most one process is in the critical section',
    }),
    deadlockFree: deadlockFree({
      description: 'a run ends only when every process has released',
      termination: ({ processes }) => processes.every(({ phase }) => phase === 'released'),
    }),
    requestWaits: reachable(({ processes }) => processes.some(({ queue }) => queue.length > 0)),
  }),
});
