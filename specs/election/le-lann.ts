import { fifo, integer, processes, unordered, variant } from 'unturned';
import { identifierAt, placement, starters, uniqueIdentifiers } from './ring/identifiers.ts';

/**
 * Election of a leader on a ring on which every identifier goes all the way round. A process takes part by sending its own
 * identifier, at the latest before it passes on the first one that it is sent. Messages do not overtake one another, so that
 * a process whose own identifier is back has seen all the others, and knows the largest.
 *
 * G. Le Lann, IFIP Congress 1977, pages 155 to 160.
 */
export default processes({
  name: 'le-lann',
  description: 'election of the largest identifier on a one-way ring, on which every identifier goes round',
  source:
    'G. Le Lann, "Distributed systems: towards a formal approach", Information Processing 77 (IFIP Congress), North-Holland 1977, pages 155-160',
  params: {
    processes: integer({ default: 4, min: 2, max: 8, description: 'how many processes form the ring' }),
    starters,
    placement,
    startFirst: variant({
      description: 'a process sends its own identifier before it passes on the first one that it is sent',
      caughtBy: ['oneLeader', 'agreement', 'rightLeader'],
    }),
    passSmaller: variant({
      description: 'a process passes on every identifier, smaller ones too',
      caughtBy: ['deadlockFree'],
    }),
    uniqueIdentifiers: variant({ description: uniqueIdentifiers, caughtBy: ['oneLeader'] }),
    fifo: variant({ description: 'channels keep the order of sending', caughtBy: ['rightLeader'] }),
    lossless: variant({ description: 'no message is lost', caughtBy: ['rightLeader', 'deadlockFree'] }),
  },
  network: ({ params }) => (params.fifo ? fifo() : unordered()),
  messages: { token: { candidate: 0 } },
  initial: ({ params, choose }) => ({
    mayStart: params.starters === 'all' || choose([true, false]),
    started: false,
    seen: new Set<number>(),
    leader: null as number | null,
  }),
  rules: {
    start: {
      guard: {
        'may start an election': ({ self }) => self.mayStart,
        'has not started yet': ({ self }) => !self.started,
      },
      effect: ({ id, self, params, send }) => {
        const own = identifierAt(id, params);
        self.started = true;
        self.seen.add(own);
        send(next(id, params.processes), { type: 'token', candidate: own });
      },
    },
  },
  receive: ({ id, self, params, choose, send }, { candidate }) => {
    if (!params.lossless && choose([false, true])) return;
    const own = identifierAt(id, params);
    const pass = (identifier: number): void =>
      send(next(id, params.processes), { type: 'token', candidate: identifier });
    const isFirst = !self.started;
    if (isFirst) {
      self.started = true;
      self.seen.add(own);
    }
    if (isFirst && params.startFirst) pass(own);
    if (candidate === own) self.leader = Math.max(...self.seen);
    else {
      self.seen.add(candidate);
      if (candidate < own && !params.passSmaller) return;
      pass(candidate);
    }
    if (isFirst && !params.startFirst) pass(own);
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
    // Every identifier goes round the whole ring, in every run.
    messages: runCost({
      atMost: params.processes ** 2,
      ...(params.starters === 'all' && { atLeast: params.processes ** 2 }),
      description: 'every identifier goes round: n messages for each of n',
    }),
    deadlockFree: deadlockFree({
      description: 'a run ends only when every process knows the leader, unless nobody may start',
      termination: ({ processes }) =>
        processes.every(({ leader }) => leader !== null) || processes.every(({ mayStart }) => !mayStart),
    }),
    ends: temporal(eventually(predicate('over')), {
      description: 'every election ends with a leader that every process knows, unless nobody may start one',
    }),
    severalStart: reachable(
      ({ processes, channels }) =>
        processes.every(({ seen }) => seen.size <= 1) && channels.flat(2).length === params.processes,
      { description: 'all processes start by themselves' },
    ),
    knowsEarly: reachable(
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
