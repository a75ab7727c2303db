import type { Finding } from '../explore/exploration.ts';
import type { Configuration, NamedProperty } from '../spec/configuration.ts';
import { locateUserCode } from '../spec/source-location.ts';
import { SpecError } from '../spec/spec-error.ts';
import { explainDeadlock } from './deadlock.ts';
import { falseParts } from './false-parts.ts';
import { linearise } from './linearise.ts';
import { traffic } from './messages.ts';
import { lastState, propertyNamed, type Run, replay, stateAfter } from './replay.ts';
import type { Deadlock, FalsePart, Trace } from './trace.ts';
import { traceOf } from './trace-of.ts';
import { enumerate, formatParts, formatValue } from './wording.ts';

/** A finding as a report tells it. */
export interface Explanation {
  readonly trace: Trace;
  /** Empty for a witness. */
  readonly falseParts: readonly FalsePart[];
  /** The headline of a violation, in words; absent for a witness. */
  readonly message?: string;
}

/**
 * Replays a finding through the reference and explains it.
 * @throws SpecError S104 when the run does not replay, or does not settle the property.
 */
export function explainFinding<S>(
  configuration: Configuration<S>,
  finding: Finding<S>,
  options: {
    /** The search guarantees that no shorter run settles the property, as breadth first does. */
    readonly shortest: boolean;
  },
): Explanation {
  const property = propertyNamed(configuration, finding.property);
  const found = replay(configuration, finding);
  const run = linearise(configuration, found, traffic(configuration, found));
  const deadlock = property.kind === 'deadlock' ? explainDeadlock(configuration, lastState(run)) : undefined;
  const trace = traceOf(configuration, run, { shortest: options.shortest, ...(deadlock && { deadlock }) });
  if (property.kind === 'reachable') return { trace, falseParts: [] };
  const parts = falseParts(configuration, property, run);
  return { trace, falseParts: parts, message: headline(property, run, trace, parts) };
}

/** What the property itself says of the violation, or else what its false parts do. */
function headline<S>(property: NamedProperty<S>, run: Run<S>, trace: Trace, parts: readonly FalsePart[]): string {
  if (trace.deadlock !== undefined) return describeWaiting(trace.deadlock);
  return ownWords(property, run) ?? (property.kind === 'step' ? describeMoves(trace, parts) : formatParts(parts));
}

/** What the last step did to the parts: `count goes from 3 to 0`. */
function describeMoves(trace: Trace, parts: readonly FalsePart[]): string {
  const moves = parts.map((part) => {
    const change = trace.steps.at(-1)?.diff.find(({ path, op }) => path === part.text && op === 'set');
    if (change?.from === undefined || change.to === undefined) return formatParts([part]);
    return `${part.text} goes from ${formatValue(change.from)} to ${formatValue(change.to)}`;
  });
  return enumerate(moves);
}

function ownWords<S>(property: NamedProperty<S>, run: Run<S>): string | undefined {
  const end = lastState(run) as never;
  const last = run.steps.at(-1);
  try {
    if (property.kind === 'invariant') return property.explain?.(end);
    if (property.kind !== 'step' || last === undefined) return undefined;
    return property.explain?.(stateAfter(run, run.steps.length - 1) as never, last.action, end);
  } catch (error) {
    const location = locateUserCode(error) ?? property.location;
    throw new SpecError('S103', {
      where: `explain of property ${property.name}`,
      text: error instanceof Error ? error.message : String(error),
      ...(location && { location }),
      cause: error,
    });
  }
}

function describeWaiting({ cycle }: Deadlock): string {
  if (cycle.length === 0) return 'no action is enabled';
  if (cycle.length === 1) return `${cycle[0]} waits for itself`;
  if (cycle.length > 4) return `${cycle.length} processes wait for one another in a ring`;
  return enumerate(cycle.map((from, i) => `${from} ${i === 0 ? 'waits ' : ''}for ${cycle[(i + 1) % cycle.length]}`));
}
