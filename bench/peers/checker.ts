import type { Counts } from '../counts.ts';
import type { Subject } from '../subjects.ts';

/** A command line, program first. */
export type Command = readonly string[];

/** Another checker, or one of its ways to search. */
export interface Checker {
  readonly name: string;
  /** Its version, or why it cannot be run here. */
  readonly available: () => { readonly version: string } | { readonly missing: string };
  /** Writes and compiles what is needed into an empty folder, and returns what to measure there. */
  readonly prepare: (subject: Subject, folder: string) => Command;
  /** What the output says was counted; nothing if it does not say. */
  readonly counts: (output: string) => Counts | undefined;
}

/** Two numbers from an output, the second less by `initial` for checkers that count initial states as transitions. */
export function countsIn(output: string, states: RegExp, transitions: RegExp, initial: number): Counts | undefined {
  const [found, fired] = [states, transitions].map((pattern) => pattern.exec(output)?.[1]?.replaceAll(',', ''));
  if (found === undefined || fired === undefined) return undefined;
  return { states: Number(found), transitions: Number(fired) - initial };
}
