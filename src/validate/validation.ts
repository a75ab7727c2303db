import type { Change, Json, Trace } from '../counterexample/trace.ts';

/**
 * Whether a log is a behaviour of a spec: some run of the spec is as every event says; none is; or there were too many
 * states to tell.
 */
export type LogVerdict = 'explained' | 'not-explained' | 'inconclusive';

/** What was found out about a log. */
export interface Validation {
  readonly verdict: LogVerdict;
  /** How many events the log has, and how many of them, from the first, some run of the spec explains. */
  readonly events: number;
  readonly explained: number;
  /** The line of the last event that is explained; 0 if none is. */
  readonly line: number;
  readonly hidden: HiddenSteps;
  /** The most states in which the system can have been after an event. */
  readonly most: number;
  /** Where the system can be after the last event that is explained. */
  readonly states: PossibleStates;
  /** One run of the spec that explains these events; `lines` has the line of each step, `null` for a hidden one. */
  readonly run: { readonly trace: Trace; readonly lines: readonly (number | null)[] };
  /** The event that no run explains. */
  readonly divergence?: Divergence;
  /** Why nothing is known of the rest: so many states were too many, or the validation was interrupted. */
  readonly stoppedBy?: 'max-states' | 'interrupt';
}

/** The steps that may have happened without an event. */
export interface HiddenSteps {
  /** Between two events. */
  readonly most: number;
  /** The labels of their actions. */
  readonly actions: readonly string[];
}

/** The states in which a system can be. */
export interface PossibleStates {
  readonly count: number;
  /** The first few of them. */
  readonly shown: readonly Json[];
  /** What they have in common. */
  readonly common: readonly { readonly path: string; readonly value: Json }[];
  /** Where they differ, and the first few values there. */
  readonly differing: readonly { readonly path: string; readonly values: readonly Json[] }[];
}

/** An event that is no step of the spec, and what would have been. */
export interface Divergence {
  readonly line: number;
  readonly text: string;
  /** The actions that the event can have been, with what is in the way of each; nearest to the event first. */
  readonly candidates: readonly CandidateAction[];
  /** For an event that says of the state alone: how the state that is nearest to it differs. */
  readonly nearest?: readonly { readonly path: string; readonly said: Json; readonly is?: Json }[];
  /** What can happen next instead, without hidden steps. */
  readonly expected: readonly ExpectedStep[];
  /** With so many hidden steps more of the log is explained, up to the given line; or all of it. */
  readonly withHidden?: { readonly most: number; readonly line: number; readonly all: boolean };
}

/** An action that an event can have been, and why it was not. */
export interface CandidateAction {
  /** `release(1)`. */
  readonly action: string;
  /** In how many of the possible states, hidden steps included, it can happen. */
  readonly enabledIn: number;
  /** If in none: the conditions of its guard that are false where the fewest are. */
  readonly needs: readonly string[];
  /** Otherwise: where the state after it differs from the event, in the case that differs least. */
  readonly differs: readonly { readonly path: string; readonly said: Json; readonly is?: Json }[];
}

/** A step that the spec allows. */
export interface ExpectedStep {
  readonly action: string;
  /** In how many of the possible states. */
  readonly enabledIn: number;
  /** What it changes in the first of them. */
  readonly changes: readonly Change[];
}
