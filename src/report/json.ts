import type { Result } from './result.ts';

/** The record as text, as `result.schema.json` describes it. Ends with a line break. */
export function jsonReport(result: Result): string {
  return `${JSON.stringify(result, undefined, 2)}\n`;
}
