import { clearScreenDown, cursorTo, moveCursor } from 'node:readline';
import type { Estimate } from '../explore/estimate.ts';
import type { Progress } from '../explore/exploration.ts';
import { truncate } from '../report/columns.ts';
import type { Paint } from '../report/style.ts';
import { formatClock, formatCount, formatDuration, formatGigabytes } from './quantities.ts';

/** What is shown of a search at one moment. */
export interface Snapshot extends Progress {
  /** The spec and its parameters: `maekawa processes=4`. */
  readonly title: string;
  readonly elapsedMs: number;
  /** States found a second, lately; the last is the latest. */
  readonly rates: readonly number[];
  /** Whether there are more states to expand than a moment ago. */
  readonly isGrowing: boolean;
  /** Bytes in use, and at most. */
  readonly memory: number;
  readonly memoryLimit: number;
  /** How many states there may be in all; absent while no end is in sight. */
  readonly estimate?: Estimate | undefined;
}

/** Shows how far a search has come, on a stream that nobody parses but by the line of `progressLine`. */
export interface ProgressDisplay {
  readonly show: (snapshot: Snapshot) => void;
  /** Removes what is only of use while the search runs. */
  readonly end: () => void;
}

/** How many rates a sparkline has, and how long each is for, in milliseconds. */
export const sparkline = { length: 10, interval: 500 } as const;

const redrawInterval = 100;
const lineInterval = 30_000;
/** A search that is over sooner than this shows nothing. */
const patience = 250;

/** Two lines on a terminal, redrawn ten times a second. */
export function liveDisplay(
  stream: NodeJS.WriteStream,
  { ascii, paint }: { readonly ascii: boolean; readonly paint: Paint },
): ProgressDisplay {
  let drawnAt = patience - redrawInterval;
  let frame = 0;
  const clear = (): void => {
    if (frame === 0) return;
    moveCursor(stream, 0, -2);
    cursorTo(stream, 0);
    clearScreenDown(stream);
  };
  return {
    show: (snapshot) => {
      if (snapshot.elapsedMs < drawnAt + redrawInterval) return;
      clear();
      drawnAt = snapshot.elapsedMs;
      const lines = progressBox(snapshot, frame++, { ascii, paint, width: stream.columns ?? 80 });
      stream.write(`${lines.join('\n')}\n`);
    },
    end: () => {
      clear();
      frame = 0;
      drawnAt = patience - redrawInterval;
    },
  };
}

/** A line every half minute, for logs. */
export function lineDisplay(stream: NodeJS.WritableStream): ProgressDisplay {
  let nextAt = lineInterval;
  return {
    show: (snapshot) => {
      if (snapshot.elapsedMs < nextAt) return;
      nextAt += lineInterval;
      stream.write(`${progressLine(snapshot)}\n`);
    },
    end: () => {
      nextAt = lineInterval;
    },
  };
}

/** Shows nothing. */
export const noDisplay: ProgressDisplay = { show: () => {}, end: () => {} };

/** A moment of a search for a log, with keys that stay. */
export function progressLine(snapshot: Snapshot): string {
  const { title, elapsedMs, states, rates, queue, depth, memory, estimate } = snapshot;
  const figures = [
    `states=${states}`,
    `rate=${Math.round(rates.at(-1) ?? 0)}/s`,
    `queue=${queue}`,
    `depth=${depth}`,
    `dup=${shareSeenBefore(snapshot).toFixed(2)}`,
    `mem=${formatGigabytes(memory)}GB`,
    ...(estimate ? [`estimate=${estimate.least}..${estimate.most}`] : []),
  ];
  return `[${formatClock(elapsedMs)}] ${title} ${figures.join(' ')}`;
}

const spinners = { unicode: '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏', ascii: '|/-\\' };
const bars = { unicode: '▁▂▃▄▅▆▇█', ascii: '_.-=+*#@' };

/** A moment of a search for a terminal: two lines, none longer than its width. */
export function progressBox(
  snapshot: Snapshot,
  frame: number,
  { ascii, paint, width }: { readonly ascii: boolean; readonly paint: Paint; readonly width: number },
): readonly string[] {
  const style = ascii ? 'ascii' : 'unicode';
  const spinner = spinners[style][frame % spinners[style].length] as string;
  const separator = ascii ? ', ' : ' · ';
  const { title, elapsedMs, states, rates, queue, depth, memory, memoryLimit, estimate } = snapshot;
  const trend = ascii ? (snapshot.isGrowing ? '^' : 'v') : snapshot.isGrowing ? '▲' : '▼';
  const state = [`depth ${depth}`, formatDuration(elapsedMs), '^C stops and keeps results'].join(separator);
  const range = ascii ? '..' : '–';
  const figures = [
    `${formatCount(states)} states${estimate ? ` of an estimated ${formatCount(estimate.least)}${range}${formatCount(estimate.most)}` : ''}`,
    `${formatCount(rates.at(-1) ?? 0)}/s ${drawRates(rates, bars[style])}`,
    `queue ${formatCount(queue)} ${trend}`,
    `seen before ${Math.round(100 * shareSeenBefore(snapshot))} %`,
    `mem ${formatGigabytes(memory)} of ${formatGigabytes(memoryLimit)} GB`,
  ].join('  ');
  const room = width - 1;
  const ellipsis = ascii ? '...' : '…';
  return [
    ` ${paint('good', spinner)}${truncate(` checking ${title}    ${state}`, room - 2, ellipsis)}`,
    truncate(`   ${figures}`, room, ellipsis),
  ];
}

function drawRates(rates: readonly number[], levels: string): string {
  const highest = Math.max(1, ...rates);
  return rates.map((rate) => levels[Math.min(7, Math.floor((8 * rate) / highest))]).join('');
}

/** Of the states that transitions led to, the share that was not new. */
function shareSeenBefore({ states, transitions }: Progress): number {
  return transitions === 0 ? 0 : Math.max(0, 1 - states / transitions);
}
