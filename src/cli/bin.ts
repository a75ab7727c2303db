#!/usr/bin/env node
import { exitStatus } from './exit-status.ts';
import { runCommandLine } from './program.ts';

/** A reader that has seen enough closes the pipe; that is no error, and changes nothing about the verdict. */
function ignoreClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exit(exitStatus.internal);
  });
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

ignoreClosedPipe(process.stdout);
ignoreClosedPipe(process.stderr);
const status = await runCommandLine(process.argv.slice(2));
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
process.exit(status);
