import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import maekawa from '../../../specs/mutual-exclusion/maekawa.ts';
import type { Trace } from '../../../src/counterexample/trace.ts';
import { stateGraph } from '../../../src/explore/state-graph.ts';
import { choice, spec } from '../../../src/index.ts';
import { type Format, formatOfFile, formats, writeGraph, writeTrace } from '../../../src/report/export/formats.ts';
import { labelledGraph } from '../../../src/report/export/labelled-graph.ts';
import { configure } from '../../../src/spec/configuration.ts';
import { crashing, faulty, overtaking, starving, traceBy } from '../support/runs.ts';

function write(format: Format, trace: Trace): string {
  return writeTrace(format, { name: 'run', trace, isViolation: true });
}

/** Reads the Aldebaran format as its grammar says: a header, and a line for each transition. */
function readAldebaran(text: string): { initial: number; states: number; transitions: [number, string, number][] } {
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const [, initial, count, states] = /^des \((\d+), (\d+), (\d+)\)$/.exec(header) ?? [];
  const transitions = lines.map((line): [number, string, number] => {
    const [, source, label, target] = /^\((\d+), "([^"]*)", (\d+)\)$/.exec(line) ?? [];
    return [Number(source), label as string, Number(target)];
  });
  expect(transitions).toHaveLength(Number(count));
  for (const [source, , target] of transitions)
    for (const state of [source, target]) expect(state >= 0 && state < Number(states)).toBe(true);
  return { initial: Number(initial), states: Number(states), transitions };
}

/** The states that can be reached, by the transitions alone. */
function reached({ initial, transitions }: ReturnType<typeof readAldebaran>): ReadonlySet<number> {
  const known = new Set([initial]);
  const next = new Map<number, number[]>();
  for (const [source, , target] of transitions) next.set(source, [...(next.get(source) ?? []), target]);
  for (const state of known) for (const target of next.get(state) ?? []) known.add(target);
  return known;
}

test('the graph of maekawa as .aut has the counts that are published, and all of its states are reached', () => {
  const configuration = configure(maekawa, { processes: 3, requests: 1 });
  const read = readAldebaran(writeGraph('aut', labelledGraph(configuration, stateGraph(configuration, 10_000))));
  expect(read.states).toBe(2381);
  expect(read.transitions).toHaveLength(7692);
  expect(reached(read).size).toBe(2381);
  const going = new Set(read.transitions.map(([source]) => source));
  expect([...reached(read)].filter((state) => !going.has(state))).toHaveLength(3);
});

const coins = spec({
  name: 'coins',
  params: { label: choice(['plain', 'a "quoted" one']) },
  initial: ({ choose }) => ({ coin: choose(['heads', 'tails']) as string }),
  actions: ({ params, action }) => ({
    turn: action({
      args: [params.label],
      effect: ({ state }) => ({ coin: state.coin === 'heads' ? 'tails' : 'heads' }),
    }),
  }),
});

test('several initial states have one before them in .aut, and labels lose their quotation marks', () => {
  const configuration = configure(coins, { label: 'a "quoted" one' });
  const text = writeGraph('aut', labelledGraph(configuration, stateGraph(configuration, 10)));
  const read = readAldebaran(text);
  expect(read.states).toBe(3);
  expect(read.transitions.map(([, label]) => label)).toEqual([
    'initial',
    'initial',
    expect.any(String),
    expect.any(String),
  ]);
  expect(reached(read).size).toBe(3);
});

test('a graph that is cut says so', () => {
  expect(stateGraph(configure(maekawa), 100).complete).toBe(false);
});

const graphviz = '/usr/bin/dot';

test.skipIf(!existsSync(graphviz) && process.env.CI === undefined)('Graphviz reads the graphs', () => {
  const layOut = (text: string): string => execFileSync(graphviz, ['-Tplain'], { input: text, encoding: 'utf8' });
  const count = (plain: string, kind: string): number =>
    plain.split('\n').filter((line) => line.startsWith(`${kind} `)).length;
  const configuration = configure(coins, { label: 'a "quoted" one' });
  const graph = layOut(writeGraph('dot', labelledGraph(configuration, stateGraph(configuration, 10))));
  expect(count(graph, 'node')).toBe(2 + 2);
  expect(count(graph, 'edge')).toBe(2 + 2);
  expect(graph).toContain('quoted');
  const lasso = layOut(write('dot', starving));
  expect(count(lasso, 'node')).toBe(8 + 1);
  expect(lasso).toMatch(/^edge s7 s2 /m);
});

