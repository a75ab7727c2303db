import { spec } from 'unturned';

type Label = 'loop' | 'd1' | 'd2' | 'd3' | 'w1' | 'w2' | 'cs' | 'exit';
const all = [1, 2];
const greatest = 3;

/**
 * Bakery of the PlusCal tests of the TLA+ tools, with two processes and numbers up to three. TLC generates the states with
 * a greater number but neither keeps nor expands them. Here a guard refuses the action that would lead to one, which gives
 * the same states and the same distances between them, and fewer transitions.
 *
 * L. Lamport, "A new solution of Dijkstra's concurrent programming problem", CACM 17(8), 1974.
 */
export default spec({
  name: 'published-bakery-pluscal',
  initial: () => ({
    num: [0, 0],
    choosing: [false, false],
    processes: all.map((self) => ({ pc: 'loop' as Label, read: new Set<number>(), max: 0, nxt: self })),
  }),
  actions: ({ action }) => {
    /** What a process does at a label: changes the state and returns the next label. */
    const at = (
      label: Label,
      guard: (state: View, self: number) => boolean,
      effect: (state: State, self: number, choose: <T>(options: Iterable<T>) => T) => Label,
    ) =>
      action({
        args: all,
        guard: ({ state }, self) => (state as View).processes[self - 1]?.pc === label && guard(state as View, self),
        effect: ({ state, choose }, self) => {
          (state.processes[self - 1] as Local).pc = effect(state, self, choose);
        },
      });
    const always = (): boolean => true;
    return {
      loop: at('loop', always, (state, self) => {
        state.choosing[self - 1] = true;
        Object.assign(state.processes[self - 1] as Local, { read: new Set([self]), max: 0 });
        return 'd1';
      }),
      d1: at('d1', always, ({ num, processes }, self, choose) => {
        const local = processes[self - 1] as Local;
        const unread = all.filter((p) => !local.read.has(p));
        if (unread.length === 0) return 'd2';
        const p = choose(unread);
        local.max = Math.max(local.max, num[p - 1] as number);
        local.read.add(p);
        return 'd1';
      }),
      d2: at(
        'd2',
        ({ processes }, self) => (processes[self - 1]?.max ?? 0) + 1 <= greatest,
        ({ num, processes }, self) => {
          num[self - 1] = (processes[self - 1] as Local).max + 1;
          return 'd3';
        },
      ),
      d3: at('d3', always, (state, self) => {
        state.choosing[self - 1] = false;
        (state.processes[self - 1] as Local).read = new Set([self]);
        return 'w1';
      }),
      w1: at(
        'w1',
        ({ choosing, processes }, self) => {
          const read = processes[self - 1]?.read;
          const unread = all.filter((p) => !read?.has(p));
          return unread.length === 0 || unread.some((p) => choosing[p - 1] === false);
        },
        ({ choosing, processes }, self, choose) => {
          const local = processes[self - 1] as Local;
          const unread = all.filter((p) => !local.read.has(p));
          if (unread.length === 0) return 'cs';
          local.nxt = choose(unread.filter((p) => choosing[p - 1] === false));
          return 'w2';
        },
      ),
      w2: at(
        'w2',
        ({ num, processes }, self) => {
          const nxt = processes[self - 1]?.nxt as number;
          const [own, other] = [num[self - 1] as number, num[nxt - 1] as number];
          return other === 0 || other > own || (other === own && nxt > self);
        },
        ({ processes }, self) => {
          const local = processes[self - 1] as Local;
          local.read.add(local.nxt);
          return 'w1';
        },
      ),
      cs: at('cs', always, () => 'exit'),
      exit: at('exit', always, ({ num }, self) => {
        num[self - 1] = 0;
        return 'loop';
      }),
    };
  },
  properties: ({ invariant }) => ({
    mutualExclusion: invariant(({ processes }) => processes.filter(({ pc }) => pc === 'cs').length <= 1),
  }),
});

interface Local {
  pc: Label;
  read: Set<number>;
  max: number;
  nxt: number;
}

interface State {
  num: number[];
  choosing: boolean[];
  processes: Local[];
}

interface View {
  readonly num: readonly number[];
  readonly choosing: readonly boolean[];
  readonly processes: readonly {
    readonly [K in keyof Local]: Local[K] extends Set<infer T> ? ReadonlySet<T> : Local[K];
  }[];
}
