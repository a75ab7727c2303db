import { formatCount } from './figures.ts';
import type { PropertyResult } from './result.ts';

/** What runs cost at least and at most, and the bounds on it: `messages: 11 to 27 over all runs, bound 27`. */
export function describeCost(cost: PropertyResult['cost']): string {
  if (cost === undefined) return '';
  const { unit, least, greatest, atLeast, atMost } = cost;
  const most = greatest === 'unbounded' ? 'without a bound' : formatCount(greatest);
  const bounds = [
    ...(atLeast === undefined ? [] : [`at least ${formatCount(atLeast)} expected`]),
    ...(atMost === undefined ? [] : [`bound ${formatCount(atMost)}`]),
  ];
  return [`${unit}: ${range(least, greatest, most)}`, ...bounds].join(', ');
}

function range(least: number | undefined, greatest: number | 'unbounded', most: string): string {
  if (greatest === 'unbounded')
    return least === undefined ? 'without a bound, and no run ends' : `${formatCount(least)} or more, without a bound`;
  if (least === undefined) return `up to ${most}, and no run ends`;
  return least === greatest ? `${most} in every run` : `${formatCount(least)} to ${most} over all runs`;
}
