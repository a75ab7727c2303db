import fc from 'fast-check';
import { expect, test } from 'vitest';
import maekawa from '../../specs/mutual-exclusion/maekawa.ts';
import ricartAgrawala from '../../specs/mutual-exclusion/ricart-agrawala.ts';
import {
  type CheckOptions,
  type Configuration,
  configure,
  explainFinding,
  fifo,
  processes,
  unordered,
} from '../../src/index.ts';
import { judgeProperty } from '../../src/property/verdict.ts';
import { successors } from '../../src/reference/successors.ts';
import { explore } from '../support/account.ts';

/** Processes that request and enter when they like, and send each other messages meanwhile. */
interface Script {
  readonly count: number;
  /** By process: whom it tells when it requests, when it enters, and when it first hears of something. */
  readonly tells: readonly (readonly [
    request: readonly number[],
    entry: readonly number[],
    hearing: readonly number[],
  ])[];
  readonly requests: number;
  /** Enters only after so many messages came in. */
  readonly patience: readonly number[];
  /** Whether notes keep the order in which they were sent; they all look alike. */
  readonly isOrdered: boolean;
}

const scripts: fc.Arbitrary<Script> = fc.integer({ min: 2, max: 3 }).chain((count) => {
  const some = fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { maxLength: 1 });
  return fc.record({
    count: fc.constant(count),
    tells: fc.array(fc.tuple(some, some, some), { minLength: count, maxLength: count }),
    requests: fc.integer({ min: 1, max: count === 2 ? 2 : 1 }),
    patience: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: count, maxLength: count }),
    isOrdered: fc.boolean(),
  });
});

function scripted({ count, tells, requests, patience, isOrdered }: Script): Configuration<unknown> {
  const spec = processes({
    name: 'scripted',
    params: {},
    count: () => count,
    network: isOrdered ? fifo() : unordered(),
    messages: { note: {} },
    initial: () => ({ phase: 'idle' as 'idle' | 'waiting', left: requests, heard: 0 }),
    rules: {
      ask: {
        guard: ({ self }) => self.phase === 'idle' && self.left > 0,
        effect: ({ id, self, send }) => {
          self.phase = 'waiting';
          self.left -= 1;
          for (const to of tells[id]?.[0] ?? []) send(to, { type: 'note' });
        },
      },
      enter: {
        guard: ({ id, self }) => self.phase === 'waiting' && self.heard >= (patience[id] ?? 0),
        effect: ({ id, self, send }) => {
          self.phase = 'idle';
          for (const to of tells[id]?.[1] ?? []) send(to, { type: 'note' });
        },
      },
    },
    receive: ({ id, self, send }) => {
      if (self.heard === 0) for (const to of tells[id]?.[2] ?? []) send(to, { type: 'note' });
      self.heard = Math.min(2, self.heard + 1);
    },
    properties: ({ happenedBeforeOrder }) => ({ ordering: happenedBeforeOrder({ request: 'ask', entry: 'enter' }) }),
  });
  return configure(spec) as Configuration<unknown>;
}

interface ChannelState {
  readonly channels: readonly (readonly (readonly unknown[])[])[];
}

/** A run up to some state, with a vector clock for every process, every message in flight, and every pending request. */
interface Clocked {
  readonly state: ChannelState;
  readonly clocks: readonly (readonly number[])[];
  readonly inFlight: readonly (readonly (readonly (readonly number[])[])[])[];
  readonly pending: ReadonlyMap<number, readonly number[]>;
}

/**
 * The length of the shortest run that overtakes a request, by the definition: vector clocks (C. Fidge, 1988; F. Mattern,
 * 1989) along every run, no two runs merged. `undefined` if none of at most `longest` steps does.
 */
