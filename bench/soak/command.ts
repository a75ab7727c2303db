import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../../dist/cli/bin.js', import.meta.url));

/** What a run of the command did: it has a status, or a signal has ended it. */
export interface Ran {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What is done to a run of the command while it runs. */
export interface Treatment {
  /** Signals, each so many milliseconds after its start. */
  readonly signals?: readonly (readonly [after: number, signal: NodeJS.Signals])[];
  /** Nobody reads what it prints, and it is told so. */
  readonly closed?: boolean;
}

/** Runs `unturned` with these words to its end. */
export function unturned(words: readonly string[], { signals = [], closed = false }: Treatment = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], { cwd: tmpdir() });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    if (closed) child.stdout.destroy();
    const timers = signals.map(([after, signal]) => setTimeout(() => child.kill(signal), after));
    child.on('error', reject).on('close', (status, signal) => {
      for (const timer of timers) clearTimeout(timer);
      resolve({ status, signal, stdout, stderr });
    });
  });
}

/** What a record says, but for times, memory, and what was learned. */
export function found({ stdout }: Ran): unknown {
  const { stats, properties, actions } = JSON.parse(stdout).systems[0];
  const { states, transitions, depth, terminal, perDepth, complete } = stats;
  return { states, transitions, depth, terminal, perDepth, complete, properties, actions };
}
