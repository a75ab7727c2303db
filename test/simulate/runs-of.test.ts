import fc from 'fast-check';
import { expect, test } from 'vitest';
import maekawa from '../../specs/mutual-exclusion/maekawa.ts';
import ricartAgrawala from '../../specs/mutual-exclusion/ricart-agrawala.ts';
import { identityOf } from '../../src/reference/identity.ts';
import { successors } from '../../src/reference/successors.ts';
import { runsOf, type SpecRun, simulation } from '../../src/simulate/index.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { simulationResult } from '../../src/simulate/simulation-result.ts';
import { outcomes } from '../../src/spec/choice.ts';
import { integer } from '../../src/spec/parameter.ts';
import { type Spec, spec } from '../../src/spec/spec.ts';
import { isSpecError } from '../../src/spec/spec-error.ts';
import { review } from '../support/random-account.ts';
import { buildSpec, randomSpec } from '../support/random-spec.ts';

/** Follows a run through the reference, from an initial state by one successor after another. */
function isRun(run: SpecRun<unknown>): boolean {
  const { configuration } = run;
  const starts = [...outcomes(configuration.initial)].map(({ result }) => identityOf(result));
  if (!starts.includes(identityOf(run.initial))) return false;
  return run.steps.every(({ label, state }, i) => {
    const hash = identityOf(state);
    return [...successors(configuration, run.states[i])].some(
      (one) => one.action.label === label && identityOf(one.state) === hash,
    );
  });
}

/** Some of what a run shrinks to: the first few candidates, and those of one of them. */
function shrunk(
  arbitrary: fc.Arbitrary<SpecRun<unknown>>,
  value: fc.Value<SpecRun<unknown>>,
  depth: number,
): SpecRun<unknown>[] {
  const candidates = [...arbitrary.shrink(value.value, value.context).take(8)];
  const next = candidates.find(({ value: run }) => run.violation !== undefined) ?? candidates[0];
  const deeper = depth === 0 || next === undefined ? [] : shrunk(arbitrary, next, depth - 1);
  return [...candidates.map(({ value: run }) => run), ...deeper];
}

/** A configuration as the settings that `runsOf` takes, with the spec that it is of. */
const drawnSpecs = randomSpec.map((random) => ({ random, spec: buildSpec(random) as Spec<unknown, unknown> }));

test('every drawn run, and all that it shrinks to, is a run of the spec; shrinking makes it shorter', () => {
  const seen = { drawn: 0, shrunk: 0, violating: 0 };
  const check = fc.property(drawnSpecs, fc.integer(), ({ random, spec }, seed) => {
    if (review(random)?.expected.kind !== 'complete') return;
    const arbitrary = runsOf(spec, { steps: 12 });
    const value = generate(arbitrary, seed);
    if (value === undefined) return;
    seen.drawn++;
    expect(isRun(value.value)).toBe(true);
    for (const run of shrunk(arbitrary, value, 3)) {
      seen.shrunk++;
      if (run.violation !== undefined) seen.violating++;
      expect(isRun(run)).toBe(true);
      if (run.shortest) continue;
      expect(run.steps.length).toBeLessThan(value.value.steps.length);
      expect([undefined, value.value.violation?.property]).toContain(run.violation?.property);
    }
  });
  fc.assert(check, { numRuns: 60, seed: 1978 });
  expect(seen.drawn).toBeGreaterThan(30);
  expect(seen.shrunk).toBeGreaterThan(100);
  expect(seen.violating).toBeGreaterThan(20);
});

/** One drawn run, unless the spec makes a mistake on the way. */
function generate(arbitrary: fc.Arbitrary<SpecRun<unknown>>, seed: number): fc.Value<SpecRun<unknown>> | undefined {
  let state = seed >>> 0;
  const nextInt = (least: number, most: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return least + Math.floor((state / 2 ** 32) * (most - least + 1));
  };
  try {
    return arbitrary.generate({ nextInt } as fc.Random, undefined);
  } catch (error) {
    if (isSpecError(error)) return undefined;
    throw error;
  }
}

