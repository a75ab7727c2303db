/** What is used of a test as vitest knows it. */
export interface RunningTest {
  readonly timeout?: number;
  readonly result?: { readonly retryCount?: number; readonly repeatCount?: number };
  readonly context?: {
    readonly signal?: AbortSignal;
    readonly annotate?: (message: string, type?: string) => Promise<unknown>;
  };
}

/** When a test will be given up by vitest, and a little before, when a check in it has to be over in order to be told of. */
export interface TestTime {
  readonly timeout: number;
  readonly deadline: number;
  /** After this a check will not answer any more. */
  readonly latest: number;
}

interface Start {
  readonly attempt: string;
  readonly at: number;
}

/** When the first check of each test began. */
const starts = new WeakMap<RunningTest, Start>();

/** The time that a test has left, counted from its first check; `undefined` if it has no end. */
export function timeOf(test: RunningTest | undefined): TestTime | undefined {
  const timeout = test?.timeout ?? 0;
  if (test === undefined || timeout <= 0 || !Number.isFinite(timeout)) return undefined;
  const attempt = `${test.result?.retryCount ?? 0} ${test.result?.repeatCount ?? 0}`;
  const known = starts.get(test);
  const start = known?.attempt === attempt ? known : { attempt, at: Date.now() };
  starts.set(test, start);
  const end = start.at + timeout;
  const margin = Math.min(2000, timeout / 5);
  return { timeout, deadline: end - margin, latest: end - margin / 2 };
}
