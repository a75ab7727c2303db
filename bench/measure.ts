import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Job, Measurement } from './measurement.ts';

const program = fileURLToPath(new URL('measured.js', import.meta.url));
const run = promisify(execFile);

/**
 * Measures a search in a fresh process, by the built library.
 * @throws when the process fails, with what it printed
 */
export async function measure(job: Job, nodeOptions: readonly string[] = []): Promise<Measurement> {
  const node = ['--max-old-space-size=8192', ...nodeOptions, program, JSON.stringify(job)];
  const { stdout } = await run(process.execPath, node, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Measurement;
}
