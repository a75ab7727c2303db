import { expect } from 'vitest';
import { toHaveStateCount, toHold, toReach, toReplay, toViolate } from './matchers.ts';
import type { CheckLimits, HoldOptions, MatcherOptions, WithinOptions } from './options.ts';
import type { Subject } from './subject.ts';

export type { ConfigurationOptions, HoldOptions, MatcherOptions, WithinOptions } from './options.ts';
export type { ConfiguredSpec, RunOptions, SpecReference, SpecRun, Subject } from './subject.ts';
export { runOf, specOf } from './subject.ts';

/**
 * What can be expected of a spec: of the path of its file, which is checked in a thread of its own at full speed, or of the
 * spec itself. Each fails, and so does its negation, where the search is inconclusive or the spec makes a mistake.
 */
export interface SpecMatchers {
  /** Every property holds; the message of a failure is the counterexample, drawn. */
  toHold(options?: HoldOptions): Promise<void>;
  /** A property is violated, by a run of at most `within` steps. Of a run: it violates the property. */
  toViolate(property: string, options?: WithinOptions): Promise<void>;
  /** A goal, declared with `reachable`, is reached, by a run of at most `within` steps. Of a run: it reaches the goal. */
  toReach(goal: string, options?: WithinOptions): Promise<void>;
  /** So many distinct states can be reached: a guard against changing a spec unawares. */
  toHaveStateCount(count: number, options?: MatcherOptions): Promise<void>;
  /**
   * The run of a trace file, as `unturned check` writes it, can be made again, step by step, and still shows what it showed.
   * The path is read as that of a spec is. The configuration is that of the trace.
   */
  toReplay(file: string | URL, options?: Pick<CheckLimits, 'signal'>): Promise<void>;
}

type OfSubjects<T> = { [K in keyof SpecMatchers]: T extends Subject ? SpecMatchers[K] : never };

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the interface that is added to has it so
  interface Matchers<T = any> extends OfSubjects<T> {}
}

expect.extend({ toHold, toViolate, toReach, toHaveStateCount, toReplay } as never);