test('simulation agrees with the search of everything: what holds is never violated, and no state is counted twice', async () => {
  const seen = { violated: 0, notRefuted: 0 };
  const check = fc.asyncProperty(drawnSpecs, fc.integer(), async ({ random, spec }, seed) => {
    const expected = review(random)?.expected;
    if (expected?.kind !== 'complete') return;
    const simulated = await simulate(spec, { runs: 20, steps: 20, seed });
    const { found, coverage } = simulated;
    const second = expected.withHistory?.kind === 'complete' ? expected.withHistory : undefined;
    const settled = [...expected.settled, ...(second?.settled ?? [])];
    expect(coverage.isEstimate).toBe(false);
    expect(coverage.states).toBeLessThanOrEqual(expected.states);
    expect(coverage.actions.reduce((sum, { fired }) => sum + fired, 0)).toBe(coverage.steps);
    for (const name of coverage.witnesses.keys()) expect(settled).toContain(name);
    if (found === undefined) {
      seen.notRefuted++;
      return;
    }
    seen.violated++;
    expect(settled).toContain(found.property);
    const { properties } = simulationResult(simulated, { elapsedMs: 0 });
    const violated = properties.find(({ name }) => name === found.property);
    expect([violated?.status, violated?.trace?.length]).toEqual(['violated', found.own?.steps.length]);
    const lengths = { ...expected.byDepth?.lengths, ...second?.byDepth?.lengths };
    const shortest = lengths[found.property] ?? -1;
    expect(found.last.shortest).toBe(true);
    if (found.last.configuration === simulated.source.configuration) expect(found.last.steps.length).toBe(shortest);
    expect(found.own?.steps.length).toBeGreaterThanOrEqual(shortest);
  });
  await fc.assert(check, { numRuns: 50, seed: 1981 });
  expect(seen.violated).toBeGreaterThan(10);
  expect(seen.notRefuted).toBeGreaterThan(3);
});

test('a path and a seed give the same run again, also in the smaller configuration where shrinking ends', async () => {
  const options = { params: { processes: 4, tieBreak: false }, seed: 3 };
  const { found } = await simulate(ricartAgrawala, options);
  expect(found).toMatchObject({ property: 'deadlockFree', last: { shortest: true } });
  expect(found?.last.configuration.parameters).toMatchObject({ processes: 2, requests: 1, tieBreak: false });
  expect(found?.last.steps).toHaveLength(4);
  const again = await simulate(ricartAgrawala, { ...options, path: found?.path as string });
  expect(again.found?.last.toString()).toBe(found?.last.toString());
  const drawn = await simulate(ricartAgrawala, { ...options, path: String((found?.run ?? 0) - 1) });
  expect(drawn.found?.drawn?.toString()).toBe(found?.drawn?.toString());
  await expect(simulate(ricartAgrawala, { ...options, seed: 4, path: '0:3:1:4' })).rejects.toMatchObject({
    code: 'U129',
  });
});

test('the search of smaller configurations can be interrupted, and what was found before is kept', async () => {
  const dials = spec({
    name: 'dials',
    params: { size: integer({ default: 8, min: 1, max: 8 }) },
    initial: ({ params }) => ({ dials: Array.from({ length: params.size }, () => 0) }),
    actions: ({ params, action }) => ({
      turn: action({
        args: Array.from({ length: params.size }, (_, i) => i),
        effect: ({ state }, i) => {
          state.dials[i] = ((state.dials[i] ?? 0) + 1) % 7;
        },
      }),
    }),
    properties: ({ params, invariant }) => ({
      short: invariant(({ dials }) => params.size < 8 || dials.reduce((sum, dial) => sum + dial, 0) < 2),
    }),
  });
  const interruption = new AbortController();
  const { interrupted, found, source } = await simulate(dials, {
    signal: interruption.signal,
    onProgress: ({ shrinking }) => {
      if (shrinking !== undefined) interruption.abort();
    },
  });
  expect({ interrupted, property: found?.property, path: found?.path }).toEqual({
    interrupted: true,
    property: 'short',
    path: '0',
  });
  expect(found?.last.configuration).toBe(source.configuration);
  expect(found?.last.steps).toHaveLength(2);
});

