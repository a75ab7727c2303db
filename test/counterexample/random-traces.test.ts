import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainFinding } from '../../src/counterexample/explain.ts';
import { toJson } from '../../src/counterexample/json.ts';
import { linearise } from '../../src/counterexample/linearise.ts';
import { traffic } from '../../src/counterexample/messages.ts';
import { findSuccessor, replay, settles } from '../../src/counterexample/replay.ts';
import type { Run } from '../../src/counterexample/run.ts';
import type { Trace } from '../../src/counterexample/trace.ts';
import type { Finding } from '../../src/explore/exploration.ts';
import { outcomes } from '../../src/spec/choice.ts';
import type { Configuration, NamedProperty } from '../../src/spec/configuration.ts';
import { explored } from './explored.ts';
import { scripted, scripts } from './random-processes.ts';

const runs = 60;

/** Checks a claim on the violation of each of many scripts, most of which must have one. */
function forEachViolation(claim: (configuration: Configuration<unknown>, finding: Finding<unknown>) => void): void {
  let violations = 0;
  const property = fc.property(scripts(3), (script) => {
    const configuration = scripted(script);
    for (const finding of explored(configuration).findings.values()) {
      violations++;
      claim(configuration, finding);
    }
  });
  fc.assert(property, { numRuns: runs });
  expect(violations).toBeGreaterThan(runs / 4);
}

/** Follows the keys of a trace through the reference, comparing every state on the way. */
function follow(configuration: Configuration<unknown>, trace: Trace): unknown {
  const [start] = outcomes(configuration.initial);
  let state = start?.result;
  expect(trace.initial).toEqual(toJson(state));
  for (const step of trace.steps) {
    const next = findSuccessor(configuration, state, ({ action }) => action.label === step.key);
    expect(step.state).toEqual(toJson(next?.state));
    state = next?.state;
  }
  return state;
}

test('every trace can be followed to a violation, and is as long as the run that was found', () => {
  forEachViolation((configuration, finding) => {
    const { trace } = explainFinding(configuration, finding, { shortest: true });
    expect(trace.length).toBe(finding.states.length - 1);
    expect(trace.steps).toHaveLength(trace.length);
    const property = configuration.properties[0] as NamedProperty<unknown> & { kind: 'invariant' };
    expect(property.holds(follow(configuration, trace) as never)).toBe(false);
  });
});

test('messages are numbered in the order of sending, and delivered once, later, and to whom they were sent', () => {
  forEachViolation((configuration, finding) => {
    const { steps, messages } = explainFinding(configuration, finding, { shortest: true }).trace;
    expect(messages.map(({ id }) => id)).toEqual(messages.map((_, i) => i + 1));
    expect(steps.flatMap(({ sends }) => sends)).toEqual(messages.map(({ id }) => id));
    for (const { id, from, to, sentAt, deliveredAt, overtakes } of messages) {
      expect(steps[sentAt - 1]?.process).toBe(from);
      expect(overtakes).toBeUndefined();
      const deliveries = steps.filter(({ receives }) => receives === id);
      expect(deliveries.map(({ index }) => index)).toEqual(deliveredAt === undefined ? [] : [deliveredAt]);
      if (deliveredAt !== undefined) expect(deliveredAt).toBeGreaterThan(sentAt);
      for (const { process, key } of deliveries) expect([process, key.slice(0, 8)]).toEqual([to, 'receive(']);
    }
  });
});

function switches({ steps }: Run<unknown>): number {
  return steps.filter(({ action }, i) => i > 0 && action.process !== steps[i - 1]?.action.process).length;
}

/** The fewest switches of any order of the steps that respects the processes and the messages: by trying all of them. */
function fewestSwitches(configuration: Configuration<unknown>, run: Run<unknown>): number {
  const { messages, receives } = traffic(configuration, run);
  const processOf = run.steps.map(({ action }) => action.process);
  const last = run.steps.length - 1;
  const extend = (taken: readonly number[], count: number): number => {
    if (taken.length === run.steps.length) return count;
    let best = Number.POSITIVE_INFINITY;
    for (let step = 0; step <= last; step++) {
      if (taken.includes(step) || (step === last && taken.length < last)) continue;
      const sender = (messages[(receives[step] ?? 0) - 1]?.sentAt ?? 0) - 1;
      const isReady =
        (sender < 0 || taken.includes(sender)) &&
        processOf.every((process, other) => other >= step || process !== processOf[step] || taken.includes(other));
      if (!isReady) continue;
      const previous = taken.at(-1);
      const isSwitch = previous !== undefined && processOf[previous] !== processOf[step];
      best = Math.min(best, extend([...taken, step], count + Number(isSwitch)));
    }
    return best;
  };
  return extend([], 0);
}

test('no order of the steps switches processes less often', () => {
  forEachViolation((configuration, finding) => {
    const run = replay(configuration, finding);
    if (run.steps.length > 8) return;
    const reordered = linearise(configuration, run, traffic(configuration, run));
    expect(settles(configuration, configuration.properties[0] as NamedProperty<unknown>, reordered)).toBe(true);
    expect(switches(reordered)).toBe(fewestSwitches(configuration, run));
    expect(reordered.steps.at(-1)?.action.label).toBe(run.steps.at(-1)?.action.label);
  });
});
