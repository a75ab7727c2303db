import { writeSync } from 'node:fs';
import { Session } from 'node:inspector';
import { workerData } from 'node:worker_threads';
import type { Watched } from './watched.ts';

// A thread that sleeps, and looks now and then whether the same call is still going on. When it has gone on for too long,
// the main thread cannot be asked to do anything: it is stopped where it is, as by a debugger, and made to say so.

const { beats, time, growth, globalName } = workerData as Watched;

/** Often enough that memory does not run out between two looks. */
const pause = 25;

let last = -1;
let since = 0;
let before = 0;
setInterval(() => {
  const [count, open] = [Atomics.load(beats, 0), Atomics.load(beats, 1)];
  const used = process.memoryUsage.rss();
  if (open === 0 || count !== last) {
    last = open === 0 ? -1 : count;
    since = performance.now();
    before = used;
  } else if (performance.now() - since >= time) stop('time');
  else if (used - before >= growth) stop('memory');
}, pause);

let isStopping = false;

function stop(reason: 'time' | 'memory'): void {
  if (isStopping) return;
  isStopping = true;
  try {
    const session = new Session();
    session.connectToMainThread();
    session.once('Debugger.paused', () =>
      session.post('Runtime.evaluate', { expression: `${globalName}("${reason}")` }),
    );
    session.post('Debugger.enable', () => session.post('Debugger.pause'));
  } catch (error) {
    writeSync(
      2,
      `a function of the spec does not come to an end, and cannot be stopped: ${(error as Error).message}\n`,
    );
    process.kill(process.pid, 'SIGKILL');
  }
}
