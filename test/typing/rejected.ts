import { choice, configure, defineConfig, integer, processes, spec } from 'unturned';

const params = { processes: 2, order: choice(['fifo', 'lifo']), limit: integer({ default: 1 }) } as const;
const messages = { vote: { candidate: 0 }, stop: {} };
const initial = () => ({ phase: 'idle' as 'idle' | 'busy', seen: new Set<number>(), leader: null as number | null });

export const wrongMessages = processes({
  name: 'wrong-messages',
  params,
  messages,
  initial,
  rules: {
    vote: {
      effect: ({ send }) => {
        // @ts-expect-error
        send(0, { type: 'veto' });
        // @ts-expect-error
        send(0, { type: 'vote', candidate: 'me' });
        // @ts-expect-error
        send(0, { type: 'vote' });
        // @ts-expect-error
        send('p1', { type: 'stop' });
      },
    },
  },
  receive: ({ self }, message) => {
    // @ts-expect-error
    self.leader = message.candidate;
    // @ts-expect-error
    if (message.type === 'veto') self.leader = null;
  },
});

export const wrongSelf = processes({
  name: 'wrong-self',
  params,
  messages,
  initial,
  rules: {
    start: {
      // @ts-expect-error
      guard: ({ self }) => self.fase === 'idle',
      effect: ({ self }) => {
        // @ts-expect-error
        self.phase = 'sleeping';
        // @ts-expect-error
        self.leader = 'p1';
      },
    },
    cheat: {
      guard: ({ self }) => {
        // @ts-expect-error
        self.phase = 'busy';
        // @ts-expect-error
        self.seen.add(1);
        return true;
      },
      // @ts-expect-error
      effect: ({ self, choose }) => ({ ...self, phase: choose([1, 2]) }),
    },
    reach: {
      // @ts-expect-error
      effect: ({ processes }) => processes,
    },
    // @ts-expect-error
    idle: { guard: { 'is idle': ({ self }) => self.phase }, effect: () => {} },
  },
});

export const wrongParameters = processes({
  name: 'wrong-parameters',
  params,
  messages,
  // @ts-expect-error
  initial: ({ params }) => ({ left: params.limits }),
  rules: {
    start: {
      // @ts-expect-error
      guard: ({ params }) => params.order === 'random',
      // @ts-expect-error
      effect: ({ params }) => params.limit.length,
    },
  },
});

export const wrongProperties = processes({
  name: 'wrong-properties',
  params,
  messages,
  initial,
  rules: {},
  properties: ({
    params,
    invariant,
    stepProperty,
    deadlockFree,
    observe,
    historyInvariant,
    happenedBeforeOrder,
    runCost,
  }) => ({
    history: historyInvariant(
      observe({
        initial: () => ({ last: null as string | null }),
        step: ({ history, before, after }) => {
          // @ts-expect-error
          history.last = 1;
          // @ts-expect-error
          after.processes = [];
          // @ts-expect-error
          history.last = before.processes[0].phase.length;
        },
      }),
      // @ts-expect-error
      (_, { lost }) => lost === null,
    ),
    // @ts-expect-error
    order: happenedBeforeOrder({ request: 'vote' }),
    // @ts-expect-error
    cost: runCost({ of: (_, { name }) => name }),
    // @ts-expect-error
    field: invariant(({ processes }) => processes.every(({ leeder }) => leeder === null)),
    // @ts-expect-error
    result: invariant(({ processes }) => processes.length),
    // @ts-expect-error
    parameter: invariant(() => params.limit === 'x'),
    // @ts-expect-error
    step: stepProperty((before, action) => action.label === 'start' && before.processes.length > 0),
    // @ts-expect-error
    end: deadlockFree({ termination: ({ channel }) => channel.length === 0 }),
  }),
});

export const wrongArguments = spec({
  name: 'wrong-arguments',
  initial: () => ({ cells: [0, 0], word: '' }),
  actions: ({ action }) => ({
    bump: action({
      args: [0, 1],
      effect: ({ state }, cell) => {
        // @ts-expect-error
        state.word = cell;
      },
    }),
    pair: action({
      args: [[0, 'x']],
      // @ts-expect-error
      process: ([, word]) => word,
      effect: ({ state }, [cell, word]) => {
        // @ts-expect-error
        state.cells[word] = cell;
      },
    }),
    // @ts-expect-error
    object: action({ args: [{ cell: 0 }], effect: () => {} }),
    // @ts-expect-error
    nothing: action({ args: [0] }),
    // @ts-expect-error
    returns: action({ effect: ({ state }) => ({ cells: state.cells }) }),
  }),
});

// @ts-expect-error
export const noActions = spec({ name: 'no-actions', initial: () => 0 });

// @ts-expect-error
export const noInitial = processes({ name: 'no-initial', params, rules: {} });

// @ts-expect-error
export const wrongValue = configure(wrongArguments, { size: null });

// @ts-expect-error
export const wrongDefault = choice(['a', 'b'], { default: 'c' });

export const wrongConfiguration = [
  // @ts-expect-error
  defineConfig({ maxState: 3 }),
  // @ts-expect-error
  defineConfig({ keepGoing: 'yes' }),
  // @ts-expect-error
  defineConfig({ faults: { crashes: 1 } }),
];
