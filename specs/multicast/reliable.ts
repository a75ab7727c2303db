import { choice, fifo, isUp, processes, variant } from 'unturned';
import { groupOf, judged, mayMulticast, messagesOf, nameOf, sendersOf } from './group/workload.ts';

/**
 * Reliable multicast. Who receives a message for the first time delivers it and forwards it to all others, so that it
 * reaches every correct process even if its sender crashes in the middle of the multicast. A process may crash after it
 * has delivered and before its forwards have left; then nobody else need ever deliver.
 *
 * V. Hadzilacos and S. Toueg, Cornell University TR 94-1425, 1994, section 3.2.
 */
export default processes({
  name: 'reliable',
  description: 'reliable multicast, by forwarding what is received for the first time',
  source:
    'V. Hadzilacos and S. Toueg, "A modular approach to fault-tolerant broadcasts and related problems", Cornell University TR 94-1425, 1994',
  params: {
    processes: groupOf(3),
    senders: sendersOf(1),
    messages: messagesOf(1),
    deliverWhen: choice(['received', 'forwarded'], {
      description:
        'when a message is delivered: when it is received, or once it has been forwarded to all others and a last copy to itself arrives',
    }),
    afterCrash: choice(['delivered', 'lost'], {
      description: 'what becomes of messages in flight whose sender crashes: they arrive, or may be lost',
    }),
    judge: judged,
    forward: variant({
      description: 'a message that is received for the first time is forwarded to all others',
      caughtBy: ['agreement'],
    }),
    checkDuplicates: variant({
      description: 'a message that was received before is ignored',
      caughtBy: ['integrity'],
    }),
  },
  network: ({ params }) => fifo({ afterCrash: params.afterCrash }),
  environment: { faults: { crash: 1 }, allow: ['crash', 'duplication', 'loss', 'partition', 'reordering'] },
  messages: { data: { name: '' } },
  initial: () => ({
    sent: [] as string[],
    before: [] as number[],
    received: new Set<string>(),
    delivered: [] as string[],
  }),
  rules: {
    multicast: {
      guard: { 'has something to multicast': ({ id, self, params }) => mayMulticast(id, self.sent, params) },
      effect: ({ id, self, others, params, multicast }) => {
        const name = nameOf(id, self.sent.length + 1);
        self.sent.push(name);
        self.before.push(self.delivered.length);
        self.received.add(name);
        if (params.deliverWhen === 'received') self.delivered.push(name);
        multicast({ type: 'data', name }, params.deliverWhen === 'received' ? others : [...others, id]);
      },
    },
  },
  receive: ({ id, self, others, params, multicast }, { name }, from) => {
    if (from === id) self.delivered.push(name);
    if (self.received.has(name) && params.checkDuplicates) return;
    self.received.add(name);
    if (params.deliverWhen === 'received') self.delivered.push(name);
    if (params.forward) multicast({ type: 'data', name }, params.deliverWhen === 'received' ? others : [...others, id]);
    else if (params.deliverWhen === 'forwarded') self.delivered.push(name);
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
      ...(params.judge === 'all' && {
        uniformAgreement: group.uniformAgreement(),
        eventualUniformAgreement: group.eventually.uniformAgreement(),
        fifoOrder: group.fifoOrder(),
        causalOrder: group.causalOrder(),
        totalOrder: group.totalOrder(),
        uniformTotalOrder: group.uniformTotalOrder(),
      }),
      deadlockFree: deadlockFree({
        description: 'a run ends only when every process that is up has multicast all that it was to',
        termination: (state) =>
          state.processes.every(({ sent }, id) => !isUp(state, id) || !mayMulticast(id, sent, params)),
      }),
      crashedHalfway: reachable(
        (state) => state.processes.some(({ sent }, id) => !isUp(state, id) && sent.length > 0),
        { description: 'a process crashes that has multicast a message' },
      ),
    };
  },
});
