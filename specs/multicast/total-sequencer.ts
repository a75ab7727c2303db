import { isUp, processes, unordered, variant } from 'unturned';
import { groupOf, judged, mayMulticast, messagesOf, nameOf, sendersOf } from './group/workload.ts';

/**
 * Totally ordered multicast by a sequencer. Messages go to everybody; p0 numbers them in the order in which they reach
 * it, and everybody delivers them by their numbers. As channels do not keep the order, two messages of one process can
 * be numbered the wrong way round.
 *
 * M. F. Kaashoek, A. S. Tanenbaum, S. Flynn Hummel and H. E. Bal, ACM Operating Systems Review 23(4), 1989.
 */
export default processes({
  name: 'total-sequencer',
  description: 'multicast in one order for all, by the numbers of a sequencer',
  source:
    'M. F. Kaashoek, A. S. Tanenbaum, S. Flynn Hummel and H. E. Bal, "An efficient reliable broadcast protocol", ACM Operating Systems Review 23(4), 1989, pages 5-19',
  params: {
    processes: groupOf(3),
    senders: sendersOf(2),
    messages: messagesOf(1),
    judge: judged,
    awaitNumber: variant({
      description: 'a message is delivered by its number, not when it arrives',
      caughtBy: ['totalOrder'],
    }),
    countUp: variant({
      description: 'no number is given to two messages',
      caughtBy: ['agreement'],
    }),
  },
  network: unordered(),
  messages: { data: { name: '' }, order: { name: '', number: 0 } },
  initial: () => ({
    sent: [] as string[],
    before: [] as number[],
    delivered: [] as string[],
    /** Received and not yet delivered. */
    waiting: new Set<string>(),
    /** By number, of those not yet delivered. */
    order: new Map<number, string>(),
    next: 1,
    /** Of the sequencer: the last number given. */
    last: 0,
  }),
  rules: {
    multicast: {
      guard: { 'has something to multicast': ({ id, self, params }) => mayMulticast(id, self.sent, params) },
      effect: ({ id, self, others, multicast }) => {
        const name = nameOf(id, self.sent.length + 1);
        self.sent.push(name);
        self.before.push(self.delivered.length);
        multicast({ type: 'data', name }, [id, ...others]);
      },
    },
  },
  receive: ({ id, self, params, multicast }, message) => {
    if (message.type === 'data') {
      if (!params.awaitNumber) {
        self.delivered.push(message.name);
        return;
      }
      self.waiting.add(message.name);
      if (id === 0) {
        const number = self.last + 1;
        if (params.countUp) self.last = number;
        self.order.set(number, message.name);
        multicast({ type: 'order', name: message.name, number });
      }
    } else if (params.awaitNumber) self.order.set(message.number, message.name);
    for (let name = self.order.get(self.next); name !== undefined; name = self.order.get(self.next)) {
      if (!self.waiting.has(name)) return;
      self.waiting.delete(name);
      self.order.delete(self.next);
      self.delivered.push(name);
      self.next += 1;
    }
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
      totalOrder: group.totalOrder(),
      agreement: group.agreement(),
      eventualAgreement: group.eventually.agreement(),
      ...(params.judge === 'all' && {
        uniformTotalOrder: group.uniformTotalOrder(),
        uniformAgreement: group.uniformAgreement(),
        eventualUniformAgreement: group.eventually.uniformAgreement(),
        fifoOrder: group.fifoOrder(),
        causalOrder: group.causalOrder(),
      }),
      deadlockFree: deadlockFree({
        description: 'a run ends only when all was multicast and nothing is held back',
        termination: (state) =>
          state.processes.every(
            ({ sent, waiting }, id) => !isUp(state, id) || (!mayMulticast(id, sent, params) && waiting.size === 0),
          ),
      }),
      numberFirst: reachable(
        ({ processes }) =>
          processes.some(({ waiting, order, next }) => order.has(next) && !waiting.has(order.get(next) ?? '')),
        { description: 'the number of a message arrives before the message' },
      ),
    };
  },
});
