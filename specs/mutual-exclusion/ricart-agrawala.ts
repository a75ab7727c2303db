import { integer, processes, variant } from 'unturned';

/**
 * Mutual exclusion by timestamped requests: a process enters once every other has answered, and keeps back its answer
 * to requests that are later than its own.
 */
export default processes({
  name: 'ricart-agrawala',
  description: 'mutual exclusion by timestamped requests and deferred answers',
  source:
    'G. Ricart and A. K. Agrawala, "An optimal algorithm for mutual exclusion in computer networks", CACM 24(1), 1981',
  params: {
    processes: integer({ default: 3, min: 2, max: 6, description: 'processes that compete' }),
    requests: integer({ default: 1, min: 1, max: 5, description: 'how often each process may enter' }),
    tieBreak: variant({
      description: 'equal timestamps are ordered by process identifier',
      caughtBy: ['mutualExclusion', 'deadlockFree'],
    }),
    deferWhileHeld: variant({
      description: 'a process in the critical section keeps back its answers',
      caughtBy: ['mutualExclusion'],
    }),
  },
  messages: { request: { timestamp: 0 }, ok: {} },
  initial: ({ params }) => ({
    phase: 'released' as 'released' | 'wanted' | 'held',
    clock: 0,
    timestamp: 0,
    acknowledgedBy: new Set<number>(),
    deferred: new Set<number>(),
    requestsLeft: params.requests,
  }),
  rules: {
    request: {
      guard: {
        'is released': ({ self }) => self.phase === 'released',
        'has requests left': ({ self }) => self.requestsLeft > 0,
      },
      effect: ({ self, others, send }) => {
        self.clock += 1;
        self.timestamp = self.clock;
        self.phase = 'wanted';
        self.acknowledgedBy.clear();
        self.requestsLeft -= 1;
        for (const j of others) send(j, { type: 'request', timestamp: self.timestamp });
      },
    },
    enter: {
      guard: {
        'wants to enter': ({ self }) => self.phase === 'wanted',
        'every other process has answered': ({ self, others }) => self.acknowledgedBy.size === others.length,
      },
      effect: ({ self }) => {
        self.phase = 'held';
      },
    },
    exit: {
      guard: { 'is in the critical section': ({ self }) => self.phase === 'held' },
      effect: ({ self, send }) => {
        for (const j of self.deferred) send(j, { type: 'ok' });
        self.phase = 'released';
        self.timestamp = 0;
        self.acknowledgedBy.clear();
        self.deferred.clear();
      },
    },
  },
  receive: ({ id, self, params, send }, message, from) => {
    if (message.type === 'ok') {
      self.acknowledgedBy.add(from);
      return;
    }
    self.clock = Math.max(self.clock, message.timestamp) + 1;
    const mineIsEarlier =
      self.timestamp < message.timestamp ||
      (self.timestamp === message.timestamp && (params.tieBreak ? id < from : true));
    const defer = (self.phase === 'held' && params.deferWhileHeld) || (self.phase === 'wanted' && mineIsEarlier);
    if (defer) self.deferred.add(from);
    else send(from, { type: 'ok' });
  },
  waitsFor: ({ processes }) =>
    processes.flatMap(({ phase, acknowledgedBy }, from) =>
      phase !== 'wanted'
        ? []
        : processes.flatMap((_, to) =>
            to === from || acknowledgedBy.has(to) ? [] : [{ from, to, reason: `the answer of p${to}` }],
          ),
    ),
  properties: ({ invariant, deadlockFree, reachable }) => ({
    mutualExclusion: invariant(({ processes }) => processes.filter(({ phase }) => phase === 'held').length <= 1, {
      description: 'at most one process is in the critical section',
    }),
    deadlockFree: deadlockFree({
      description: 'a run ends only when every process has released',
      termination: ({ processes }) => processes.every(({ phase }) => phase === 'released'),
    }),
    twoCompete: reachable(({ processes }) => processes.filter(({ phase }) => phase === 'wanted').length >= 2, {
      description: 'two processes want to enter at the same time',
    }),
    answerDeferred: reachable(({ processes }) => processes.some(({ deferred }) => deferred.size > 0), {
      description: 'an answer is kept back',
    }),
  }),
});
