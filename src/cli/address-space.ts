import { readFileSync } from 'node:fs';
import { SpecError } from '../spec/spec-error.ts';

/** Of the address space that a process may have, what it may use: to make room for more takes room. */
const usable = 0.9;
/** And so many bytes are left, at least: V8 takes addresses in large pieces, and ends the process if it gets none. */
const reserve = 192 * 2 ** 20;
/** What V8 takes for one more thread. */
const threadAddresses = 640 * 2 ** 20;

/** What `ulimit -v` allows, in bytes; and what is in use of it. Infinite, and nothing, where that cannot be known. */
export interface AddressSpace {
  readonly limit: number;
  readonly used: () => number;
}

/** The address space of this process, as Linux has it. */
export function addressSpace(): AddressSpace {
  const limit = bound();
  if (limit === Number.POSITIVE_INFINITY) return { limit, used: () => 0 };
  return { limit: Math.min(usable * limit, limit - reserve), used: inUse };
}

/**
 * To be called before Node starts a thread of its own, which it does not survive where there is no room for one.
 * @throws SpecError U137 where `ulimit -v` leaves too little
 */
export function requireAddressesOfThread(): void {
  if (hasAddressesOfThread()) return;
  const limit = bound();
  throw new SpecError('U137', {
    text: `ulimit -v leaves ${Math.round((limit - inUse()) / 2 ** 20)} MB of address space, and to load a spec takes ${threadAddresses / 2 ** 20}`,
    help: 'A limit of 2000000 (KB) is enough. What bounds memory itself is --max-memory.',
  });
}

/** Whether `ulimit -v` leaves room for one more thread. */
export function hasAddressesOfThread(): boolean {
  const limit = bound();
  return limit === Number.POSITIVE_INFINITY || limit - inUse() >= threadAddresses;
}

function bound(): number {
  return Number(/^Max address space +(\d+)/m.exec(read('/proc/self/limits'))?.[1] ?? Number.POSITIVE_INFINITY);
}

function inUse(): number {
  return 1024 * Number(/^VmSize:\s+(\d+)/m.exec(read('/proc/self/status'))?.[1] ?? 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
