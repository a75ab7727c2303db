import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Subject } from '../report/export/formats.ts';
import type { SystemResult } from '../report/result.ts';
import { type TraceRecord, traceRecord } from '../report/trace-record.ts';
import { checkConfiguration } from '../run.ts';
import { configure } from '../spec/configuration.ts';
import { didYouMean } from '../spec/parameter.ts';
import { SpecError } from '../spec/spec-error.ts';
import { readSource } from './files.ts';
import { loadSpec } from './load.ts';
import { bundledName, isBundledName, recordedFaults } from './recording.ts';
import { systemRecord } from './system-record.ts';
import { parseTraceRecord, problemWith, requireModestSize, requireSafe } from './trace-file.ts';

/** What a run to look at is looked for by. */
export interface TraceRequest {
  readonly property?: string;
  /** For a spec: by parameter name, as text. */
  readonly set: Readonly<Record<string, string>>;
  /** For a spec: how often each fault may happen, as text. */
  readonly faults: Readonly<Record<string, string>>;
}

/** A trace, and what it is a run of. */
export interface FoundTrace extends Subject {
  readonly trace: TraceRecord;
}

/**
 * A run of a record that `--reporter json` wrote, of a trace file, or of a spec, which is checked: that of the property that was
 * asked for, or else of the first that is violated, or of the first that has one.
 * @throws SpecError U104 if there is no such property, U108 if there is no run or the file is not a record, U120 and U121 if it
 * is not one that can be read; and whatever the spec does.
 */
export async function findTrace(request: string, options: TraceRequest): Promise<FoundTrace> {
  if (!request.endsWith('.json')) return found(await checkForTrace(request, options));
  const record = readRecord(request);
  if (!('systems' in record)) return found(await parseTraceRecord(record, request));
  const problem = await problemWith(record, 'result');
  if (problem !== undefined) throw notARecord(request, problem);
  return found(await parseTraceRecord(ofSystems(record.systems, options), request));
}

/**
 * The spec that a trace is a run of.
 * @throws SpecError U122 if it lies outside the working directory: what a file says is no reason to run code from anywhere.
 */
export function specOfTrace({ spec: { file } }: TraceRecord): string {
  if (isBundledName(file)) return file;
  const path = resolve(file);
  const inside = relative(realPath(process.cwd()), realPath(path));
  if (inside !== '' && !isAbsolute(inside) && inside.split(sep)[0] !== '..') return file;
  throw new SpecError('U122', {
    text: `the trace names the spec "${file}"`,
    help: 'If you trust it, name it yourself: unturned replay FILE --spec PATH, or unturned explore PATH --trace FILE.',
  });
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

function found(trace: TraceRecord): FoundTrace {
  const { spec, property } = trace;
  return { name: `${spec.name} ${property.name}`, trace, isViolation: property.status === 'violated' };
}

/** A file's record, told apart by what it holds. */
function readRecord(path: string): object | { readonly systems: readonly SystemResult[] } {
  requireModestSize(path);
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
  requireSafe(record, `"${path}"`);
  if ('systems' in record && Array.isArray(record.systems)) return record;
  if ('$schema' in record || 'steps' in record) return record;
  throw notARecord(path);
}

function notARecord(path: string, problem?: string): SpecError {
  return new SpecError('U108', {
    text: `"${path}" is not a record of a check${problem === undefined ? ', nor a trace' : `: ${problem}`}`,
    help: '`unturned check <spec> --reporter json=result.json` writes a record, and traces of what is violated.',
  });
}

async function checkForTrace(request: string, options: TraceRequest): Promise<TraceRecord> {
  const { property, set, faults } = options;
  const loaded = await loadSpec(request);
  const configuration = configure(loaded.spec, set, { faults });
  requireProperty(
    configuration.properties.map(({ name }) => name),
    property,
  );
  const checked = await checkConfiguration(configuration, property === undefined ? {} : { properties: [property] });
  return { ...ofSystems([systemRecord(checked, loaded)], options), ...recordedFaults(loaded.spec, configuration) };
}

function ofSystems(systems: readonly SystemResult[], { property: asked }: Pick<TraceRequest, 'property'>): TraceRecord {
  const all = systems.flatMap((system) => system.properties.map((property) => ({ system, property })));
  requireProperty(
    all.map(({ property }) => property.name),
    asked,
  );
  const withRun = all.flatMap(
    ({ system, property }) =>
      traceRecord({ ...system, file: bundledName(system.file) ?? system.file }, property, {}) ?? [],
  );
  const chosen =
    asked === undefined
      ? (withRun.find(({ property }) => property.status === 'violated') ?? withRun[0])
      : withRun.find(({ property }) => property.name === asked);
  if (chosen !== undefined) return chosen;
  throw new SpecError('U108', {
    text:
      asked === undefined
        ? 'there is no run: nothing is violated, and no goal was reached'
        : `there is no run of ${asked}`,
    help: 'A property that is violated has a run, and a `reachable` one that was reached. --graph writes the state graph.',
  });
}

function requireProperty(names: readonly string[], asked: string | undefined): void {
  if (asked === undefined || names.includes(asked)) return;
  const suggestion = didYouMean(asked, names);
  throw new SpecError('U104', {
    text: `there is no property "${asked}"`,
    help: suggestion === undefined ? `The properties are ${names.join(', ')}.` : `Did you mean "${suggestion}"?`,
  });
}
