import { choice, fifo, isUp, processes, variant } from 'unturned';
import { groupOf, judged, mayMulticast, messagesOf, nameOf, sendersOf } from './group/workload.ts';

/**
 * Uniform reliable multicast. Who receives a message for the first time sends it to all others, which is its
 * acknowledgement as well, and delivers it once enough processes have acknowledged it: all that its perfect failure
 * detector does not suspect, or, without a detector, a majority. So a message is delivered only when it can no longer be
 * lost, even if whoever delivers it crashes at once. A majority is enough while fewer than half crash.
 *
 * C. Cachin, R. Guerraoui and L. Rodrigues, 2011, algorithms 3.4 and 3.5.
 */
export default processes({
  name: 'uniform-reliable',
  description: 'uniform reliable multicast, by the acknowledgements of all that are up, or of a majority',
  source:
    'C. Cachin, R. Guerraoui and L. Rodrigues, "Introduction to Reliable and Secure Distributed Programming", 2nd edition, Springer, 2011, section 3.4',
  params: {
    processes: groupOf(3),
    senders: sendersOf(1),
    messages: messagesOf(1),
    acknowledged: choice(['byMajority', 'byAll'], {
      description:
        'who must have acknowledged a message before it is delivered: a majority, or all that are not suspected',
    }),
    afterCrash: choice(['lost', 'delivered'], {
      description: 'what becomes of messages in flight whose sender crashes: they may be lost, or arrive',
    }),
    judge: judged,
    wholeQuorum: variant({
      description: 'a message is delivered with as many acknowledgements as that, not with one less',
      caughtBy: ['uniformAgreement'],
    }),
    forward: variant({
      description: 'a message that is received for the first time is forwarded to all others',
      caughtBy: ['validity', 'agreement', 'uniformAgreement', 'deadlockFree'],
    }),
    deliverOnce: variant({
      description: 'a message that was delivered is no longer pending when it is acknowledged again',
      caughtBy: ['integrity'],
    }),
  },
  network: ({ params }) => fifo({ afterCrash: params.afterCrash }),
  environment: ({ params }) => ({
    faults: { crash: 1 },
    allow: ['crash', 'loss', 'duplication', 'reordering'],
    detector: params.acknowledged === 'byAll' ? 'perfect' : 'none',
  }),
  messages: { data: { name: '' } },
  initial: () => ({
    sent: [] as string[],
    before: [] as number[],
    delivered: [] as string[],
    /** By message that is not delivered: who has acknowledged it. */
    pending: new Map<string, readonly number[]>(),
  }),
  rules: {
    multicast: {
      guard: { 'has something to multicast': ({ id, self, params }) => mayMulticast(id, self.sent, params) },
      effect: ({ id, self, multicast }) => {
        const name = nameOf(id, self.sent.length + 1);
        self.sent.push(name);
        self.before.push(self.delivered.length);
        self.pending.set(name, [id]);
        multicast({ type: 'data', name });
      },
    },
    deliver: {
      guard: {
        'enough have acknowledged a message': ({ self, others, params, suspects }) =>
          [...self.pending.values()].some((by) => isEnough(by, others, suspects, params)),
      },
      effect: ({ self, others, params, suspects, choose }) => {
        const ready = [...self.pending].filter(([, by]) => isEnough(by, others, suspects, params));
        const [name] = choose(ready);
        self.pending.delete(name);
        self.delivered.push(name);
      },
    },
  },
  receive: ({ id, self, params, multicast }, { name }, from) => {
    const known = self.pending.get(name);
    if (known !== undefined) {
      if (!known.includes(from)) self.pending.set(name, [...known, from].sort());
      return;
    }
    if (self.delivered.includes(name) && params.deliverOnce) return;
    self.pending.set(name, [id, from].sort());
    if (params.forward && !self.delivered.includes(name)) multicast({ type: 'data', name });
  },
  fairness: ({ weak }) => [weak()],
  properties: ({ params, multicast, deadlockFree, reachable }) => {
    const group = multicast({
      delivered: ({ delivered }) => delivered,
      multicast: ({ sent }) => sent,
      before: ({ before }) => before,
    });
    return {
      integrity: group.integrity(),
      validity: group.validity(),
      eventualValidity: group.eventually.validity(),
      agreement: group.agreement(),
      eventualAgreement: group.eventually.agreement(),
      uniformAgreement: group.uniformAgreement(),
      eventualUniformAgreement: group.eventually.uniformAgreement(),
      ...(params.judge === 'all' && {
        fifoOrder: group.fifoOrder(),
        causalOrder: group.causalOrder(),
        totalOrder: group.totalOrder(),
        uniformTotalOrder: group.uniformTotalOrder(),
      }),
      deadlockFree: deadlockFree({
        description: 'a run ends only when all was multicast and no message waits for acknowledgements',
        termination: (state) =>
          state.processes.every(
            ({ sent, pending }, id) => !isUp(state, id) || (!mayMulticast(id, sent, params) && pending.size === 0),
          ),
      }),
      deliveredByOne: reachable(
        (state) => state.processes.some(({ delivered }, id) => delivered.length > 0 && !isUp(state, id)),
        { description: 'a process crashes that has delivered a message' },
      ),
    };
  },
});

/** Whether a message may be delivered that these processes have acknowledged, the process itself among them. */
function isEnough(
  by: readonly number[],
  others: readonly number[],
  suspects: ReadonlySet<number>,
  params: { readonly acknowledged: 'byAll' | 'byMajority'; readonly wholeQuorum: boolean },
): boolean {
  const missing = params.wholeQuorum ? 0 : 1;
  if (params.acknowledged === 'byMajority') return by.length + missing > (others.length + 1) / 2;
  return others.filter((j) => !suspects.has(j) && !by.includes(j)).length <= missing;
}
