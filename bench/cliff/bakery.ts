import { integer, spec } from 'unturned';

type Place = 'idle' | 'choosing' | 'chosen' | 'waiting' | 'inside';

/**
 * Mutual exclusion in shared memory by drawing numbers; a process looks at the numbers of the others one by one. No
 * number above `greatest` is drawn, so that the states come to an end.
 *
 * L. Lamport, CACM 17(8), 1974, pages 453 to 455.
 */
export default spec({
  name: 'bakery',
  params: { processes: integer({ default: 2, min: 2, max: 4 }), greatest: integer({ default: 3, min: 1, max: 20 }) },
  initial: ({ params }) => ({
    processes: range(params.processes).map(() => ({
      place: 'idle' as Place,
      isChoosing: false,
      ticket: 0,
      seen: 0,
      looked: 0,
    })),
  }),
  actions: ({ params: { processes: n, greatest } }) => ({
    choose: {
      args: range(n),
      guard: ({ state }, i) => state.processes[i]?.place === 'idle',
      effect: ({ state }, i) => {
        Object.assign(state.processes[i] as Local, { place: 'choosing', isChoosing: true, seen: 0, looked: 0 });
      },
    },
    read: {
      args: range(n),
      guard: ({ state }, i) => {
        const { place, looked } = state.processes[i] as Local;
        return place === 'choosing' && looked < n;
      },
      effect: ({ state }, i) => {
        const self = state.processes[i] as Local;
        self.seen = Math.max(self.seen, state.processes[self.looked]?.ticket ?? 0);
        self.looked += 1;
      },
    },
    draw: {
      args: range(n),
      guard: ({ state }, i) => {
        const { place, looked, seen } = state.processes[i] as Local;
        return place === 'choosing' && looked === n && seen < greatest;
      },
      effect: ({ state }, i) => {
        const self = state.processes[i] as Local;
        Object.assign(self, { place: 'chosen', ticket: self.seen + 1, seen: 0 });
      },
    },
    wait: {
      args: range(n),
      guard: ({ state }, i) => state.processes[i]?.place === 'chosen',
      effect: ({ state }, i) => {
        Object.assign(state.processes[i] as Local, { place: 'waiting', isChoosing: false, looked: 0 });
      },
    },
    pass: {
      args: range(n),
      guard: ({ state }, i) => {
        const { place, looked, ticket } = state.processes[i] as Local;
        const other = state.processes[looked];
        if (place !== 'waiting' || other === undefined || other.isChoosing) return false;
        return other.ticket === 0 || ticket < other.ticket || (ticket === other.ticket && i <= looked);
      },
      effect: ({ state }, i) => {
        (state.processes[i] as Local).looked += 1;
      },
    },
    enter: {
      args: range(n),
      guard: ({ state }, i) => state.processes[i]?.place === 'waiting' && state.processes[i]?.looked === n,
      effect: ({ state }, i) => {
        Object.assign(state.processes[i] as Local, { place: 'inside', looked: 0 });
      },
    },
    leave: {
      args: range(n),
      guard: ({ state }, i) => state.processes[i]?.place === 'inside',
      effect: ({ state }, i) => {
        Object.assign(state.processes[i] as Local, { place: 'idle', ticket: 0 });
      },
    },
  }),
  properties: ({ invariant }) => ({
    mutualExclusion: invariant(({ processes }) => processes.filter(({ place }) => place === 'inside').length <= 1),
  }),
});

interface Local {
  place: Place;
  isChoosing: boolean;
  ticket: number;
  seen: number;
  looked: number;
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
