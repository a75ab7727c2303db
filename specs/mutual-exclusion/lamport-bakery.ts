import { integer, spec, variant } from 'unturned';

type Place = 'idle' | 'drawing' | 'numbered' | 'queueing' | 'inside';

/**
 * Mutual exclusion in shared memory, as in a bakery: a process draws a number larger than all that it sees, and enters when
 * no other has a smaller one. Two may draw the same number, and then the one with the smaller identifier goes first. While
 * it draws it says so, and others wait for it.
 *
 * Every step is one access to shared memory, which is exact: that the algorithm also works where a number that is read while
 * it is written may come out as anything is not explored. Numbers can grow without end if processes enter again and again.
 * So a number above `greatest` is not drawn, which is no part of the algorithm: the runs that would draw it are cut there.
 *
 * L. Lamport, CACM 17(8), 1974, pages 453 to 455.
 */
export default spec({
  name: 'lamport-bakery',
  description: 'mutual exclusion in shared memory: the smallest number is served first',
  source:
    'L. Lamport, "A new solution of Dijkstra\'s concurrent programming problem", Communications of the ACM 17(8), 1974, pages 453-455',
  params: {
    processes: integer({ default: 2, min: 2, max: 4, description: 'how many processes compete' }),
    requests: integer({ default: 2, min: 0, max: 5, description: 'how often each of them enters; 0 for any number' }),
    greatest: integer({
      default: 5,
      min: 1,
      max: 20,
      description: 'runs are cut where a larger number would be drawn',
    }),
    sayDrawing: variant({
      description: 'a process waits for those that are drawing',
      caughtBy: ['mutualExclusion', 'smallestInside'],
    }),
    tieBreak: variant({
      description: 'of two equal numbers, that of the smaller identifier is served first',
      caughtBy: ['deadlockFree'],
    }),
    putBack: variant({
      description: 'a process that leaves gives up its number',
      caughtBy: ['deadlockFree'],
    }),
  },
  initial: ({ params: { processes: n, requests } }) => ({
    processes: range(n).map(() => ({
      place: 'idle' as Place,
      seen: 0,
      looksAt: 0,
      isClear: false,
      requestsLeft: requests,
    })),
    drawing: range(n).map(() => false),
    number: range(n).map(() => 0),
  }),
  actions: ({ params, action }) => {
    const { processes: n, requests, greatest } = params;
    const each = { args: range(n), process: (i: number) => i };
    return {
      request: action({
        ...each,
        guard: {
          'is outside': ({ state }, i) => state.processes[i]?.place === 'idle',
          'has requests left': ({ state }, i) => requests === 0 || (state.processes[i]?.requestsLeft ?? 0) > 0,
        },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          self.place = 'drawing';
          if (requests > 0) self.requestsLeft -= 1;
          state.drawing[i] = true;
        },
      }),
      read: action({
        ...each,
        guard: {
          'draws a number': ({ state }, i) => state.processes[i]?.place === 'drawing',
          'has not seen all numbers': ({ state }, i) => (state.processes[i]?.looksAt ?? 0) < n,
        },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          self.seen = Math.max(self.seen, state.number[self.looksAt] ?? 0);
          self.looksAt += 1;
        },
      }),
      draw: action({
        ...each,
        guard: {
          'draws a number': ({ state }, i) => state.processes[i]?.place === 'drawing',
          'has seen all numbers': ({ state }, i) => state.processes[i]?.looksAt === n,
          'the number is within the bound of the search': ({ state }, i) => (state.processes[i]?.seen ?? 0) < greatest,
        },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          state.number[i] = self.seen + 1;
          self.place = 'numbered';
          self.seen = 0;
          self.looksAt = 0;
        },
      }),
      queue: action({
        ...each,
        guard: { 'has drawn a number': ({ state }, i) => state.processes[i]?.place === 'numbered' },
        effect: ({ state }, i) => {
          (state.processes[i] as Local).place = 'queueing';
          state.drawing[i] = false;
        },
      }),
      seeNotDrawing: action({
        ...each,
        guard: {
          queues: ({ state }, i) => state.processes[i]?.place === 'queueing',
          'has not looked at all': ({ state }, i) => (state.processes[i]?.looksAt ?? 0) < n,
          'does not know yet whether the other draws': ({ state }, i) => state.processes[i]?.isClear === false,
          'the other is not drawing': ({ state }, i) =>
            !params.sayDrawing || state.drawing[state.processes[i]?.looksAt ?? 0] === false,
        },
        effect: ({ state }, i) => {
          (state.processes[i] as Local).isClear = true;
        },
      }),
      seeLater: action({
        ...each,
        guard: {
          'has seen that the other is not drawing': ({ state }, i) => state.processes[i]?.isClear === true,
          'goes before the other': ({ state }, i) => {
            const j = state.processes[i]?.looksAt ?? 0;
            const [own, other] = [state.number[i] ?? 0, state.number[j] ?? 0];
            return j === i || other === 0 || own < other || (own === other && i < j && params.tieBreak);
          },
        },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          self.looksAt += 1;
          self.isClear = false;
        },
      }),
      enter: action({
        ...each,
        guard: {
          queues: ({ state }, i) => state.processes[i]?.place === 'queueing',
          'has looked at all': ({ state }, i) => state.processes[i]?.looksAt === n,
        },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          self.place = 'inside';
          self.looksAt = 0;
        },
      }),
      exit: action({
        ...each,
        guard: { 'is in the critical section': ({ state }, i) => state.processes[i]?.place === 'inside' },
        effect: ({ state }, i) => {
          (state.processes[i] as Local).place = 'idle';
          if (params.putBack) state.number[i] = 0;
        },
      }),
    };
  },
  fairness: ({ weak, optional }) => [
    weak(['read', 'draw', 'queue', 'seeNotDrawing', 'seeLater', 'enter', 'exit']),
    optional('request'),
  ],
  predicates: () => ({
    waiting: ({ processes }, i: number) => !['idle', 'inside'].includes(processes[i]?.place ?? 'idle'),
    inside: ({ processes }, i: number) => processes[i]?.place === 'inside',
  }),
  processNames: ({ params }) => range(params.processes).map((i) => `p${i}`),
  waitsFor: ({ processes, drawing }) =>
    processes.flatMap(({ place, looksAt, isClear }, from) => {
      if (place !== 'queueing' || looksAt === from || looksAt === processes.length) return [];
      const reason = !isClear && drawing[looksAt] ? `p${looksAt} to have drawn` : `p${looksAt} to be served`;
      return [{ from, to: looksAt, reason }];
    }),
  properties: ({
    params,
    invariant,
    stepProperty,
    firstComeFirstServed,
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
    smallestInside: invariant(
      ({ processes, number }) =>
        processes.every(
          ({ place }, i) =>
            place !== 'inside' ||
            processes.every((other, j) => other.place !== 'queueing' || (number[i] ?? 0) <= (number[j] ?? 0)),
        ),
      { description: 'nobody who queues has a smaller number than who is inside' },
    ),
    wellFormed: stepProperty(
      (before, { name, args: [id] }) => {
        const needed = { request: 'idle', draw: 'drawing', queue: 'numbered', enter: 'queueing', exit: 'inside' }[name];
        return needed === undefined || before.processes[Number(id)]?.place === needed;
      },
      { description: 'a process requests, enters and leaves in turn' },
    ),
    ordering: firstComeFirstServed({ doorway: ['request', 'queue'], entry: 'enter' }),
    deadlockFree: deadlockFree({
      description: 'a run ends only when every process has entered as often as it may, or where it is cut at the bound',
      termination: ({ processes }) =>
        processes.every(({ place, requestsLeft }) => place === 'idle' && requestsLeft === 0) ||
        processes.some(
          ({ place, looksAt, seen }) => place === 'drawing' && looksAt === params.processes && seen >= params.greatest,
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
    sameNumber: reachable(({ number }) => number.some((own, i) => own > 0 && number.indexOf(own) < i), {
      description: 'two processes have drawn the same number',
    }),
    allQueue: reachable(({ processes }) => processes.every(({ place }) => place === 'queueing'), {
      description: 'all processes queue at the same time',
    }),
    entered: reachable(({ processes }) => processes.some(isInside), {
      description: 'a process is in the critical section',
    }),
  }),
});

interface Local {
  place: Place;
  seen: number;
  looksAt: number;
  isClear: boolean;
  requestsLeft: number;
}

/** Whether a process waits to enter. That it ever does enter is what freedom from starvation says. */
function wants({ place }: { readonly place: Place }): boolean {
  return place !== 'idle' && place !== 'inside';
}

function isInside({ place }: { readonly place: Place }): boolean {
  return place === 'inside';
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
