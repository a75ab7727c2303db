import type { RunCostResult } from '../src/report/result.ts';
import { checkConfiguration } from '../src/run.ts';
import { configure } from '../src/spec/configuration.ts';
import { type ManifestEntry, specOf } from './manifest.ts';

/** What was found out about one configuration, without anything that differs between machines. */
export interface ResultRecord {
  readonly spec: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly verdict: string;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly initial: number;
  readonly terminal: number;
  readonly deadlocked: number;
  readonly perDepth: readonly number[];
  /** The same states, told apart by the histories that properties need. */
  readonly history?: { readonly states: number; readonly transitions: number };
  readonly actions: readonly { readonly name: string; readonly fired: number }[];
  readonly properties: readonly {
    readonly name: string;
    readonly kind: string;
    readonly status: string;
    /** Steps of the shortest counterexample or witness. */
    readonly steps?: number;
    readonly message?: string;
    /** What runs cost. */
    readonly cost?: { readonly least?: number; readonly greatest: number | 'unbounded'; readonly atMost?: number };
    /** The steps of a counterexample, as replay names them. */
    readonly run?: readonly string[];
  }[];
}

/** Explores a configuration to the end, whatever is violated on the way. */
export async function makeRecord(entry: ManifestEntry): Promise<ResultRecord> {
  const configuration = configure(await specOf(entry), entry.parameters);
  const { verdict, parameters, stats, history, actions, properties } = await checkConfiguration(configuration, {
    keepGoing: true,
  });
  const { states, transitions, depth, initial, terminal, deadlocked, perDepth } = stats;
  return {
    spec: entry.spec,
    parameters,
    verdict,
    states,
    transitions,
    depth,
    initial,
    terminal,
    deadlocked,
    perDepth,
    ...(history && { history: { states: history.states, transitions: history.transitions } }),
    actions: actions.map(({ name, fired }) => ({ name, fired })),
    properties: properties.map(({ name, kind, status, message, trace, cost }) => ({
      name,
      kind,
      status,
      ...(trace && { steps: trace.length }),
      ...(cost && { cost: withoutEnds(cost) }),
      ...(status === 'violated' && message !== undefined && { message }),
      ...(status === 'violated' && trace && { run: trace.steps.map(({ key }) => key) }),
    })),
  };
}

function withoutEnds({
  least,
  greatest,
  atMost,
}: RunCostResult): NonNullable<ResultRecord['properties'][number]['cost']> {
  return { ...(least !== undefined && { least }), greatest, ...(atMost !== undefined && { atMost }) };
}

/** How the counts of a record differ from those that other checkers found; empty if they do not. */
export function differences(record: ResultRecord, expected: ManifestEntry): string[] {
  const counts = ['states', 'transitions', 'depth', 'terminal', 'deadlocked'] as const;
  return counts
    .filter((count) => record[count] !== expected[count])
    .map((count) => `${count}: ${record[count]}, expected ${expected[count]}`);
}
