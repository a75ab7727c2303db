import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Command } from './checker.ts';

/** How often memory is looked at, in milliseconds. */
const interval = 20;

/** One run of a program. */
export interface Run {
  /** What it printed, errors included: some programs report there. */
  readonly output: string;
  /** Wall time from start to end of the process. */
  readonly ms: number;
  /** The most resident memory that was seen, in bytes; NaN where the system does not say. */
  readonly peak: number;
}

/** Runs a program and measures it. */
export function timed([program, ...args]: Command, folder: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program as string, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let peak = Number.NaN;
    const watch = setInterval(() => {
      peak = peakOf(child.pid) ?? peak;
    }, interval);
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    child.on('error', reject);
    child.on('close', () => {
      clearInterval(watch);
      resolve({ output, ms: performance.now() - start, peak });
    });
  });
}

function peakOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : 1024 * Number(kilobytes);
  } catch {
    return undefined;
  }
}
