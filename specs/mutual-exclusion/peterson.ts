import { integer, spec, variant } from 'unturned';

type Place = 'idle' | 'climbing' | 'raised' | 'waiting' | 'inside';

/**
 * Mutual exclusion in shared memory. To enter, a process climbs n - 1 levels. At each it says how high it is, then that it
 * is the last to have come there, and waits until no other is as high, or another has come after it. Of the processes at a
 * level at least one stays behind. With two processes there is one level, and this is the algorithm for two.
 *
 * Every step is one access to shared memory: a process that waits looks at the others one at a time.
 *
 * G. L. Peterson, Information Processing Letters 12(3), 1981, pages 115 to 116.
 */
export default spec({
  name: 'peterson',
  description: 'mutual exclusion in shared memory: the last to come to a level waits',
  source:
    'G. L. Peterson, "Myths about the mutual exclusion problem", Information Processing Letters 12(3), 1981, pages 115-116',
  params: {
    processes: integer({ default: 3, min: 2, max: 5, description: 'how many processes compete' }),
    requests: integer({ default: 1, min: 0, max: 5, description: 'how often each of them enters; 0 for any number' }),
    heightFirst: variant({
      description: 'a process says how high it is before it says that it has come last',
      caughtBy: ['mutualExclusion', 'levelsThin'],
    }),
    allLevels: variant({
      description: 'a process climbs every level, not all but the highest',
      caughtBy: ['mutualExclusion'],
    }),
    climbDown: variant({
      description: 'a process that leaves says that it is at no level any more',
      caughtBy: ['deadlockFree'],
    }),
  },
  initial: ({ params: { processes: n, requests } }) => ({
    processes: range(n).map(() => ({ place: 'idle' as Place, level: 0, looksAt: 0, requestsLeft: requests })),
    height: range(n).map(() => 0),
    last: range(n).map(() => 0),
  }),
  actions: ({ params, action }) => {
    const { processes: n, requests } = params;
    const top = params.allLevels ? n - 1 : n - 2;
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
          self.place = 'climbing';
          self.level = 1;
          if (requests > 0) self.requestsLeft -= 1;
        },
      }),
      raise: action({
        ...each,
        guard: {
          'comes to a level': ({ state }, i) => state.processes[i]?.place === 'climbing',
          'is not through yet': ({ state }, i) => (state.processes[i]?.level ?? 0) <= top,
        },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          self.place = 'raised';
          if (params.heightFirst) state.height[i] = self.level;
          else state.last[self.level] = i;
        },
      }),
      comeLast: action({
        ...each,
        guard: { 'is at a level': ({ state }, i) => state.processes[i]?.place === 'raised' },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          self.place = 'waiting';
          if (params.heightFirst) state.last[self.level] = i;
          else state.height[i] = self.level;
        },
      }),
      look: action({
        ...each,
        guard: {
          waits: ({ state }, i) => state.processes[i]?.place === 'waiting',
          'has not looked at all': ({ state }, i) => (state.processes[i]?.looksAt ?? 0) < n,
          'the one it looks at is lower': ({ state }, i) => {
            const { looksAt, level } = state.processes[i] ?? { looksAt: 0, level: 0 };
            return looksAt === i || (state.height[looksAt] ?? 0) < level;
          },
        },
        effect: ({ state }, i) => {
          (state.processes[i] as Local).looksAt += 1;
        },
      }),
      pass: action({
        ...each,
        guard: {
          waits: ({ state }, i) => state.processes[i]?.place === 'waiting',
          'all others are lower, or another came after it': ({ state }, i) => {
            const { looksAt, level } = state.processes[i] ?? { looksAt: 0, level: 0 };
            return looksAt === n || state.last[level] !== i;
          },
        },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          self.place = 'climbing';
          self.level += 1;
          self.looksAt = 0;
        },
      }),
      enter: action({
        ...each,
        guard: {
          'comes to a level': ({ state }, i) => state.processes[i]?.place === 'climbing',
          'is through': ({ state }, i) => (state.processes[i]?.level ?? 0) > top,
        },
        effect: ({ state }, i) => {
          (state.processes[i] as Local).place = 'inside';
        },
      }),
      exit: action({
        ...each,
        guard: { 'is in the critical section': ({ state }, i) => state.processes[i]?.place === 'inside' },
        effect: ({ state }, i) => {
          const self = state.processes[i] as Local;
          self.place = 'idle';
          self.level = 0;
          if (params.climbDown) state.height[i] = 0;
        },
      }),
    };
  },
  fairness: ({ weak, optional }) => [weak(['raise', 'comeLast', 'look', 'pass', 'enter', 'exit']), optional('request')],
  predicates: () => ({
    waiting: ({ processes }, i: number) => !['idle', 'inside'].includes(processes[i]?.place ?? 'idle'),
    inside: ({ processes }, i: number) => processes[i]?.place === 'inside',
  }),
  processNames: ({ params }) => range(params.processes).map((i) => `p${i}`),
  waitsFor: ({ processes, height, last }) =>
    processes.flatMap(({ place, level, looksAt }, from) => {
      if (place !== 'waiting' || last[level] !== from || looksAt === from) return [];
      const isAsHigh = (height[looksAt] ?? 0) >= level;
      return isAsHigh ? [{ from, to: looksAt, reason: `p${looksAt} to be lower than ${level}` }] : [];
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
    levelsThin: invariant(
      ({ processes }) =>
        range(params.processes).every((level) => {
          const through = processes.filter((one) => one.level > level && one.place !== 'idle').length;
          return level === 0 || through <= params.processes - level;
        }),
      { description: 'at most n - l processes are past level l' },
    ),
    wellFormed: stepProperty(
      (before, { name, args: [id] }) => {
        const needed = { request: 'idle', raise: 'climbing', comeLast: 'raised', enter: 'climbing', exit: 'inside' }[
          name
        ];
        return needed === undefined || before.processes[Number(id)]?.place === needed;
      },
      { description: 'a process requests, enters and leaves in turn' },
    ),
    ordering: firstComeFirstServed({ doorway: ['request', 'comeLast'], entry: 'enter' }),
    deadlockFree: deadlockFree({
      description: 'a run ends only when every process has entered as often as it may',
      termination: ({ processes }) =>
        processes.every(({ place, requestsLeft }) => place === 'idle' && requestsLeft === 0),
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
    allCompete: reachable(({ processes }) => processes.every(wants), {
      description: 'all processes want to enter at the same time',
    }),
    overtaken: reachable(
      ({ processes, last }) => processes.some(({ place, level }, i) => place === 'waiting' && last[level] !== i),
      { description: 'a process that waits may go on because another has come after it' },
    ),
    entered: reachable(({ processes }) => processes.some(isInside), {
      description: 'a process is in the critical section',
    }),
  }),
});

interface Local {
  place: Place;
  level: number;
  looksAt: number;
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
