import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainFinding } from '../../../src/index.ts';
import { explore } from '../../support/account.ts';
import { review } from '../../support/random-account.ts';
import { randomSpec } from '../../support/random-spec.ts';

const numRuns = 40;
const seed = 1987;
/** Few bits for each state, so that some are taken for others. */
const crowded = { kind: 'bitstate', bytes: 4, functions: 2 } as const;

test(`an approximate search finds nothing that is not there, and says so (${numRuns} random specs, seed ${seed})`, () => {
  let missed = 0;
  let settled = 0;
  const check = fc.property(randomSpec, (random) => {
    const reviewed = review(random);
    if (reviewed?.expected.kind !== 'complete') return;
    const { configuration, expected } = reviewed;

    const all = explore(configuration, { approximate: { kind: 'fingerprint' } });
    const { states, transitions, terminal, complete, stoppedBy } = all.statistics;
    expect({ states, transitions, terminal, deadlocked: all.deadlocked }).toEqual({
      states: expected.states,
      transitions: expected.transitions,
      terminal: expected.terminal,
      deadlocked: expected.deadlocked,
    });
    expect({ complete, stoppedBy }).toEqual({ complete: false, stoppedBy: 'approximate' });
    expect([...all.findings.keys()].sort()).toEqual(
      expected.settled.filter((name) => settledWithoutGraph(configuration.properties, name)),
    );

    const some = explore(configuration, { approximate: { ...crowded, swarm: 2 } });
    expect(some.statistics.states).toBeLessThanOrEqual(expected.states);
    expect(some.statistics.complete).toBe(false);
    if (some.statistics.states < expected.states) missed++;
    for (const exploration of [all, some])
      for (const finding of exploration.findings.values()) {
        settled++;
        expect(explainFinding(configuration, finding, { shortest: false }).trace.length).toBe(
          finding.states.length - 1,
        );
      }
  });
  fc.assert(check, { numRuns, seed });
  expect(missed).toBeGreaterThan(2);
  expect(settled).toBeGreaterThan(20);
}, 120_000);

/** What is said of whole runs, and of costs, is not judged by a search that forgets. */
function settledWithoutGraph(properties: readonly { readonly name: string; readonly kind: string }[], name: string) {
  const kind = properties.find((property) => property.name === name)?.kind ?? '';
  return !['temporal', 'possible', 'bypass', 'cost'].includes(kind);
}
