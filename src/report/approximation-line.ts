import type { Approximation } from '../explore/approximate/approximation.ts';
import { countOf, formatBytes, formatCount } from './figures.ts';
import type { SystemStatistics } from './result.ts';

/** Where fewer states than this are expected to be missed, it is as good as none. */
const negligible = 1e-3;

/** How states were told apart: `exact: every state stored in full`, or how not, with how much was seen. */
export function describeStorage({
  approximation,
  spilled,
}: Pick<SystemStatistics, 'approximation' | 'spilled'>): readonly string[] {
  if (spilled !== undefined) return ['exact: every state stored in full', describeSpilled(spilled)];
  if (approximation === undefined) return ['exact: every state stored in full'];
  const { attempts, ended, seen } = approximation;
  const together = [
    countOf(attempts, 'search', 'searches'),
    `${formatCount(ended)} ended`,
    `about ${formatCount(round(seen))} states seen in all`,
  ];
  const method = `approximate: ${describeMethod(approximation)}`;
  return [method, ...(attempts > 1 ? together : []), describeCoverage(approximation)];
}

/** `on disk from 2 000 000 states on, 160 MB at most`. */
export function describeSpilled({ at, bytes }: NonNullable<SystemStatistics['spilled']>): string {
  return `on disk from ${countOf(at, 'state')} on, ${formatBytes(bytes)} at most`;
}

/** `estimated coverage 99.7 %`. What one search misses hides what lies behind, so it can only tell an upper bound. */
export function describeCoverage({ coverage, ended, attempts, expectedOmissions }: Approximation): string {
  if (coverage === undefined) return 'coverage unknown, as it was cut short';
  if (ended > 0 && expectedOmissions < negligible) return 'estimated coverage > 99.99 %';
  return `estimated coverage ${ended > 0 && attempts > 1 ? '' : 'at most '}${percent(coverage)}`;
}

function describeMethod({ kind, bytes, functions }: Approximation): string {
  if (bytes === undefined) return `${kind}, 64 bits a state`;
  const size = bytes < 2 ** 20 ? `${Math.round(bytes / 2 ** 10)} KB` : `${formatCount(Math.round(bytes / 2 ** 20))} MB`;
  return `${kind}, ${size}, ${countOf(functions ?? 0, 'hash function')}`;
}

/** Rounded down, and never 100, as something may have been missed. */
function percent(share: number): string {
  const digits = share > 0.99 ? 100 : 1;
  return `${Math.min(99.99, Math.floor(100 * digits * share) / digits)} %`;
}

function round(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 2);
  return Math.round(count / unit) * unit;
}
