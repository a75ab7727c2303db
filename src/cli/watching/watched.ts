/** What the thread that watches is told. */
export interface Watched {
  /** Shared: how many calls of functions of the spec began, and how many are open. */
  readonly beats: Int32Array;
  /** The milliseconds that one call may take. */
  readonly time: number;
  /** The bytes by which resident memory may grow in one call. */
  readonly growth: number;
  /** The function of the main thread that is to be called with the reason, `time` or `memory`. */
  readonly globalName: string;
}
