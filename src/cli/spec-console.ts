import { Console } from 'node:console';
import { Writable } from 'node:stream';

/** Bytes of what a spec prints that are shown. */
const most = 64 * 1024;

/**
 * Sends what a spec prints to stderr, as stdout is for reports, and no more than somebody might read.
 * Returns what gives the console back.
 */
export function divertConsole(): () => void {
  const own = globalThis.console;
  let left = most;
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      const text = String(chunk);
      if (left > 0) process.stderr.write(text.slice(0, left));
      if (left > 0 && text.length >= left)
        process.stderr.write('\n(the spec prints more than this, which is left out)\n');
      left -= text.length;
      done();
    },
  });
  globalThis.console = new Console({ stdout: stream, stderr: stream, ignoreErrors: true });
  return () => {
    globalThis.console = own;
  };
}
