import type { SourceLocation } from './source-location.ts';

/** Every mistake that a user can make, by code. `S`: in a spec; `U`: in how it was asked for. */
export const errorTitles = {
  S101: 'the spec does not load',
  S102: 'the file does not export a spec',
  S103: 'a function of the spec throws',
  S104: 'the spec is not deterministic',
  S105: 'a state holds something that cannot be compared by value',
  S106: 'a state is changed outside an effect',
  S107: 'a message goes to a process that does not exist',
  S108: 'a choice has no options',
  S109: 'the spec is not well formed',
  S110: 'a function of the spec gives the wrong kind of result',
  S111: 'a function of the spec does not come to an end',
  U101: 'there is no such spec',
  U102: 'there is no such parameter',
  U103: 'the value is outside the domain of its parameter',
  U104: 'there is no such property',
  U105: 'the command line is not understood',
  U106: 'the formula is not understood',
  U107: 'the budget of a fault is not a natural number',
  U108: 'there is no such run',
  U109: 'the fault cannot happen to this spec',
  U115: 'there is no such process',
  U120: 'the file is not a trace',
  U121: 'the trace is not safe to read',
  U122: 'the spec of the trace lies outside the working directory',
  U123: 'the run says nothing about the spec any more',
  U125: 'there is no log to read',
  U126: 'a line of the log is not JSON',
  U127: 'a line of the log is not an event',
  U128: 'a log or a test speaks of what the spec does not have',
  U129: 'there is no run at this place',
  U130: 'the configuration does not load',
  U131: 'a setting is not understood',
  U132: 'there is no such code',
  U133: 'the first files cannot be written',
  U136: 'it cannot go on on disk in this way',
  U137: 'there is too little address space',
  U138: 'it cannot be explored approximately in this way',
  U139: 'it cannot be kept in checkpoints in this way',
  U140: 'the checkpoint is damaged, or none',
  U141: 'the folder is in use',
  U142: 'the checkpoint is of another spec',
  U143: 'there is no checkpoint',
  U144: 'what was put on disk cannot be read back',
} as const;

/** A code of a mistake: `S104`. */
export type ErrorCode = keyof typeof errorTitles;

/** What is known about a mistake, besides its code. */
export interface SpecErrorDetails {
  /** What is wrong, in a sentence. */
  readonly text: string;
  /** What to do about it. */
  readonly help?: string;
  /** The action, property or function in which it happened: `request(1)`, `property mutualExclusion`. */
  readonly where?: string;
  readonly location?: SourceLocation;
  /** The labels of the actions that lead from an initial state to the mistake. */
  readonly trace?: readonly string[];
  readonly cause?: unknown;
}

/** A mistake in a spec, or in how it is used. A violated property is a verdict, never an error. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  readonly code: ErrorCode;
  readonly details: SpecErrorDetails;

  constructor(code: ErrorCode, details: SpecErrorDetails) {
    super(`${code} ${details.where === undefined ? '' : `${details.where}: `}${details.text}`, {
      cause: details.cause,
    });
    this.code = code;
    this.details = details;
  }

  /** The same mistake with more known about it; what was known already stays. */
  with(details: Partial<SpecErrorDetails>): SpecError {
    return new SpecError(this.code, { ...details, ...this.details });
  }
}

/** Recognises a `SpecError` of any copy of this package. */
export function isSpecError(error: unknown): error is SpecError {
  return error instanceof Error && error.name === 'SpecError' && 'code' in error && 'details' in error;
}
