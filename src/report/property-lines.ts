import { columnsOf, padEnd, truncate, wrap } from './columns.ts';
import { describeCost } from './cost-line.ts';
import { countOf, formatCount } from './figures.ts';
import type { Page } from './page.ts';
import type { PropertyResult, SystemResult } from './result.ts';
import { simulatedOutcome } from './simulation-words.ts';
import type { Style } from './style.ts';
import { lengthOf } from './violation.ts';

/** One line for each property, in the order of the spec: mark, name, kind, and what was found out. */
export function describeProperties(system: SystemResult, page: Page): readonly string[] {
  const { properties } = system;
  const { glyphs, paint, width } = page;
  const longest = Math.max(0, ...properties.map(({ name }) => columnsOf(name)));
  const nameColumns = Math.min(longest, Math.floor(width / 3));
  const start = 3 + nameColumns + 3 + kindColumns + 2;
  return properties.flatMap((property) => {
    const { glyph, style } = markOf(property, page);
    const name = padEnd(truncate(property.name, nameColumns, glyphs.ellipsis), nameColumns);
    const text = wrap(describeOutcome(property, system), width - start);
    const opening = ` ${paint(style, glyph)} ${paint('strong', name)}   ${padEnd(property.kind, kindColumns)}  `;
    return text.map((line, i) => (i === 0 ? opening + line : ' '.repeat(start) + line).trimEnd());
  });
}

const kindColumns = 'reachable'.length;

/** What was found out about a property, in words. */
export function describeOutcome(property: PropertyResult, system: SystemResult): string {
  const { stats, history, simulation } = system;
  if (simulation !== undefined) return simulatedOutcome(property, simulation);
  return unjudged(property, system) ?? outcome(property, statesFor(property, stats, history), stats.exact);
}

/** How many states the property was asked about. */
function statesFor({ kind }: PropertyResult, stats: SystemResult['stats'], history: SystemResult['history']): number {
  return kind === 'history' || kind === 'order' ? (history?.states ?? 0) : stats.states;
}

/** `✓` for what holds or was reached, `✗` for a violation, `?` for what is not known. */
export function markOf(
  { status }: Pick<PropertyResult, 'status'>,
  { glyphs }: Pick<Page, 'glyphs'>,
): { readonly glyph: string; readonly style: Style } {
  switch (status) {
    case 'holds':
    case 'reached':
    case 'measured':
      return { glyph: glyphs.yes, style: 'good' };
    case 'violated':
      return { glyph: glyphs.no, style: 'bad' };
    case 'not-refuted':
      return { glyph: '?', style: 'warning' };
  }
}

/** Whether nothing was found out about a property that a search on disk does not judge. */
export function isUnjudgedOnDisk({ kind, status }: Pick<PropertyResult, 'kind' | 'status'>): boolean {
  return status === 'not-refuted' && ['temporal', 'possible', 'bypass', 'cost'].includes(kind);
}

/** Why nothing was found out about a property of whole runs, which is judged after the search. */
function unjudged(
  { kind, status, lookedAt }: PropertyResult,
  { stats: { complete, states, stoppedBy, exact, spilled }, properties }: SystemResult,
): string | undefined {
  if (spilled !== undefined && isUnjudgedOnDisk({ kind, status })) return 'not judged, as the search went on on disk';
  if (status !== 'not-refuted' || (kind !== 'temporal' && kind !== 'possible' && kind !== 'bypass')) return undefined;
  if (!exact) return 'not judged by an approximate search';
  if (lookedAt !== undefined && lookedAt < states)
    return `not refuted in the first ${countOf(lookedAt, 'state')}; no more were looked at`;
  if (lookedAt !== undefined) return kind === 'bypass' ? 'not known, as not every run was seen' : undefined;
  const isAfterViolation = stoppedBy === 'violation' || properties.some((other) => other.status === 'violated');
  if (isAfterViolation) return 'not judged after the first violation (--keep-going)';
  return complete ? 'not judged, as time or memory ran out' : 'not judged, as the search stopped before';
}

function outcome(
  { kind, status, trace, cost, bypass, formula, ...rest }: PropertyResult,
  states: number,
  exact: boolean,
): string {
  const { description = formula ?? '' } = rest;
  if (kind === 'bypass' && bypass !== undefined) return withDescription(describeBypass(bypass), description);
  switch (status) {
    case 'holds':
    case 'measured':
      return cost === undefined ? description : withDescription(describeCost(cost), description);
    case 'reached':
      return `witness of ${countOf(trace?.length ?? 0, 'step')}${description === '' ? '' : `: ${description}`}`;
    case 'not-refuted':
      if (kind === 'cost' && !exact) return 'not judged by an approximate search';
      if (kind === 'cost') return 'not known, as not every run was seen before the search stopped';
      if (states === 0) return 'not judged: the search ended before the one with history';
      return `not ${kind === 'reachable' ? 'reached' : 'refuted'} in the ${countOf(states, 'state')} seen ${exact ? 'before the search stopped' : 'by an approximate search'}`;
    case 'violated':
      if (kind === 'reachable') return `never reached in ${countOf(states, 'state')}, which are all there are`;
      if (kind === 'cost') return describeCost(cost);
      if (trace === undefined) return 'violated';
      if (trace.lasso !== undefined) return `violated by ${lengthOf(trace)}`;
      if (trace.length === 0) return kind === 'deadlock' ? 'stuck in an initial state' : 'violated in an initial state';
      return `${kind === 'deadlock' ? 'stuck' : 'violated'} after ${lengthOf(trace)}`;
  }
}

/** `overtaken at most twice (p0)`. */
function describeBypass({ most, overtaken, atMost }: NonNullable<PropertyResult['bypass']>): string {
  const who = overtaken === undefined ? '' : `${overtaken} `;
  const bound = atMost === undefined ? '' : `, bound ${formatCount(atMost)}`;
  if (most === 'unbounded') return `${who}is overtaken without a bound${bound}`;
  if (most === 0) return `nobody is overtaken${bound}`;
  return `${who}is overtaken ${formatCount(most)} ${most === 1 ? 'time' : 'times'} at most, nobody more often${bound}`;
}

function withDescription(text: string, description: string): string {
  return description === '' ? text : `${text}: ${description}`;
}
