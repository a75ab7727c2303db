import { integer, spec } from 'unturned';

/**
 * Peterson.1 of the BEEM collection: n processes climb n - 1 levels and look at the others one by one.
 *
 * G. L. Peterson, Information Processing Letters 12(3), 1981; R. Pelánek, "BEEM: benchmarks for explicit model checkers",
 * SPIN 2007.
 */
export default spec({
  name: 'published-peterson-beem',
  params: { processes: integer({ default: 3, min: 2, max: 4 }) },
  initial: ({ params: { processes: n } }) => ({
    processes: Array.from({ length: n }, () => ({ at: 'NCS', j: 0, k: 0 })),
    pos: Array.from({ length: n }, () => 0),
    step: Array.from({ length: n }, () => 0),
  }),
  actions: ({ params: { processes: n }, action }) => {
    /** A transition of process p from one place to another. */
    const from = (
      place: string,
      guard: (state: View, self: Local, p: number) => boolean,
      effect: (state: State, self: Local, p: number) => string,
    ) =>
      action({
        args: Array.from({ length: n }, (_, p) => p),
        process: (p) => p,
        guard: ({ state }, p) => {
          const self = (state as View).processes[p] as Local;
          return self.at === place && guard(state as View, self, p);
        },
        effect: ({ state }, p) => {
          const self = state.processes[p] as Local;
          self.at = effect(state, self, p);
        },
      });
    const always = (): boolean => true;
    return {
      'NCS -> wait': from('NCS', always, (_, self) => {
        self.j = 1;
        return 'wait';
      }),
      'wait -> q2': from(
        'wait',
        (_, { j }) => j < n,
        (state, { j }, p) => {
          state.pos[p] = j;
          return 'q2';
        },
      ),
      'q2 -> q3': from('q2', always, (state, self, p) => {
        state.step[self.j - 1] = p;
        self.k = 0;
        return 'q3';
      }),
      'q3 -> q3': from(
        'q3',
        ({ pos }, { j, k }, p) => k < n && (k === p || (pos[k] as number) < j),
        (_, self) => {
          self.k += 1;
          return 'q3';
        },
      ),
      'q3 -> wait': from(
        'q3',
        ({ step }, { j, k }, p) => step[j - 1] !== p || k === n,
        (_, self) => {
          self.j += 1;
          return 'wait';
        },
      ),
      'wait -> CS': from(
        'wait',
        (_, { j }) => j === n,
        () => 'CS',
      ),
      'CS -> NCS': from('CS', always, (state, _, p) => {
        state.pos[p] = 0;
        return 'NCS';
      }),
    };
  },
  predicates: () => ({
    waits: ({ processes }, p: number) => processes[p]?.at === 'wait',
    isIn: ({ processes }, p: number) => processes[p]?.at === 'CS',
    someoneIsIn: ({ processes }) => processes.some(({ at }) => at === 'CS'),
  }),
  properties: ({ invariant }) => ({
    mutualExclusion: invariant(({ processes }) => processes.filter(({ at }) => at === 'CS').length <= 1),
  }),
});

interface Local {
  at: string;
  j: number;
  k: number;
}

interface State {
  processes: Local[];
  pos: number[];
  step: number[];
}

type View = { readonly [K in keyof State]: readonly Readonly<State[K][number]>[] };
