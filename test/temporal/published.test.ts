import { expect, test } from 'vitest';
import { type CheckedSystem, checkConfiguration, configure } from '../../src/index.ts';
import { fairnessContext, resolveFairness } from '../../src/spec/temporal/fairness.ts';
import peterson from '../published/peterson-beem.ts';

/** R. Pelánek, "BEEM: benchmarks for explicit model checkers", SPIN 2007: properties of peterson.1. */
const getsIn = 'waits(0) leads to isIn(0)';
const progress = 'infinitely often someoneIsIn';

async function verdicts(
  fairness: 'none' | 'weak' | 'strong' | 'per process',
): Promise<readonly CheckedSystem['properties'][number][]> {
  const configuration = configure(peterson);
  const processes = [0, 1, 2].map((p) => `p${p}`);
  const perProcess = resolveFairness([fairnessContext.weak([], { per: 'process' })], configuration.actions, processes);
  const checked = await checkConfiguration(
    { ...configuration, fairness: perProcess },
    { ltl: [getsIn, progress], keepGoing: true, ...(fairness !== 'per process' && { fairness }) },
  );
  expect(checked.stats.states).toBe(12498);
  return checked.properties;
}

test('without fairness a process of peterson.1 can wait for ever, while somebody is in again and again', async () => {
  const [first, second] = await verdicts('none');
  expect([first?.status, second?.status]).toEqual(['violated', 'holds']);
  expect(first?.trace?.fairness?.some(({ action, weak }) => action.endsWith('(0)') && !weak)).toBe(true);
});

test.each(['per process', 'weak', 'strong'] as const)('with fairness (%s) whoever waits gets in', async (fairness) => {
  expect((await verdicts(fairness)).map(({ status }) => status)).toEqual(['holds', 'holds']);
});
