import { readFileSync } from 'node:fs';

/** Of the address space that a process may have, what it may use: to make room for more takes room. */
const usable = 0.9;

/** What `ulimit -v` allows, in bytes; and what is in use of it. Infinite, and nothing, where that cannot be known. */
export interface AddressSpace {
  readonly limit: number;
  readonly used: () => number;
}

/** The address space of this process, as Linux has it. */
export function addressSpace(): AddressSpace {
  const limit = Number(/^Max address space +(\d+)/m.exec(read('/proc/self/limits'))?.[1] ?? Number.POSITIVE_INFINITY);
  if (limit === Number.POSITIVE_INFINITY) return { limit, used: () => 0 };
  return {
    limit: usable * limit,
    used: () => 1024 * Number(/^VmSize:\s+(\d+)/m.exec(read('/proc/self/status'))?.[1] ?? 0),
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
