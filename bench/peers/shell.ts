import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Command } from './checker.ts';

/** Runs a command to its end and returns what it printed, errors included. @throws when it fails */
export function run([program, ...args]: Command, folder?: string): string {
  return execFileSync(program as string, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The first line that a command prints, or a reason why there is none. */
export function version(
  command: Command,
  name: string,
  how: string,
): { readonly version: string } | { readonly missing: string } {
  try {
    return { version: run(command).trim().split('\n')[0] as string };
  } catch {
    return { missing: `${name} is not here: ${how}` };
  }
}

/** A file that lies beside the sources of the benchmarks. */
export function modelFile(path: string): string {
  return fileURLToPath(new URL(`../../../../bench/peers/${path}`, import.meta.url));
}
