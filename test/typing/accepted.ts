import { type Config, choice, defineConfig, integer, processes, type StateOf, spec, variant } from 'unturned';

/** Does not compile unless both types are the same. */
function same<A, B>(
  ..._proof: (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? [] : [never]
): void {}

/** Process specs need no type parameters: parameters, local state and messages are known everywhere. */
export const inferred = processes({
  name: 'inferred',
  params: {
    processes: 3,
    rounds: integer({ default: 1 }),
    order: choice(['fifo', 'lifo']),
    isSafe: true,
    tieBreak: variant({ description: 'ties are broken', caughtBy: ['agreement'] }),
  },
  messages: { vote: { candidate: 0 }, stop: {}, state: { seen: new Set<number>() } },
  initial: ({ id, others, params, choose }) => {
    same<typeof id, number>();
    same<typeof others, readonly number[]>();
    same<typeof params.rounds, number>();
    same<typeof params.order, 'fifo' | 'lifo'>();
    same<typeof params.isSafe, boolean>();
    same<typeof params.tieBreak, boolean>();
    return {
      phase: choose(['idle', 'busy'] as const),
      seen: new Set<number>(),
      queue: [] as number[],
      tally: new Map<number, string>(),
      leader: null as number | null,
    };
  },
  rules: {
    vote: {
      guard: {
        'is idle': ({ self }) => self.phase === 'idle',
        'has seen nobody': ({ self }) => self.seen.size === 0,
      },
      effect: ({ id, self, others, send, choose }) => {
        same<typeof self.phase, 'idle' | 'busy'>();
        const to = choose(others);
        same<typeof to, number>();
        self.phase = 'busy';
        self.queue.push(to);
        self.tally.set(to, 'asked');
        send(to, { type: 'vote', candidate: id });
        send(to, { type: 'state', seen: self.seen });
      },
    },
    restart: { effect: ({ self }) => ({ ...self, phase: 'idle' as const }) },
  },
  receive: ({ self, send }, message, from) => {
    same<typeof from, number>();
    switch (message.type) {
      case 'vote':
        same<typeof message.candidate, number>();
        self.leader = message.candidate;
        send(from, { type: 'stop' });
        break;
      case 'state':
        self.seen = new Set([...self.seen, ...message.seen]);
        break;
      case 'stop':
        self.phase = 'idle';
    }
  },
  waitsFor: ({ processes }) => processes.map((_, from) => ({ from, to: from, reason: 'itself' })),
  properties: ({
    params,
    invariant,
    stepProperty,
    reachable,
    deadlockFree,
    observe,
    historyInvariant,
    happenedBeforeOrder,
    runCost,
  }) => ({
    votesCounted: historyInvariant(
      observe({
        initial: ({ params, state }) => {
          same<typeof params.rounds, number>();
          return { votes: state.processes.length - params.processes, last: null as string | null };
        },
        step: ({ history, action, before, after, params, sent }) => {
          same<typeof history.last, string | null>();
          same<typeof params.order, 'fifo' | 'lifo'>();
          same<(typeof before.processes)[number]['leader'], number | null>();
          same<(typeof sent)[number]['to'], number>();
          history.last = action.name;
          if (before.processes.length === after.processes.length) return { ...history, votes: history.votes + 1 };
        },
      }),
      ({ processes }, { votes, last }) => {
        same<typeof votes, number>();
        same<typeof last, string | null>();
        return votes >= 0 && processes.length > 0;
      },
      { explain: (_, { last }) => `after ${last}` },
    ),
    ordering: happenedBeforeOrder({ request: 'vote', entry: 'restart' }),
    messages: runCost({ atMost: params.processes * 10 }),
    votes: runCost({
      of: (before, { name }, after) => (name === 'vote' ? after.processes.length : before.channels.length),
    }),
    agreement: invariant(({ processes }) => new Set(processes.map(({ leader }) => leader)).size <= params.processes, {
      explain: ({ processes }) => `${processes.length} leaders`,
    }),
    kept: stepProperty((before, { name, args }, after) => {
      same<typeof name, string>();
      return args.length > 2 || before.processes.length === after.processes.length;
    }),
    someBusy: reachable(({ processes, channels }) => processes.length === channels.length),
    ends: deadlockFree({ termination: ({ processes }) => processes.every(({ phase }) => phase === 'idle') }),
  }),
});

same<StateOf<typeof inferred>['processes'][number]['leader'], number | null>();

/** Actions have scalars or tuples as arguments, each action its own. */
export const withArguments = spec({
  name: 'with-arguments',
  params: { size: integer({ default: 2, min: 1, max: 4 }) },
  initial: ({ params }) => ({ cells: Array.from({ length: params.size }, () => 0), last: null as string | null }),
  actions: ({ params, action }) => ({
    bump: action({
      args: [...Array(params.size).keys()],
      guard: ({ state }, cell) => state.cells[cell] !== params.size,
      effect: ({ state }, cell) => {
        same<typeof cell, number>();
        state.cells[cell] = (state.cells[cell] ?? 0) + 1;
      },
    }),
    swap: action({
      args: [
        [0, 'low'],
        [1, 'high'],
      ],
      process: ([cell]) => cell,
      guard: { 'not yet so called': ({ state }, [, word]) => state.last !== word },
      effect: ({ state, choose }, [cell, word]) => {
        same<typeof cell, 0 | 1>();
        same<typeof word, 'low' | 'high'>();
        const other = choose([0, 1]);
        [state.cells[cell], state.cells[other]] = [state.cells[other] ?? 0, state.cells[cell] ?? 0];
        state.last = word;
      },
    }),
    reset: action({ effect: ({ state }) => ({ ...state, last: null }) }),
    plain: {
      args: [true, false],
      effect: ({ state }, isLast: boolean) => {
        state.last = isLast ? 'x' : null;
      },
    },
  }),
  properties: ({ params, invariant }) => ({
    bounded: invariant(({ cells }) => cells.every((cell) => cell <= params.size)),
  }),
});

same<StateOf<typeof withArguments>, { cells: number[]; last: string | null }>();

/** A state need not be a record, and a choice in `initial` gives several. */
export const counter = spec({
  name: 'counter',
  initial: ({ choose }) => choose([0, 1]),
  actions: () => ({
    increment: { guard: ({ state }) => state < 5, effect: ({ state }) => state + 1 },
  }),
  properties: ({ invariant }) => ({ small: invariant((state) => state <= 5) }),
});

same<StateOf<typeof counter>, number>();

same<ReturnType<typeof defineConfig>, Config>();
export const configuration = defineConfig({
  set: { processes: 3, channels: 'fifo', lossless: false },
  faults: { crash: 1 },
  maxStates: '50M',
  whatMatters: false,
  reporter: ['pretty', 'junit=out.xml'],
});

export const collections = spec({
  name: 'collections',
  initial: () => new Map<string, number>([['a', 0]]),
  actions: () => ({
    count: {
      args: ['a', 'b'],
      guard: ({ state }, key) => (state.get(key) ?? 0) < 2,
      effect: ({ state }, key) => {
        state.set(key, (state.get(key) ?? 0) + 1);
      },
    },
  }),
  properties: ({ reachable }) => ({ both: reachable((state) => state.has('a') && state.has('b')) }),
});
