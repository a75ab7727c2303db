import { afterAll, beforeAll } from 'vitest';
import { startInsertion } from '../../src/cli/second-thread/start.ts';
import type { Insertion } from '../../src/state/insertion/insertion.ts';
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
  const thread = startInsertion(
    new URL('../../dist/cli/second-thread/inserting-thread.js', import.meta.url),
  ) as Insertion;
  while (!thread.isReady) await new Promise((resolve) => setTimeout(resolve, 5));
  return thread;
}

/** Has the second thread number everything, in batches so short that several wait. */
export function sharing(thread: Insertion): LearnedOptions {
  return { secondThread: () => lent(thread), shareAt: 1, batch: 4 };
}

/** The same thread, which is not ended by whoever uses it, so that others can. */
function lent(thread: Insertion): Insertion {
  return new Proxy(thread, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key);
      if (key === 'end') return () => target.drop();
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
