import { expect, test } from 'vitest';
import { traffic } from '../../src/counterexample/messages.ts';
import { replay } from '../../src/counterexample/replay.ts';
import { configure } from '../../src/spec/configuration.ts';
import { createSpec, type NetworkLayout } from '../../src/spec/spec.ts';
import { careless } from '../report/support/specs.ts';
import { explained, findingOf } from './explored.ts';

interface Bag {
  readonly left: number;
  readonly channel: readonly string[];
  readonly got: readonly string[];
}

const network: NetworkLayout<Bag> = {
  isOrdered: () => false,
  process: ({ got }) => got,
  channel: ({ channel }, from, to) => (from === 0 && to === 1 ? channel : []),
};

/** A channel that starts with `first`, is sent the given messages one by one, and may deliver any that it holds. */
function bag(first: readonly string[], messages: readonly string[], wanted: readonly string[]) {
  return configure(
    createSpec<Bag, unknown>(
      {
        name: 'bag',
        initial: () => ({ left: messages.length, channel: first, got: [] }),
        processNames: () => ['a', 'b'],
        actions: () => ({
          send: {
            process: () => 0,
            guard: ({ state }) => state.left > 0,
            effect: ({ state }) => ({
              ...state,
              left: state.left - 1,
              channel: [...state.channel, messages[messages.length - state.left] as string],
            }),
          },
          receive: {
            args: [[1, 0]],
            process: () => 1,
            guard: ({ state }) => state.channel.length > 0,
            effect: ({ state, choose }) => {
              const i = choose(state.channel.map((_, position) => position));
              return {
                ...state,
                channel: state.channel.toSpliced(i, 1),
                got: [...state.got, state.channel[i] as string],
              };
            },
          },
        }),
        properties: ({ invariant }) => ({ other: invariant(({ got }) => got.join() !== wanted.join()) }) as never,
      },
      network,
    ),
  );
}

test('messages are numbered as they are sent, and found again as they are delivered', () => {
  const { trace } = explained(configure(careless), 'mutualExclusion');
  expect(trace.steps.map(({ key, sends, receives }) => [key, sends, receives])).toEqual([
    ['request(0)', [1], undefined],
    ['receive(1 <- 0)', [2], 1],
    ['request(1)', [3], undefined],
    ['receive(0 <- 1)', [], 2],
    ['enter(0)', [], undefined],
    ['receive(0 <- 1)', [4], 3],
    ['receive(1 <- 0)', [], 4],
    ['enter(1)', [], undefined],
  ]);
  expect(trace.messages).toEqual([
    { id: 1, from: 'p0', to: 'p1', type: 'request', payload: { timestamp: 0 }, sentAt: 1, deliveredAt: 2 },
    { id: 2, from: 'p1', to: 'p0', type: 'ok', payload: {}, sentAt: 2, deliveredAt: 4 },
    { id: 3, from: 'p1', to: 'p0', type: 'request', payload: { timestamp: 1 }, sentAt: 3, deliveredAt: 6 },
    { id: 4, from: 'p0', to: 'p1', type: 'ok', payload: {}, sentAt: 6, deliveredAt: 7 },
  ]);
});

test('a later message that comes first overtakes', () => {
  const { trace } = explained(bag([], ['x', 'y', 'z'], ['z', 'x']), 'other');
  const overtaking = trace.messages.find(({ payload }) => payload === 'z');
  expect(overtaking).toMatchObject({ id: 3, overtakes: [1, 2] });
  expect(trace.steps.find(({ receives }) => receives === 3)?.notes).toEqual(['m3 overtakes m1', 'm3 overtakes m2']);
  expect(trace.messages.map(({ deliveredAt }) => deliveredAt !== undefined)).toEqual([true, false, true]);
});

test('of equal messages the oldest is taken to be the one delivered', () => {
  const { trace } = explained(bag([], ['x', 'x'], ['x', 'x']), 'other');
  expect(trace.messages.map(({ overtakes }) => overtakes)).toEqual([undefined, undefined]);
});

test('messages that are there from the start are sent at step 0', () => {
  const configuration = bag(['x', 'y'], ['z'], ['y', 'z']);
  const { messages } = traffic(configuration, replay(configuration, findingOf(configuration, 'other')));
  expect(messages).toEqual([
    { id: 1, from: 'a', to: 'b', type: 'message', payload: 'x', sentAt: 0 },
    {
      id: 2,
      from: 'a',
      to: 'b',
      type: 'message',
      payload: 'y',
      sentAt: 0,
      deliveredAt: expect.any(Number),
      overtakes: [1],
    },
    {
      id: 3,
      from: 'a',
      to: 'b',
      type: 'message',
      payload: 'z',
      sentAt: expect.any(Number),
      deliveredAt: 3,
      overtakes: [1],
    },
  ]);
});
