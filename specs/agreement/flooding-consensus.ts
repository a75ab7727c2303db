import { choice, fifo, integer, isUp, processes, variant } from 'unturned';

/**
 * Consensus by flooding, with a perfect failure detector. In every round a process sends what it knows to all, and waits
 * for all that it does not suspect. After f + 1 rounds, if at most f processes crash, there was one in which nobody did;
 * since then all know the same, and they decide the smallest value. A process may decide earlier, once it has heard from
 * the same processes in two rounds in a row, and tell the others; then one that crashes at once may have decided alone.
 * Rounds are those of a synchronous system, so that what arrives after its sender is suspected comes too late.
 *
 * N. A. Lynch, 1996, section 6.2.1 (FloodSet); C. Cachin, R. Guerraoui and L. Rodrigues, 2011, algorithms 5.1 and 5.3.
 */
export default processes({
  name: 'flooding-consensus',
  description: 'consensus by telling all values to all, in f + 1 rounds or until nothing changes',
  source:
    'C. Cachin, R. Guerraoui and L. Rodrigues, "Introduction to Reliable and Secure Distributed Programming", 2nd edition, Springer, 2011, sections 5.2 and 5.3',
  params: {
    processes: integer({
      default: 3,
      min: 2,
      max: 4,
      description: 'how many processes there are; process i proposes i',
    }),
    tolerate: integer({ default: 1, min: 0, max: 3, description: 'how many crashes the algorithm is to survive: f' }),
    decide: choice(['lastRound', 'early'], {
      description: 'when to decide: after f + 1 rounds, or once two rounds in a row were heard from the same processes',
    }),
    detector: choice(['perfect', 'eventually-strong', 'none'], {
      description:
        'how processes learn of crashes: from a perfect failure detector, which the algorithm needs, from one that may suspect without a reason, or not at all',
    }),
    judge: choice(['promised', 'all'], {
      description: 'what to judge: what the algorithm promises, or uniform agreement in any case',
    }),
    oneRoundMore: variant({
      description: 'there is one round more than crashes to survive',
      caughtBy: ['agreement', 'uniformAgreement'],
    }),
    ignoreSuspected: variant({
      description: 'what comes from a process after it is suspected is ignored',
      caughtBy: ['agreement', 'uniformAgreement'],
    }),
    awaitAll: variant({
      description: 'a round ends when all that are not suspected were heard from, not all but one',
      caughtBy: ['agreement', 'uniformAgreement'],
    }),
  },
  network: fifo(),
  environment: ({ params }) => ({
    faults: { crash: 1 },
    allow: params.detector === 'eventually-strong' ? ['crash', 'suspicion'] : ['crash'],
    detector: params.detector,
  }),
  messages: { values: { round: 0, known: [] as readonly number[] }, decided: { value: 0 } },
  initial: ({ id, params }) => ({
    proposed: [] as number[],
    decided: [] as number[],
    round: 0,
    known: new Set([id]),
    /** By round, from the first: who was heard from. */
    heard: Array.from({ length: roundsOf(params) }, () => new Set<number>()),
    /** By round: the values heard. */
    values: Array.from({ length: roundsOf(params) }, () => new Set<number>()),
  }),
  rules: {
    propose: {
      guard: { 'has not proposed': ({ self }) => self.round === 0 },
      effect: ({ id, self, multicast }) => {
        self.proposed.push(id);
        self.round = 1;
        multicast({ type: 'values', round: 1, known: inOrder(self.known) });
      },
    },
    endRound: {
      guard: {
        'is in a round': ({ self }) => self.round > 0 && self.decided.length === 0,
        'all that are not suspected were heard from': ({ self, others, suspects, params }) => {
          const heard = self.heard[self.round - 1];
          const missing = others.filter((j) => heard?.has(j) !== true && !suspects.has(j)).length;
          return missing <= (params.awaitAll ? 0 : 1);
        },
      },
      effect: ({ self, others, params, multicast }) => {
        for (const value of self.values[self.round - 1] ?? []) self.known.add(value);
        const before = self.round === 1 ? others : [...(self.heard[self.round - 2] ?? [])];
        const isSteady = before.every((j) => self.heard[self.round - 1]?.has(j) === true);
        const isLast = self.round === roundsOf(params);
        if (isLast || (params.decide === 'early' && isSteady)) {
          const value = Math.min(...self.known);
          self.decided.push(value);
          if (params.decide === 'early') multicast({ type: 'decided', value });
          return;
        }
        self.round += 1;
        multicast({ type: 'values', round: self.round, known: inOrder(self.known) });
      },
    },
  },
  receive: ({ self, params, suspects, multicast }, message, from) => {
    if (suspects.has(from) && params.ignoreSuspected) return;
    if (message.type === 'values') {
      self.heard[message.round - 1]?.add(from);
      for (const value of message.known) self.values[message.round - 1]?.add(value);
    } else if (self.decided.length === 0) {
      self.decided.push(message.value);
      multicast({ type: 'decided', value: message.value });
    }
  },
  fairness: ({ weak }) => [weak()],
  predicates: () => ({
    isUp: (state, i: number) => isUp(state, i),
    decided: ({ processes }, i: number) => (processes[i]?.decided.length ?? 0) > 0,
  }),
  properties: ({ params, consensus, deadlockFree, reachable }) => {
    const group = consensus({ proposed: ({ proposed }) => proposed, decided: ({ decided }) => decided });
    return {
      validity: group.validity(),
      integrity: group.integrity(),
      agreement: group.agreement(),
      ...((params.decide === 'lastRound' || params.judge === 'all') && { uniformAgreement: group.uniformAgreement() }),
      termination: group.termination(),
      terminates: group.eventually.termination(),
      deadlockFree: deadlockFree({
        description: 'a run ends only when every process that is up has decided',
        termination: (state) => state.processes.every(({ decided }, id) => !isUp(state, id) || decided.length > 0),
      }),
      unlike: reachable(
        ({ processes }) => new Set(processes.map(({ known }) => [...known].join())).size === processes.length,
        {
          description: 'all processes know different values',
        },
      ),
    };
  },
});

/** Two processes that know the same say the same. */
function inOrder(values: ReadonlySet<number>): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

/** How many rounds there are. */
function roundsOf({ tolerate, oneRoundMore }: { readonly tolerate: number; readonly oneRoundMore: boolean }): number {
  return Math.max(1, tolerate + (oneRoundMore ? 1 : 0));
}
