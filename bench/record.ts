import { runProperties } from '../src/property/temporal/judge-runs.ts';
import { pageOf } from '../src/report/page.ts';
import type { RunCostResult } from '../src/report/result.ts';
import { plain } from '../src/report/style.ts';
import type { CheckedSystem } from '../src/report/system-result.ts';
import { describeViolation } from '../src/report/violation.ts';
import { checkConfiguration } from '../src/run.ts';
import type { NamedProperty } from '../src/spec/configuration.ts';
import { configurationOf, type ManifestEntry, parametersText } from './manifest.ts';

/** What was found out about one configuration, without anything that differs between machines. */
export interface ResultRecord {
  readonly spec: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** How often each fault may happen in a run; absent if none may. */
  readonly faults?: Readonly<Record<string, number>>;
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
    readonly cost?: {
      readonly least?: number;
      readonly greatest: number | 'unbounded';
      readonly atLeast?: number;
      readonly atMost?: number;
    };
    /** The steps of a counterexample, as replay names them. */
    readonly run?: readonly string[];
  }[];
}

/** A record, and the reports on what is violated. */
export interface Findings {
  readonly record: ResultRecord;
  /** For each violated property, the shortest run that breaks it, drawn and in words. */
  readonly counterexamples: ReadonlyMap<string, string>;
}

/** Explores a configuration to the end, whatever is violated on the way. */
export async function makeRecord(entry: ManifestEntry): Promise<ResultRecord> {
  return (await makeFindings(entry)).record;
}

/**
 * Explores a configuration to the end, and writes a report on each property that is violated. What is said of whole runs is
 * left to results/whole-runs.md.
 */
export async function makeFindings(entry: ManifestEntry): Promise<Findings> {
  const whole = await configurationOf(entry);
  const aboutRuns: readonly NamedProperty<unknown>[] = runProperties(whole.properties);
  const configuration = { ...whole, properties: whole.properties.filter((one) => !aboutRuns.includes(one)) };
  const system = await checkConfiguration(configuration, { keepGoing: true });
  const violated = system.properties.filter(({ status }) => status === 'violated');
  return {
    record: recordOf(entry, system),
    counterexamples: new Map(violated.map((property) => [property.name, reportOf(entry, property, system)])),
  };
}

function reportOf(entry: ManifestEntry, property: CheckedSystem['properties'][number], system: CheckedSystem): string {
  const page = pageOf({ width: 100, detail: 'diff', ascii: false, paint: plain });
  const stats = { ...system.stats, peakMemoryBytes: 0 };
  const file = `specs/${entry.spec}.ts`;
  const asReported = { ...system, stats, file, specHash: '' };
  const placed = { ...property, ...(property.source && { source: { ...property.source, file } }) };
  const lines = describeViolation(placed, asReported, page);
  return [`${entry.spec} ${parametersText(entry)}`, '', ...lines].map((line) => line.trimEnd()).join('\n');
}

function recordOf(entry: ManifestEntry, system: CheckedSystem): ResultRecord {
  const { verdict, parameters, search, stats, history, actions, properties } = system;
  const { states, transitions, depth, initial, terminal, deadlocked, perDepth } = stats;
  return {
    spec: entry.spec,
    parameters,
    ...(search.faults && { faults: search.faults }),
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
  atLeast,
  atMost,
}: RunCostResult): NonNullable<ResultRecord['properties'][number]['cost']> {
  return {
    ...(least !== undefined && { least }),
    greatest,
    ...(atLeast !== undefined && { atLeast }),
    ...(atMost !== undefined && { atMost }),
  };
}

/** How the counts of a record differ from those that other checkers found; empty if they do not. */
export function differences(record: ResultRecord, expected: ManifestEntry): string[] {
  const counts = ['states', 'transitions', 'depth', 'terminal', 'deadlocked'] as const;
  return counts
    .filter((count) => record[count] !== expected[count])
    .map((count) => `${count}: ${record[count]}, expected ${expected[count]}`);
}
