import { choice, fifo, integer, processes, unordered, variant } from 'unturned';
import { identifierAt, placement, starters, uniqueIdentifiers } from './ring/identifiers.ts';

type Status = 'asleep' | 'candidate' | 'lost' | 'won';

/**
 * Election of a leader on a ring in which every process sends both ways. A candidate asks the processes to its left and to
 * its right, first the nearest, then as far as two away, four, eight, and so on as long as none of them refuses. Who is
 * asked refuses a candidate with an identifier smaller than its own, and gives up for one with a larger. Whose question
 * comes round to where it came from is the leader, and tells the others.
 *
 * D. S. Hirschberg and J. B. Sinclair, CACM 23(11), 1980, pages 627 to 628.
 */
export default processes({
  name: 'hirschberg-sinclair',
  description: 'election of the largest identifier on a two-way ring, by questions that reach twice as far each time',
  source:
    'D. S. Hirschberg and J. B. Sinclair, "Decentralized extrema-finding in circular configurations of processors", Communications of the ACM 23(11), 1980, pages 627-628',
  params: {
    processes: integer({ default: 3, min: 3, max: 8, description: 'how many processes form the ring' }),
    starters,
    placement,
    channels: choice(['fifo', 'unordered'], {
      description: 'whether channels keep the order of sending, which this algorithm does not need',
    }),
    refuseSmaller: variant({
      description: 'a process refuses a candidate with an identifier smaller than its own',
      caughtBy: ['oneLeader', 'agreement', 'rightLeader', 'leaderKept'],
    }),
    reachFurther: variant({
      description: 'a candidate that nobody refused asks twice as far the next time',
      caughtBy: ['secondRound', 'newsTravels', 'messages'],
    }),
    returnAnswers: variant({
      description: 'a process passes on an answer to somebody else',
      caughtBy: ['deadlockFree'],
    }),
    passOnLeader: variant({
      description: 'a process that is told the leader tells the next',
      caughtBy: ['deadlockFree'],
    }),
    uniqueIdentifiers: variant({ description: uniqueIdentifiers, caughtBy: ['oneLeader'] }),
    lossless: variant({ description: 'no message is lost', caughtBy: ['deadlockFree'] }),
  },
  network: ({ params }) => (params.channels === 'fifo' ? fifo() : unordered()),
  messages: {
    question: { candidate: 0, hops: 0, reach: 0 },
    answer: { candidate: 0, accepted: true },
    elected: { leader: 0 },
  },
  initial: ({ params, choose }) => ({
    mayStart: params.starters === 'all' || choose([true, false]),
    status: 'asleep' as Status,
    reach: 1,
    answers: 0,
    refused: false,
    leader: null as number | null,
  }),
  rules: {
    start: {
      guard: {
        'may start an election': ({ self }) => self.mayStart,
        'has not heard of an election yet': ({ self }) => self.status === 'asleep',
      },
      effect: ({ id, self, params, send }) => {
        self.status = 'candidate';
        const question = { type: 'question', candidate: identifierAt(id, params), hops: 0, reach: self.reach } as const;
        for (const j of neighbours(id, params.processes)) send(j, question);
      },
    },
  },
  receive: ({ id, self, params, choose, send }, message, from) => {
    if (!params.lossless && choose([false, true])) return;
    const own = identifierAt(id, params);
    const [left, right] = neighbours(id, params.processes);
    const onward = from === left ? right : left;
    const ask = (): void => {
      for (const j of [left, right]) send(j, { type: 'question', candidate: own, hops: 0, reach: self.reach });
    };
    if (message.type === 'elected') {
      if (message.leader === own) return;
      self.leader = message.leader;
      if (params.passOnLeader) send(onward, message);
    } else if (message.type === 'answer') {
      if (message.candidate !== own) {
        if (params.returnAnswers) send(onward, message);
        return;
      }
      if (self.status !== 'candidate') return;
      self.refused ||= !message.accepted;
      self.answers = (self.answers + 1) % 2;
      if (self.answers === 1) return;
      if (self.refused) self.status = 'lost';
      else {
        self.reach = params.reachFurther ? self.reach * 2 : self.reach;
        ask();
      }
    } else if (message.candidate === own) {
      if (self.status === 'won') return;
      self.status = 'won';
      self.leader = own;
      send(right, { type: 'elected', leader: own });
    } else if (message.candidate < own && params.refuseSmaller) {
      send(from, { type: 'answer', candidate: message.candidate, accepted: false });
      if (self.status !== 'asleep') return;
      self.status = 'candidate';
      ask();
    } else {
      if (message.candidate > own) self.status = 'lost';
      const { candidate, reach } = message;
      const hops = message.hops + 1;
      if (hops < reach) send(onward, { type: 'question', candidate, hops, reach });
      else send(from, { type: 'answer', candidate, accepted: true });
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
    oneLeader: invariant(({ processes }) => processes.filter(({ status }) => status === 'won').length <= 1, {
      description: 'at most one process takes itself for the leader',
    }),
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
    // The bound of the paper for the election, and n messages that announce.
    messages: runCost({
      atMost: 8 * params.processes * (1 + Math.ceil(Math.log2(params.processes))) + params.processes,
      description: '8 n (1 + log n) messages elect at most, and n announce',
    }),
    deadlockFree: deadlockFree({
      description: 'a run ends only when every process knows the leader, unless nobody may start',
      termination: ({ processes }) =>
        processes.every(({ leader }) => leader !== null) || processes.every(({ mayStart }) => !mayStart),
    }),
    ends: temporal(eventually(predicate('over')), {
      description: 'every election ends with a leader that every process knows, unless nobody may start one',
    }),
    allAsk: reachable(({ processes }) => processes.every(({ status }) => status === 'candidate'), {
      description: 'all processes are candidates at the same time',
    }),
    secondRound: reachable(({ processes }) => processes.some(({ reach }) => reach >= 2), {
      description: 'a candidate asks further than its neighbours',
    }),
    newsTravels: reachable(
      ({ processes }) => {
        const informed = processes.filter(({ leader }) => leader !== null).length;
        return informed > 0 && informed < processes.length;
      },
      { description: 'some processes know the leader while others do not' },
    ),
  }),
});

/** The processes that a process sends to: the one to its left, and the one to its right. */
function neighbours(id: number, count: number): readonly [left: number, right: number] {
  return [(id + count - 1) % count, (id + 1) % count];
}