function shortestOvertaking<S>(
  configuration: Configuration<S>,
  request: string,
  longest: number,
  isOrdered = true,
): number | undefined {
  const ids = [...configuration.processNames.keys()];
  const zero = ids.map(() => 0);
  const initial = configuration.initial(() => {
    throw new Error('there is nothing to choose');
  }) as ChannelState;
  let level: Clocked[] = [
    { state: initial, clocks: ids.map(() => zero), inFlight: ids.map(() => ids.map(() => [])), pending: new Map() },
  ];
  for (let length = 1; length <= longest && level.length > 0; length++) {
    const next: Clocked[] = [];
    for (const run of level)
      for (const { action, state } of successors(configuration, run.state as S)) {
        const id = action.process as number;
        const { receives } = action;
        const waiting = receives && run.inFlight[receives.from]?.[id];
        const arriving = waiting === undefined || isOrdered ? [0] : [...waiting.keys()];
        for (const place of arriving) {
          const own = [...(run.clocks[id] as readonly number[])];
          own[id] = (own[id] as number) + 1;
          const inFlight = run.inFlight.map((row) => row.map((channel) => [...channel]));
          if (receives) {
            const clock = inFlight[receives.from]?.[id]?.splice(place, 1)[0] as readonly number[];
            for (const i of ids) own[i] = Math.max(own[i] as number, clock[i] as number);
          }
          const pending = new Map(run.pending);
          if (action.name === request) pending.set(id, own);
          if (action.name === 'enter') {
            const mine = pending.get(id) as readonly number[];
            pending.delete(id);
            for (const theirs of pending.values())
              if (theirs.every((time, i) => time <= (mine[i] as number))) return length;
          }
          const after = state as unknown as ChannelState;
          for (const to of ids)
            while ((inFlight[id]?.[to]?.length ?? 0) < (after.channels[id]?.[to]?.length ?? 0))
              inFlight[id]?.[to]?.push(own);
          next.push({ state: after, clocks: run.clocks.with(id, own), inFlight, pending });
        }
      }
    level = next;
  }
  return undefined;
}

function lengthOf<S>(configuration: Configuration<S>, options: CheckOptions = {}): number | undefined {
  const finding = explore(configuration, options).withHistory?.exploration.findings.get('ordering');
  return finding && finding.states.length - 1;
}

test('the shortest overtaking is that of vector clocks along all runs, on random specs (seed 1978)', () => {
  const found: (number | undefined)[] = [];
  const check = fc.property(scripts, (script) => {
    const configuration = scripted(script);
    const longest = 7;
    const expected = shortestOvertaking(configuration, 'ask', longest, script.isOrdered);
    const length = lengthOf(configuration);
    expect(length !== undefined && length <= longest ? length : undefined).toBe(expected);
    found.push(expected);
  });
  fc.assert(check, { numRuns: 60, seed: 1978 });
  expect(found.filter((length) => length !== undefined).length).toBeGreaterThan(10);
  expect(found.filter((length) => length === undefined).length).toBeGreaterThan(10);
  expect(Math.max(...found.map((length) => length ?? 0))).toBeGreaterThan(3);
}, 300_000);

test('with history the engines find the same states as the reference, on random specs (seed 1981)', () => {
  const check = fc.property(scripts, (script) => {
    const configuration = scripted(script);
    const told = (['default', 'direct', 'reference'] as const).map((engine) => {
      const exploration = explore(configuration, { engine, limits: { maxStates: 3000 } });
      const second = exploration.withHistory?.exploration;
      const { statistics } = second ?? exploration;
      if (!statistics.complete) return 'cut short';
      return { statistics, length: (second?.findings.get('ordering')?.states.length ?? 0) - 1 };
    });
    expect(told[0]).toEqual(told[2]);
    expect(told[1]).toEqual(told[2]);
  });
  fc.assert(check, { numRuns: 40, seed: 1981 });
}, 300_000);

