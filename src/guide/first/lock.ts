import { processes, variant } from 'unturned';

/** A server, process 0, gives a lock to one client at a time, in the order in which they ask. */
export default processes({
  name: 'lock',
  params: {
    processes: 3,
    queues: variant({
      description: 'the server lets a client wait while another has the lock',
      caughtBy: ['mutualExclusion'],
    }),
  },
  messages: { ask: {}, grant: {}, release: {} },
  initial: () => ({ phase: 'idle' as 'idle' | 'waiting' | 'inside' | 'done', isTaken: false, queue: [] as number[] }),
  rules: {
    ask: {
      guard: { 'is a client': ({ id }) => id > 0, 'is idle': ({ self }) => self.phase === 'idle' },
      effect: ({ self, send }) => {
        self.phase = 'waiting';
        send(0, { type: 'ask' });
      },
    },
    leave: {
      guard: { 'is inside': ({ self }) => self.phase === 'inside' },
      effect: ({ self, send }) => {
        self.phase = 'done';
        send(0, { type: 'release' });
      },
    },
  },
  receive: ({ self, params, send }, message, from) => {
    if (message.type === 'grant') {
      self.phase = 'inside';
    } else if (message.type === 'ask') {
      if (self.isTaken && params.queues) self.queue.push(from);
      else send(from, { type: 'grant' });
      self.isTaken = true;
    } else {
      const next = self.queue.shift();
      if (next === undefined) self.isTaken = false;
      else send(next, { type: 'grant' });
    }
  },
  properties: ({ invariant, deadlockFree, reachable }) => ({
    mutualExclusion: invariant(({ processes }) => processes.filter(({ phase }) => phase === 'inside').length <= 1, {
      description: 'at most one client is inside',
    }),
    deadlockFree: deadlockFree({
      description: 'every client gets in, and out again',
      termination: ({ processes }) => processes.slice(1).every(({ phase }) => phase === 'done'),
    }),
    allWait: reachable(({ processes }) => processes.slice(1).every(({ phase }) => phase === 'waiting'), {
      description: 'all clients wait at the same time',
    }),
  }),
});
