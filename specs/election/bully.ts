import { choice, fifo, integer, processes, unordered, variant } from 'unturned';
import { starters } from './ring/identifiers.ts';

type Phase = 'idle' | 'waiting' | 'answered' | 'settled';

/**
 * Election of the largest process that is up, where every process can send to every other. Whoever holds an election asks
 * all larger processes. Who is asked answers, and holds an election of its own; who is answered waits to be told. If no
 * answer comes in time there is nobody larger, and the process tells all smaller ones that it is the coordinator.
 *
 * Processes that are down have failed before the run and stay so; what is sent to them is lost. That an answer has not come
 * in time is taken to mean that none will come: the paper assumes bounds on the time that a message and an answer take.
 *
 * H. Garcia-Molina, IEEE Transactions on Computers C-31(1), 1982, pages 48 to 59.
 */
export default processes({
  name: 'bully',
  description: 'election of the largest process that is up, by asking all larger ones',
  source:
    'H. Garcia-Molina, "Elections in a distributed computing system", IEEE Transactions on Computers C-31(1), 1982, pages 48-59',
  params: {
    processes: integer({ default: 4, min: 2, max: 6, description: 'how many processes there are' }),
    down: integer({
      default: 1,
      min: 0,
      max: 5,
      description: 'how many of them, the largest, are down; one is always up',
    }),
    starters: { ...starters, default: 'any' },
    channels: choice(['fifo', 'unordered'], {
      description: 'whether channels keep the order of sending, which this algorithm does not need',
    }),
    holdOwn: variant({
      description: 'a process that is asked holds an election of its own',
      caughtBy: ['deadlockFree'],
    }),
    timely: variant({
      description: 'a process gives up waiting for answers only when none will come: what the paper assumes of time',
      caughtBy: ['oneLeader', 'agreement', 'rightLeader', 'leaderKept'],
    }),
    tellAll: variant({
      description: 'the coordinator tells all smaller processes, not just the next',
      caughtBy: ['deadlockFree'],
    }),
    lossless: variant({ description: 'no message is lost', caughtBy: ['deadlockFree'] }),
  },
  network: ({ params }) => (params.channels === 'fifo' ? fifo() : unordered()),
  messages: { election: {}, answer: {}, coordinator: {} },
  initial: ({ id, params, choose }) => ({
    isUp: isUp(id, params),
    mayStart: isUp(id, params) && (params.starters === 'all' || choose([true, false])),
    phase: 'idle' as Phase,
    leader: null as number | null,
  }),
  rules: {
    start: {
      guard: {
        'may start an election': ({ self }) => self.mayStart,
        'has not heard of an election yet': ({ self }) => self.phase === 'idle',
      },
      effect: ({ self, id, others, send }) => {
        self.phase = 'waiting';
        for (const j of others) if (j > id) send(j, { type: 'election' });
      },
    },
    giveUpWaiting: {
      guard: {
        'waits for answers': ({ self }) => self.phase === 'waiting',
        'no answer will come': ({ id, others, params }) =>
          !params.timely || !others.some((j) => j > id && isUp(j, params)),
      },
      effect: ({ self, id, others, params, send }) => {
        self.phase = 'settled';
        self.leader = id;
        for (const j of others) if (params.tellAll ? j < id : j === id - 1) send(j, { type: 'coordinator' });
      },
    },
  },
  receive: ({ id, self, others, params, choose, send }, message, from) => {
    if (!params.lossless && choose([false, true])) return;
    if (!self.isUp) return;
    switch (message.type) {
      case 'election':
        send(from, { type: 'answer' });
        if (self.phase !== 'idle' || !params.holdOwn) return;
        self.phase = 'waiting';
        for (const j of others) if (j > id) send(j, { type: 'election' });
        break;
      case 'answer':
        if (self.phase === 'waiting') self.phase = 'answered';
        break;
      case 'coordinator':
        self.phase = 'settled';
        self.leader = from;
    }
  },
  fairness: ({ weak }) => [weak()],
  predicates: () => ({
    over: ({ processes }) =>
      processes.every(({ isUp, leader }) => !isUp || leader !== null) || processes.every(({ mayStart }) => !mayStart),
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
    oneLeader: invariant(({ processes }) => processes.filter(({ leader }, id) => leader === id).length <= 1, {
      description: 'at most one process takes itself for the coordinator',
    }),
    agreement: invariant(
      ({ processes }) => new Set(processes.flatMap(({ leader }) => (leader === null ? [] : [leader]))).size <= 1,
      { description: 'no two processes know different coordinators' },
    ),
    rightLeader: invariant(
      ({ processes }) => {
        const largest = processes.findLastIndex((_, id) => isUp(id, params));
        return processes.every(({ leader }) => leader === null || leader === largest);
      },
      { description: 'a known coordinator is the largest process that is up' },
    ),
    leaderKept: stepProperty(
      (before, _, after) =>
        before.processes.every(({ leader }, i) => leader === null || leader === after.processes[i]?.leader),
      { description: 'who knows a coordinator never changes its mind' },
    ),
    // Every process that is up asks all larger ones, once at most, those that are up answer, and the largest tells all
    // smaller ones. If it starts and nobody else does, that is n - 1 messages.
    messages: runCost({
      atMost: mostMessages(params),
      ...(params.starters === 'all' && { atLeast: params.processes - 1 }),
      description:
        'n - 1 messages at least, and at most as many as if every process held an election: of the order of n²',
    }),
    deadlockFree: deadlockFree({
      description: 'a run ends only when every process that is up knows the coordinator, unless nobody may start',
      termination: ({ processes }) =>
        processes.every(({ isUp, leader }) => !isUp || leader !== null) || processes.every(({ mayStart }) => !mayStart),
    }),
    ends: temporal(eventually(predicate('over')), {
      description: 'every election ends with a leader that every process that is up knows, unless nobody may start one',
    }),
    twoElections: reachable(({ processes }) => processes.filter(({ phase }) => phase === 'waiting').length >= 2, {
      description: 'two processes hold an election at the same time',
    }),
    bullied: reachable(({ processes }) => processes.some(({ phase }) => phase === 'answered'), {
      description: 'a process leaves its election to a larger one',
    }),
  }),
});

/** The messages if every process that is up holds an election: questions, answers, and the news. */
function mostMessages({ processes, down }: { readonly processes: number; readonly down: number }): number {
  const up = Math.max(1, processes - down);
  const larger = (of: number): number => (of * (of - 1)) / 2;
  return larger(processes) - larger(processes - up) + larger(up) + up - 1;
}

/** Whether a process is up: the largest are down, but never all. */
function isUp(id: number, { processes, down }: { readonly processes: number; readonly down: number }): boolean {
  return id < Math.max(1, processes - down);
}
