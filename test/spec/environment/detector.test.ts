import { describe, expect, test } from 'vitest';
import { configure, type FailureDetector, type Faults, isUp, processes } from '../../../src/index.ts';
import { accountOf, explore } from '../../support/account.ts';

/** Processes that do nothing but ask their failure detectors. */
function watchers(detector: FailureDetector) {
  return processes({
    name: 'watchers',
    params: { processes: 3 },
    environment: { detector },
    initial: () => ({ noticed: false }),
    rules: {
      notice: {
        guard: ({ self, suspects }) => !self.noticed && suspects.size > 0,
        effect: ({ self }) => {
          self.noticed = true;
        },
      },
    },
    properties: ({ invariant, terminal }) => ({
      accurate: invariant((state) =>
        state.processes.every((_, id) => [...(state.environment?.suspected?.[id] ?? [])].every((j) => !isUp(state, j))),
      ),
      accurateInTheEnd: terminal((state) =>
        state.processes.every((_, id) => [...(state.environment?.suspected?.[id] ?? [])].every((j) => !isUp(state, j))),
      ),
      complete: terminal((state) =>
        state.processes.every(
          (_, id) =>
            !isUp(state, id) ||
            state.processes.every((__, j) => isUp(state, j) || state.environment?.suspected?.[id]?.has(j) === true),
        ),
      ),
      noticed: terminal((state) =>
        state.processes.every(
          ({ noticed }, id) => !isUp(state, id) || noticed || state.processes.every((_, j) => isUp(state, j)),
        ),
      ),
    }),
  });
}

function violated(detector: FailureDetector, faults: Faults): readonly string[] {
  const configuration = configure(watchers(detector), {}, { faults });
  const account = accountOf(configuration, {});
  for (const options of [{ engine: 'direct' }, { engine: 'reference' }] as const)
    expect(accountOf(configuration, options)).toEqual(account);
  return [...explore(configuration, {}).findings.keys()].sort();
}

describe('a failure detector', () => {
  test('that is perfect suspects exactly those that have crashed, in the end', () => {
    expect(violated('perfect', { crash: 2 })).toEqual([]);
  });

  test('that is eventually strong is wrong only for a while, and only within its budget', () => {
    expect(violated('eventually-strong', { crash: 1 })).toEqual([]);
    expect(violated('eventually-strong', { crash: 1, suspicion: 2 })).toEqual(['accurate']);
  });

  test('that is none says nothing', () => {
    expect(violated('none', { crash: 1 })).toEqual(['complete', 'noticed']);
  });

  test('must be one of these', () => {
    expect(() => configure(watchers('perfekt' as never), {}, { faults: { crash: 1 } })).toThrow(
      expect.objectContaining({ code: 'S109' }),
    );
  });
});
