import { fifo, integer, processes, variant } from 'unturned';
import { isInside, type Phase, wants } from './section/phase.ts';

/**
 * Mutual exclusion by a token that travels round a ring. Whoever has it may enter, and passes it on when it leaves;
 * whoever has it and does not want to enter passes it on at once. There is no end: the token travels for ever.
 *
 * G. Le Lann, Information Processing 77, 1977, pages 155 to 160.
 */
export default processes({
  name: 'token-ring',
  description: 'mutual exclusion by a token that travels round a ring',
  source:
    'G. Le Lann, "Distributed systems: towards a formal approach", Information Processing 77 (IFIP Congress), North-Holland, 1977, pages 155-160',
  params: {
    processes: integer({ default: 4, min: 2, max: 9, description: 'how many processes form the ring' }),
    requests: integer({ default: 2, min: 1, max: 5, description: 'how often each of them enters' }),
    startWithOne: variant({
      description: 'there is one token in the beginning, not two',
      caughtBy: ['oneToken', 'mutualExclusion'],
    }),
    keepWhileInside: variant({
      description: 'a process inside keeps the token',
      caughtBy: ['mutualExclusion'],
    }),
    passWhenIdle: variant({
      description: 'a process that has the token and does not want to enter passes it on',
      caughtBy: ['deadlockFree'],
    }),
    passAfterExit: variant({
      description: 'a process that leaves passes the token on',
      caughtBy: ['oneToken'],
    }),
    silent: variant({
      description: 'a process that wants to enter tells the others of nothing else',
      caughtBy: ['ordering'],
    }),
    lossless: variant({ description: 'no message is lost', caughtBy: ['oneToken', 'deadlockFree'] }),
  },
  network: fifo(),
  messages: { token: {}, word: {} },
  initial: ({ id, params }) => ({
    phase: 'released' as Phase,
    hasToken: id === 0 || (id === 1 && !params.startWithOne),
    requestsLeft: params.requests,
  }),
  rules: {
    request: {
      guard: {
        'is released': ({ self }) => self.phase === 'released',
        'has requests left': ({ self }) => self.requestsLeft > 0,
      },
      effect: ({ self, others, params, send }) => {
        self.phase = 'wanted';
        self.requestsLeft -= 1;
        if (!params.silent) for (const j of others) send(j, { type: 'word' });
      },
    },
    enter: {
      guard: { 'wants to enter': ({ self }) => self.phase === 'wanted', 'has the token': ({ self }) => self.hasToken },
      effect: ({ self }) => {
        self.phase = 'held';
      },
    },
    exit: {
      guard: { 'is in the critical section': ({ self }) => self.phase === 'held' },
      effect: ({ id, self, params, send }) => {
        self.phase = 'released';
        if (self.hasToken && params.passAfterExit) send(next(id, params.processes), { type: 'token' });
        self.hasToken = false;
      },
    },
    pass: {
      guard: {
        'has the token': ({ self }) => self.hasToken,
        'does not need it': ({ self, params }) =>
          (self.phase === 'released' && params.passWhenIdle) || (self.phase === 'held' && !params.keepWhileInside),
      },
      effect: ({ id, self, params, send }) => {
        self.hasToken = false;
        send(next(id, params.processes), { type: 'token' });
      },
    },
  },
  receive: ({ self, params, choose }, { type }) => {
    if (!params.lossless && choose([false, true])) return;
    if (type === 'token') self.hasToken = true;
  },
  fairness: ({ weak, optional }) => [weak(['receive', 'enter', 'exit', 'pass']), optional('request')],
  predicates: () => ({
    waiting: ({ processes }, i: number) => processes[i]?.phase === 'wanted',
    inside: ({ processes }, i: number) => processes[i]?.phase === 'held',
  }),
  waitsFor: ({ processes }) => {
    const holder = processes.findIndex(({ hasToken }) => hasToken);
    return processes.flatMap(({ phase, hasToken }, from) =>
      phase === 'wanted' && !hasToken && holder >= 0 ? [{ from, to: holder, reason: 'the token' }] : [],
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
        processes.filter(({ hasToken }) => hasToken).length +
          channels.flat(2).filter(({ type }) => type === 'token').length ===
        1,
      { description: 'there is one token, with a process or on its way' },
    ),
    wellFormed: stepProperty(
      (before, { name, args: [id] }) => {
        const needed = { request: 'released', enter: 'wanted', exit: 'held' }[name];
        return needed === undefined || before.processes[Number(id)]?.phase === needed;
      },
      { description: 'a process requests, enters and leaves in turn' },
    ),
    ordering: happenedBeforeOrder({ request: 'request', entry: 'enter' }),
    deadlockFree: deadlockFree({ description: 'no run ends: the token can always move' }),
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
      ({ processes, channels }) =>
        processes.some(({ phase }) => phase === 'wanted') &&
        channels.some((row) =>
          row.some(
            (channel, to) => processes[to]?.phase === 'released' && channel.some(({ type }) => type === 'token'),
          ),
        ),
      { description: 'the token is on its way to a process that will pass it on, while another wants to enter' },
    ),
    allServed: reachable(
      ({ processes }) => processes.every(({ phase, requestsLeft }) => phase === 'released' && requestsLeft === 0),
      { description: 'every process has entered as often as it may' },
    ),
  }),
});

/** The process that a process passes the token to. */
function next(id: number, count: number): number {
  return (id + 1) % count;
}
