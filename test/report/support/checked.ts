import { exploring } from '../../../src/check.ts';
import type { Limits } from '../../../src/explore/limits.ts';
import type { PrettyOptions } from '../../../src/report/page.ts';
import type { PropertyResult, Result, SystemResult } from '../../../src/report/result.ts';
import { plain } from '../../../src/report/style.ts';
import { systemResult } from '../../../src/report/system-result.ts';
import { configure } from '../../../src/spec/configuration.ts';
import type { Faults } from '../../../src/spec/environment/faults.ts';
import type { ParameterValue } from '../../../src/spec/parameter.ts';
import type { Spec } from '../../../src/spec/spec.ts';

const tool = { name: 'unturned', version: '0.1.0', node: 'v20.0.0' };

interface CheckedOptions {
  readonly limits?: Limits;
  readonly order?: 'bfs' | 'dfs';
  /** The names of the properties to judge; all of them unless told. */
  readonly only?: readonly string[];
  readonly faults?: Faults;
}

/** Checks a spec to the end, or to its limits, and gives the record that a report is drawn from; its times are made up. */
export function checked<S, Q>(
  spec: Spec<S, Q>,
  params: Readonly<Record<string, ParameterValue>> = {},
  { limits = {}, order = 'bfs', only, faults = {} }: CheckedOptions = {},
): SystemResult {
  const whole = configure(spec, params, { faults });
  const properties = whole.properties.filter(({ name }) => only?.includes(name) ?? true);
  const configuration = { ...whole, properties };
  const run = exploring(configuration, { keepGoing: true, limits, search: order });
  let step = run.next();
  while (!step.done) step = run.next();
  const circumstances = { order, engine: 'default', limits, elapsedMs: 1234 } as const;
  const { verdict: _, stats, ...system } = systemResult(configuration, step.value, circumstances);
  const file = `specs/${system.name}.ts`;
  return {
    ...system,
    properties: system.properties.map(withoutSource),
    file,
    specHash: '',
    stats: { ...stats, peakMemoryBytes: 58e6 },
  };
}

/** Where this folder is does not belong in an expected text. */
function withoutSource({ source: _, ...property }: PropertyResult): PropertyResult {
  return property;
}

/** A run over some systems. */
export function resultOf(systems: readonly SystemResult[]): Result {
  const statuses = systems.flatMap(({ properties }) => properties.map(({ status }) => status));
  const isComplete = systems.every(({ stats }) => stats.complete);
  const status = statuses.includes('violated') ? 'fail' : isComplete ? 'pass' : 'incomplete';
  return {
    $schema: '',
    schemaVersion: 1,
    tool,
    status,
    exitCode: { pass: 0, fail: 1, incomplete: 3 }[status],
    startedAt: '2025-01-01T00:00:00.000Z',
    elapsedMs: 2400,
    command: [],
    systems,
    diagnostics: [],
  };
}

/** The options of a report in the tests: 80 columns, no colours. */
export const page: PrettyOptions = { width: 80, detail: 'auto', ascii: false, paint: plain };
