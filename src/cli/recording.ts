import { resolve } from 'node:path';
import type { Diagnostic, PropertyResult, SystemResult } from '../report/result.ts';
import { type TraceRecord, traceRecord } from '../report/trace-record.ts';
import type { Configuration } from '../spec/configuration.ts';
import { type Faults, faultNames } from '../spec/environment/faults.ts';
import { toDomain } from '../spec/parameter.ts';
import { isSpecError } from '../spec/spec-error.ts';
import type { Strength } from '../spec/temporal/fairness.ts';
import { bundledSpecs } from './bundled.ts';
import { shownPath } from './files.ts';
import type { LoadedSpec } from './load.ts';
import { saveTest } from './save-test.ts';
import { writeTraceFile } from './trace-file.ts';

/** Which runs of a check are written to files. */
export interface RecordingOptions {
  /** The folder for traces; none are written if it is `false`. */
  readonly traces: string | false;
  /** The folder for tests that replay them. */
  readonly saveTest?: string;
  readonly fairness?: Strength | 'none';
  readonly ltl?: readonly string[];
}

/** What a check found out, with the files that its counterexamples were written to. */
export interface Recorded {
  readonly system: SystemResult;
  readonly remarks: readonly Diagnostic[];
}

/** Writes the counterexamples of a check to files. A trace that cannot be written is no reason to lose the verdict. */
export function recordRuns<S>(
  system: SystemResult,
  request: string,
  loaded: LoadedSpec,
  configuration: Configuration<S>,
  options: RecordingOptions,
): Recorded {
  const remarks: Diagnostic[] = [];
  const own = configuration.properties.map(({ name }) => name);
  const formulas = new Map(
    system.properties.filter(({ name }) => !own.includes(name)).map(({ name }, i) => [name, options.ltl?.[i]] as const),
  );
  const asked = {
    ...recordedFaults(loaded.spec, configuration),
    ...(options.fairness !== undefined && { fairness: options.fairness }),
  };
  const variation = variationOf(loaded.spec, configuration);
  const described = { ...system, file: bundledName(loaded.file) ?? system.file };
  const record = (property: PropertyResult): PropertyResult => {
    if (property.status !== 'violated') return property;
    const formula = formulas.get(property.name);
    const run = traceRecord(described, property, { ...asked, ...(formula !== undefined && { formula }) });
    if (run === undefined) {
      if (options.saveTest !== undefined) remarks.push(nothingToSave(property, request));
      return property;
    }
    const trace = attempt(remarks, request, () =>
      options.traces === false ? undefined : shownPath(writeTraceFile(options.traces, run, variation)),
    );
    const test = attempt(remarks, request, () =>
      options.saveTest === undefined
        ? undefined
        : shownPath(saveTest(options.saveTest, run, { isOneOfSeveral: system.stats.initial > 1, variation })),
    );
    return {
      ...property,
      ...(trace !== undefined && { traceFile: trace }),
      ...(test !== undefined && { testFile: test }),
    };
  };
  return { system: { ...system, properties: system.properties.map(record) }, remarks };
}

function attempt<T>(remarks: Diagnostic[], spec: string, write: () => T): T | undefined {
  try {
    return write();
  } catch (error) {
    const text = isSpecError(error) ? error.details.text : error instanceof Error ? error.message : String(error);
    remarks.push({ code: 'W402', severity: 'warning', spec, text: `a run could not be written: ${text}` });
    return undefined;
  }
}

function nothingToSave({ name }: PropertyResult, spec: string): Diagnostic {
  return {
    code: 'W403',
    severity: 'warning',
    spec,
    text: `no test is saved for ${name}: that it is never reached is shown by no run`,
    help: `A test with \`await expect('${spec}').toReach('${name}')\` says that it should be.`,
  };
}

/** What is set otherwise than the spec itself has it: `processes=4`, `crash=1`. */
export function variationOf(
  { definition, environment }: LoadedSpec['spec'],
  { parameters, faults = {} }: Pick<Configuration<unknown>, 'parameters' | 'faults'>,
): readonly string[] {
  const own = environment?.faults(parameters, {}) ?? {};
  const isSet = (name: string): boolean => {
    const declaration = definition.params?.[name];
    return declaration !== undefined && toDomain(declaration).default !== parameters[name];
  };
  return [
    ...Object.keys(parameters)
      .filter(isSet)
      .map((name) => `${name}=${parameters[name]}`),
    ...faultNames
      .filter((name) => (faults[name] ?? 0) !== (own[name] ?? 0))
      .map((name) => `${name}=${faults[name] ?? 0}`),
  ];
}

/** How often each fault may happen: those that do, and 0 for those that the spec has and that do not. */
export function recordedFaults<S>(
  { environment }: LoadedSpec['spec'],
  { parameters, faults = {} }: Configuration<S>,
): { readonly faults?: Faults } {
  const own = environment?.faults(parameters, {}) ?? {};
  const named = faultNames.filter((name) => (own[name] ?? 0) > 0 || (faults[name] ?? 0) > 0);
  if (named.length === 0) return {};
  return { faults: Object.fromEntries(named.map((name) => [name, faults[name] ?? 0])) };
}

/** The name of the bundled spec that a file is the source of. */
export function bundledName(file: string): string | undefined {
  const path = resolve(file);
  return bundledSpecs().find(({ source }) => source === path)?.name;
}

/** True for what is a bundled spec's name, and no path. */
export function isBundledName(file: TraceRecord['spec']['file']): boolean {
  return bundledSpecs().some(({ name }) => name === file);
}