test('after shrinking by steps, no single step can be left out', () => {
  const arbitrary = runsOf(ricartAgrawala, { params: { processes: 4, deferWhileHeld: false }, steps: 300 });
  const failing: SpecRun<unknown>[] = [];
  const check = fc.property(arbitrary, (run) => {
    if (run.violation !== undefined && !run.shortest) failing.push(run as unknown as SpecRun<unknown>);
    return run.violation === undefined;
  });
  expect(fc.check(check, { seed: 5 }).failed).toBe(true);
  const lengths = failing.map(({ steps }) => steps.length);
  expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
  expect(lengths.at(-1)).toBeLessThan(lengths[0] as number);
  const least = failing.at(-1) as SpecRun<unknown>;
  const others = [...arbitrary.shrink(least as never, undefined)].map(({ value }) => value);
  expect(others.length).toBeGreaterThan(least.steps.length);
  expect(others.filter(({ violation, shortest }) => violation !== undefined && !shortest)).toEqual([]);
});

test('a property of the user shrinks to a run that still breaks it', () => {
  const runs = runsOf(maekawa, { params: { processes: 3 }, properties: [] });
  const waiting = ({ last }: { readonly last: unknown }): number =>
    (last as { processes: { phase: string }[] }).processes.filter(({ phase }) => phase === 'wanted').length;
  const check = fc.property(runs, (run) => waiting(run) < 2 || run.steps.length > 12);
  const details = fc.check(check, { seed: 11, numRuns: 500 });
  const run = details.counterexample?.[0] as unknown as SpecRun<unknown>;
  expect(details.failed).toBe(true);
  expect(run.violation).toBeUndefined();
  expect(waiting(run)).toBe(2);
  expect(isRun(run)).toBe(true);
  expect(run.steps.length).toBeLessThanOrEqual(4);
  expect(fc.stringify(run)).toMatch(/^maekawa processes=3 .*\n {3}1 request/);
});

test('what runs that end cannot judge is not judged, and nothing holds', async () => {
  const clock = spec({
    name: 'clock',
    initial: () => ({ hour: 0 }),
    actions: () => ({ tick: { effect: ({ state }) => ({ hour: (state.hour + 1) % 12 }) } }),
    properties: ({ invariant, temporal, infinitelyOften, reachable }) => ({
      noThirteen: invariant(({ hour }) => hour < 13),
      noon: temporal(infinitelyOften(({ hour }) => hour === 0)),
      evening: reachable(({ hour }) => hour === 6),
      never: reachable(({ hour }) => hour === 13),
    }),
  });
  const { properties, verdict, simulation: drawn, stats } = await simulation(clock, { runs: 3, steps: 30 });
  expect(verdict).toBe('inconclusive');
  expect(drawn?.unjudged).toEqual(['noon']);
  expect(properties.map(({ status, trace }) => [status, trace?.length])).toEqual([
    ['not-refuted', undefined],
    ['not-refuted', undefined],
    ['reached', 6],
    ['not-refuted', undefined],
  ]);
  expect(stats).toMatchObject({ states: 12, transitions: 90, exact: false, complete: false });
});

test('a spec that is not deterministic, or makes a mistake, is an error and no verdict', async () => {
  let tosses = 0;
  const coin = spec({
    name: 'coin',
    initial: () => ({ heads: false }),
    actions: () => ({ toss: { effect: () => ({ heads: tosses++ === 3 }) } }),
    properties: ({ invariant }) => ({ tails: invariant(({ heads }) => !heads) }),
  });
  await expect(simulation(coin, { runs: 5, steps: 10 })).rejects.toMatchObject({ code: 'S104' });
  const faulty = spec({
    name: 'faulty',
    initial: () => ({ count: 0 }),
    actions: () => ({
      increment: {
        effect: ({ state }) => {
          if (state.count === 2) throw new Error('three is too many');
          return { count: state.count + 1 };
        },
      },
    }),
  });
  await expect(simulate(faulty)).rejects.toMatchObject({
    code: 'S103',
    details: { trace: ['increment', 'increment'] },
  });
});
