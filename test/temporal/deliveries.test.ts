import { expect, test } from 'vitest';
import {
  check,
  configure,
  type FairnessDeclaration,
  type Faults,
  fifo,
  processes,
  unordered,
} from '../../src/index.ts';

/** p0 asks once, beside a ping that comes back as a pong, and so on for ever. */
function chatter(isOrdered: boolean, fairness: readonly FairnessDeclaration[]) {
  return processes({
    name: 'chatter',
    params: { processes: 2 },
    network: isOrdered ? fifo() : unordered(),
    messages: { ping: {}, pong: {}, ask: {} },
    environment: { detector: 'perfect' },
    initial: () => ({ asked: false, served: false }),
    rules: {
      ask: {
        guard: ({ id, self }) => id === 0 && !self.asked,
        effect: ({ self, send }) => {
          self.asked = true;
          send(1, { type: 'ping' });
          send(1, { type: 'ask' });
        },
      },
    },
    receive: ({ self, send }, { type }, from) => {
      if (type === 'ask') self.served = true;
      else send(from, { type: type === 'ping' ? 'pong' : 'ping' });
    },
    fairness: () => fairness,
    properties: ({ temporal, leadsTo }) => ({
      served: temporal(
        leadsTo(
          ({ processes: [p0] }) => p0?.asked === true,
          ({ processes: [, p1] }) => p1?.served === true,
        ),
      ),
    }),
  });
}

const weak = (per: FairnessDeclaration['per']): FairnessDeclaration => ({ kind: 'weak', actions: ['receive'], per });

test.each<[string, boolean, readonly FairnessDeclaration[], Faults, string]>([
  // the question stays behind the pings for ever, as nothing asks for it
  ['nothing is fair', false, [], {}, 'violated'],
  // it is in the channel until it is received, so that it has to be
  ['every delivery is weakly fair', false, [weak('action')], {}, 'holds'],
  // p1 receives pings again and again, which is all that is asked of it
  ['the deliveries to a process are', false, [weak('process')], {}, 'violated'],
  // of two messages in order, the second is received after the first, whatever comes later
  ['channels keep the order', true, [weak('process')], {}, 'holds'],
  // nobody has to deliver what is not there any more; that it be lost is no more than possible
  ['it may be lost', false, [weak('action')], { loss: 1 }, 'violated'],
  // of two copies one is left, and has to be received
  ['it may be duplicated', false, [weak('action')], { duplication: 1 }, 'holds'],
  // a process that is down receives nothing
  ['its receiver may crash', false, [weak('action')], { crash: 1 }, 'violated'],
])('whether a message in an unordered channel is delivered: %s', async (_, isOrdered, fairness, faults, expected) => {
  for (const engine of ['default', 'direct', 'reference'] as const) {
    const { properties } = await check(chatter(isOrdered, fairness), { faults, engine });
    expect(properties[0]?.status).toBe(expected);
  }
});

test('the loop tells the messages apart, and so does what would rule it out', async () => {
  const { properties } = await check(chatter(false, []));
  expect(properties[0]?.holdsWith).toEqual([{ strength: 'weak', action: 'receive(1 <- 0) of ask' }]);
  expect(properties[0]?.trace?.fairness?.map(({ action, enabledIn, taken }) => [action, enabledIn, taken])).toEqual([
    ['receive(0 <- 1) of pong', 1, 1],
    ['receive(1 <- 0) of ask', 2, 0],
    ['receive(1 <- 0) of ping', 1, 1],
  ]);
});

test('what the environment promises is fair, and what it may do is not', () => {
  const { fairness, actions } = configure(chatter(false, []), {}, { faults: { crash: 1, partition: 1, loss: 1 } });
  const fair = fairness.assumptions.flatMap(({ actions: group }) => group.map((index) => actions[index]?.name));
  expect([...new Set(fair)].sort()).toEqual(['heal', 'suspect', 'transmit']);
  expect([...new Set(fairness.optional.map((index) => actions[index]?.name))].sort()).toEqual([
    'crash',
    'lose',
    'partition',
  ]);
  expect(fairness.text).toBe('weak fairness of transmit, suspect and heal');
});
