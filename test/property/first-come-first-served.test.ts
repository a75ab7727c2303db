import { describe, expect, test } from 'vitest';
import dijkstra from '../../specs/mutual-exclusion/dijkstra.ts';
import { type CheckOptions, check, configure, type Doorway, isSpecError, type Spec, spec } from '../../src/index.ts';
import { explore } from '../support/account.ts';

type Place = 'outside' | 'coming' | 'waiting' | 'inside';

const inOrder: Doorway = { doorway: ['come', 'join'], entry: 'enter' };

/** A queue of `count` processes that takes two steps to join; served from its head, or from anywhere in it. */
function queue(count: number, isFair: boolean, order = inOrder, names = true): Spec {
  const ids = Array.from({ length: count }, (_, id) => id);
  return spec({
    name: 'queue',
    initial: () => ({ at: ids.map(() => 'outside' as Place), queue: [] as number[] }),
    actions: ({ action }) => ({
      come: action({
        args: ids,
        guard: ({ state }, i) => state.at[i] === 'outside',
        effect: ({ state }, i) => {
          state.at[i] = 'coming';
        },
      }),
      join: action({
        args: ids,
        guard: ({ state }, i) => state.at[i] === 'coming',
        effect: ({ state }, i) => {
          state.at[i] = 'waiting';
          state.queue.push(i);
        },
      }),
      enter: action({
        args: ids,
        guard: ({ state }, i) => state.at[i] === 'waiting' && (!isFair || state.queue[0] === i),
        effect: ({ state }, i) => {
          state.at[i] = 'inside';
          state.queue.splice(state.queue.indexOf(i), 1);
        },
      }),
      leave: action({
        args: ids,
        guard: ({ state }, i) => state.at[i] === 'inside',
        effect: ({ state }, i) => {
          state.at[i] = 'outside';
        },
      }),
    }),
    ...(names && { processNames: () => ids.map((id) => `p${id}`) }),
    properties: ({ firstComeFirstServed }) => ({
      ordering: firstComeFirstServed(order),
    }),
  }) as Spec;
}

describe('first come, first served', () => {
  test.each(['default', 'direct', 'reference'] as const)(
    'holds of a queue, by %s',
    (engine: CheckOptions['engine']) => {
      const { withHistory } = explore(configure(queue(3, true)), { engine: engine as 'direct' });
      expect(withHistory?.exploration.statistics.complete).toBe(true);
      expect([...(withHistory?.exploration.findings.keys() ?? [])]).toEqual([]);
    },
  );

  test('of two that wait, the one that was through its doorway first must not be overtaken', async () => {
    const { properties, verdict } = await check(queue(2, false));
    expect(verdict).toBe('violated');
    expect(properties[0]).toMatchObject({
      kind: 'order',
      message: expect.stringMatching(
        /^p(\d) was through its doorway \(join\) before p(\d) came to its own \(come\); yet p\2 entered first$/,
      ),
    });
    // come, join, then come, join, enter of the other: no shorter run overtakes anybody.
    expect(properties[0]?.trace?.length).toBe(5);
  });

  test('two whose doorways overlap may enter in any order', async () => {
    const { properties } = await check(queue(2, false));
    expect(properties[0]?.trace?.steps.map(({ action }) => action)).toEqual(['come', 'join', 'come', 'join', 'enter']);
    const [first, , second] = properties[0]?.trace?.steps ?? [];
    expect(first?.args).not.toEqual(second?.args);
  });

  test('does not change what is counted without history', () => {
    const { statistics } = explore(configure(dijkstra), {});
    const { statistics: without } = explore(configure(dijkstra), { properties: ['mutualExclusion'] });
    expect(statistics.states).toBe(without.states);
  });
});

test.each([
  [{ doorway: ['come', 'joint'], entry: 'enter' }, 'names "joint"', 'Did you mean "join"?'],
  [{ doorway: ['come', 'join'], entry: 'quite another' }, 'names "quite another"', 'Its actions are come, join'],
] as const)('names of actions that do not exist are refused: %o', (order, text, help) => {
  expect(mistakeOf(() => queue(2, true, order))).toEqual({
    code: 'S109',
    message: expect.stringContaining(text),
    help: expect.stringContaining(help),
  });
});

test('a spec without processes is refused', () => {
  expect(mistakeOf(() => queue(2, true, inOrder, false))).toMatchObject({
    code: 'S109',
    message: expect.stringContaining('a spec without processes'),
  });
});

function mistakeOf(wrong: () => Spec): unknown {
  try {
    configure(wrong());
  } catch (error) {
    if (isSpecError(error)) return { code: error.code, message: error.message, help: error.details.help };
  }
  return undefined;
}
