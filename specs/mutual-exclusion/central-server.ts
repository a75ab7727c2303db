import { choice, fifo, integer, processes, unordered, variant } from 'unturned';
import { isInside, type Phase, wants } from './section/phase.ts';

/**
 * Mutual exclusion by a server that everybody asks. The server has a token. It gives it to the client whose request
 * arrives while the token is there, and lets the others wait in a queue; a client that leaves gives the token back.
 *
 * G. Coulouris, J. Dollimore, T. Kindberg and G. Blair, Distributed Systems, 5th edition, 2012, section 15.2.
 */
export default processes({
  name: 'central-server',
  description: 'mutual exclusion by the token of a server that everybody asks',
  source:
    'G. Coulouris, J. Dollimore, T. Kindberg and G. Blair, "Distributed Systems: Concepts and Design", 5th edition, Addison-Wesley, 2012, section 15.2',
  params: {
    processes: integer({
      default: 3,
      min: 2,
      max: 7,
      description: 'how many clients compete; the server comes on top',
    }),
    requests: integer({ default: 2, min: 0, max: 5, description: 'how often each of them enters; 0 for any number' }),
    channels: choice(['fifo', 'unordered'], {
      description: 'whether channels keep the order of sending, which this algorithm does not need',
    }),
    oneHolder: variant({
      description: 'a server whose token is away lets other clients wait',
      caughtBy: ['mutualExclusion'],
    }),
    passTokenOn: variant({
      description: 'a token that comes back goes to a client in the queue',
      caughtBy: ['queueServed'],
    }),
    firstInFirstOut: variant({
      description: 'of the clients in the queue, the one that came first is served first',
      caughtBy: ['servedInTurn'],
    }),
    impartial: variant({
      description: 'the server does not prefer the client with the smallest identifier',
      caughtBy: ['servedInTurn', 'noStarvation'],
    }),
    silent: variant({
      description: 'a process that wants to enter tells the others of nothing else',
      caughtBy: ['ordering'],
    }),
    lossless: variant({ description: 'no message is lost', caughtBy: ['deadlockFree'] }),
  },
  count: ({ params }) => params.processes + 1,
  processNames: ({ params }) => [...Array.from({ length: params.processes }, (_, id) => `p${id}`), 'server'],
  network: ({ params }) => (params.channels === 'fifo' ? fifo() : unordered()),
  messages: { request: {}, token: {}, release: {}, word: {} },
  initial: ({ id, params }) => ({
    phase: 'released' as Phase,
    hasToken: false,
    requestsLeft: id === params.processes ? 0 : params.requests,
    holder: null as number | null,
    queue: [] as number[],
  }),
  rules: {
    request: {
      guard: {
        'is released': ({ self }) => self.phase === 'released',
        'has requests left': ({ id, self, params }) =>
          params.requests === 0 ? id !== params.processes : self.requestsLeft > 0,
      },
      effect: ({ self, others, params, send }) => {
        self.phase = 'wanted';
        if (params.requests > 0) self.requestsLeft -= 1;
        send(params.processes, { type: 'request' });
        if (!params.silent) for (const j of others) if (j !== params.processes) send(j, { type: 'word' });
      },
    },
    enter: {
      guard: { 'has the token': ({ self }) => self.hasToken, 'wants to enter': ({ self }) => self.phase === 'wanted' },
      effect: ({ self }) => {
        self.phase = 'held';
      },
    },
    exit: {
      guard: { 'is in the critical section': ({ self }) => self.phase === 'held' },
      effect: ({ self, params, send }) => {
        self.phase = 'released';
        self.hasToken = false;
        send(params.processes, { type: 'release' });
      },
    },
  },
  receive: ({ self, params, choose, send }, message, from) => {
    if (!params.lossless && choose([false, true])) return;
    switch (message.type) {
      case 'request':
        if (self.holder === null || !params.oneHolder) {
          self.holder = from;
          send(from, { type: 'token' });
        } else self.queue.push(from);
        break;
      case 'token':
        self.hasToken = true;
        break;
      case 'release': {
        self.holder = null;
        const next = nextOf(self.queue, params);
        if (next === undefined || !params.passTokenOn) break;
        self.queue.splice(self.queue.indexOf(next), 1);
        self.holder = next;
        send(next, { type: 'token' });
      }
    }
  },
  waitsFor: ({ processes }, { params }) => {
    const server = params.processes;
    return processes.flatMap(({ phase, hasToken }, from) => {
      if (phase !== 'wanted' || hasToken) return [];
      const to = processes[server]?.holder ?? server;
      return to === from ? [] : [{ from, to, reason: 'the token' }];
    });
  },
  fairness: ({ weak, optional }) => [weak(['receive', 'enter', 'exit']), optional('request')],
  predicates: () => ({
    waiting: ({ processes }, i: number) => processes[i]?.phase === 'wanted',
    inside: ({ processes }, i: number) => processes[i]?.phase === 'held',
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
      ({ processes }) => processes.every(({ holder, queue }) => holder !== null || queue.length === 0),
      { description: 'no client waits while the server has the token' },
    ),
    servedInTurn: stepProperty(
      (before, _, after) => {
        const [first] = before.processes[params.processes]?.queue ?? [];
        const [holderBefore, holder] = [before, after].map(({ processes }) => processes[params.processes]?.holder);
        return first === undefined || holder === holderBefore || holder === null || holder === first;
      },
      { description: 'while clients wait, the token goes to none but the one that has waited longest' },
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
      description: 'a run ends only when every process has entered as often as it may, and the token is back',
      termination: ({ processes }) =>
        processes.every(
          ({ phase, requestsLeft, holder }) => phase === 'released' && requestsLeft === 0 && holder === null,
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
    clientQueued: reachable(({ processes }) => processes.some(({ queue }) => queue.length > 0), {
      description: 'a client waits in the queue',
    }),
  }),
});

/** Which of the clients in the queue is served next; the one that has waited longest, unless a bug is planted. */
function nextOf(
  queue: readonly number[],
  { firstInFirstOut, impartial }: { readonly firstInFirstOut: boolean; readonly impartial: boolean },
): number | undefined {
  if (!impartial) return queue.toSorted((a, b) => a - b)[0];
  return firstInFirstOut ? queue[0] : queue.at(-1);
}
