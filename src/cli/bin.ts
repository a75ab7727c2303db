#!/usr/bin/env node
import { exitStatus } from './exit-status.ts';
import { runCommandLine } from './program.ts';

/** Why something could not be written, if it could not. */
let unwritten: Error | undefined;

/** A reader that has seen enough closes the pipe; that is no error, and changes nothing about the verdict. */
function ignoreClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') unwritten = error;
  });
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

process.on('SIGXFSZ', () => {}); // then writing a file that would be too long fails, and does not end the process
ignoreClosedPipe(process.stdout);
ignoreClosedPipe(process.stderr);
const status = await runCommandLine(process.argv.slice(2));
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
await new Promise((resolve) => setImmediate(resolve)); // an error is told of a little later than the write is
if (unwritten !== undefined) process.stderr.write(`the report could not be written: ${unwritten.message}\n`);
process.exit(unwritten === undefined ? status : exitStatus.error);
