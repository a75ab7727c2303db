import { afterAll, beforeAll } from 'vitest';
import { startSecondThread } from '../../src/cli/second-thread/start.ts';
import type { LearnedOptions } from '../../src/transition/learned-options.ts';
import type { SecondThread } from '../../src/transition/second-thread/second-thread.ts';

/** A second thread for the tests of a file, which has started when they begin. */
export function secondThread(): () => SecondThread {
  let thread: SecondThread | undefined;
  beforeAll(async () => {
    thread = await started();
  });
  afterAll(() => thread?.end());
  return () => thread as SecondThread;
}

/** A second thread that has started. */
export async function started(): Promise<SecondThread> {
  const thread = startSecondThread(
    new URL('../../dist/cli/second-thread/working-thread.js', import.meta.url),
  ) as SecondThread;
  while (!thread.isReady) await new Promise((resolve) => setTimeout(resolve, 5));
  return thread;
}

/** Has the second thread fire all that it can, in blocks so short that several wait. */
export function sharing(thread: SecondThread): LearnedOptions {
  const block = { states: 2, lead: 0, isPatient: true };
  return { secondThread: () => lent(thread), shareAt: 1, batch: 4, block };
}

/** The same thread, which is not ended by whoever uses it, so that others can. */
function lent(thread: SecondThread): SecondThread {
  return new Proxy(thread, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key);
      if (key === 'end') return () => target.leave();
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
