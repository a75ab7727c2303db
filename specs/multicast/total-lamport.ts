import { fifo, isUp, processes, unordered, variant } from 'unturned';
import { groupOf, judged, mayMulticast, messagesOf, nameOf, sendersOf } from './group/workload.ts';

/**
 * Totally ordered multicast by timestamps. Every message carries the logical time of its sending, and everybody
 * acknowledges it to everybody. The earliest message is delivered once something later has come from every process; of
 * two of the same time, that of the smaller sender goes first. As timestamps follow causality, so does the order.
 *
 * L. Lamport, CACM 21(7), 1978, pages 558 to 565: its queue of requests, with messages for requests.
 */
export default processes({
  name: 'total-lamport',
  description: 'multicast in one order for all, by timestamps and acknowledgements',
  source:
    'L. Lamport, "Time, clocks, and the ordering of events in a distributed system", Communications of the ACM 21(7), 1978, pages 558-565',
  params: {
    processes: groupOf(3),
    senders: sendersOf(2),
    messages: messagesOf(1),
    judge: judged,
    awaitLater: variant({
      description: 'a message is delivered only when every process has sent something later',
      caughtBy: ['totalOrder'],
    }),
    tieBreak: variant({
      description: 'of two messages of the same time, that of the smaller sender is delivered first, not its own',
      caughtBy: ['totalOrder'],
    }),
    fifo: variant({
      description: 'channels keep the order of sending',
      caughtBy: ['totalOrder'],
    }),
  },
  network: ({ params }) => (params.fifo ? fifo() : unordered()),
  messages: { data: { name: '', time: 0 }, acknowledgement: { time: 0 } },
  initial: ({ id, others }) => ({
    sent: [] as string[],
    before: [] as number[],
    delivered: [] as string[],
    clock: 0,
    /** The messages that are not delivered yet. */
    queue: new Map<string, { readonly time: number; readonly sender: number }>(),
    /** By process: the time of the latest that has come from it. */
    latest: [id, ...others].map(() => 0),
  }),
  rules: {
    multicast: {
      guard: { 'has something to multicast': ({ id, self, params }) => mayMulticast(id, self.sent, params) },
      effect: ({ id, self, multicast }) => {
        const name = nameOf(id, self.sent.length + 1);
        self.sent.push(name);
        self.before.push(self.delivered.length);
        self.clock += 1;
        self.queue.set(name, { time: self.clock, sender: id });
        multicast({ type: 'data', name, time: self.clock });
      },
    },
  },
  receive: ({ id, self, others, params, multicast }, message, from) => {
    self.latest[from] = message.time;
    self.clock = Math.max(self.clock, message.time) + 1;
    if (message.type === 'data') {
      self.queue.set(message.name, { time: message.time, sender: from });
      multicast({ type: 'acknowledgement', time: self.clock });
    }
    const inOrder = [...self.queue].sort(
      ([, a], [, b]) =>
        a.time - b.time || (params.tieBreak ? a.sender - b.sender : Number(b.sender === id) - Number(a.sender === id)),
    );
    for (const [name, { time, sender }] of inOrder) {
      const isLast = others.every((j) => j === sender || (self.latest[j] as number) > time);
      if (!isLast && params.awaitLater) return;
      self.queue.delete(name);
      self.delivered.push(name);
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
            ({ sent, queue }, id) => !isUp(state, id) || (!mayMulticast(id, sent, params) && queue.size === 0),
          ),
      }),
      twoWait: reachable(({ processes }) => processes.some(({ queue }) => queue.size > 1), {
        description: 'two messages wait for their turn',
      }),
    };
  },
});
