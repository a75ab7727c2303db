import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';

/** A part of the heap must stay free for the collector, or the process dies of it. */
const usableHeap = 0.85;
/** What one process may take of the machine, or of its container. */
const usableMachine = 0.75;

/** Watches memory; cheap enough to be asked a few times a second. */
export interface MemoryWatch {
  /** Bytes of resident memory, now. */
  readonly used: () => number;
  /** Bytes of resident memory at which a search has to stop. */
  readonly limit: number;
  /** What has run out, in words; `undefined` while there is enough. */
  readonly exhausted: () => string | undefined;
}

/** Watches the limit that was asked for, or else three quarters of the machine; and always the limit of the heap. */
export function watchMemory(asked?: number): MemoryWatch {
  const limit = asked ?? usableMachine * Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem());
  const heapLimit = getHeapStatistics().heap_size_limit;
  const used = (): number => process.memoryUsage.rss();
  const exhausted = (): string | undefined => {
    if (used() >= limit) return asked === undefined ? 'three quarters of the memory of this machine are used' : '';
    if (getHeapStatistics().used_heap_size < usableHeap * heapLimit) return undefined;
    const megabytes = Math.round(heapLimit / 2 ** 20);
    return `the JavaScript heap of ${megabytes} MB is nearly full; NODE_OPTIONS=--max-old-space-size=${2 * megabytes} doubles it`;
  };
  return { used, limit, exhausted };
}
