import type { Json } from '../counterexample/trace.ts';
import type { Estimate } from '../explore/estimate.ts';
import type { Faults } from '../spec/environment/faults.ts';
import type { Diagnostic, PropertyResult, Result, SystemResult } from './result.ts';

/**
 * What `--reporter ndjson` prints, a line each, as it happens. `unturned/events.schema.json` is the schema; what is added to
 * it keeps the version. Systems are counted from 0 in the order in which their checks begin.
 */
export type RunEvent =
  | {
      readonly event: 'started';
      readonly schemaVersion: 1;
      readonly tool: Result['tool'];
      readonly command: readonly string[];
      /** ISO 8601. */
      readonly startedAt: string;
    }
  | ({ readonly event: 'system'; readonly system: number } & BegunSystem)
  | {
      /** A level of the search was reached. Levels that take less than a moment share one. */
      readonly event: 'progress';
      readonly system: number;
      readonly depth: number;
      readonly states: number;
      readonly transitions: number;
      /** States found and not yet expanded. */
      readonly queue: number;
      readonly elapsedMs: number;
      /** Of all states there are; absent while no end is in sight, and depth first. */
      readonly estimate?: Estimate;
    }
  | ({ readonly event: 'property'; readonly system: number; readonly steps?: number } & Pick<
      PropertyResult,
      'name' | 'kind' | 'status' | 'message' | 'source'
    >)
  | { readonly event: 'judged'; readonly system: number; readonly result: SystemResult }
  | { readonly event: 'diagnostic'; readonly diagnostic: Diagnostic }
  | {
      readonly event: 'finished';
      readonly status: Result['status'];
      readonly exitCode: number;
      readonly elapsedMs: number;
    };

/** A configuration whose check begins. */
export interface BegunSystem {
  readonly name: string;
  /** Relative to the working directory. */
  readonly file: string;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly faults?: Faults;
}

/** The events of a configuration that has been judged: one for each property, in short, and one with everything. */
export function judgedEvents(system: number, result: SystemResult): readonly RunEvent[] {
  const properties = result.properties.map(({ name, kind, status, message, source, trace }): RunEvent => {
    const more = { ...(message !== undefined && { message }), ...(source && { source }) };
    return { event: 'property', system, name, kind, status, ...more, ...(trace && { steps: trace.length }) };
  });
  return [...properties, { event: 'judged', system, result }];
}

/** An event as a line. */
export function eventLine(event: RunEvent): string {
  return `${JSON.stringify(event)}\n`;
}
