import { explainFinding } from '../counterexample/explain.ts';
import type { Explanation } from '../counterexample/explanation.ts';
import type { Finding } from '../explore/exploration.ts';
import { overallVerdict, type PropertyStatus } from '../property/verdict.ts';
import type { PropertyResult, SimulationResult } from '../report/result.ts';
import { type CheckedSystem, reportedKind } from '../report/system-result.ts';
import type { Configuration } from '../spec/configuration.ts';
import { judgedOn, type Subject, subjectOf } from './claims.ts';
import type { Simulated } from './simulate.ts';
import { SpecRun } from './spec-run.ts';
import type { WalkedStep } from './walk.ts';

/**
 * What a simulation found out, in the form of a check. A property is violated, reached or not refuted, and never holds. Its
 * trace is of the configuration that was asked for, and has been replayed through the reference.
 * @throws SpecError S104 when the run does not replay, as the spec is not deterministic.
 */
export function simulationResult<S>(
  simulated: Simulated<S>,
  { properties: asked, elapsedMs }: { readonly properties?: readonly string[] | undefined; readonly elapsedMs: number },
): CheckedSystem {
  const { source, coverage, seed } = simulated;
  const { configuration } = source;
  const { name, description, parameters, faults } = configuration;
  const subject = subjectOf(configuration, asked);
  const judged = configuration.properties.filter((property) => asked?.includes(property.name) ?? true);
  const properties = judged.map((property) => propertyResult(simulated, subject, property));
  const statuses = properties.map(({ status }) => status);
  const { actions, states, steps, longest, runs, ended } = coverage;
  return {
    name,
    ...(description !== undefined && { description }),
    parameters,
    search: { order: 'random', engine: 'reference', workers: 1, ...(faults && { faults }) },
    verdict: overallVerdict(statuses, false),
    stats: {
      states,
      transitions: steps,
      depth: longest,
      initial: runs,
      queue: 0,
      terminal: ended,
      deadlocked: 0,
      complete: false,
      ...(simulated.interrupted ? { stoppedBy: 'interrupt' } : simulated.found ? { stoppedBy: 'violation' } : {}),
      exact: false,
      perDepth: [],
      elapsedMs: Math.round(elapsedMs),
      statesPerSecond: Math.round(steps / Math.max(elapsedMs / 1000, 0.001)),
    },
    simulation: {
      asked: simulated.asked,
      seed,
      runs,
      steps,
      longest,
      ended,
      estimated: coverage.isEstimate,
      interrupted: simulated.interrupted,
      unjudged: subject.claims.unjudged,
      ...findingOf(simulated),
    },
    actions: actions.map((counts, i) => ({ name: configuration.actions[i]?.label ?? '', ...counts })),
    properties,
  };
}

function findingOf<S>({ found, source }: Simulated<S>): Pick<SimulationResult, 'found'> {
  if (found === undefined) return {};
  const { property, run, drawn, own, last, path } = found;
  const { parameters, faults } = last.configuration;
  return {
    found: {
      property,
      run,
      ...(drawn && { drawn: drawn.steps.length }),
      ...(own && { shrunk: own.steps.length }),
      ...(last.configuration !== source.configuration && {
        smallest: { parameters, ...(faults && { faults }), steps: last.steps.length },
      }),
      path,
    },
  };
}

function propertyResult<S>(
  simulated: Simulated<S>,
  subject: Subject<S>,
  property: Configuration<S>['properties'][number],
): PropertyResult {
  const { name, description, location } = property;
  const explanation = explain(simulated, subject, name);
  return {
    name,
    kind: reportedKind(property),
    status: statusOf(simulated, name),
    ...(description !== undefined && { description }),
    ...(explanation?.message !== undefined && { message: explanation.message }),
    ...(location && { source: location }),
    ...(explanation && explanation.falseParts.length > 0 && { falseParts: explanation.falseParts }),
    ...(explanation && { trace: explanation.trace }),
  };
}

function statusOf<S>({ found, coverage }: Simulated<S>, property: string): PropertyStatus {
  if (found?.property === property) return 'violated';
  return coverage.witnesses.has(property) ? 'reached' : 'not-refuted';
}

function explain<S>({ found, coverage }: Simulated<S>, subject: Subject<S>, property: string): Explanation | undefined {
  if (found?.property === property) {
    if (found.own === undefined) return undefined;
    const { walk } = SpecRun.made(found.own);
    return explainWalk(subject, property, walk);
  }
  const witness = coverage.witnesses.get(property);
  return witness && explainWalk(subject, property, witness);
}

/** The part of a walk that the property is explained by: with histories, or without. */
function explainWalk<S>(
  subject: Subject<S>,
  property: string,
  { initial, steps }: { readonly initial: unknown; readonly steps: readonly WalkedStep[] },
): Explanation {
  const configuration = judgedOn(subject, property);
  const part = (state: unknown): unknown => (configuration === subject.walked ? state : subject.systemOf(state));
  const finding: Finding<unknown> = {
    property,
    states: [initial, ...steps.map(({ state }) => state)].map(part),
    actions: steps.map(({ action }) => action.index),
  };
  return explainFinding(configuration, finding, { shortest: false });
}
