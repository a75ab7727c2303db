import { clearLine, cursorTo } from 'node:readline';
import { truncate } from '../report/columns.ts';
import type { SimulationProgress } from '../simulate/simulate.ts';
import { formatCount, formatDuration } from './quantities.ts';
import { isLive } from './terminal.ts';

const redrawInterval = 100;
/** A simulation that is over sooner than this shows nothing. */
const patience = 250;

/** Shows on stderr how far a simulation has come: a line that is drawn again and again, and only on a terminal. */
export function simulationDisplay(
  title: string,
  runs: number,
  { quiet, ascii }: { readonly quiet: boolean; readonly ascii: boolean },
): { readonly show: (progress: SimulationProgress) => void; readonly end: () => void } {
  const { stderr, env } = process;
  if (quiet || !isLive(stderr, env)) return { show: () => {}, end: () => {} };
  const startedAt = performance.now();
  let drawnAt = startedAt + patience - redrawInterval;
  let isDrawn = false;
  const clear = (): void => {
    if (!isDrawn) return;
    clearLine(stderr, 0);
    cursorTo(stderr, 0);
  };
  return {
    show: ({ runs: done, steps, states, shrinking }) => {
      const now = performance.now();
      if (now < drawnAt + redrawInterval) return;
      drawnAt = now;
      clear();
      const text = [
        `simulating ${title}`,
        `run ${formatCount(done)} of ${formatCount(runs)}`,
        ...(shrinking === undefined
          ? [`${formatCount(steps)} steps`, `${formatCount(states)} states`]
          : [`shrinking, ${formatCount(shrinking)} steps`]),
        formatDuration(now - startedAt),
      ].join(ascii ? ', ' : ' · ');
      stderr.write(truncate(` ${text}`, (stderr.columns ?? 80) - 1, ascii ? '...' : '…'));
      isDrawn = true;
    },
    end: () => {
      clear();
      isDrawn = false;
    },
  };
}
