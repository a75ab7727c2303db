import { choice, fifo, integer, processes, unordered, variant } from 'unturned';
import { isInside, type Phase, wants } from './section/phase.ts';

/**
 * Mutual exclusion by timestamped requests. A process that wants to enter asks all others, and enters once each has
 * answered. A process keeps back its answer while it is inside, or while its own request is the earlier one; it answers
 * when it leaves. Of two requests with the same timestamp, that of the smaller identifier is the earlier.
 *
 * G. Ricart and A. K. Agrawala, CACM 24(1), 1981, pages 9 to 17.
 */
export default processes({
  name: 'ricart-agrawala',
  description: 'mutual exclusion by timestamped requests and deferred answers',
  source:
    'G. Ricart and A. K. Agrawala, "An optimal algorithm for mutual exclusion in computer networks", Communications of the ACM 24(1), 1981, pages 9-17',
  params: {
    processes: integer({ default: 3, min: 2, max: 6, description: 'how many processes compete' }),
    requests: integer({ default: 1, min: 1, max: 5, description: 'how often each of them enters' }),
    channels: choice(['fifo', 'unordered'], {
      description: 'whether channels keep the order of sending, which this algorithm does not need',
    }),
    answers: choice(['plain', 'stamped'], {
      description:
        'whether an answer carries the clock of its sender, to which the receiver brings its own; not in the paper',
    }),
    tieBreak: variant({
      description: 'of two requests with the same timestamp, the smaller identifier goes first',
      caughtBy: ['deadlockFree'],
    }),
    deferWhileHeld: variant({
      description: 'a process inside keeps back its answers',
      caughtBy: ['mutualExclusion'],
    }),
    advanceClock: variant({
      description: 'a receiver sets its clock past the timestamp of the request',
      caughtBy: ['ordering', 'mutualExclusion'],
    }),
    lossless: variant({ description: 'no answer is lost', caughtBy: ['deadlockFree'] }),
  },
  network: ({ params }) => (params.channels === 'fifo' ? fifo() : unordered()),
  messages: { request: { timestamp: 0 }, ok: {} as { readonly clock?: number } },
  initial: ({ params }) => ({
    phase: 'released' as Phase,
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
        'every other process has answered': ({ self, others }) => others.every((j) => self.acknowledgedBy.has(j)),
      },
      effect: ({ self }) => {
        self.phase = 'held';
      },
    },
    exit: {
      guard: { 'is in the critical section': ({ self }) => self.phase === 'held' },
      effect: ({ self, params, send }) => {
        for (const j of self.deferred) send(j, answer(self, params));
        self.phase = 'released';
        self.timestamp = 0;
        self.acknowledgedBy.clear();
        self.deferred.clear();
      },
    },
  },
  receive: ({ id, self, params, choose, send }, message, from) => {
    if (message.type === 'ok' && !params.lossless && choose([false, true])) return;
    if (message.type === 'ok') {
      self.acknowledgedBy.add(from);
      if (message.clock !== undefined) self.clock = Math.max(self.clock, message.clock);
      return;
    }
    if (params.advanceClock) self.clock = Math.max(self.clock, message.timestamp) + 1;
    const tie = self.timestamp === message.timestamp;
    const mineIsEarlier = tie ? id < from || !params.tieBreak : self.timestamp < message.timestamp;
    const isInside = self.phase === 'held' && params.deferWhileHeld;
    if (isInside || (self.phase === 'wanted' && mineIsEarlier)) self.deferred.add(from);
    else send(from, answer(self, params));
  },
  fairness: ({ weak, optional }) => [weak(['receive', 'enter', 'exit']), optional('request')],
  predicates: () => ({
    waiting: ({ processes }, i: number) => processes[i]?.phase === 'wanted',
    inside: ({ processes }, i: number) => processes[i]?.phase === 'held',
  }),
  waitsFor: ({ processes }) =>
    processes.flatMap(({ phase, acknowledgedBy }, from) => {
      if (phase !== 'wanted') return [];
      const missing = [...processes.keys()].filter((j) => j !== from && !acknowledgedBy.has(j));
      return missing.map((to) => ({ from, to, reason: `the answer of p${to}` }));
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
      forAll(Array(params.processes).keys(), (i) => leadsTo(predicate('waiting', i), predicate('inside', i))),
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
    answerDeferred: reachable(({ processes }) => processes.some(({ deferred }) => deferred.size > 0), {
      description: 'an answer is kept back',
    }),
  }),
});

function answer(
  { clock }: { readonly clock: number },
  { answers }: { readonly answers: 'plain' | 'stamped' },
): { readonly type: 'ok'; readonly clock?: number } {
  return answers === 'plain' ? { type: 'ok' } : { type: 'ok', clock };
}
