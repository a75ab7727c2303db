import type { Message, Step, Trace } from '../../../src/counterexample/trace.ts';

/** What happens in one step of a run that is written by hand. */
export interface Happening {
  readonly process?: string;
  readonly action: string;
  /** The receivers of the messages that it sends. */
  readonly sends?: readonly string[];
  readonly type?: string;
  readonly receives?: number;
  readonly loses?: readonly number[];
  readonly isCrash?: boolean;
  /** What the environment does, with the processes it does it to. */
  readonly environment?: NonNullable<Step['environment']>;
  readonly args?: readonly number[];
  /** The message that it makes a second copy of. */
  readonly copies?: number;
}

/** Makes the trace of a run that is written by hand; its states are the numbers of its steps. */
export function traceBy(ids: readonly string[], happenings: readonly Happening[], more: Partial<Trace> = {}): Trace {
  const messages: Message[] = [];
  const crashes = new Map<string, number>();
  const steps = happenings.map((one, i): Step => {
    const index = i + 1;
    const { process, action, sends = [], type = 'request', receives, loses, isCrash, copies } = one;
    const { environment = isCrash ? 'crash' : undefined, args } = one;
    if (isCrash && process !== undefined) crashes.set(process, index);
    const sent = sends.map((to) => {
      const id = messages.length + 1;
      messages.push({ id, from: process ?? '', to, type, payload: {}, sentAt: index });
      return id;
    });
    if (copies !== undefined) {
      const id = messages.length + 1;
      const { copyOf = copies, from, to, type: copied, payload } = messages[copies - 1] as Message;
      messages.push({ id, from, to, type: copied, payload, sentAt: index, copyOf });
      sent.push(id);
    }
    for (const id of loses ?? []) messages[id - 1] = { ...(messages[id - 1] as Message), lostAt: index };
    if (receives !== undefined) {
      const message = messages[receives - 1] as Message;
      const overtakes = messages
        .filter(
          ({ id, from, to, deliveredAt, lostAt }) =>
            id < receives &&
            from === message.from &&
            to === message.to &&
            deliveredAt === undefined &&
            lostAt === undefined,
        )
        .map(({ id }) => id);
      messages[receives - 1] = { ...message, deliveredAt: index, ...(overtakes.length > 0 && { overtakes }) };
    }
    return {
      index,
      action,
      ...(process !== undefined && { process }),
      args: args ?? (process === undefined ? [] : [ids.indexOf(process)]),
      key: `${action}(${process})`,
      sends: sent,
      ...(receives !== undefined && { receives }),
      ...(loses && { loses }),
      ...(environment !== undefined && { environment }),
      diff: [{ path: 'count', op: 'set', from: i, to: index }],
      state: { count: index },
    };
  });
  return {
    length: steps.length,
    shortest: true,
    processes: ids.map((id) => ({ id, ...(crashes.has(id) && { crashedAt: crashes.get(id) as number }) })),
    initial: { count: 0 },
    steps,
    messages,
    ...more,
  };
}

/** Lamport's mutual exclusion over channels that reorder: m3 overtakes m1. */
export const overtaking: Trace = traceBy(
  ['p0', 'p1'],
  [
    { process: 'p0', action: 'request', sends: ['p1'] },
    { process: 'p1', action: 'request', sends: ['p0'] },
    { process: 'p0', action: 'receive', receives: 2, sends: ['p1'], type: 'ack' },
    { process: 'p1', action: 'receive', receives: 3 },
    { process: 'p1', action: 'enter' },
    { process: 'p1', action: 'receive', receives: 1, sends: ['p0'], type: 'ack' },
    { process: 'p0', action: 'receive', receives: 4 },
    { process: 'p0', action: 'enter' },
  ],
);

/** Flooding consensus with a crash: m1 and m2 are lost, m7 and m8 stay in flight. */
export const crashing: Trace = traceBy(
  ['p0', 'p1', 'p2'],
  [
    { process: 'p0', action: 'propose', sends: ['p1', 'p2'], type: 'R1' },
    { process: 'p1', action: 'propose', sends: ['p0', 'p2'], type: 'R1' },
    { process: 'p2', action: 'propose', sends: ['p0', 'p1'], type: 'R1' },
    { process: 'p0', action: 'receive', receives: 3 },
    { process: 'p2', action: 'receive', receives: 4 },
    { process: 'p0', action: 'receive', receives: 5 },
    { process: 'p0', action: 'decide' },
    { process: 'p0', action: 'crash', isCrash: true, loses: [1, 2] },
    { process: 'p1', action: 'suspect' },
    { process: 'p2', action: 'suspect' },
    { process: 'p2', action: 'round', sends: ['p0', 'p1'], type: 'R2' },
    { process: 'p1', action: 'receive', receives: 6 },
    { process: 'p1', action: 'round', sends: ['p0', 'p2'], type: 'R2' },
    { process: 'p2', action: 'receive', receives: 10 },
    { process: 'p2', action: 'decide' },
  ],
);

/** A lock server that starves c1: two steps, then a loop of six. */
export const starving: Trace = traceBy(
  ['c0', 'c1', 's'],
  [
    { process: 'c1', action: 'request', sends: ['s'] },
    { process: 's', action: 'receive', receives: 1 },
    { process: 'c0', action: 'request', sends: ['s'] },
    { process: 's', action: 'receive', receives: 2 },
    { process: 's', action: 'grant', sends: ['c0'], type: 'grant' },
    { process: 'c0', action: 'receive', receives: 3 },
    { process: 'c0', action: 'exit', sends: ['s'], type: 'release' },
    { process: 's', action: 'receive', receives: 4 },
  ],
  {
    lasso: { start: 2, period: 6 },
    fairness: [
      { action: 'request(c0)', enabledIn: 2, taken: 1, weak: true, strong: true },
      { action: 'grant(c1)', enabledIn: 2, taken: 0, weak: true, strong: false },
    ],
  },
);

/** Every fault there is: m1 is lost, m2 is doubled, p1 crashes and recovers, p2 and p3 are apart for a while. */
export const faulty: Trace = traceBy(
  ['p0', 'p1', 'p2', 'p3'],
  [
    { process: 'p0', action: 'ask', sends: ['p1', 'p2', 'p3'] },
    { action: 'lose', environment: 'lose', args: [1, 0], loses: [1] },
    { action: 'duplicate', environment: 'duplicate', args: [2, 0], copies: 2 },
    { process: 'p2', action: 'receive', receives: 2, sends: ['p1'], type: 'answer' },
    { process: 'p1', action: 'crash', isCrash: true },
    { action: 'partition', environment: 'partition', args: [2, 3] },
    { process: 'p0', action: 'suspect', environment: 'suspect', args: [0, 1] },
    { process: 'p2', action: 'receive', receives: 4, sends: ['p1', 'p3'], type: 'answer' },
    { process: 'p1', action: 'recover', environment: 'recover', loses: [5] },
    { action: 'heal', environment: 'heal', args: [] },
    { process: 'p0', action: 'trust', environment: 'trust', args: [0, 1] },
    { action: 'reorder', environment: 'reorder', args: [3, 0] },
    { process: 'p3', action: 'receive', receives: 3 },
    { process: 'p1', action: 'receive', receives: 6 },
    { action: 'lose', environment: 'lose', args: [3, 2], loses: [7] },
  ],
);
