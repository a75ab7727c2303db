import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A group of processes that may have only so much memory, or why there is none. */
export type ControlGroup =
  | { /** Where the number of a process is written that is to be in it. */ readonly procs: string }
  | { readonly reason: string };

let made = 0;

/** Makes a control group of Linux, of version 1 or 2; `nested` in one that has the bound for it. Removed when the test is over. */
export function controlGroup(bytes: number, { nested = false }: { readonly nested?: boolean } = {}): ControlGroup {
  const [first, second] = ['/sys/fs/cgroup/memory', '/sys/fs/cgroup'];
  const version = existsSync(join(first, 'memory.limit_in_bytes')) ? 1 : 2;
  const outer = join(version === 1 ? first : second, `unturned-${process.pid}-${made++}`);
  try {
    if (version === 2 && !readFileSync(join(second, 'cgroup.controllers'), 'utf8').includes('memory'))
      return { reason: 'no control group of this machine bounds memory' };
    if (version === 2) writeFileSync(join(second, 'cgroup.subtree_control'), '+memory');
    mkdirSync(outer);
    onTestFinished(() => rmdirSync(outer));
    writeFileSync(join(outer, version === 1 ? 'memory.limit_in_bytes' : 'memory.max'), String(bytes));
    if (!nested) return { procs: join(outer, 'cgroup.procs') };
    const inner = join(outer, 'inner');
    mkdirSync(inner);
    onTestFinished(() => rmdirSync(inner));
    return { procs: join(inner, 'cgroup.procs') };
  } catch (error) {
    return { reason: `no control group can be made here: ${(error as Error).message}` };
  }
}
