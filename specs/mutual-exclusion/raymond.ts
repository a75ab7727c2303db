import { choice, fifo, integer, processes, unordered, variant } from 'unturned';
import { isInside, type Phase, wants } from './section/phase.ts';

/** The part of a process that decides where the privilege goes. */
interface Node {
  phase: Phase;
  holder: number;
  asked: boolean;
  queue: number[];
}

/**
 * Mutual exclusion by a privilege that travels along the edges of a tree. Every process knows in which direction the
 * privilege is: itself, or a neighbour. It has a queue of neighbours that asked it, itself among them, and while that is
 * not empty has asked, once, in that direction. Whoever has the privilege and is not inside gives it to the first of its
 * queue, and asks for it again if others are left.
 *
 * K. Raymond, ACM TOCS 7(1), 1989, pages 61 to 77.
 */
export default processes({
  name: 'raymond',
  description: 'mutual exclusion by a privilege that travels along the edges of a tree',
  source:
    'K. Raymond, "A tree-based algorithm for distributed mutual exclusion", ACM Transactions on Computer Systems 7(1), 1989, pages 61-77',
  params: {
    processes: integer({ default: 4, min: 2, max: 7, description: 'how many processes compete' }),
    requests: integer({ default: 1, min: 1, max: 5, description: 'how often each of them enters' }),
    tree: choice(['path', 'star', 'binary'], {
      description: 'how the processes are joined; p0, the first holder, is an end, the centre or the root',
    }),
    channels: choice(['fifo', 'unordered'], {
      description: 'whether channels keep the order of sending, which this algorithm does not need',
    }),
    keepWhileInside: variant({
      description: 'a process inside keeps the privilege',
      caughtBy: ['mutualExclusion'],
    }),
    askOnce: variant({
      description: 'a process that has asked does not ask again until it is given the privilege',
      caughtBy: ['queuedOnce'],
    }),
    askAgain: variant({
      description: 'a process that gives the privilege away while others wait asks for it again',
      caughtBy: ['queueHeeded'],
    }),
    lossless: variant({ description: 'no message is lost', caughtBy: ['onePrivilege', 'deadlockFree'] }),
  },
  network: ({ params }) => (params.channels === 'fifo' ? fifo() : unordered()),
  messages: { request: {}, privilege: {} },
  initial: ({ id, params }) => ({
    phase: 'released' as Phase,
    holder: id === 0 ? 0 : parent(id, params.tree),
    asked: false,
    queue: [] as number[],
    requestsLeft: params.requests,
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
        self.queue.push(id);
        makeRequest(self, id, params.askOnce, (to) => send(to, { type: 'request' }));
      },
    },
    enter: {
      guard: {
        'has the privilege': ({ id, self }) => self.holder === id,
        'is first in its own queue': ({ id, self }) => self.queue[0] === id,
      },
      effect: ({ self }) => {
        self.queue.shift();
        self.phase = 'held';
      },
    },
    exit: {
      guard: { 'is in the critical section': ({ self }) => self.phase === 'held' },
      effect: ({ id, self, params, send }) => {
        self.phase = 'released';
        if (assignPrivilege(self, id, true, (to) => send(to, { type: 'privilege' })) && params.askAgain)
          makeRequest(self, id, params.askOnce, (to) => send(to, { type: 'request' }));
      },
    },
  },
  receive: ({ id, self, params, choose, send }, message, from) => {
    if (!params.lossless && choose([false, true])) return;
    if (message.type === 'request') self.queue.push(from);
    else {
      self.holder = id;
      self.asked = false;
    }
    const isGiven = assignPrivilege(self, id, params.keepWhileInside, (to) => send(to, { type: 'privilege' }));
    if (!isGiven || params.askAgain) makeRequest(self, id, params.askOnce, (to) => send(to, { type: 'request' }));
  },
  fairness: ({ weak, optional }) => [weak(['receive', 'enter', 'exit']), optional('request')],
  predicates: () => ({
    waiting: ({ processes }, i: number) => processes[i]?.phase === 'wanted',
    inside: ({ processes }, i: number) => processes[i]?.phase === 'held',
  }),
  waitsFor: ({ processes }) =>
    processes.flatMap(({ holder, queue }, from) =>
      queue.length > 0 && holder !== from ? [{ from, to: holder, reason: 'the privilege' }] : [],
    ),
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
    onePrivilege: invariant(
      ({ processes, channels }) =>
        processes.filter(({ holder }, id) => holder === id).length +
          channels.flat(2).filter(({ type }) => type === 'privilege').length ===
        1,
      { description: 'there is one privilege, with a process or on its way' },
    ),
    queuedOnce: invariant(({ processes }) => processes.every(({ queue }) => new Set(queue).size === queue.length), {
      description: 'nobody is twice in a queue',
    }),
    queueHeeded: invariant(
      ({ processes }) =>
        processes.every(({ holder, asked, queue }, id) => queue.length === 0 || holder === id || asked),
      { description: 'a process with somebody in its queue has the privilege or has asked for it' },
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
      description: 'a run ends only when every process has entered as often as it may, and all queues are empty',
      termination: ({ processes }) =>
        processes.every(
          ({ phase, requestsLeft, queue }) => phase === 'released' && requestsLeft === 0 && queue.length === 0,
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
    neighbourQueued: reachable(
      ({ processes }) => processes.some(({ phase, queue }) => phase === 'held' && queue.length > 0),
      {
        description: 'a neighbour asks a process that is inside, and waits',
      },
    ),
    passedThrough: reachable(
      ({ processes, channels }) =>
        channels.some((row) =>
          row.some(
            (channel, to) => processes[to]?.phase === 'released' && channel.some(({ type }) => type === 'privilege'),
          ),
        ),
      { description: 'the privilege is on its way to a process that will only pass it on' },
    ),
  }),
});

/** Gives the privilege to the neighbour that is first in the queue, if it is there to be given; tells whether it was. */
function assignPrivilege(self: Node, id: number, keepWhileInside: boolean, give: (to: number) => void): boolean {
  const [first] = self.queue;
  if (self.holder !== id || first === undefined || first === id) return false;
  if (self.phase === 'held' && keepWhileInside) return false;
  self.queue.shift();
  self.holder = first;
  self.asked = false;
  give(first);
  return true;
}

/** Asks for the privilege in the direction in which it is, if somebody in the queue waits for it. */
function makeRequest(self: Node, id: number, askOnce: boolean, ask: (of: number) => void): void {
  if (self.holder === id || self.queue.length === 0 || (self.asked && askOnce)) return;
  self.asked = true;
  ask(self.holder);
}

/** The neighbour of a process in the direction of p0. */
function parent(id: number, tree: 'path' | 'star' | 'binary'): number {
  if (tree === 'path') return id - 1;
  return tree === 'star' ? 0 : Math.floor((id - 1) / 2);
}
