import { asciiGlyphs, type Glyphs, unicodeGlyphs } from './glyphs.ts';
import type { Paint } from './style.ts';

/** How much of a run is shown: all of it only if it is short, all of it with its states, all of it without, nothing. */
export type Detail = 'auto' | 'full' | 'diff' | 'none';

/** A value of the command that is not the usual one, and where it comes from. */
export interface Setting {
  /** `maxStates`; `processes` for a parameter. */
  readonly name: string;
  readonly value: string;
  /** A flag, an environment variable, or a file. */
  readonly origin: string;
}

/** How the report is written. */
export interface PrettyOptions {
  /** Columns; no line is longer, but for words that cannot be broken. */
  readonly width: number;
  readonly detail: Detail;
  /** Draws with ASCII characters only. */
  readonly ascii: boolean;
  readonly paint: Paint;
  /** Shows what the engine learned; it is not shown unless told. */
  readonly learned?: boolean;
  /** Where the settings of the command come from; shown with what the engine learned. */
  readonly settings?: readonly Setting[];
  /** Draws space-time diagrams; they are drawn unless told. */
  readonly diagram?: boolean;
  /** The processes that diagrams show, from left to right; those that matter at the end unless told. */
  readonly lanes?: readonly string[];
  /** Shows the logical clock of each step beside it. */
  readonly clocks?: 'lamport' | 'vector';
  /** The text of a source file, for the lines around a property. */
  readonly source?: (file: string) => string | undefined;
}

/** The options together with what follows from them. */
export interface Page extends PrettyOptions {
  readonly glyphs: Glyphs;
}

/** What every part of a report is written on. */
export function pageOf(options: PrettyOptions): Page {
  return { ...options, glyphs: options.ascii ? asciiGlyphs : unicodeGlyphs };
}
