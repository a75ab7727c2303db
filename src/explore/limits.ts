/** What ends a search before it is complete; `max-disk` if it had spilled; `approximate` if it ended, but may have missed something. */
export type StopReason =
  | 'max-states'
  | 'max-depth'
  | 'max-time'
  | 'max-memory'
  | 'max-disk'
  | 'violation'
  | 'interrupt'
  | 'approximate';

/** Bounds of a search; without one there is none. */
export interface Limits {
  /** Distinct states. */
  readonly maxStates?: number;
  /** States at this depth are found and judged, but not expanded. */
  readonly maxDepth?: number;
  /** Milliseconds. */
  readonly maxTime?: number;
  /** Bytes of resident memory. */
  readonly maxMemory?: number;
}
