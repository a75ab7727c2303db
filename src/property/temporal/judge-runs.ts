import type { BypassFigures, FairnessOf } from '../../explore/exploration.ts';
import type { Configuration, NamedProperty } from '../../spec/configuration.ts';
import { formulaText } from '../../spec/temporal/formula-text.ts';
import { bypassOf } from './bypass.ts';
import { outOfReach } from './possible.ts';
import { partsOf, type Watch } from './refutation.ts';
import { Refuter } from './refuter.ts';
import { type FairGraph, splitDeliveries, type WatchSteps } from './split-deliveries.ts';
import type { StateGraph } from './state-graph.ts';
import type { Lasso } from './ultimately-periodic.ts';
import { shortestWay } from './ways.ts';

/** A property about whole runs. */
export type RunProperty<S> = Extract<NamedProperty<S>, { readonly kind: 'temporal' | 'possible' | 'bypass' }>;

/** A run that violates a property: a lasso; or for other properties than temporal ones a way, which has no loop. */
export interface RunViolation extends Omit<Lasso, 'loop'> {
  readonly loop?: number;
  /** The part of the property that is violated, if it has several. */
  readonly part?: string;
  /** The single additional fairness assumptions with which the property would hold; absent if none were tried. */
  readonly remedies?: readonly FairnessOf[];
  /** Those with which its violated part would. */
  readonly partRemedies?: readonly FairnessOf[];
}

/** How functions of states and of steps become functions of numbers. */
export interface Watching<S> {
  readonly watch: Watch<S>;
  readonly watchSteps: WatchSteps<S>;
}

function named({ strength, label }: FairnessOf): FairnessOf {
  return { strength, label };
}

/** What was found out about properties of runs. */
export interface JudgedRuns {
  /** The properties of which everything is known. */
  readonly judged: ReadonlySet<string>;
  /** In how many states each property was looked at, for those that were. */
  readonly lookedAt: ReadonlyMap<string, number>;
  readonly violations: ReadonlyMap<string, RunViolation>;
  readonly bypasses: ReadonlyMap<string, BypassFigures>;
}

/** The properties about whole runs among all. */
export function runProperties<S>(properties: readonly NamedProperty<S>[]): readonly RunProperty<S>[] {
  return properties.filter(
    (property): property is RunProperty<S> =>
      property.kind === 'temporal' || property.kind === 'possible' || property.kind === 'bypass',
  );
}

/**
 * Judges properties of runs on a graph of states. In a graph that is not complete a violation is one all the same, and so
 * is what has no bound there; nothing else is known. Without `keepGoing` it ends with the first violation. Pauses now and then.
 */
export function* judgeRuns<S>(
  configuration: Configuration<S>,
  properties: readonly RunProperty<S>[],
  graph: StateGraph,
  { watch, watchSteps }: Watching<S>,
  { isComplete, keepGoing }: { readonly isComplete: boolean; readonly keepGoing: boolean },
): Generator<void, JudgedRuns> {
  const { actions } = configuration;
  let fair: FairGraph | undefined;
  const judged = new Set<string>();
  const lookedAt = new Map<string, number>();
  const violations = new Map<string, RunViolation>();
  const bypasses = new Map<string, BypassFigures>();
  for (const property of properties) {
    const { name } = property;
    const where = `property ${name}`;
    let violation: RunViolation | undefined;
    if (property.kind === 'temporal') {
      fair ??= yield* splitDeliveries(graph, configuration, watchSteps);
      violation = yield* temporalViolation(property, fair);
    } else if (property.kind === 'possible') {
      const stuck = yield* outOfReach(
        graph,
        watch(where, (state) => property.holds(state as never)),
      );
      violation = stuck === undefined ? undefined : shortestWay(graph, (state) => state === stuck);
    } else {
      const { figures, way } = yield* bypassOf(graph, property, actions);
      if (isComplete || figures.most === 'unbounded') bypasses.set(name, figures);
      violation = way;
    }
    lookedAt.set(name, graph.size);
    if (isComplete || bypasses.has(name)) judged.add(name);
    if (violation === undefined) continue;
    violations.set(name, violation);
    const isClaim = property.kind !== 'bypass' || property.atMost !== undefined;
    if (isClaim && !keepGoing) break;
  }
  return { judged, lookedAt, violations, bypasses };

  function* temporalViolation(
    property: Extract<RunProperty<S>, { readonly kind: 'temporal' }>,
    { graph, occurrences, assumptions, actionOf }: FairGraph,
  ): Generator<void, RunViolation | undefined> {
    const parts = partsOf(property);
    const refuter = new Refuter(graph, parts, `property ${property.name}`, occurrences, watch);
    const found = yield* refuter.violation(assumptions);
    if (found === undefined) return undefined;
    const { lasso, part } = found;
    const formula = parts[part];
    const remedies = isComplete ? yield* refuter.remedies(assumptions, lasso, part) : undefined;
    return {
      ...lasso,
      actions: lasso.actions.map(actionOf),
      ...(parts.length > 1 && formula !== undefined && { part: formulaText(formula) }),
      ...(remedies && { remedies: remedies.whole.map(named), partRemedies: remedies.forPart.map(named) }),
    };
  }
}
