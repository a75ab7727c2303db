import type { Exploration } from '../explore/exploration.ts';
import type { NamedProperty } from '../spec/configuration.ts';

/**
 * What a search says of one property. `not-refuted`: nothing settled it, but the search was not complete, so nothing is
 * known. A `reachable` property is `reached`, or, after a complete search, `violated`. A cost, or a bypass, without
 * bounds is `measured`.
 */
export type PropertyStatus = 'holds' | 'violated' | 'reached' | 'measured' | 'not-refuted';

/** What a check says of a configuration as a whole. */
export type Verdict = 'holds' | 'violated' | 'inconclusive';

/** Judges one property by what the search found, and by whether it saw everything. */
export function judgeProperty<S>(property: NamedProperty<S>, whole: Exploration<S>): PropertyStatus {
  const exploration = property.kind === 'history' ? whole.withHistory?.exploration : whole;
  if (exploration === undefined) return 'not-refuted';
  const isSettled = exploration.findings.has(property.name);
  if (property.kind === 'temporal' || property.kind === 'possible' || property.kind === 'bypass') {
    const isMeasured = property.kind === 'bypass' && property.atMost === undefined;
    if (isSettled && !isMeasured) return 'violated';
    if (!exploration.judgedRuns?.has(property.name)) return 'not-refuted';
    return isMeasured ? 'measured' : 'holds';
  }
  if (property.kind === 'reachable') {
    if (isSettled) return 'reached';
    return exploration.statistics.complete ? 'violated' : 'not-refuted';
  }
  if (isSettled) return 'violated';
  if (property.kind === 'cost' && !exploration.costs?.has(property.name)) return 'not-refuted';
  if (property.kind === 'cost')
    return property.atLeast === undefined && property.atMost === undefined ? 'measured' : 'holds';
  return exploration.statistics.complete ? 'holds' : 'not-refuted';
}

/** One violated property is enough; without one, everything must have been seen. */
export function overallVerdict(statuses: readonly PropertyStatus[], complete: boolean): Verdict {
  if (statuses.includes('violated')) return 'violated';
  return complete && !statuses.includes('not-refuted') ? 'holds' : 'inconclusive';
}
