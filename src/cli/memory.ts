import { totalmem } from 'node:os';
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { addressSpace } from './address-space.ts';
import { containerMemory } from './container-memory.ts';

/** Of the machine, or of its container, what one process may take. */
const usableMachine = 0.75;
/** And of a container, with whatever else runs in it, where more was asked for: at its limit Linux kills. */
const usableContainer = 0.9;
/** But so many bytes are left, if that is not more than half, to say what was found. */
const reserve = 96 * 2 ** 20;
/** Of the old generation of the heap, what may be alive: a table that doubles needs half as much again, at once. */
const usableAlive = 0.7;
/** And what may be filled, garbage included: beyond it the collector does little else but run. */
const usableFilled = 0.9;
/** What V8 adds to the limit of the old generation for the young one. */
const youngGeneration = 48 * 2 ** 20;

/** What is allowed in addition once a search has gone on on disk: a share of what was before, but so many bytes at least. */
const addedOnDisk = { share: 0.1, least: 128 * 2 ** 20 };

/** Watches memory; cheap enough to be asked a few times a second. */
export interface MemoryWatch {
  /** Bytes of resident memory, now. */
  readonly used: () => number;
  /** Bytes of resident memory at which a search has to stop. */
  readonly limit: number;
  /** What has run out, in words; `undefined` while there is enough. */
  readonly exhausted: () => string | undefined;
  /** To be called when a search has gone on on disk: what it has freed is not always given back, so that more is allowed. */
  readonly allowMore: () => void;
  /** And when it is over. */
  readonly allowNoMore: () => void;
  readonly release: () => void;
}

/**
 * Watches the limit that was asked for, or else three quarters of the machine, or of the container; and always the limits of
 * the container, the address space and the heap.
 */
export function watchMemory(asked?: number): MemoryWatch {
  const container = containerMemory();
  const isContained = container.limit < totalmem();
  const given = asked ?? usableMachine * Math.min(container.limit, totalmem());
  const share = asked === undefined ? usableMachine : usableContainer;
  const containerLimit = Math.max(container.limit / 2, Math.min(share * container.limit, container.limit - reserve));
  let limit = given;
  const heapLimit = getHeapStatistics().heap_size_limit - youngGeneration;
  const filled = (): number => getHeapStatistics().used_heap_size;
  let alive = 0;
  const collections = new PerformanceObserver((list) => {
    const kinds = list.getEntries().map((entry) => (entry as { detail?: { kind?: number } }).detail?.kind);
    if (kinds.includes(constants.NODE_PERFORMANCE_GC_MAJOR)) alive = filled();
  });
  collections.observe({ type: 'gc' });
  const used = (): number => process.memoryUsage.rss();
  const addresses = addressSpace();
  return {
    used,
    get limit() {
      return limit;
    },
    allowMore: () => {
      const before = Math.max(given, used());
      limit = before + Math.max(addedOnDisk.least, addedOnDisk.share * before);
    },
    allowNoMore: () => {
      limit = given;
    },
    exhausted: () => {
      if (used() >= limit) {
        const whose = isContained ? 'that its container may have' : 'of this machine';
        return asked === undefined ? `three quarters of the memory ${whose} are in use` : '';
      }
      if (isContained && container.used() >= containerLimit)
        return 'nearly all the memory that its container may have is in use, here and by what runs beside it';
      if (addresses.used() >= addresses.limit)
        return 'nearly all the address space that it may have is in use (ulimit -v)';
      if (alive < usableAlive * heapLimit && filled() < usableFilled * heapLimit) return undefined;
      const megabytes = Math.round(heapLimit / 2 ** 20);
      return `the JavaScript heap of ${megabytes} MB is nearly full; NODE_OPTIONS=--max-old-space-size=${2 * megabytes} doubles it`;
    },
    release: () => collections.disconnect(),
  };
}
