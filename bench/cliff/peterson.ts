import { integer, spec } from 'unturned';

type Place = 'idle' | 'climbing' | 'entering' | 'waiting' | 'inside';

/**
 * Mutual exclusion in shared memory: to enter, a process climbs n - 1 levels and waits at each until nobody is as high,
 * or somebody else came last. It looks at one other process at a time. The rules are those of peterson in the BEEM
 * collection, so that its counts can be compared.
 *
 * G. L. Peterson, Information Processing Letters 12(3), 1981, pages 115 to 116.
 */
export default spec({
  name: 'peterson',
  params: { processes: integer({ default: 3, min: 2, max: 5 }) },
  initial: ({ params }) => ({
    processes: range(params.processes).map(() => ({ place: 'idle' as Place, level: 0, next: 0 })),
    heights: range(params.processes).map(() => 0),
    lastAt: range(params.processes - 1).map(() => 0),
  }),
  actions: ({ params: { processes: n } }) => ({
    start: {
      args: range(n),
      guard: ({ state }, i) => state.processes[i]?.place === 'idle',
      effect: ({ state }, i) => {
        Object.assign(state.processes[i] as object, { place: 'climbing', level: 1 });
      },
    },
    climb: {
      args: range(n),
      guard: ({ state }, i) => state.processes[i]?.place === 'climbing' && (state.processes[i]?.level ?? 0) < n,
      effect: ({ state }, i) => {
        const self = state.processes[i] as Local;
        self.place = 'entering';
        state.heights[i] = self.level;
      },
    },
    comeLast: {
      args: range(n),
      guard: ({ state }, i) => state.processes[i]?.place === 'entering',
      effect: ({ state }, i) => {
        const self = state.processes[i] as Local;
        self.place = 'waiting';
        self.next = 0;
        state.lastAt[self.level - 1] = i;
      },
    },
    look: {
      args: range(n),
      guard: ({ state }, i) => {
        const { place, next, level } = state.processes[i] as Local;
        return place === 'waiting' && next < n && (next === i || (state.heights[next] as number) < level);
      },
      effect: ({ state }, i) => {
        (state.processes[i] as Local).next += 1;
      },
    },
    pass: {
      args: range(n),
      guard: ({ state }, i) => {
        const { place, next, level } = state.processes[i] as Local;
        return place === 'waiting' && (state.lastAt[level - 1] !== i || next === n);
      },
      effect: ({ state }, i) => {
        const self = state.processes[i] as Local;
        self.place = 'climbing';
        self.level += 1;
      },
    },
    enter: {
      args: range(n),
      guard: ({ state }, i) => state.processes[i]?.place === 'climbing' && state.processes[i]?.level === n,
      effect: ({ state }, i) => {
        (state.processes[i] as Local).place = 'inside';
      },
    },
    leave: {
      args: range(n),
      guard: ({ state }, i) => state.processes[i]?.place === 'inside',
      effect: ({ state }, i) => {
        (state.processes[i] as Local).place = 'idle';
        state.heights[i] = 0;
      },
    },
  }),
  properties: ({ invariant }) => ({
    mutualExclusion: invariant(({ processes }) => processes.filter(({ place }) => place === 'inside').length <= 1),
  }),
});

interface Local {
  place: Place;
  level: number;
  next: number;
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
