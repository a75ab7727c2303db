import { choice, fifo, integer, processes, unordered, variant } from 'unturned';
import { isInside, type Phase, wants } from './section/phase.ts';

/**
 * Mutual exclusion by a token that goes where it is needed. A process that wants to enter and does not have the token asks
 * all others, and numbers its requests. The token carries, for each process, the number of its request that was served
 * last, and a queue of processes. A process that leaves puts everybody in the queue whose last request is the next to be
 * served, and sends the token to the first.
 *
 * I. Suzuki and T. Kasami, ACM TOCS 3(4), 1985, pages 344 to 349.
 */
export default processes({
  name: 'suzuki-kasami',
  description: 'mutual exclusion by a token that is asked for by broadcast and carries a queue',
  source:
    'I. Suzuki and T. Kasami, "A distributed mutual exclusion algorithm", ACM Transactions on Computer Systems 3(4), 1985, pages 344-349',
  params: {
    processes: integer({ default: 3, min: 2, max: 5, description: 'how many processes compete' }),
    requests: integer({ default: 1, min: 1, max: 5, description: 'how often each of them enters' }),
    channels: choice(['fifo', 'unordered'], {
      description: 'whether channels keep the order of sending, which this algorithm does not need',
    }),
    keepWhileInside: variant({
      description: 'a process that wants to enter, or is inside, keeps the token',
      caughtBy: ['mutualExclusion'],
    }),
    skipServed: variant({
      description: 'a request that has been served already does not move the token',
      caughtBy: ['sentToWhoWaits'],
    }),
    queueWaiting: variant({
      description: 'a process that leaves queues everybody whose request it knows',
      caughtBy: ['deadlockFree'],
    }),
    lossless: variant({ description: 'no message is lost', caughtBy: ['oneToken', 'deadlockFree'] }),
  },
  network: ({ params }) => (params.channels === 'fifo' ? fifo() : unordered()),
  messages: { request: { number: 0 }, token: { served: [0], queue: [0] } },
  initial: ({ id, params }) => ({
    phase: 'released' as Phase,
    /** The number of the last request of each process that it knows of; its own too. */
    requested: Array.from({ length: params.processes }, () => 0),
    token:
      id === 0 ? { served: Array.from({ length: params.processes }, () => 0), queue: [] as number[] } : (null as Token),
  }),
  rules: {
    request: {
      guard: {
        'is released': ({ self }) => self.phase === 'released',
        'has requests left': ({ id, self, params }) => (self.requested[id] ?? 0) < params.requests,
      },
      effect: ({ id, self, others, send }) => {
        self.phase = 'wanted';
        const number = (self.requested[id] ?? 0) + 1;
        self.requested[id] = number;
        if (self.token === null) for (const j of others) send(j, { type: 'request', number });
      },
    },
    enter: {
      guard: {
        'wants to enter': ({ self }) => self.phase === 'wanted',
        'has the token': ({ self }) => self.token !== null,
      },
      effect: ({ self }) => {
        self.phase = 'held';
      },
    },
    exit: {
      guard: { 'is in the critical section': ({ self }) => self.phase === 'held' },
      effect: ({ id, self, others, params, send }) => {
        self.phase = 'released';
        if (self.token === null) return;
        const { served, queue } = self.token;
        served[id] = self.requested[id] ?? 0;
        const waiting = others.filter((j) => !queue.includes(j) && self.requested[j] === (served[j] ?? 0) + 1);
        if (params.queueWaiting) queue.push(...waiting);
        const next = queue.shift();
        if (next === undefined) return;
        send(next, { type: 'token', served, queue });
        self.token = null;
      },
    },
  },
  receive: ({ self, params, choose, send }, message, from) => {
    if (!params.lossless && choose([false, true])) return;
    if (message.type === 'token') {
      self.token = { served: [...message.served], queue: [...message.queue] };
      return;
    }
    self.requested[from] = Math.max(self.requested[from] ?? 0, message.number);
    if (self.token === null) return;
    const isNext = self.requested[from] === (self.token.served[from] ?? 0) + 1;
    if ((self.phase === 'released' || !params.keepWhileInside) && (isNext || !params.skipServed)) {
      send(from, { type: 'token', ...self.token });
      self.token = null;
    }
  },
  fairness: ({ weak, optional }) => [weak(['receive', 'enter', 'exit']), optional('request')],
  predicates: () => ({
    waiting: ({ processes }, i: number) => processes[i]?.phase === 'wanted',
    inside: ({ processes }, i: number) => processes[i]?.phase === 'held',
  }),
  waitsFor: ({ processes }) => {
    const holder = processes.findIndex(({ token }) => token !== null);
    return processes.flatMap(({ phase, token }, from) =>
      phase === 'wanted' && token === null && holder >= 0 ? [{ from, to: holder, reason: 'the token' }] : [],
    );
  },
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
    oneToken: invariant(
      ({ processes, channels }) =>
        processes.filter(({ token }) => token !== null).length +
          channels.flat(2).filter(({ type }) => type === 'token').length ===
        1,
      { description: 'there is one token, with a process or on its way' },
    ),
    sentToWhoWaits: invariant(
      ({ processes, channels }) =>
        channels.every((row) =>
          row.every(
            (channel, to) => processes[to]?.phase === 'wanted' || channel.every(({ type }) => type !== 'token'),
          ),
        ),
      { description: 'the token is on its way only to a process that wants to enter' },
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
        processes.every(({ phase, requested }, id) => phase === 'released' && requested[id] === params.requests),
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
    tokenTravels: reachable(
      ({ channels }) => channels.flat(2).some((message) => message.type === 'token' && message.queue.length > 0),
      { description: 'the token is on its way with a queue of others that wait' },
    ),
    entersUnasked: reachable(
      ({ processes }) =>
        processes.some(
          ({ phase, token, requested }, id) =>
            phase === 'held' && token !== null && requested[id] === 1 && token.served.every((number) => number === 0),
        ),
      { description: 'a process that has the token enters without asking' },
    ),
  }),
});

/** What the token carries: the number of each process's last request that was served, and who is to have it next. */
type Token = { served: number[]; queue: number[] } | null;
