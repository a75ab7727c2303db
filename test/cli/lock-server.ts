/** A server that gives a lock to either of two clients, as it likes: to the same one again and again. */
export const lockServer = `import { processes } from 'unturned';

export default processes({
  name: 'lock-server',
  params: {},
  count: () => 3,
  processNames: () => ['c0', 'c1', 's'],
  messages: { request: {}, grant: {}, release: {} },
  initial: () => ({ phase: 'idle' as 'idle' | 'waiting' | 'inside', asking: new Set<number>(), isFree: true }),
  rules: {
    request: {
      guard: ({ id, self }) => id < 2 && self.phase === 'idle',
      effect: ({ self, send }) => {
        self.phase = 'waiting';
        send(2, { type: 'request' });
      },
    },
    grantFirst: grantTo(0),
    grantSecond: grantTo(1),
    exit: {
      guard: ({ self }) => self.phase === 'inside',
      effect: ({ self, send }) => {
        self.phase = 'idle';
        send(2, { type: 'release' });
      },
    },
  },
  receive: ({ self }, message, from) => {
    if (message.type === 'request') self.asking.add(from);
    else if (message.type === 'release') self.isFree = true;
    else self.phase = 'inside';
  },
  fairness: ({ weak, optional }) => [weak(['receive', 'grantFirst', 'grantSecond', 'exit']), optional('request')],
  predicates: () => ({
    waiting: ({ processes }, i: number) => processes[i]?.phase === 'waiting',
    inside: ({ processes }, i: number) => processes[i]?.phase === 'inside',
  }),
  properties: ({ invariant, temporal, leadsTo, forAll, predicate, alwaysPossible }) => ({
    exclusive: invariant(({ processes }) => processes.filter(({ phase }) => phase === 'inside').length <= 1),
    served: temporal(
      forAll([0, 1], (i) => leadsTo(predicate('waiting', i), predicate('inside', i))),
      { description: 'whoever waits gets in' },
    ),
    rest: alwaysPossible(({ processes }) => processes.every(({ phase }) => phase === 'idle'), {
      description: 'all can come to rest again',
    }),
  }),
});

function grantTo(client: number) {
  return {
    guard: ({ self }: { self: { isFree: boolean; asking: ReadonlySet<number> } }) => self.isFree && self.asking.has(client),
    effect: ({ self, send }: { self: { isFree: boolean; asking: Set<number> }; send: (to: number, message: { type: 'grant' }) => void }) => {
      self.asking.delete(client);
      self.isFree = false;
      send(client, { type: 'grant' });
    },
  };
}
`;
