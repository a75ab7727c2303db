import { isUp, processes, unordered, variant } from 'unturned';
import { groupOf, judged, mayMulticast, messagesOf, nameOf, sendersOf } from './group/workload.ts';

/**
 * FIFO-ordered multicast over channels that do not keep the order. Every message carries the number that it has among
 * those of its sender; who receives it too early holds it back until the ones before it were delivered.
 *
 * V. Hadzilacos and S. Toueg, Cornell University TR 94-1425, 1994, section 4.1.
 */
export default processes({
  name: 'fifo',
  description: 'multicast in the order of each sender, by sequence numbers and a hold-back queue',
  source:
    'V. Hadzilacos and S. Toueg, "A modular approach to fault-tolerant broadcasts and related problems", Cornell University TR 94-1425, 1994',
  params: {
    processes: groupOf(3),
    senders: sendersOf(2),
    messages: messagesOf(2),
    judge: judged,
    holdBack: variant({
      description: 'a message that comes too early is held back',
      caughtBy: ['fifoOrder'],
    }),
    releaseAll: variant({
      description: 'after a delivery, those held back are looked at again',
      caughtBy: ['deadlockFree'],
    }),
  },
  network: unordered(),
  messages: { data: { sender: 0, number: 0 } },
  initial: ({ id, others }) => ({
    sent: [] as string[],
    before: [] as number[],
    delivered: [] as string[],
    /** By sender: the number of its next message to deliver. */
    next: [id, ...others].map(() => 1),
    /** Messages that came too early, as sender and number. */
    heldBack: new Set<string>(),
  }),
  rules: {
    multicast: {
      guard: { 'has something to multicast': ({ id, self, params }) => mayMulticast(id, self.sent, params) },
      effect: ({ id, self, multicast }) => {
        const number = self.sent.length + 1;
        const name = nameOf(id, number);
        self.sent.push(name);
        self.before.push(self.delivered.length);
        self.delivered.push(name);
        multicast({ type: 'data', sender: id, number });
      },
    },
  },
  receive: ({ self, params }, { sender, number }) => {
    const deliver = (n: number): void => {
      self.heldBack.delete(nameOf(sender, n));
      self.delivered.push(nameOf(sender, n));
      self.next[sender] = n + 1;
    };
    if (number !== self.next[sender] && params.holdBack) {
      self.heldBack.add(nameOf(sender, number));
      return;
    }
    deliver(number);
    while (params.releaseAll && self.heldBack.has(nameOf(sender, self.next[sender] as number)))
      deliver(self.next[sender] as number);
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
      ...(params.judge === 'all' && {
        causalOrder: group.causalOrder(),
        totalOrder: group.totalOrder(),
        uniformTotalOrder: group.uniformTotalOrder(),
        agreement: group.agreement(),
        eventualAgreement: group.eventually.agreement(),
        uniformAgreement: group.uniformAgreement(),
        eventualUniformAgreement: group.eventually.uniformAgreement(),
      }),
      deadlockFree: deadlockFree({
        description: 'a run ends only when all was multicast and nothing is held back',
        termination: (state) =>
          state.processes.every(
            ({ sent, heldBack }, id) => !isUp(state, id) || (!mayMulticast(id, sent, params) && heldBack.size === 0),
          ),
      }),
      someHeldBack: reachable(({ processes }) => processes.some(({ heldBack }) => heldBack.size > 0), {
        description: 'a message is held back',
      }),
    };
  },
});
