import { fifo, integer, processes, unordered, variant } from 'unturned';
import { isInside, type Phase, wants } from './section/phase.ts';

/**
 * Mutual exclusion by a request queue that every process has for itself. A request carries a timestamp, goes to all others
 * and stays in every queue until its sender leaves and says so. A process enters when its own request is the earliest in
 * its queue and it has received a later message from every other process: channels keep the order of sending, so no
 * earlier request can still be on its way. Of two requests with the same timestamp, the smaller identifier is the earlier.
 *
 * L. Lamport, CACM 21(7), 1978, pages 558 to 565.
 */
export default processes({
  name: 'lamport',
  description: 'mutual exclusion by timestamped requests in a queue that every process keeps',
  source:
    'L. Lamport, "Time, clocks, and the ordering of events in a distributed system", Communications of the ACM 21(7), 1978, pages 558-565',
  params: {
    processes: integer({ default: 3, min: 2, max: 5, description: 'how many processes compete' }),
    requests: integer({ default: 1, min: 1, max: 5, description: 'how often each of them enters' }),
    tieBreak: variant({
      description: 'of two requests with the same timestamp, the smaller identifier goes first',
      caughtBy: ['mutualExclusion'],
    }),
    awaitLater: variant({
      description: 'a process enters only when every other process has sent it something later than its request',
      caughtBy: ['mutualExclusion'],
    }),
    advanceClock: variant({
      description: 'a receiver brings its clock up to the timestamp of the message',
      caughtBy: ['ordering', 'deadlockFree'],
    }),
    fifo: variant({ description: 'channels keep the order of sending', caughtBy: ['mutualExclusion'] }),
    lossless: variant({ description: 'no release is lost', caughtBy: ['deadlockFree'] }),
  },
  network: ({ params }) => (params.fifo ? fifo() : unordered()),
  messages: { request: { timestamp: 0 }, acknowledge: { timestamp: 0 }, release: { timestamp: 0 } },
  initial: ({ params }) => ({
    phase: 'released' as Phase,
    clock: 0,
    /** The timestamps of the requests that were received and not released, by process; its own too. */
    queue: new Map<number, number>(),
    /** While it wants to enter: who has sent something later than its request. */
    laterFrom: new Set<number>(),
    requestsLeft: params.requests,
  }),
  rules: {
    request: {
      guard: {
        'is released': ({ self }) => self.phase === 'released',
        'has requests left': ({ self }) => self.requestsLeft > 0,
      },
      effect: ({ id, self, others, send }) => {
        self.clock += 1;
        self.phase = 'wanted';
        self.requestsLeft -= 1;
        self.queue.set(id, self.clock);
        for (const j of others) send(j, { type: 'request', timestamp: self.clock });
      },
    },
    enter: {
      guard: {
        'wants to enter': ({ self }) => self.phase === 'wanted',
        'its request is the earliest in its queue': ({ id, self, params }) =>
          earlier(self.queue, id, params.tieBreak).length === 0,
        'every other process has sent something later': ({ self, others, params }) =>
          others.every((j) => self.laterFrom.has(j)) || !params.awaitLater,
      },
      effect: ({ self }) => {
        self.phase = 'held';
        self.laterFrom.clear();
      },
    },
    exit: {
      guard: { 'is in the critical section': ({ self }) => self.phase === 'held' },
      effect: ({ id, self, others, send }) => {
        self.clock += 1;
        self.phase = 'released';
        self.queue.delete(id);
        for (const j of others) send(j, { type: 'release', timestamp: self.clock });
      },
    },
  },
  receive: ({ id, self, params, choose, send }, message, from) => {
    if (message.type === 'release' && !params.lossless && choose([false, true])) return;
    // Only sending is timestamped: the clock is past every message that was received when it next ticks.
    if (params.advanceClock) self.clock = Math.max(self.clock, message.timestamp);
    if (self.phase === 'wanted' && message.timestamp > (self.queue.get(id) ?? 0)) self.laterFrom.add(from);
    if (message.type === 'request') {
      self.queue.set(from, message.timestamp);
      self.clock += 1;
      send(from, { type: 'acknowledge', timestamp: self.clock });
    } else if (message.type === 'release') self.queue.delete(from);
  },
  fairness: ({ weak, optional }) => [weak(['receive', 'enter', 'exit']), optional('request')],
  predicates: () => ({
    waiting: ({ processes }, i: number) => processes[i]?.phase === 'wanted',
    inside: ({ processes }, i: number) => processes[i]?.phase === 'held',
  }),
  waitsFor: ({ processes }, { params }) =>
    processes.flatMap(({ phase, queue, laterFrom }, from) => {
      if (phase !== 'wanted') return [];
      const silent = [...processes.keys()].filter((j) => j !== from && !laterFrom.has(j));
      return [
        ...earlier(queue, from, params.tieBreak).map((to) => ({ from, to, reason: `the release of p${to}` })),
        ...silent.map((to) => ({ from, to, reason: `a later message from p${to}` })),
      ];
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
      description: 'a run ends only when every process has entered as often as it may, and all queues are empty',
      termination: ({ processes }) =>
        processes.every(
          ({ phase, requestsLeft, queue }) => phase === 'released' && requestsLeft === 0 && queue.size === 0,
        ),
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
    earlierAwaited: reachable(
      ({ processes }) =>
        processes.some(
          ({ phase, queue, laterFrom }, id) =>
            phase === 'wanted' &&
            laterFrom.size === processes.length - 1 &&
            earlier(queue, id, params.tieBreak).length > 0,
        ),
      { description: 'a process has heard from all others and waits for an earlier request alone' },
    ),
  }),
});

/** The processes whose requests come before that of `id`. */
function earlier(queue: ReadonlyMap<number, number>, id: number, tieBreak: boolean): readonly number[] {
  const own = queue.get(id) ?? 0;
  return [...queue.keys()].filter((j) => {
    const timestamp = queue.get(j) ?? 0;
    return j !== id && (timestamp === own ? j < id && tieBreak : timestamp < own);
  });
}
