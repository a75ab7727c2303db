import type { Finding } from '../explore/exploration.ts';
import type { Configuration, NamedProperty } from '../spec/configuration.ts';
import type { CostProperty } from '../spec/cost.ts';
import { isObserved } from '../spec/observed-configuration.ts';
import { explainDeadlock } from './deadlock.ts';
import { explainObserved } from './explain-history.ts';
import { explainBypass, explainLasso } from './explain-runs.ts';
import type { Explanation } from './explanation.ts';
import { falseParts } from './false-parts.ts';
import { linearise } from './linearise.ts';
import { traffic } from './messages.ts';
import { ownWords } from './own-words.ts';
import { propertyNamed, replay, settles } from './replay.ts';
import { lastState, type Run } from './run.ts';
import { type BrokenBound, breaksBound } from './run-cost.ts';
import type { Deadlock, FalsePart, Trace } from './trace.ts';
import { traceOf } from './trace-of.ts';
import { enumerate, formatParts, formatValue } from './wording.ts';

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
  const isOrdered = property.kind === 'temporal' || property.kind === 'bypass';
  return explainRun(
    configuration,
    property,
    isOrdered ? found : inReadableOrder(configuration, property, found),
    options,
  );
}

/** Explains a run, made by the reference, that settles a property. Its steps stay in their order. */
export function explainRun<S>(
  configuration: Configuration<S>,
  property: NamedProperty<S>,
  run: Run<S>,
  options: { readonly shortest: boolean },
): Explanation {
  if (property.kind === 'temporal') return explainLasso(configuration, property, { ...run, loop: run.loop ?? 0 });
  if (property.kind === 'bypass') return explainBypass(configuration, property, run);
  if (isObserved(configuration))
    return explainObserved(configuration, property as never, run as never, options.shortest);
  if (property.kind === 'cost') return explainCost(configuration, property, run);
  const deadlock = property.kind === 'deadlock' ? explainDeadlock(configuration, lastState(run)) : undefined;
  const trace = traceOf(configuration, run, { shortest: options.shortest, ...(deadlock && { deadlock }) });
  if (property.kind === 'reachable') return { trace, falseParts: [] };
  const parts = falseParts(configuration, property, run);
  return { trace, falseParts: parts, message: headline(property, run, trace, parts) };
}

/** Independent steps may change places unless that changes what the run shows. */
function inReadableOrder<S>(configuration: Configuration<S>, property: NamedProperty<S>, found: Run<S>): Run<S> {
  const run = linearise(configuration, found, traffic(configuration, found));
  return settles(configuration, property, run) ? run : found;
}

function explainCost<S>(
  configuration: Configuration<S>,
  property: NamedProperty<S> & CostProperty<S>,
  run: Run<S>,
): Explanation {
  const trace = traceOf(configuration, run, { shortest: false });
  const broken = breaksBound(configuration, property, run);
  return { trace, falseParts: [], ...(broken && { message: describeBroken(broken, property.unit, trace.length) }) };
}

function describeBroken(broken: BrokenBound, unit: string, length: number): string {
  const { kind, cost } = broken;
  if (kind === 'unbounded') {
    const steps = broken.first === length ? `step ${length} leads` : `steps ${broken.first} to ${length} lead`;
    return `there is no bound: ${steps} back to where ${broken.first === length ? 'it' : 'they'} began, ${unit}: ${cost} each time`;
  }
  const limit = kind === 'atMost' ? `at most ${broken.bound}` : `at least ${broken.bound}`;
  return `${unit}: ${cost} in this run, where ${limit} ${broken.bound === 1 ? 'is' : 'are'} expected`;
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

function describeWaiting({ cycle }: Deadlock): string {
  if (cycle.length === 0) return 'no action is enabled';
  if (cycle.length === 1) return `${cycle[0]} waits for itself`;
  if (cycle.length > 4) return `${cycle.length} processes wait for one another in a ring`;
  return enumerate(cycle.map((from, i) => `${from} ${i === 0 ? 'waits ' : ''}for ${cycle[(i + 1) % cycle.length]}`));
}
