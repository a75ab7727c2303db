import { fifo, integer, processes, unordered, variant } from 'unturned';
import { identifierAt, placement, starters, uniqueIdentifiers } from './ring/identifiers.ts';

/**
 * Election of a leader on a ring in which every process sends to the next one only. Whoever starts sends its identifier
 * round the ring. A process passes on an identifier larger than its own; in place of a smaller one it sends its own,
 * unless it has done so before. Whose identifier comes back is the leader, and tells the others.
 *
 * E. Chang and R. Roberts, CACM 22(5), 1979, pages 281 to 283.
 */
export default processes({
  name: 'chang-roberts',
  description: 'election of the largest identifier on a one-way ring',
  source:
    'E. Chang and R. Roberts, "An improved algorithm for decentralized extrema-finding in circular configurations of processes", Communications of the ACM 22(5), 1979, pages 281-283',
  params: {
    processes: integer({ default: 4, min: 2, max: 16, description: 'how many processes form the ring' }),
    starters,
    placement,
    dropSmaller: variant({
      description: 'an identifier smaller than one that was sent before goes no further',
      caughtBy: ['oneLeader', 'agreement', 'rightLeader', 'leaderKept'],
    }),
    replaceSmaller: variant({
      description: 'a process that takes part for the first time sends its own identifier in place of a smaller one',
      caughtBy: ['rightLeader'],
    }),
    passOnLeader: variant({
      description: 'a process that is told the leader tells the next',
      caughtBy: ['deadlockFree'],
    }),
    uniqueIdentifiers: variant({ description: uniqueIdentifiers, caughtBy: ['oneLeader', 'deadlockFree', 'messages'] }),
    fifo: variant({ description: 'channels keep the order of sending', caughtBy: ['messages'] }),
    lossless: variant({ description: 'no message is lost', caughtBy: ['deadlockFree'] }),
  },
  network: ({ params }) => (params.fifo ? fifo() : unordered()),
  messages: { election: { candidate: 0 }, elected: { leader: 0 } },
  initial: ({ params, choose }) => ({
    mayStart: params.starters === 'all' || choose([true, false]),
    participant: false,
    leader: null as number | null,
  }),
  rules: {
    start: {
      guard: {
        'may start an election': ({ self }) => self.mayStart,
        'does not take part yet': ({ self }) => !self.participant,
        'knows no leader': ({ self }) => self.leader === null,
      },
      effect: ({ id, self, params, send }) => {
        self.participant = true;
        send(next(id, params.processes), { type: 'election', candidate: identifierAt(id, params) });
      },
    },
  },
  receive: ({ id, self, params, choose, send }, message) => {
    if (!params.lossless && choose([false, true])) return;
    const own = identifierAt(id, params);
    const successor = next(id, params.processes);
    if (message.type === 'elected') {
      if (message.leader === own) return;
      self.leader = message.leader;
      self.participant = false;
      if (params.passOnLeader) send(successor, message);
    } else if (message.candidate === own) {
      self.leader = own;
      self.participant = false;
      send(successor, { type: 'elected', leader: own });
    } else if (message.candidate > own) {
      self.participant = true;
      send(successor, message);
    } else if (!self.participant) {
      self.participant = true;
      send(successor, params.replaceSmaller ? { type: 'election', candidate: own } : message);
    } else if (!params.dropSmaller) {
      send(successor, message);
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
      ({ processes }) => {
        const largest = Math.max(...processes.map((_, id) => identifierAt(id, params)));
        return processes.every(({ leader }) => leader === null || leader === largest);
      },
      { description: 'a known leader has the largest identifier' },
    ),
    leaderKept: stepProperty(
      (before, _, after) =>
        before.processes.every(({ leader }, i) => leader === null || leader === after.processes[i]?.leader),
      { description: 'who knows a leader never changes its mind' },
    ),
    deadlockFree: deadlockFree({
      description: 'a run ends only when every process knows the leader, unless nobody may start',
      termination: ({ processes }) =>
        processes.every(({ leader }) => leader !== null) || processes.every(({ mayStart }) => !mayStart),
    }),
    // An identifier is sent once by its process and passed on by smaller ones, so that the k-th smallest travels k links at
    // most: n (n + 1) / 2 in all, if all start on a ring in descending order. The largest goes round once, whoever starts,
    // and then the news of it: 2 n at least, unless nobody may start.
    messages: runCost({
      atMost: (params.processes * (params.processes + 1)) / 2 + params.processes,
      ...(params.starters === 'all' && { atLeast: 2 * params.processes }),
      description: 'n (n + 1) / 2 messages elect at most, n at least, and n announce',
    }),
    ends: temporal(eventually(predicate('over')), {
      description: 'every election ends with a leader that every process knows, unless nobody may start one',
    }),
    severalCandidates: reachable(
      ({ channels }) => {
        const candidates = channels
          .flat(2)
          .flatMap((message) => (message.type === 'election' ? message.candidate : []));
        return new Set(candidates).size >= 2;
      },
      { description: 'two identifiers are on their way at the same time' },
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
