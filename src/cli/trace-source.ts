import { existsSync } from 'node:fs';
import type { Json, Trace } from '../counterexample/trace.ts';
import type { Subject } from '../report/export/formats.ts';
import type { PropertyResult, SystemResult } from '../report/result.ts';
import { checkConfiguration } from '../run.ts';
import { configure } from '../spec/configuration.ts';
import type { Faults } from '../spec/environment/faults.ts';
import { didYouMean } from '../spec/parameter.ts';
import { SpecError } from '../spec/spec-error.ts';
import { readSource } from './files.ts';
import { loadSpec } from './load.ts';
import { systemRecord } from './system-record.ts';

/** What a run to look at is looked for by. */
export interface TraceRequest {
  readonly property?: string;
  /** For a spec: by parameter name, as text. */
  readonly set: Readonly<Record<string, string>>;
  /** For a spec: how often each fault may happen, as text. */
  readonly faults: Readonly<Record<string, string>>;
}

/** A trace, and the configuration that it is a run of, if the record says. */
export interface FoundTrace extends Subject {
  /** The file of the spec. */
  readonly file?: string;
  readonly specHash?: string;
  readonly parameters?: Readonly<Record<string, Json>>;
  readonly faults?: Faults;
}

/**
 * A run of a record that `--reporter json` wrote, of a file with nothing but a trace, or of a spec, which is checked: that of the
 * property that was asked for, or else of the first that is violated, or of the first that has one.
 * @throws SpecError U104 if there is no such property, U108 if there is no run or the file is not a record; and whatever the spec does.
 */
export async function findTrace(request: string, options: TraceRequest): Promise<FoundTrace> {
  if (!request.endsWith('.json')) return ofSystems([await checkForTrace(request, options)], options);
  const record = readRecord(request);
  if (isTrace(record)) return { name: request, trace: record, isViolation: true };
  return ofSystems(record.systems, options);
}

/** A file's record, told apart by what it holds; its details are believed. */
function readRecord(path: string): Trace | { readonly systems: readonly SystemResult[] } {
  const text = readSource(path);
  if (text === undefined)
    throw new SpecError('U108', { text: `"${path}" ${existsSync(path) ? 'cannot be read' : 'does not exist'}` });
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    throw notARecord(path);
  }
  if (typeof record !== 'object' || record === null) throw notARecord(path);
  if (isTrace(record)) return record;
  if ('systems' in record && Array.isArray(record.systems)) return record as { systems: SystemResult[] };
  throw notARecord(path);
}

function isTrace(record: object): record is Trace {
  return 'steps' in record && Array.isArray(record.steps) && 'messages' in record && 'processes' in record;
}

function notARecord(path: string): SpecError {
  return new SpecError('U108', {
    text: `"${path}" is not a record of a check, nor a trace`,
    help: '`unturned check <spec> --reporter json=result.json` writes a record.',
  });
}

async function checkForTrace(request: string, { property, set, faults }: TraceRequest): Promise<SystemResult> {
  const loaded = await loadSpec(request);
  const configuration = configure(loaded.spec, set, { faults });
  requireProperty(
    configuration.properties.map(({ name }) => name),
    property,
  );
  const checked = await checkConfiguration(configuration, property === undefined ? {} : { properties: [property] });
  return systemRecord(checked, loaded);
}

function ofSystems(systems: readonly SystemResult[], { property: asked }: TraceRequest): FoundTrace {
  const all = systems.flatMap((system) => system.properties.map((property) => ({ system, property })));
  requireProperty(
    all.map(({ property }) => property.name),
    asked,
  );
  const withRun = all.filter(({ property }) => property.trace !== undefined);
  const found =
    asked === undefined
      ? (withRun.find(({ property }) => isViolated(property)) ?? withRun[0])
      : withRun.find(({ property }) => property.name === asked);
  if (found === undefined)
    throw new SpecError('U108', {
      text:
        asked === undefined
          ? 'there is no run: nothing is violated, and no goal was reached'
          : `there is no run of ${asked}`,
      help: 'A property that is violated has a run, and a `reachable` one that was reached. --graph writes the state graph.',
    });
  const { system, property } = found;
  const { file, specHash, parameters, search } = system;
  return {
    name: `${system.name} ${property.name}`,
    trace: property.trace as Trace,
    isViolation: isViolated(property),
    file,
    specHash,
    parameters,
    ...(search.faults && { faults: search.faults }),
  };
}

function isViolated({ status }: PropertyResult): boolean {
  return status === 'violated';
}

function requireProperty(names: readonly string[], asked: string | undefined): void {
  if (asked === undefined || names.includes(asked)) return;
  const suggestion = didYouMean(asked, names);
  throw new SpecError('U104', {
    text: `there is no property "${asked}"`,
    help: suggestion === undefined ? `The properties are ${names.join(', ')}.` : `Did you mean "${suggestion}"?`,
  });
}