test('ITF: the variables of every state, sets and maps by their names, and the loop of a lasso', () => {
  const state = { votes: { '#set': [1, 2] }, queue: [], at: { '#map': [['a', null]] }, phase: 'held' };
  const trace = { ...traceBy(['p0'], [{ process: 'p0', action: 'enter' }]), initial: state };
  const document = JSON.parse(write('itf', trace));
  expect(document['#meta'].format).toBe('ITF');
  expect(document.vars).toEqual(['votes', 'queue', 'at', 'phase']);
  expect(document.states[0]).toEqual({
    '#meta': { index: 0 },
    votes: { '#set': [1, 2] },
    queue: [],
    at: { '#map': [['a', { '#unserializable': 'null' }]] },
    phase: 'held',
  });
  const lasso = JSON.parse(write('itf', starving));
  expect(lasso.states).toHaveLength(8);
  expect(lasso.loop).toBe(2);
});

test('a run that stays in its last state for ever has no edge back, and keeps its last state', () => {
  const staying = { ...overtaking, lasso: { start: 8, period: 0 } };
  expect(JSON.parse(write('itf', staying))).toMatchObject({ loop: 8, states: { length: 9 } });
  expect(readAldebaran(write('aut', staying))).toMatchObject({ states: 9, transitions: { length: 8 } });
  expect(write('mermaid', staying)).not.toMatch(/^\s*end$/m);
});

test('ShiViz: its default expression reads every event, and clocks never go back', () => {
  const entry = /(?<host>\S*) (?<clock>{.*})\n(?<event>.*)/g;
  const events = [...write('shiviz', overtaking).matchAll(entry)].map(({ groups = {} }) => ({
    host: groups.host as string,
    clock: JSON.parse(groups.clock as string) as Record<string, number>,
    event: groups.event as string,
  }));
  expect(events.map(({ host }) => host)).toEqual(overtaking.steps.map(({ process }) => process));
  expect(events[3]).toEqual({ host: 'p1', clock: { p0: 2, p1: 2 }, event: 'p1 receives m3 ack' });
  for (const id of ['p0', 'p1']) {
    const own = events.filter(({ host }) => host === id).map(({ clock }) => clock[id]);
    expect(own).toEqual(own.map((_, i) => i + 1));
  }
});

test('faults in every format: nobody does what happens to messages, and a duplicate has the clock of its original', () => {
  const hosts = [...write('shiviz', faulty).matchAll(/^(\S+) (\{.*\})\n(.*)$/gm)].map(([, host, clock, event]) => ({
    host,
    clock,
    event,
  }));
  const ofProcesses = faulty.steps.filter(({ process }) => process !== undefined);
  expect(hosts.map(({ host }) => host)).toEqual(ofProcesses.map(({ process }) => process));
  expect(hosts.map(({ event }) => event)).toEqual([
    'p0 ask',
    'p2 receives m2 request',
    'p1 crashes',
    'p0 suspects p1',
    'p2 receives m4 request',
    'p1 recovers',
    'p0 trusts p1',
    'p3 receives m3 request',
    'p1 receives m6 answer',
  ]);
  expect(JSON.parse(hosts[4]?.clock ?? '')).toEqual({ p0: 1, p2: 2 });
  expect(write('mermaid', faulty)).toMatchSnapshot();
  expect(readAldebaran(write('aut', faulty))).toMatchObject({ states: 16, transitions: { length: 15 } });
  expect(JSON.parse(write('json', faulty))).toEqual(faulty);
  expect(write('svg', faulty)).toContain('apart: p2 p3');
});

test('Mermaid: a line for each event, with nothing in it that means something to Mermaid', () => {
  expect(write('mermaid', crashing)).toMatchSnapshot();
  const hostile = write('mermaid', traceBy(['a;b'], [{ process: 'a;b', action: '<b>end</b>#\n%%' }]));
  expect(hostile).toBe(
    'sequenceDiagram\n  participant L0 as a#59;b\n  Note over L0: ✗ 1 #60;b#62;end#60;#47;b#62;#35;#10;#37;#37;\n',
  );
});

test('JSON is the trace itself', () => {
  expect(JSON.parse(write('json', crashing))).toEqual(crashing);
});

test('the format goes by the end of the name', () => {
  for (const [format, end] of Object.entries(formats)) expect(formatOfFile(`a.b/run${end}`)).toBe(format);
  expect(formatOfFile('run.txt')).toBeUndefined();
});
