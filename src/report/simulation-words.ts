import { countOf, formatCount } from './figures.ts';
import type { PropertyResult, SimulationResult } from './result.ts';

/** What drawn runs say of a property, in words. */
export function simulatedOutcome(
  { name, kind, status, trace, description }: PropertyResult,
  { runs, found, unjudged }: SimulationResult,
): string {
  if (unjudged.includes(name)) return 'not judged: runs that end cannot; unturned check can';
  const said = description === undefined ? '' : `: ${description}`;
  if (status === 'reached') return `witness of ${countOf(trace?.length ?? 0, 'step')}${said}`;
  if (status === 'violated') {
    const after = found?.drawn === undefined ? '' : ` after ${countOf(found.drawn, 'step')}`;
    return `${kind === 'deadlock' ? 'stuck' : 'violated'} in run ${formatCount(found?.run ?? 0)}${after}`;
  }
  return `not ${kind === 'reachable' ? 'reached' : 'refuted'} in ${countOf(runs, 'run')}`;
}

/** What drawn runs come to. Without a violation they prove nothing. */
export function simulatedVerdict(
  { runs, asked, found, interrupted }: SimulationResult,
  reached: number,
  separator: string,
): string {
  if (found !== undefined)
    return `violated in run ${formatCount(found.run)}${reached === 0 ? '' : `${separator}${formatCount(reached)} reached`}`;
  const many = interrupted
    ? `the ${formatCount(runs)} of ${countOf(asked.runs, 'run')} before it was interrupted`
    : countOf(runs, 'run');
  return `no violation found in ${many}, which is no proof: other runs may violate a property`;
}
