import { fifo, integer, processes, unordered, variant } from 'unturned';
import { identifierAt, placement, starters, uniqueIdentifiers } from './ring/identifiers.ts';

type Role = 'asleep' | 'active' | 'relay';

/**
 * Election of a leader on a one-way ring by n log n messages. Every active process speaks for one identifier, its own at
 * first. In a round it learns the identifiers of the two active processes before it. If that of the first is the largest of
 * the three, it speaks for it from then on; if not, it only passes on messages, so that at least half of the active
 * processes drop out. Who hears the identifier that it speaks for is the last of them, and announces it.
 *
 * D. Dolev, M. Klawe and M. Rodeh, Journal of Algorithms 3(3), 1982, pages 245 to 260.
 */
export default processes({
  name: 'dolev-klawe-rodeh',
  description: 'election of the largest identifier on a one-way ring, in rounds that halve the number of candidates',
  source:
    'D. Dolev, M. Klawe and M. Rodeh, "An O(n log n) unidirectional distributed algorithm for extrema finding in a circle", Journal of Algorithms 3(3), 1982, pages 245-260',
  params: {
    processes: integer({ default: 4, min: 2, max: 8, description: 'how many processes form the ring' }),
    starters,
    placement,
    takeOver: variant({
      description: 'a process that stays active speaks for the identifier of the active process before it',
      caughtBy: ['rightLeader'],
    }),
    wakeUp: variant({
      description: 'a process that has not started yet does so before it takes its first message',
      caughtBy: ['rightLeader'],
    }),
    passOnLeader: variant({
      description: 'a process that is told the leader tells the next',
      caughtBy: ['deadlockFree'],
    }),
    uniqueIdentifiers: variant({ description: uniqueIdentifiers, caughtBy: ['oneLeader'] }),
    fifo: variant({ description: 'channels keep the order of sending', caughtBy: ['rightLeader', 'deadlockFree'] }),
    lossless: variant({ description: 'no message is lost', caughtBy: ['deadlockFree'] }),
  },
  network: ({ params }) => (params.fifo ? fifo() : unordered()),
  messages: { first: { candidate: 0 }, second: { candidate: 0 }, elected: { leader: 0 } },
  initial: ({ params, choose }) => ({
    mayStart: params.starters === 'all' || choose([true, false]),
    role: 'asleep' as Role,
    speaksFor: 0,
    before: 0,
    leader: null as number | null,
  }),
  rules: {
    start: {
      guard: {
        'may start an election': ({ self }) => self.mayStart,
        'has not heard of an election yet': ({ self }) => self.role === 'asleep',
      },
      effect: ({ id, self, params, send }) => {
        self.role = 'active';
        self.speaksFor = identifierAt(id, params);
        send(next(id, params.processes), { type: 'first', candidate: self.speaksFor });
      },
    },
  },
  receive: ({ id, self, params, choose, send }, message) => {
    if (!params.lossless && choose([false, true])) return;
    const successor = next(id, params.processes);
    if (self.role === 'asleep' && params.wakeUp) {
      self.role = 'active';
      self.speaksFor = identifierAt(id, params);
      send(successor, { type: 'first', candidate: self.speaksFor });
    } else if (self.role === 'asleep') self.role = 'relay';
    if (message.type === 'elected') {
      if (self.leader !== null) return;
      self.leader = message.leader;
      if (params.passOnLeader) send(successor, message);
    } else if (self.role === 'relay') send(successor, message);
    else if (message.type === 'first') {
      self.before = message.candidate;
      if (self.before !== self.speaksFor) send(successor, { type: 'second', candidate: self.before });
      else {
        self.leader = self.speaksFor;
        send(successor, { type: 'elected', leader: self.leader });
      }
    } else if (self.before > self.speaksFor && self.before > message.candidate) {
      if (params.takeOver) self.speaksFor = self.before;
      self.before = 0;
      send(successor, { type: 'first', candidate: self.speaksFor });
    } else {
      self.role = 'relay';
      self.speaksFor = 0;
      self.before = 0;
    }
  },
  fairness: ({ weak }) => [weak()],
  predicates: () => ({
    over: ({ processes }) =>
      processes.every(({ leader }) => leader !== null) || processes.every(({ mayStart }) => !mayStart),
  }),
  properties: ({
    params,
    invariant,
    stepProperty,
    deadlockFree,
    reachable,
    runCost,
    temporal,
    eventually,
    predicate,
  }) => ({
    oneLeader: invariant(
      ({ processes }) => processes.filter(({ leader }, id) => leader === identifierAt(id, params)).length <= 1,
      { description: 'at most one process takes itself for the leader' },
    ),
    agreement: invariant(
      ({ processes }) => new Set(processes.flatMap(({ leader }) => (leader === null ? [] : [leader]))).size <= 1,
      { description: 'no two processes know different leaders' },
    ),
    rightLeader: invariant(
      ({ processes }) => processes.every(({ leader }) => leader === null || leader === params.processes),
      { description: 'a known leader has the largest identifier' },
    ),
    leaderKept: stepProperty(
      (before, _, after) =>
        before.processes.every(({ leader }, i) => leader === null || leader === after.processes[i]?.leader),
      { description: 'who knows a leader never changes its mind' },
    ),
    // In each of at most 1 + log n rounds every link carries two messages, and then the news goes round.
    messages: runCost({
      atMost: 2 * params.processes * (1 + Math.floor(Math.log2(params.processes))) + params.processes,
      description: '2 n (1 + log n) messages elect at most, and n announce',
    }),
    deadlockFree: deadlockFree({
      description: 'a run ends only when every process knows the leader, unless nobody may start',
      termination: ({ processes }) =>
        processes.every(({ leader }) => leader !== null) || processes.every(({ mayStart }) => !mayStart),
    }),
    ends: temporal(eventually(predicate('over')), {
      description: 'every election ends with a leader that every process knows, unless nobody may start one',
    }),
    takenOver: reachable(
      ({ processes }) =>
        processes.some(({ role, speaksFor }, id) => role === 'active' && speaksFor !== identifierAt(id, params)),
      { description: 'a process speaks for the identifier of another' },
    ),
    newsTravels: reachable(
      ({ processes }) => {
        const informed = processes.filter(({ leader }) => leader !== null).length;
        return informed > 0 && informed < processes.length;
      },
      { description: 'some processes know the leader while others do not' },
    ),
  }),
});

/** The process that a process sends to. */
function next(id: number, count: number): number {
  return (id + 1) % count;
}
