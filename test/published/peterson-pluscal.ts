import { spec } from 'unturned';

type Label = 'a0' | 'a1' | 'a2' | 'a3' | 'cs' | 'a4';

/**
 * Peterson of the PlusCal tests of the TLA+ tools: two processes, one action for each label. A process that waits at a3
 * looks again and again, so that every state has a transition of each process.
 *
 * G. L. Peterson, Information Processing Letters 12(3), 1981.
 */
export default spec({
  name: 'published-peterson-pluscal',
  initial: () => ({ pc: ['a0', 'a0'] as Label[], flag: [false, false], turn: 0 }),
  actions: ({ action }) => {
    const at = (label: Label, effect: (state: State, self: number) => Label) =>
      action({
        args: [0, 1],
        guard: ({ state }, self) => (state as State).pc[self] === label,
        effect: ({ state }, self) => {
          state.pc[self] = effect(state, self);
        },
      });
    return {
      a0: at('a0', () => 'a1'),
      a1: at('a1', (state, self) => {
        state.flag[self] = true;
        return 'a2';
      }),
      a2: at('a2', (state, self) => {
        state.turn = 1 - self;
        return 'a3';
      }),
      a3: at('a3', (state, self) => (state.flag[1 - self] && state.turn === 1 - self ? 'a3' : 'cs')),
      cs: at('cs', () => 'a4'),
      a4: at('a4', (state, self) => {
        state.flag[self] = false;
        return 'a0';
      }),
    };
  },
  properties: ({ invariant }) => ({
    mutualExclusion: invariant(({ pc }) => pc.some((label) => label !== 'cs')),
  }),
});

interface State {
  pc: Label[];
  flag: boolean[];
  turn: number;
}
