import { explainFinding } from '../counterexample/explain.ts';
import type { Explanation } from '../counterexample/explanation.ts';
import { growing } from '../counterexample/growth.ts';
import { estimateStates } from '../explore/estimate.ts';
import type { CostFigures, Exploration, FairnessOf } from '../explore/exploration.ts';
import type { Limits } from '../explore/limits.ts';
import { judgeProperty, overallVerdict, type Verdict } from '../property/verdict.ts';
import type { Configuration, NamedProperty } from '../spec/configuration.ts';
import type { CostProperty } from '../spec/cost.ts';
import { formulaText } from '../spec/temporal/formula-text.ts';
import type { Learned } from '../transition/state-space.ts';
import type { HistoryStatistics, PropertyResult, RunCostResult, SystemResult, SystemStatistics } from './result.ts';

/** What a check found out about one configuration, wherever the spec comes from and whatever it ran on. */
export interface CheckedSystem extends Omit<SystemResult, 'file' | 'specHash' | 'stats'> {
  readonly verdict: Verdict;
  readonly stats: Omit<SystemStatistics, 'peakMemoryBytes'>;
}

/** How a configuration was explored, and how long it took. */
export interface Circumstances {
  readonly order: 'bfs' | 'dfs';
  readonly engine: 'default' | 'direct' | 'reference';
  readonly limits?: Limits;
  readonly elapsedMs: number;
}

/**
 * Judges what a search found, explaining each violation and each witness by a run that the reference has replayed.
 * @throws SpecError when the spec makes a mistake while it is replayed.
 */
export function systemResult<S>(
  configuration: Configuration<S>,
  exploration: Exploration<S>,
  { order, engine, limits = {}, elapsedMs }: Circumstances,
): CheckedSystem {
  const { name, description, parameters, faults, actions, properties } = configuration;
  const shortest = exploration.approximation === undefined && (order === 'bfs' || engine === 'reference');
  const results = properties.map((property) => propertyResult(configuration, property, exploration, shortest));
  const { complete } = exploration.statistics;
  const statuses = results.map(({ status }) => status);
  return {
    name,
    ...(description !== undefined && { description }),
    parameters,
    search: {
      order: shortest ? 'bfs' : 'dfs',
      engine,
      workers: 1,
      ...(faults && { faults }),
      ...(Object.keys(limits).length > 0 && { limits }),
      ...(properties.some(({ kind }) => kind === 'temporal') && { fairness: configuration.fairness.text }),
    },
    verdict: overallVerdict(statuses, complete),
    stats: systemStatistics(configuration, exploration, elapsedMs, shortest),
    ...(exploration.withHistory && { history: historyStatistics(exploration.withHistory.exploration) }),
    actions: exploration.actions.map((counts, i) => ({ name: actions[i]?.label ?? '', ...counts })),
    properties: results,
    ...(exploration.learned && { learned: learnedInBoth(exploration.learned, exploration.withHistory) }),
    ...(exploration.notLearned !== undefined && { notLearned: exploration.notLearned }),
  };
}

/** What was learned in the first search; what a second thread did in both, if there is one with histories. */
function learnedInBoth<S>(learned: Learned, second: Exploration<S>['withHistory']): Learned {
  const other = second?.exploration.learned;
  if (other?.thread === undefined) return learned;
  const thread = learned.thread === 'lost' ? 'lost' : other.thread;
  return { ...learned, thread, firedAhead: (learned.firedAhead ?? 0) + (other.firedAhead ?? 0) };
}

function systemStatistics<S>(
  configuration: Configuration<S>,
  { statistics, deadlocked, wayToDeepest, approximation, spilled }: Exploration<S>,
  elapsedMs: number,
  breadthFirst: boolean,
): CheckedSystem['stats'] {
  const { stoppedBy } = statistics;
  const wasCut = stoppedBy !== undefined && stoppedBy !== 'violation';
  const growth = wasCut && wayToDeepest !== undefined ? growing(configuration, wayToDeepest) : undefined;
  const estimate = wasCut && breadthFirst ? estimateStates(statistics.perDepth) : undefined;
  return {
    ...statistics,
    deadlocked,
    exact: approximation === undefined,
    ...(approximation && { approximation }),
    ...(spilled && { spilled }),
    elapsedMs: Math.round(elapsedMs),
    statesPerSecond: Math.round(statistics.states / Math.max(elapsedMs / 1000, 0.001)),
    ...(growth && { growing: growth }),
    ...(estimate && { estimate }),
  };
}

