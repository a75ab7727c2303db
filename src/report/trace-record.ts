import type { Trace } from '../counterexample/trace.ts';
import type { Faults } from '../spec/environment/faults.ts';
import type { ParameterValue } from '../spec/parameter.ts';
import type { Strength } from '../spec/temporal/fairness.ts';
import type { PropertyResult, SystemResult } from './result.ts';

/** A trace with what it is a run of: a file by itself, as `trace.schema.json` describes it. */
export interface TraceRecord extends Trace {
  readonly $schema: 'urn:unturned:trace:1';
  readonly schemaVersion: 1;
  readonly spec: {
    readonly name: string;
    /** Relative to the working directory, or the name of a bundled spec; absolute if it lies outside. */
    readonly file: string;
    /** SHA-256 of the file, in hexadecimal. */
    readonly hash: string;
  };
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** How often each fault may happen in a run. */
  readonly faults?: Faults;
  /** Fairness of every action, if it was asked for in place of what the spec declares. */
  readonly assumed?: Strength | 'none';
  /** What the run shows. */
  readonly property: {
    readonly name: string;
    readonly kind: PropertyResult['kind'];
    readonly status: 'violated' | 'reached';
    /** The text of a formula that is none of the spec's own properties. */
    readonly formula?: string;
    /** The headline, in words. */
    readonly message?: string;
  };
}

/** What was asked for, of which a result says nothing. */
export interface Asked {
  readonly faults?: Faults;
  readonly fairness?: Strength | 'none';
  readonly formula?: string;
}

/** The record of the run that settles a property; `undefined` if none does. */
export function traceRecord(
  {
    name,
    file,
    specHash,
    parameters,
    search,
  }: Pick<SystemResult, 'name' | 'file' | 'specHash' | 'parameters' | 'search'>,
  { name: property, kind, status, message, trace }: PropertyResult,
  { faults = search.faults, fairness, formula }: Asked,
): TraceRecord | undefined {
  if (trace === undefined || (status !== 'violated' && status !== 'reached')) return undefined;
  return {
    $schema: 'urn:unturned:trace:1',
    schemaVersion: 1,
    spec: { name, file, hash: specHash },
    parameters: parameters as TraceRecord['parameters'],
    ...(faults && { faults }),
    ...(fairness !== undefined && { assumed: fairness }),
    property: {
      name: property,
      kind,
      status,
      ...(formula !== undefined && { formula }),
      ...(message !== undefined && { message }),
    },
    ...trace,
  };
}

/** The record as the text of a file. Ends with a line break. */
export function traceText(record: TraceRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}
