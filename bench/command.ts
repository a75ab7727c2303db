import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './numbers.ts';

/** The time of a whole command, start of Node and reading of the spec included. */
export interface Command {
  readonly command: string;
  readonly runs: number;
  readonly ms: number;
}

const program = fileURLToPath(new URL('../../../dist/cli/bin.js', import.meta.url));
const args = ['check', 'chang-roberts', '--set', 'processes=4'];

/** Times `unturned check` on a spec of a hundred states. */
export function commandTime(runs: number): Command {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    execFileSync(process.execPath, [program, ...args], { stdio: 'ignore' });
    return performance.now() - start;
  });
  return { command: `unturned ${args.join(' ')}`, runs, ms: median(times) };
}
