import { isUp, processes, unordered, variant } from 'unturned';
import { groupOf, judged, mayMulticast, messagesOf, nameOf, sendersOf } from './group/workload.ts';

/**
 * Basic multicast, or best-effort broadcast: send to everybody, deliver what arrives. A correct sender reaches every
 * correct process. Nothing is said of the order, nor of a sender that crashes in the middle.
 *
 * C. Cachin, R. Guerraoui and L. Rodrigues, 2011, section 3.2.
 */
export default processes({
  name: 'basic',
  description: 'multicast without order: send to everybody, deliver what arrives',
  source:
    'C. Cachin, R. Guerraoui and L. Rodrigues, "Introduction to Reliable and Secure Distributed Programming", 2nd edition, Springer, 2011, section 3.2',
  params: {
    processes: groupOf(3),
    senders: sendersOf(1),
    messages: messagesOf(2),
    judge: judged,
    sendToAll: variant({
      description: 'a message is sent to every process of the group',
      caughtBy: ['reachesAll'],
    }),
    sendOnce: variant({
      description: 'a message is sent to each of them once',
      caughtBy: ['integrity'],
    }),
  },
  network: unordered(),
  messages: { data: { name: '' } },
  initial: () => ({ sent: [] as string[], before: [] as number[], delivered: [] as string[] }),
  rules: {
    multicast: {
      guard: { 'has something to multicast': ({ id, self, params }) => mayMulticast(id, self.sent, params) },
      effect: ({ id, self, others, params, multicast }) => {
        const name = nameOf(id, self.sent.length + 1);
        self.sent.push(name);
        self.before.push(self.delivered.length);
        self.delivered.push(name);
        const receivers = params.sendToAll ? others : others.slice(1);
        multicast({ type: 'data', name }, params.sendOnce ? receivers : [...receivers, ...receivers]);
      },
    },
  },
  receive: ({ self }, { name }) => {
    self.delivered.push(name);
  },
  fairness: ({ weak }) => [weak()],
  properties: ({ params, multicast, terminal, deadlockFree, reachable }) => {
    const group = multicast({
      delivered: ({ delivered }) => delivered,
      multicast: ({ sent }) => sent,
      before: ({ before }) => before,
    });
    return {
      integrity: group.integrity(),
      validity: group.validity(),
      eventualValidity: group.eventually.validity(),
      reachesAll: terminal(
        (state) =>
          state.processes.every(
            ({ sent }, id) =>
              !isUp(state, id) ||
              state.processes.every(
                ({ delivered }, j) => !isUp(state, j) || sent.every((name) => delivered.includes(name)),
              ),
          ),
        { description: 'what a correct process multicasts, every correct process delivers' },
      ),
      ...(params.judge === 'all' && {
        agreement: group.agreement(),
        eventualAgreement: group.eventually.agreement(),
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
      overtaken: reachable(
        ({ processes }) =>
          processes.some(
            ({ delivered }) => delivered.includes('a2') && !delivered.slice(0, delivered.indexOf('a2')).includes('a1'),
          ),
        { description: 'a message is delivered before an earlier one of the same process' },
      ),
    };
  },
});
