import { describe, expect, test } from 'vitest';
import {
  type Choose,
  configure,
  type Faults,
  fifo,
  isUp,
  type Network,
  processes,
  unordered,
} from '../../../src/index.ts';
import { accountOf, explore } from '../../support/account.ts';

/** Takes the first of all options. */
const first: Choose = ([option]) => option as never;

/** p0 sends one message to each of the others, who count what they receive. */
function flyer(count: number, { sending = 'stepwise' as 'stepwise' | 'atomic', network = fifo() as Network } = {}) {
  return processes({
    name: 'flyer',
    params: { processes: count },
    network,
    environment: { sending, durable: ['got'] },
    messages: { flyer: {} },
    initial: ({ id }) => ({ isSender: id === 0, sent: false, got: 0 }),
    rules: {
      start: {
        guard: ({ self }) => self.isSender && !self.sent,
        effect: ({ self, multicast }) => {
          self.sent = true;
          multicast({ type: 'flyer' });
        },
      },
    },
    receive: ({ self }) => {
      self.got += 1;
    },
    properties: ({ invariant, terminal }) => ({
      notTwice: invariant(({ processes }) => processes.every(({ got }) => got <= 1)),
      allOrNone: terminal((state) => {
        const got = state.processes.slice(1).filter((_, i) => isUp(state, i + 1));
        return new Set(got.map((one) => one.got)).size <= 1;
      }),
      downAlike: invariant((state) => state.environment === undefined || state.environment.left.crash !== undefined),
    }),
  });
}

function countsOf(spec: ReturnType<typeof flyer>, faults: Faults) {
  const configuration = configure(spec, {}, { faults });
  const account = accountOf(configuration, {});
  for (const options of [{ engine: 'direct' }, { engine: 'reference' }, { learning: { group: false } }] as const)
    expect(accountOf(configuration, options)).toEqual(account);
  const { statistics, findings } = explore(configuration, {});
  return { states: statistics.states, terminal: statistics.terminal, violated: [...findings.keys()].sort() };
}

describe('a crash', () => {
  test('without a budget leaves states as they are', () => {
    const configuration = configure(flyer(3), {}, { faults: { crash: 0 } });
    expect(configuration.faults).toBeUndefined();
    expect(configuration.actions.map(({ name }) => name)).toEqual(configure(flyer(3)).actions.map(({ name }) => name));
    expect(Object.keys(configuration.initial(first))).toEqual(['channels', 'processes']);
    // Before the start 1, then each message in flight or received.
    expect(countsOf(flyer(3), {})).toEqual({ states: 1 + 4, terminal: 1, violated: [] });
  });

  /**
   * Of two processes, p0 with one message. Without a crash: not started, in the outbox, in flight, received. A crash of p0
   * can follow each of these but loses what is in the outbox: states (not sent), (started, lost), in flight, received, in
   * flight received after the crash is the same as received before it. A crash of p1 can follow each, and then p0 goes on.
   */
  test('can fall between the decision to send and the sending', () => {
    const whole = 4;
    const p0Down = 4;
    const p1Down = 4; // not started, in the outbox, in flight, received before
    expect(countsOf(flyer(2), { crash: 1 })).toEqual({ states: whole + p0Down + p1Down, terminal: 6, violated: [] });
  });

  test('of an atomic multicast falls before or after it', () => {
    expect(countsOf(flyer(3, { sending: 'atomic' }), { crash: 1 }).violated).toEqual([]);
    expect(countsOf(flyer(3), { crash: 1 }).violated).toEqual(['allOrNone']);
  });

  test('can take messages in flight along, where the network says so', () => {
    const lossy = { sending: 'atomic', network: fifo({ afterCrash: 'lost' }) } as const;
    expect(countsOf(flyer(3, lossy), { crash: 1 }).violated).toEqual(['allOrNone']);
    expect(countsOf(flyer(3, { ...lossy, network: unordered({ afterCrash: 'lost' }) }), { crash: 1 }).violated).toEqual(
      ['allOrNone'],
    );
  });

  test('happens as often as its budget says, and no process does anything after it', () => {
    for (const crash of [1, 2, 3]) {
      const configuration = configure(flyer(3), {}, { faults: { crash } });
      const { actions } = configuration;
      const most = new Map<number, number>();
      const walk = (state: unknown, crashes: number, depth: number): void => {
        if (depth === 0) return;
        for (const action of actions) {
          if (!action.enabled(state as never)) continue;
          expect(isUp(state as never, action.process as number)).toBe(true);
          expect(action.environment === 'crash' ? crashes < crash : true).toBe(true);
          most.set(crash, Math.max(most.get(crash) ?? 0, crashes + Number(action.environment === 'crash')));
          const copy = structuredClone(state) as never;
          action.effect(copy, first, state as never);
          walk(copy, crashes + Number(action.environment === 'crash'), depth - 1);
        }
      };
      walk(configuration.initial(first), 0, 6);
      expect(most.get(crash)).toBe(crash);
    }
  });

  test('is followed by a recovery with the durable fields, within the budget', () => {
    const configuration = configure(flyer(2), {}, { faults: { crash: 1, recovery: 1 } });
    const { findings, statistics } = explore(configuration, {});
    expect([...findings.keys()]).toEqual(['notTwice']); // p0 forgets that it has sent, p1 remembers that it has received
    expect(statistics.complete).toBe(true);
  });
});

test.each([
  ['crash', -1, 'U107'],
  ['crash', 1.5, 'U107'],
  ['crash', 'many', 'U107'],
  ['crash', '', 'U107'],
  ['crahs', 1, 'U109'],
  ['reordering', 1, 'U109'],
  ['suspicion', 1, 'U109'],
])('the fault %s=%j is an error with a code (%s %s)', (fault, budget, code) => {
  const spec = flyer(2, { network: unordered() });
  expect(() => configure(spec, {}, { faults: { [fault]: budget } })).toThrow(expect.objectContaining({ code }));
});

test('a fault that a spec leaves out is an error that names those it allows', () => {
  const spec = processes({
    name: 'sheltered',
    params: { processes: 1 },
    environment: { allow: ['crash'] },
    initial: () => ({}),
    rules: {},
    receive: () => {},
  });
  expect(() => configure(spec, {}, { faults: { loss: 1 } })).toThrow(
    'the spec does not allow the fault "loss": its environment leaves it out',
  );
});
