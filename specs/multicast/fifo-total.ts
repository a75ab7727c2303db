import { isUp, processes, unordered, variant } from 'unturned';
import { groupOf, judged, mayMulticast, messagesOf, nameOf, sendersOf } from './group/workload.ts';

/**
 * FIFO and total order. A message goes to the sequencer p0 only, with the number that it has among those of its sender;
 * the sequencer holds back what comes too early, gives out the numbers of the order of all, and multicasts. As whoever
 * multicasts has delivered only what was numbered before, the order is causal, too.
 *
 * V. Hadzilacos and S. Toueg, Cornell University TR 94-1425, 1994, section 2.3: FIFO atomic broadcast.
 */
export default processes({
  name: 'fifo-total',
  description: 'multicast in one order for all that is also that of each sender',
  source:
    'V. Hadzilacos and S. Toueg, "A modular approach to fault-tolerant broadcasts and related problems", Cornell University TR 94-1425, 1994',
  params: {
    processes: groupOf(3),
    senders: sendersOf(2),
    messages: messagesOf(2),
    judge: judged,
    holdBack: variant({
      description: 'the sequencer numbers the messages of a process in the order of its multicasts',
      caughtBy: ['fifoOrder'],
    }),
    followNumbers: variant({
      description: 'messages are delivered in the order of their numbers',
      caughtBy: ['fifoOrder', 'totalOrder'],
    }),
  },
  network: unordered(),
  messages: { submitted: { sender: 0, number: 0 }, ordered: { name: '', place: 0 } },
  initial: ({ id, others }) => ({
    sent: [] as string[],
    before: [] as number[],
    delivered: [] as string[],
    /** By place in the order of all, of those not yet delivered. */
    waiting: new Map<number, string>(),
    next: 1,
    /** Of the sequencer: the next number of each sender, what came too early, and the last place given. */
    expected: [id, ...others].map(() => 1),
    early: new Set<string>(),
    last: 0,
  }),
  rules: {
    multicast: {
      guard: { 'has something to multicast': ({ id, self, params }) => mayMulticast(id, self.sent, params) },
      effect: ({ id, self, send }) => {
        const number = self.sent.length + 1;
        self.sent.push(nameOf(id, number));
        self.before.push(self.delivered.length);
        send(0, { type: 'submitted', sender: id, number });
      },
    },
  },
  receive: ({ self, params, multicast }, message) => {
    const accept = (place: number, name: string): void => {
      if (params.followNumbers) self.waiting.set(place, name);
      else self.delivered.push(name);
    };
    const order = (name: string): void => {
      self.last += 1;
      accept(self.last, name);
      multicast({ type: 'ordered', name, place: self.last });
    };
    if (message.type === 'ordered') accept(message.place, message.name);
    else {
      const { sender, number } = message;
      self.early.add(nameOf(sender, number));
      if (!params.holdBack) {
        self.early.delete(nameOf(sender, number));
        order(nameOf(sender, number));
      }
      for (let n = self.expected[sender] as number; self.early.delete(nameOf(sender, n)); n += 1) {
        self.expected[sender] = n + 1;
        order(nameOf(sender, n));
      }
    }
    for (let name = self.waiting.get(self.next); name !== undefined; name = self.waiting.get(self.next)) {
      self.waiting.delete(self.next);
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
      fifoOrder: group.fifoOrder(),
      totalOrder: group.totalOrder(),
      agreement: group.agreement(),
      eventualAgreement: group.eventually.agreement(),
      ...(params.judge === 'all' && {
        causalOrder: group.causalOrder(),
        uniformTotalOrder: group.uniformTotalOrder(),
        uniformAgreement: group.uniformAgreement(),
        eventualUniformAgreement: group.eventually.uniformAgreement(),
      }),
      deadlockFree: deadlockFree({
        description: 'a run ends only when all was multicast and nothing is held back',
        termination: (state) =>
          state.processes.every(
            ({ sent, waiting, early }, id) =>
              !isUp(state, id) || (!mayMulticast(id, sent, params) && waiting.size === 0 && early.size === 0),
          ),
      }),
      someEarly: reachable(({ processes }) => processes.some(({ early }) => early.size > 0), {
        description: 'the sequencer holds a message back',
      }),
    };
  },
});
