import { estimateStates } from '../explore/estimate.ts';
import type { Progress } from '../explore/exploration.ts';
import type { MemoryWatch } from './memory.ts';
import { type ProgressDisplay, sparkline } from './progress.ts';

/** Measures how fast a search goes while it goes, and hands that to a display. Times are in milliseconds. */
export function meter(title: string, display: ProgressDisplay, memory: MemoryWatch): (progress: Progress) => void {
  const startedAt = performance.now();
  const rates: number[] = [];
  let last = { at: 0, states: 0, queue: 0 };
  let isGrowing = true;
  return (progress) => {
    const elapsedMs = performance.now() - startedAt;
    const interval = elapsedMs - last.at;
    if (interval >= sparkline.interval) {
      rates.push((1000 * (progress.states - last.states)) / interval);
      if (rates.length > sparkline.length) rates.shift();
      isGrowing = progress.queue > last.queue;
      last = { at: elapsedMs, states: progress.states, queue: progress.queue };
    }
    const early = elapsedMs > 0 ? (1000 * progress.states) / elapsedMs : 0;
    display.show({
      ...progress,
      title,
      elapsedMs,
      rates: rates.length === 0 ? [early] : rates,
      isGrowing,
      memory: memory.used(),
      memoryLimit: memory.limit,
      estimate: progress.perDepth && estimateStates(progress.perDepth),
    });
  };
}
