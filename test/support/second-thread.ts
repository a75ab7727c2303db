import { afterAll, beforeAll } from 'vitest';
import { Insertion } from '../../src/state/insertion/insertion.ts';
import type { LearnedOptions } from '../../src/transition/learned-options.ts';

/** A second thread for the tests of a file, which has started when they begin. */
export function secondThread(): () => Insertion {
  let thread: Insertion | undefined;
  beforeAll(async () => {
    thread = await started();
  });
  afterAll(() => thread?.end());
  return () => thread as Insertion;
}

/** A second thread that has started. */
export async function started(): Promise<Insertion> {
  const thread = new Insertion(new URL('../../dist/state/insertion/inserting-thread.js', import.meta.url));
  while (!thread.isReady) await new Promise((resolve) => setTimeout(resolve, 5));
  return thread;
}

/** Has the second thread number everything, in batches so short that several wait. */
export function sharing(thread: Insertion): LearnedOptions {
  return { workers: 2, thread, shareAt: 1, batch: 4 };
}