function propertyResult<S>(
  configuration: Configuration<S>,
  property: NamedProperty<S>,
  exploration: Exploration<S>,
  shortest: boolean,
): PropertyResult {
  const { name, description, location } = property;
  const explanation = explain(configuration, property, exploration, shortest);
  const figures = exploration.costs?.get(name);
  return {
    name,
    kind: reportedKind(property),
    status: judgeProperty(property, exploration),
    ...(description !== undefined && { description }),
    ...(explanation?.message !== undefined && { message: explanation.message }),
    ...(location && { source: location }),
    ...(explanation && explanation.falseParts.length > 0 && { falseParts: explanation.falseParts }),
    ...(explanation && { trace: explanation.trace }),
    ...temporalResult(configuration, property, exploration),
    ...(property.kind === 'cost' && figures && { cost: { ...figures, ...boundsOf(property) } }),
  };
}

/** What is said of a property about whole runs, besides the run. */
function temporalResult<S>(
  { processNames }: Configuration<S>,
  property: NamedProperty<S>,
  { findings, bypasses, lookedAt }: Exploration<S>,
): Pick<PropertyResult, 'formula' | 'violatedPart' | 'holdsWith' | 'partHoldsWith' | 'bypass' | 'lookedAt'> {
  const { name, kind } = property;
  const states = lookedAt?.get(name);
  const looked = states === undefined ? {} : { lookedAt: states };
  if (kind === 'temporal') {
    const { part, remedies, partRemedies = [] } = findings.get(name) ?? {};
    const written = (some: readonly FairnessOf[]) => some.map(({ strength, label }) => ({ strength, action: label }));
    return {
      ...looked,
      formula: formulaText(property.formula),
      ...(part !== undefined && { violatedPart: part }),
      ...(remedies && { holdsWith: written(remedies) }),
      ...(part !== undefined &&
        remedies?.length === 0 &&
        partRemedies.length > 0 && { partHoldsWith: written(partRemedies) }),
    };
  }
  const figures = bypasses?.get(name);
  if (kind !== 'bypass' || figures === undefined) return looked;
  const { most, overtaken } = figures;
  const who = overtaken === undefined ? undefined : (processNames[Number(overtaken)] ?? overtaken);
  const bound = property.atMost;
  return {
    ...looked,
    bypass: { most, ...(who !== undefined && { overtaken: who }), ...(bound !== undefined && { atMost: bound }) },
  };
}

/** What settles a history property is a run of the configuration with history. */
function explain<S>(
  configuration: Configuration<S>,
  { name, kind }: NamedProperty<S>,
  exploration: Exploration<S>,
  shortest: boolean,
): Explanation | undefined {
  const { findings, withHistory } = exploration;
  if (kind !== 'history') {
    const finding = findings.get(name);
    return finding && explainFinding(configuration, finding, { shortest });
  }
  const finding = withHistory?.exploration.findings.get(name);
  return finding && withHistory && explainFinding(withHistory.configuration, finding, { shortest });
}

/** What a report calls the kind of a property. */
export function reportedKind<S>(property: NamedProperty<S>): PropertyResult['kind'] {
  if (property.kind === 'history' && property.claim === 'step') return 'order';
  return property.kind === 'invariant' ? 'always' : property.kind;
}

function boundsOf<S>({ unit, atLeast, atMost }: CostProperty<S>): Omit<RunCostResult, keyof CostFigures> {
  return { unit, ...(atLeast !== undefined && { atLeast }), ...(atMost !== undefined && { atMost }) };
}

function historyStatistics<S>({ statistics, spilled }: Exploration<S>): HistoryStatistics {
  const { states, transitions, depth, queue, complete, stoppedBy } = statistics;
  return { states, transitions, depth, queue, complete, ...(stoppedBy && { stoppedBy }), ...(spilled && { spilled }) };
}
