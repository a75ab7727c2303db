import { describe, expect, test } from 'vitest';
import { configure, explainFinding, spec } from '../../src/index.ts';
import { accountOf, explore } from '../support/account.ts';

/** A counter that goes up to 3; a fault may put it back to 0 twice, and it then stops early. */
function counter(isOptional: boolean) {
  return spec({
    name: 'counter',
    initial: () => ({ count: 0, resets: 0 }),
    actions: () => ({
      up: {
        guard: ({ state }) => state.count < 3 - state.resets,
        effect: ({ state }) => {
          state.count += 1;
        },
      },
      reset: {
        ...(isOptional && { optional: true }),
        guard: ({ state }) => state.resets < 2,
        effect: ({ state }) => ({ count: 0, resets: state.resets + 1 }),
      },
    }),
    properties: ({ terminal, deadlockFree }) => ({
      goesFar: terminal(({ count }) => count >= 3, { explain: ({ count }) => `it ends at ${count}` }),
      goesSomewhere: terminal(({ count }) => count >= 1),
      unhurt: deadlockFree({ termination: ({ resets }) => resets === 0 }),
    }),
  });
}

describe('where a run ends', () => {
  test('what is optional need not happen', () => {
    const configuration = configure(counter(true));
    const { statistics, findings, deadlocked } = explore(configuration, {});
    // Ends: (3, 0), (2, 1) and (1, 2); of these only the last has no successor at all.
    expect({ terminal: statistics.terminal, deadlocked }).toEqual({ terminal: 3, deadlocked: 2 });
    expect([...findings].map(([name, { states }]) => [name, states.at(-1)])).toEqual([
      ['goesFar', { count: 2, resets: 1 }],
      ['unhurt', { count: 2, resets: 1 }],
    ]);
    const finding = findings.get('goesFar');
    const { message, trace } = explainFinding(configuration, finding as NonNullable<typeof finding>, {
      shortest: true,
    });
    expect([message, trace.length]).toEqual(['it ends at 2', 3]);
  });

  test('whatever is not optional happens', () => {
    const { statistics, findings } = explore(configure(counter(false)), {});
    expect(statistics.terminal).toBe(1);
    expect([...findings.keys()]).toEqual(['goesFar', 'unhurt']);
  });

  test.each([true, false])('all engines agree (optional: %s)', (isOptional) => {
    const configuration = configure(counter(isOptional));
    const expected = accountOf(configuration, { engine: 'reference' });
    for (const options of [{}, { engine: 'direct' }, { learning: { tabulate: false } }] as const)
      expect(accountOf(configuration, options)).toEqual(expected);
  });

  test('the first violation ends the search', () => {
    const { statistics, findings } = explore(configure(counter(true)), { keepGoing: false });
    expect([...findings.keys()]).toContain('goesFar');
    expect(statistics.stoppedBy).toBe('violation');
  });
});
