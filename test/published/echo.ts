import { spec } from 'unturned';

const nodes = [0, 1, 2];
const initiator = 0;

/**
 * Echo of tlaplus/Examples: a spanning tree of a full mesh of three. A message is its kind and its sender, and what is on
 * its way to a node is a set.
 *
 * E. J. H. Chang, "Echo algorithms: depth parallel operations on general graphs", IEEE TSE 8(4), 1982; PlusCal by S. Merz.
 */
export default spec({
  name: 'published-echo',
  initial: () => ({
    inbox: nodes.map(() => new Set<string>()),
    processes: nodes.map(() => ({
      pc: 'n0',
      parent: null as number | null,
      children: new Set<number>(),
      received: 0,
    })),
  }),
  actions: ({ action }) => {
    const neighbours = (self: number): number[] => nodes.filter((node) => node !== self);
    return {
      n0: action({
        args: nodes,
        guard: ({ state }, self) => state.processes[self]?.pc === 'n0',
        effect: ({ state }, self) => {
          if (self === initiator) for (const to of neighbours(self)) state.inbox[to]?.add(`m ${self}`);
          Object.assign(state.processes[self] as object, { pc: 'n1' });
        },
      }),
      n1: action({
        args: nodes,
        guard: ({ state }, self) => {
          const local = state.processes[self];
          if (local?.pc !== 'n1') return false;
          return local.received === neighbours(self).length || (state.inbox[self]?.size ?? 0) > 0;
        },
        effect: ({ state, choose }, self) => {
          const local = state.processes[self] as (typeof state.processes)[number];
          if (local.received === neighbours(self).length) {
            local.pc = 'n2';
            return;
          }
          const message = choose(state.inbox[self] as Set<string>);
          const [kind, from] = message.split(' ');
          const sender = Number(from);
          state.inbox[self]?.delete(message);
          local.received += 1;
          if (self !== initiator && local.received === 1) {
            local.parent = sender;
            for (const to of neighbours(self)) if (to !== sender) state.inbox[to]?.add(`m ${self}`);
          }
          if (kind === 'c') local.children.add(sender);
        },
      }),
      n2: action({
        args: nodes,
        guard: ({ state }, self) => state.processes[self]?.pc === 'n2',
        effect: ({ state }, self) => {
          const local = state.processes[self] as (typeof state.processes)[number];
          if (local.parent !== null) state.inbox[local.parent]?.add(`c ${self}`);
          local.pc = 'Done';
        },
      }),
      Terminating: {
        guard: ({ state }) => state.processes.every(({ pc }) => pc === 'Done'),
        effect: () => {},
      },
    };
  },
  properties: ({ invariant }) => ({
    initiatorNoParent: invariant(({ processes }) => processes[initiator]?.parent === null),
    childHasParent: invariant(({ processes }) =>
      processes.every(({ children }, m) => [...children].every((n) => processes[n]?.parent === m)),
    ),
  }),
});
