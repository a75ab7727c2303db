import { isUp, processes, unordered, variant } from 'unturned';
import { groupOf, judged, mayMulticast, messagesOf, nameOf, sendersOf } from './group/workload.ts';

/** What the causal layer carries: a message of the application, or the word of p0 that one is next. */
interface Carried {
  readonly sender: number;
  readonly clock: readonly number[];
  readonly name: string;
  readonly isOrder: boolean;
}

/**
 * Causal and total order. Everything travels by causal multicast with vector clocks. A message waits until the word of
 * p0 that it is next has come, by causal multicast as well: so it comes after the message, and after the words before it.
 *
 * K. Birman, A. Schiper and P. Stephenson, ACM TOCS 9(3), 1991: ABCAST on top of CBCAST.
 */
export default processes({
  name: 'causal-total',
  description: 'multicast in one order for all that is also causal, over causal multicast',
  source:
    'K. Birman, A. Schiper and P. Stephenson, "Lightweight causal and atomic group multicast", ACM Transactions on Computer Systems 9(3), 1991, pages 272-314',
  params: {
    processes: groupOf(3),
    senders: sendersOf(2),
    messages: messagesOf(1),
    judge: judged,
    nextOfSender: variant({
      description: 'what the causal layer carries is taken only as the next of its sender',
      caughtBy: ['causalOrder', 'totalOrder'],
    }),
    compareOthers: variant({
      description: 'it is taken only after all that its sender had taken',
      caughtBy: ['causalOrder', 'agreement'],
    }),
    awaitOrder: variant({
      description: 'a message is delivered when p0 says that it is next, not when it comes',
      caughtBy: ['totalOrder'],
    }),
  },
  network: unordered(),
  messages: { carried: { sender: 0, clock: [] as readonly number[], name: '', isOrder: false } },
  initial: ({ id, others }) => ({
    sent: [] as string[],
    before: [] as number[],
    delivered: [] as string[],
    /** By process: how much of what it has sent the causal layer has taken. */
    clock: [id, ...others].map(() => 0),
    heldBack: [] as Carried[],
    /** Taken by the causal layer, and not yet delivered. */
    waiting: new Set<string>(),
  }),
  rules: {
    multicast: {
      guard: { 'has something to multicast': ({ id, self, params }) => mayMulticast(id, self.sent, params) },
      effect: ({ id, self, params, multicast }) => {
        const name = nameOf(id, self.sent.length + 1);
        const send = (isOrder: boolean): void => {
          self.clock[id] = (self.clock[id] as number) + 1;
          multicast({ type: 'carried', sender: id, clock: [...self.clock], name, isOrder });
        };
        self.sent.push(name);
        self.before.push(self.delivered.length);
        send(false);
        if (id === 0 || !params.awaitOrder) self.delivered.push(name);
        else self.waiting.add(name);
        if (id === 0 && params.awaitOrder) send(true);
      },
    },
  },
  receive: ({ id, self, params, multicast }, { type: _, ...message }) => {
    const isDue = ({ sender, clock }: Carried): boolean =>
      clock.every((count, j) => {
        const mine = self.clock[j] as number;
        return j === sender ? count === mine + 1 || !params.nextOfSender : count <= mine || !params.compareOthers;
      });
    const take = ({ sender, clock, name, isOrder }: Carried): void => {
      self.clock[sender] = clock[sender] as number;
      if (isOrder) {
        if (self.waiting.delete(name)) self.delivered.push(name);
      } else if (!params.awaitOrder || id === 0) self.delivered.push(name);
      else self.waiting.add(name);
      if (isOrder || id !== 0 || !params.awaitOrder) return;
      self.clock[0] = (self.clock[0] as number) + 1;
      multicast({ type: 'carried', sender: 0, clock: [...self.clock], name, isOrder: true });
    };
    const queue = [
      ...self.heldBack.map((one) => ({ ...one, clock: [...one.clock] })),
      { ...message, clock: [...message.clock] },
    ];
    for (let due = queue.findLastIndex(isDue); due >= 0; due = queue.findIndex(isDue))
      take(queue.splice(due, 1)[0] as Carried);
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
      totalOrder: group.totalOrder(),
      agreement: group.agreement(),
      eventualAgreement: group.eventually.agreement(),
      ...(params.judge === 'all' && {
        uniformTotalOrder: group.uniformTotalOrder(),
        uniformAgreement: group.uniformAgreement(),
        eventualUniformAgreement: group.eventually.uniformAgreement(),
      }),
      deadlockFree: deadlockFree({
        description: 'a run ends only when all was multicast and nothing is held back',
        termination: (state) =>
          state.processes.every(
            ({ sent, heldBack, waiting }, id) =>
              !isUp(state, id) || (!mayMulticast(id, sent, params) && heldBack.length === 0 && waiting.size === 0),
          ),
      }),
      someHeldBack: reachable(({ processes }) => processes.some(({ heldBack }) => heldBack.length > 0), {
        description: 'the causal layer holds something back',
      }),
    };
  },
});
