import type { Result, SystemResult } from './result.ts';
import type { Paint } from './style.ts';

/** How much of a run is shown: all of it only if it is short, all of it with its states, all of it without, nothing. */
export type Detail = 'auto' | 'full' | 'diff' | 'none';

/** How the report is written. */
export interface PrettyOptions {
  /** Columns; no line is longer, but for words that cannot be broken. */
  readonly width: number;
  readonly detail: Detail;
  /** Draws with ASCII characters only. */
  readonly ascii: boolean;
  readonly paint: Paint;
  /** Draws space-time diagrams; they are drawn unless told. */
  readonly diagram?: boolean;
  /** The text of a source file, for the lines around a property. */
  readonly source?: (file: string) => string | undefined;
}

/** The report of a whole run: every system, and a summary if there is more than one. Diagnostics are left to the caller. */
export function prettyReport(result: Result, options: PrettyOptions): string {
  return '';
}

/** The report of one system, for those who print as they go. Ends with a line break. */
export function systemReport(tool: Result['tool'], system: SystemResult, options: PrettyOptions): string {
  return '';
}

/** The last lines of a run over several systems: one mark each, and the totals. Ends with a line break. */
export function summaryReport(result: Result, options: PrettyOptions): string {
  return '';
}
