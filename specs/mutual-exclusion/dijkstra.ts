import { integer, spec, variant } from 'unturned';

type Place =
  | 'idle'
  | 'asking' // Li1: if k ≠ i
  | 'steppingBack' // Li2: c[i] := true
  | 'eyeing' // Li3: if b[k]
  | 'taking' // Li3: then k := i
  | 'advancing' // Li4: c[i] := false
  | 'checking' // for j := 1 step 1 until N
  | 'inside'
  | 'leaving';

/**
 * Mutual exclusion in shared memory: the first solution for any number of processes. One process has the turn; others take
 * it over from one that does not want to enter. Who has it steps forward, and enters if nobody else has stepped forward;
 * otherwise all of these start again.
 *
 * Every step is one access to shared memory, except that the test `b[k]` reads k as well. `wants` and `forward` are the
 * negations of b and c in the paper. Who waits here goes round in a loop, so that a run without progress never ends: it
 * shows as a state that is not reached, and not as a deadlock.
 *
 * E. W. Dijkstra, CACM 8(9), 1965, page 569.
 */
export default spec({
  name: 'dijkstra',
  description: 'mutual exclusion in shared memory: the first solution, with a turn that is taken over',
  source:
    'E. W. Dijkstra, "Solution of a problem in concurrent programming control", Communications of the ACM 8(9), 1965, page 569',
  params: {
    processes: integer({ default: 2, min: 2, max: 4, description: 'how many processes compete' }),
    requests: integer({ default: 1, min: 0, max: 5, description: 'how often each of them enters; 0 for any number' }),
    checkOthers: variant({
      description: 'a process that has stepped forward looks whether others have',
      caughtBy: ['mutualExclusion'],
    }),
    forwardFirst: variant({
      description: 'a process steps forward before it looks whether others have, not afterwards',
      caughtBy: ['mutualExclusion'],
    }),
    takeTurn: variant({
      description: 'the turn is taken over from a process that does not want to enter',
      caughtBy: ['allServed'],
    }),
  },
  initial: ({ params: { processes: n, requests } }) => ({
    processes: range(n).map(() => ({ place: 'idle' as Place, sees: 0, requestsLeft: requests })),
    wants: range(n).map(() => false),
    forward: range(n).map(() => false),
    turn: 0,
  }),
  actions: ({ params, action }) => {
    const { processes: n, requests } = params;
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
          self.place = 'asking';
          if (requests > 0) self.requestsLeft -= 1;
          state.wants[i] = true;
        },
      }),
      readTurn: action({
        ...each,
        guard: { 'asks whose turn it is': ({ state }, i) => state.processes[i]?.place === 'asking' },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          self.place = state.turn === i ? 'advancing' : 'steppingBack';
        },
      }),
      stepBack: action({
        ...each,
        guard: { 'does not have the turn': ({ state }, i) => state.processes[i]?.place === 'steppingBack' },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          self.place = 'eyeing';
          state.forward[i] = false;
        },
      }),
      eyeTurn: action({
        ...each,
        guard: { 'looks who has the turn': ({ state }, i) => state.processes[i]?.place === 'eyeing' },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          self.place = state.wants[state.turn] || !params.takeTurn ? 'asking' : 'taking';
        },
      }),
      takeTurn: action({
        ...each,
        guard: { 'the turn was not wanted': ({ state }, i) => state.processes[i]?.place === 'taking' },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          self.place = 'asking';
          state.turn = i;
        },
      }),
      stepForward: action({
        ...each,
        guard: { 'has the turn': ({ state }, i) => state.processes[i]?.place === 'advancing' },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          self.place = 'checking';
          if (params.forwardFirst) state.forward[i] = true;
        },
      }),
      check: action({
        ...each,
        guard: {
          'looks who has stepped forward': ({ state }, i) => state.processes[i]?.place === 'checking',
          'has not looked at all': ({ state }, i) => (state.processes[i]?.sees ?? 0) < n,
        },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          const isAlone = self.sees === i || !state.forward[self.sees] || !params.checkOthers;
          self.sees = isAlone ? self.sees + 1 : 0;
          if (!isAlone) self.place = 'asking';
        },
      }),
      enter: action({
        ...each,
        guard: {
          'has seen that nobody else has stepped forward': ({ state }, i) => state.processes[i]?.sees === n,
        },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          self.place = 'inside';
          self.sees = 0;
          state.forward[i] = true;
        },
      }),
      exit: action({
        ...each,
        guard: { 'is in the critical section': ({ state }, i) => state.processes[i]?.place === 'inside' },
        effect: ({ state }, i) => {
          (state.processes[i] as Local).place = 'leaving';
          state.forward[i] = false;
        },
      }),
      rest: action({
        ...each,
        guard: { 'has left': ({ state }, i) => state.processes[i]?.place === 'leaving' },
        effect: ({ state }, i) => {
          (state.processes[i] as Local).place = 'idle';
          state.wants[i] = false;
        },
      }),
    };
  },
  fairness: ({ weak, optional }) => [
    weak(['readTurn', 'stepBack', 'eyeTurn', 'takeTurn', 'stepForward', 'check', 'enter', 'exit', 'rest']),
    optional('request'),
  ],
  predicates: () => ({
    waiting: ({ processes }, i: number) => !['idle', 'inside', 'leaving'].includes(processes[i]?.place ?? 'idle'),
    inside: ({ processes }, i: number) => processes[i]?.place === 'inside',
  }),
  processNames: ({ params }) => range(params.processes).map((i) => `p${i}`),
  properties: ({
    invariant,
    stepProperty,
    firstComeFirstServed,
    deadlockFree,
    reachable,
    temporal,
    leadsTo,
    bypass,
  }) => ({
    mutualExclusion: invariant(({ processes }) => processes.filter(isInside).length <= 1, {
      description: 'at most one process is in the critical section',
    }),
    wellFormed: stepProperty(
      (before, { name, args: [id] }) => {
        const needed = {
          request: 'idle',
          stepForward: 'advancing',
          enter: 'checking',
          exit: 'inside',
          rest: 'leaving',
        }[name];
        return needed === undefined || before.processes[Number(id)]?.place === needed;
      },
      { description: 'a process requests, enters and leaves in turn' },
    ),
    ordering: firstComeFirstServed({ doorway: ['request', 'request'], entry: 'enter' }),
    deadlockFree: deadlockFree({
      description: 'a run ends only when every process has entered as often as it may',
      termination: ({ processes }) =>
        processes.every(({ place, requestsLeft }) => place === 'idle' && requestsLeft === 0),
    }),
    progress: temporal(
      leadsTo(
        ({ processes }) => processes.some(wants),
        ({ processes }) => processes.some(isInside),
      ),
      { description: 'while somebody waits, somebody gets in; the algorithm does not promise that everybody does' },
    ),
    bypass: bypass({
      request: 'request',
      entry: 'enter',
      description: 'entries of others between a request and its entry',
    }),
    twoCompete: reachable(({ processes }) => processes.filter(wants).length >= 2, {
      description: 'two processes want to enter at the same time',
    }),
    turnTaken: reachable(({ processes }) => processes.some(({ place }) => place === 'taking'), {
      description: 'a process takes the turn over',
    }),
    clash: reachable(({ forward }) => forward.filter((isForward) => isForward).length >= 2, {
      description: 'two processes have stepped forward at the same time',
    }),
    allServed: reachable(
      ({ processes, turn }) =>
        turn !== 0 && processes.every(({ place, requestsLeft }) => place === 'idle' && requestsLeft === 0),
      { description: 'every process has entered as often as it may, and the turn has changed' },
    ),
  }),
});

interface Local {
  place: Place;
  sees: number;
  requestsLeft: number;
}

/** Whether a process waits to enter. That it ever does enter is what freedom from starvation says. */
function wants({ place }: { readonly place: Place }): boolean {
  return place !== 'idle' && place !== 'inside' && place !== 'leaving';
}

function isInside({ place }: { readonly place: Place }): boolean {
  return place === 'inside';
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