test('every overtaking is explained by a path in its own trace, on random specs (seed 1988)', () => {
  let explained = 0;
  const check = fc.property(scripts, (script) => {
    const second = explore(scripted(script), { keepGoing: false }).withHistory;
    const finding = second?.exploration.findings.get('ordering');
    if (second === undefined || finding === undefined) return;
    const { trace, message } = explainFinding(second.configuration, finding, { shortest: true });
    const path = trace.causalPath;
    expect(message).toContain(`${path?.from}'s request happened before ${path?.to}'s`);
    const [first, ...rest] = path?.steps ?? [];
    expect(trace.steps[(first ?? 0) - 1]).toMatchObject({ action: 'ask', process: path?.from });
    expect(trace.steps[(rest.at(-1) ?? 0) - 1]).toMatchObject({ action: 'ask', process: path?.to });
    expect(path?.steps).toEqual([...(path?.steps ?? [])].sort((a, b) => a - b));
    for (const id of path?.messages ?? []) {
      const { sentAt, deliveredAt } = trace.messages[id - 1] ?? {};
      expect(path?.steps).toEqual(expect.arrayContaining([sentAt, deliveredAt]));
    }
    explained++;
  });
  fc.assert(check, { numRuns: 60, seed: 1988 });
  expect(explained).toBeGreaterThan(10);
}, 300_000);

test('ricart-agrawala keeps the order, with one request each and with two', () => {
  for (const parameters of [{ processes: 3 }, { processes: 2, requests: 2 }]) {
    const configuration = configure(ricartAgrawala, parameters);
    const [ordering] = configuration.properties.filter(({ name }) => name === 'ordering');
    for (const engine of ['default', 'reference'] as const)
      expect(
        judgeProperty(ordering as never, explore(configuration, { engine, properties: ['ordering'] })),
        JSON.stringify({ parameters, engine }),
      ).toBe('holds');
  }
}, 120_000);

/** Answers carry no timestamp in the paper, so that what an answerer knew does not reach the clock of who is answered. */
test('ricart-agrawala does not keep the order with three processes and two requests each', () => {
  const configuration = configure(ricartAgrawala, { requests: 2 });
  const second = explore(configuration, {
    keepGoing: false,
    properties: ['ordering'],
    limits: { maxDepth: 16 },
  }).withHistory;
  const finding = second?.exploration.findings.get('ordering');
  if (second === undefined || finding === undefined) throw new Error('nothing was overtaken');
  const { trace } = explainFinding(second.configuration, finding, { shortest: true });
  const { messages = [] } = trace.causalPath ?? {};
  expect(trace.length).toBe(16);
  expect(messages.map((id) => trace.messages[id - 1]?.type)).toEqual(['request', 'ok']);
}, 120_000);

test('maekawa does not, and all engines find runs of the same length', () => {
  const configuration = configure(maekawa);
  const lengths = (['default', 'direct', 'reference'] as const).map((engine) =>
    lengthOf(configuration, { engine, keepGoing: false, properties: ['ordering'] }),
  );
  expect(lengths).toEqual([16, 16, 16]);
}, 120_000);

test.each([
  ['maekawa', configure(maekawa)],
  ['ricart-agrawala', configure(ricartAgrawala)],
])('the engine learns every action of %s with its history', (_, configuration) => {
  const second = explore(configuration as Configuration<unknown>, { properties: ['ordering'] }).withHistory
    ?.exploration;
  expect(second?.learned?.actions.filter(({ isDirect }) => isDirect)).toEqual([]);
  expect(second?.learned?.userCalls).toBeLessThan((second?.statistics.states ?? 0) / 5);
});

test('maekawa overtakes a request in so many words', () => {
  const second = explore(configure(maekawa), { properties: ['ordering'] }).withHistory;
  const finding = second?.exploration.findings.get('ordering');
  if (second === undefined || finding === undefined) throw new Error('maekawa keeps the order');
  const { message, trace } = explainFinding(second.configuration, finding, { shortest: true });
  expect(message).toMatch(
    /^(p\d)'s request happened before (p\d)'s: \1 request, (?:m\d+ to p\d, )+\2 request; yet \2 entered first$/,
  );
  expect(trace.steps.at(-1)).toMatchObject({ action: 'enter', process: trace.causalPath?.to });
  expect(trace.initial).toHaveProperty('processes');
  expect(JSON.stringify(trace)).not.toContain('carried');
});
