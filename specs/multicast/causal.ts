import { isUp, processes, unordered, variant } from 'unturned';
import { groupOf, judged, mayMulticast, messagesOf, nameOf, sendersOf } from './group/workload.ts';

/**
 * Causally ordered multicast by vector clocks. Every process counts the messages that it has delivered of each other; a
 * message carries the counts of its sender. It is delivered as soon as it is the next of its sender, and the receiver has
 * delivered whatever the sender had delivered.
 *
 * K. Birman, A. Schiper and P. Stephenson, "Lightweight causal and atomic group multicast", ACM TOCS 9(3), 1991, CBCAST.
 */
export default processes({
  name: 'causal',
  description: 'multicast in causal order, by vector clocks and a hold-back queue',
  source:
    'K. Birman, A. Schiper and P. Stephenson, "Lightweight causal and atomic group multicast", ACM Transactions on Computer Systems 9(3), 1991, pages 272-314',
  params: {
    processes: groupOf(3),
    senders: sendersOf(2),
    messages: messagesOf(2),
    judge: judged,
    nextOfSender: variant({
      description: 'a message is delivered only as the next of its sender',
      caughtBy: ['fifoOrder', 'causalOrder'],
    }),
    compareOthers: variant({
      description: 'a message is delivered only after all that its sender had delivered',
      caughtBy: ['causalOrder'],
    }),
    releaseAll: variant({
      description: 'after a delivery, those held back are looked at again',
      caughtBy: ['deadlockFree'],
    }),
  },
  network: unordered(),
  messages: { data: { sender: 0, clock: [] as readonly number[] } },
  initial: ({ id, others }) => ({
    sent: [] as string[],
    before: [] as number[],
    delivered: [] as string[],
    /** By process: how many of its messages this one has delivered. */
    clock: [id, ...others].map(() => 0),
    heldBack: [] as { readonly sender: number; readonly clock: readonly number[] }[],
  }),
  rules: {
    multicast: {
      guard: { 'has something to multicast': ({ id, self, params }) => mayMulticast(id, self.sent, params) },
      effect: ({ id, self, multicast }) => {
        const name = nameOf(id, self.sent.length + 1);
        self.sent.push(name);
        self.before.push(self.delivered.length);
        self.delivered.push(name);
        self.clock[id] = (self.clock[id] as number) + 1;
        multicast({ type: 'data', sender: id, clock: [...self.clock] });
      },
    },
  },
  receive: ({ self, params }, { sender, clock }) => {
    const isDue = (message: { readonly sender: number; readonly clock: readonly number[] }): boolean =>
      message.clock.every((count, j) => {
        const mine = self.clock[j] as number;
        return j === message.sender
          ? count === mine + 1 || !params.nextOfSender
          : count <= mine || !params.compareOthers;
      });
    const queue = [
      ...self.heldBack.map((one) => ({ sender: one.sender, clock: [...one.clock] })),
      { sender, clock: [...clock] },
    ];
    for (let due = queue.findLastIndex(isDue); due >= 0; due = params.releaseAll ? queue.findIndex(isDue) : -1) {
      const [message] = queue.splice(due, 1);
      if (message === undefined) break;
      self.delivered.push(nameOf(message.sender, message.clock[message.sender] as number));
      self.clock[message.sender] = message.clock[message.sender] as number;
    }
    self.heldBack = queue;
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
      causalOrder: group.causalOrder(),
      ...(params.judge === 'all' && {
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
            ({ sent, heldBack }, id) => !isUp(state, id) || (!mayMulticast(id, sent, params) && heldBack.length === 0),
          ),
      }),
      someHeldBack: reachable(({ processes }) => processes.some(({ heldBack }) => heldBack.length > 0), {
        description: 'a message is held back',
      }),
    };
  },
});
