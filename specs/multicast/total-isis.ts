import { isUp, processes, unordered, variant } from 'unturned';
import { groupOf, judged, mayMulticast, messagesOf, nameOf, sendersOf } from './group/workload.ts';

/**
 * Totally ordered multicast by agreed numbers. Everybody proposes a number for a message, larger than all that it has
 * seen; the sender takes the largest and tells it to all. Messages are delivered in the order of their numbers, and of
 * two equal ones that of the smaller proposer goes first; who is not agreed on yet holds up those behind it.
 *
 * K. P. Birman and T. A. Joseph, "Reliable communication in the presence of failures", ACM TOCS 5(1), 1987, ABCAST.
 */
export default processes({
  name: 'total-isis',
  description: 'multicast in one order for all, by proposed and agreed numbers',
  source:
    'K. P. Birman and T. A. Joseph, "Reliable communication in the presence of failures", ACM Transactions on Computer Systems 5(1), 1987, pages 47-76',
  params: {
    processes: groupOf(3),
    senders: sendersOf(2),
    messages: messagesOf(1),
    judge: judged,
    takeLargest: variant({
      description: 'the sender takes the largest of the proposals, not its own',
      caughtBy: ['totalOrder'],
    }),
    tieBreak: variant({
      description: 'of two equal numbers, that of the smaller proposer goes first, not that of the process itself',
      caughtBy: ['totalOrder'],
    }),
    awaitAgreed: variant({
      description: 'a message that is not agreed on holds up those behind it',
      caughtBy: ['totalOrder'],
    }),
  },
  network: unordered(),
  messages: {
    data: { name: '' },
    proposal: { name: '', number: 0 },
    agreed: { name: '', number: 0, by: 0 },
  },
  initial: () => ({
    sent: [] as string[],
    before: [] as number[],
    delivered: [] as string[],
    /** The largest number proposed or agreed so far. */
    largest: 0,
    /** Not yet delivered, with the number that was proposed here, or the one agreed on. */
    queue: new Map<string, Numbered>(),
    /** Of the messages it has multicast itself: how many proposals there are, and the largest. */
    proposals: new Map<string, { readonly count: number; readonly number: number; readonly by: number }>(),
  }),
  rules: {
    multicast: {
      guard: { 'has something to multicast': ({ id, self, params }) => mayMulticast(id, self.sent, params) },
      effect: ({ id, self, multicast }) => {
        const name = nameOf(id, self.sent.length + 1);
        self.sent.push(name);
        self.before.push(self.delivered.length);
        self.largest += 1;
        self.queue.set(name, { number: self.largest, by: id, isAgreed: false });
        self.proposals.set(name, { count: 1, number: self.largest, by: id });
        multicast({ type: 'data', name });
      },
    },
  },
  receive: ({ id, self, others, params, send, multicast }, message, from) => {
    const { name } = message;
    if (message.type === 'data') {
      self.largest += 1;
      self.queue.set(name, { number: self.largest, by: id, isAgreed: false });
      send(from, { type: 'proposal', name, number: self.largest });
      return;
    }
    let agreed: { readonly number: number; readonly by: number } | undefined;
    if (message.type === 'agreed') agreed = { number: message.number, by: message.by };
    else {
      const known = self.proposals.get(name);
      if (known === undefined) return;
      const isLarger = message.number > known.number || (message.number === known.number && from > known.by);
      const best = isLarger && params.takeLargest ? { number: message.number, by: from } : known;
      if (known.count < others.length) self.proposals.set(name, { ...best, count: known.count + 1 });
      else {
        self.proposals.delete(name);
        agreed = { number: best.number, by: best.by };
        multicast({ type: 'agreed', name, ...agreed });
      }
    }
    if (agreed === undefined) return;
    self.largest = Math.max(self.largest, agreed.number);
    self.queue.set(name, { ...agreed, isAgreed: true });
    const inOrder = [...self.queue].sort(
      ([, a], [, b]) =>
        a.number - b.number || (params.tieBreak ? a.by - b.by : Number(b.by === id) - Number(a.by === id)),
    );
    for (const [due, { isAgreed }] of inOrder) {
      if (!isAgreed && params.awaitAgreed) return;
      if (!isAgreed) continue;
      self.queue.delete(due);
      self.delivered.push(due);
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
            ({ sent, queue }, id) => !isUp(state, id) || (!mayMulticast(id, sent, params) && queue.size === 0),
          ),
      }),
      heldUp: reachable(
        ({ processes }) =>
          processes.some(({ queue }) => {
            const states = [...queue.values()];
            return states.some(({ isAgreed }) => isAgreed) && states.some(({ isAgreed }) => !isAgreed);
          }),
        { description: 'a message that is agreed on is held up by one that is not' },
      ),
    };
  },
});

interface Numbered {
  readonly number: number;
  readonly by: number;
  readonly isAgreed: boolean;
}
