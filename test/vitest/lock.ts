import { processes } from 'unturned';

/** Process 0 is a server that lets one client at a time into the critical section. */
export default processes({
  name: 'lock',
  params: { processes: 3 },
  messages: { ask: {}, grant: {}, release: {} },
  initial: () => ({
    phase: 'idle' as 'idle' | 'waiting' | 'inside',
    holder: null as number | null,
    queue: [] as number[],
  }),
  rules: {
    ask: {
      guard: ({ id, self }) => id !== 0 && self.phase === 'idle',
      effect: ({ self, send }) => {
        self.phase = 'waiting';
        send(0, { type: 'ask' });
      },
    },
    leave: {
      guard: ({ self }) => self.phase === 'inside',
      effect: ({ self, send }) => {
        self.phase = 'idle';
        send(0, { type: 'release' });
      },
    },
  },
  receive: ({ self, send }, message, from) => {
    if (message.type === 'grant') self.phase = 'inside';
    if (message.type === 'release') self.holder = null;
    if (message.type === 'ask') self.queue.push(from);
    if (self.holder === null) {
      const next = self.queue.shift();
      if (next === undefined) return;
      self.holder = next;
      send(next, { type: 'grant' });
    }
  },
  properties: ({ invariant, deadlockFree, reachable }) => ({
    mutualExclusion: invariant(({ processes }) => processes.filter(({ phase }) => phase === 'inside').length <= 1, {
      description: 'at most one client is inside',
    }),
    deadlockFree: deadlockFree(),
    bothWait: reachable(({ processes }) => processes.filter(({ phase }) => phase === 'waiting').length === 2),
  }),
});
