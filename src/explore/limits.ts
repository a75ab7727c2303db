/** What ends a search before it is complete. */
export type StopReason = 'max-states' | 'max-depth' | 'max-time' | 'max-memory' | 'violation' | 'interrupt';

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
