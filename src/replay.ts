import { explainRun } from './counterexample/explain.ts';
import { systemRun } from './counterexample/explain-history.ts';
import type { Explanation } from './counterexample/explanation.ts';
import { toJson } from './counterexample/json.ts';
import { settles } from './counterexample/replay.ts';
import { type BrokenStep, initialStates, type Rerun, rerun } from './counterexample/rerun.ts';
import { lastState, type Run } from './counterexample/run.ts';
import { goesRound, isClosed, isFairRound } from './counterexample/runs.ts';
import type { Json } from './counterexample/trace.ts';
import { traceOf } from './counterexample/trace-of.ts';
import type { ReplayedRun, ReplayOutcome } from './report/replayed-run.ts';
import { reportedKind } from './report/system-result.ts';
import { checkConfiguration } from './run.ts';
import { type Configuration, configure, type NamedProperty } from './spec/configuration.ts';
import type { Faults } from './spec/environment/faults.ts';
import { isObserved, type NamedHistoryProperty, withHistory } from './spec/observed-configuration.ts';
import { didYouMean, type ParameterValue } from './spec/parameter.ts';
import type { Spec } from './spec/spec.ts';
import { SpecError } from './spec/spec-error.ts';
import type { Strength } from './spec/temporal/fairness.ts';
import { formulaText } from './spec/temporal/formula-text.ts';
import { withFairness, withFormula } from './spec/temporal/overrides.ts';

/** A run by the names of its steps, and the property that it is about. */
export interface RecordedRun {
  /** Values for the spec's parameters; those not given have their defaults. */
  readonly params?: Readonly<Record<string, ParameterValue>>;
  /** How often each fault may happen in a run; of those not given, as often as the spec says. */
  readonly faults?: Faults;
  /** Fairness of every action, in place of what the spec declares. */
  readonly fairness?: Strength | 'none';
  /** The name of the property, or what the formula is called. */
  readonly property: string;
  /** A temporal formula as text, if the property is none of the spec's own. */
  readonly formula?: string;
  /** The state that the run begins in; where the spec has no such initial state, the one that allows most of the steps. */
  readonly initial?: Json;
  /** What replay calls the steps: the labels of actions, and the picks of their choices. */
  readonly steps: readonly string[];
  /** Of a run that goes round for ever: after how many steps the loop begins. */
  readonly loop?: number;
}

/**
 * Makes a recorded run again, by the present functions of a spec and the reference, and judges its property.
 * @throws SpecError when the configuration does not fit the spec (U102, U103, U107, U109), there is no such property (U104),
 * or the spec makes a mistake on the way.
 */
export async function replayRun<S, Q>(spec: Spec<S, Q>, recorded: RecordedRun): Promise<ReplayedRun> {
  const plain = configurationOf(spec, recorded);
  const property = propertyOf(plain, recorded);
  if (property.kind !== 'history') return replayIn(plain, property, recorded);
  const observed = withHistory(plain, plain.properties.filter(isHistory));
  return replayIn(observed, propertyOf(observed, recorded), recorded);
}

function configurationOf<S, Q>(spec: Spec<S, Q>, { params, faults = {}, fairness, formula }: RecordedRun) {
  const configuration = configure(spec, params, { faults });
  const fair = fairness === undefined ? configuration : withFairness(configuration, fairness);
  return formula === undefined ? fair : withFormula(fair, formula);
}

function propertyOf<S>({ properties }: Configuration<S>, { property, formula }: RecordedRun): NamedProperty<S> {
  const found = formula === undefined ? properties.find(({ name }) => name === property) : properties.at(-1);
  if (found !== undefined) return found;
  const names = properties.map(({ name }) => name);
  const suggestion = didYouMean(property, names);
  throw new SpecError('U104', {
    text: `there is no property "${property}"`,
    help: suggestion === undefined ? `The properties are ${names.join(', ')}.` : `Did you mean "${suggestion}"?`,
  });
}

function isHistory<S>(property: NamedProperty<S>): property is NamedHistoryProperty<S> {
  return property.kind === 'history';
}

async function replayIn<S>(
  configuration: Configuration<S>,
  property: NamedProperty<S>,
  recorded: RecordedRun,
): Promise<ReplayedRun> {
  const { run: made, broken } = makeRun(configuration, recorded);
  const whole = broken === undefined && recorded.loop !== undefined ? { ...made, loop: recorded.loop } : made;
  const run = upToSettlement(configuration, property, whole) ?? whole;
  const outcome = run === made && broken !== undefined ? outcomeOf(broken) : await judge(configuration, property, run);
  const isSettled = outcome.kind === 'settled';
  const explanation = isSettled ? explainRun(configuration, property, run, { shortest: false }) : undefined;
  const { name, parameters, faults } = configuration;
  return {
    name,
    parameters,
    ...(faults && { faults }),
    outcome,
    property: resultOf(property, isSettled, explanation ?? { trace: writtenDown(configuration, run), falseParts: [] }),
  };
}

/** The run from the recorded initial state, or else from the one from which it gets furthest. */
function makeRun<S>(configuration: Configuration<S>, { initial, steps }: RecordedRun): Rerun<S> {
  const starts = initialStates(configuration);
  const recorded = JSON.stringify(initial);
  const systemOf = (state: S): unknown => (isObserved(configuration) ? (state as { system: unknown }).system : state);
  const same = starts.filter((state) => JSON.stringify(toJson(systemOf(state))) === recorded);
  return (same.length > 0 ? same : starts)
    .map((start) => rerun(configuration, start, steps))
    .reduce((best, one) => (one.run.steps.length > best.run.steps.length ? one : best));
}

/** The part of a run that settles a property, if it is one that a part can settle: a changed spec may break it earlier. */
function upToSettlement<S>(
  configuration: Configuration<S>,
  property: NamedProperty<S>,
  run: Run<S>,
): Run<S> | undefined {
  if (run.loop !== undefined || ['temporal', 'possible', 'bypass'].includes(property.kind)) return undefined;
  for (let length = 0; length <= run.steps.length; length++) {
    const part = { initial: run.initial, steps: run.steps.slice(0, length) };
    if (settles(configuration, property, part)) return part;
  }
  return undefined;
}

function outcomeOf(broken: BrokenStep): ReplayOutcome {
  return { kind: broken.why === 'disabled' ? 'impossible' : 'stale', ...broken };
}

async function judge<S>(
  configuration: Configuration<S>,
  property: NamedProperty<S>,
  run: Run<S>,
): Promise<ReplayOutcome> {
  const open = goesRound(run) ? whyNoLoop(configuration, property, run) : undefined;
  if (open !== undefined) return { kind: 'not settled', why: open };
  const isSettled = settles(configuration, property, run);
  if (isSettled && property.kind === 'possible') return judgePossible(configuration, property, lastState(run));
  return isSettled ? { kind: 'settled' } : { kind: 'not settled', why: whyNot(property, run) };
}

/** Why a run does not go round for ever, as it did. */
function whyNoLoop<S>(
  configuration: Configuration<S>,
  property: NamedProperty<S>,
  run: Run<S> & { readonly loop: number },
): string | undefined {
  const { length } = run.steps;
  if (!isClosed(configuration, run))
    return run.loop === length
      ? `the run does not end there: something has to happen after step ${length}`
      : `the loop is open: the state after step ${length} is not the one after step ${run.loop}`;
  if (property.kind === 'temporal' && !isFairRound(configuration, run))
    return 'the loop is not fair: what is assumed of runs rules it out';
  return undefined;
}

/** The reference looks at so many states only; whether none of all can be reached, a search says. */
async function judgePossible<S>(
  configuration: Configuration<S>,
  property: NamedProperty<S> & { readonly kind: 'possible' },
  from: S,
): Promise<ReplayOutcome> {
  const { name, holds } = property;
  const goal: NamedProperty<S> = { kind: 'reachable', name, holds };
  const rest = { ...configuration, initial: () => from, properties: [goal] };
  const { properties } = await checkConfiguration(rest);
  return properties[0]?.status === 'reached'
    ? { kind: 'not settled', why: whyNot(property, { initial: from, steps: [] }) }
    : { kind: 'settled' };
}

function whyNot<S>({ kind }: NamedProperty<S>, { steps }: Pick<Run<S>, 'initial' | 'steps'>): string {
  const { length } = steps;
  switch (kind) {
    case 'reachable':
      return `it is not reached in state ${length}`;
    case 'deadlock':
      return `the run is not stuck after step ${length}, or has come to a proper end`;
    case 'terminal':
      return `the run does not end after step ${length}, or it holds there`;
    case 'step':
      return `it holds of step ${length}`;
    case 'temporal':
      return 'it holds of the run';
    case 'cost':
    case 'bypass':
      return 'the run keeps its bound';
    case 'possible':
      return `it can still be reached from state ${length}`;
    default:
      return `it holds in state ${length}`;
  }
}

/** The run as a trace of the spec itself. */
function writtenDown<S>(configuration: Configuration<S>, run: Run<S>): Explanation['trace'] {
  if (isObserved(configuration))
    return traceOf(configuration.observed.configuration, systemRun(configuration, run as never), { shortest: false });
  const { loop } = run;
  return {
    ...traceOf(configuration, run, { shortest: false }),
    ...(loop !== undefined && { lasso: { start: loop, period: run.steps.length - loop } }),
  };
}

function resultOf<S>(
  property: NamedProperty<S>,
  isSettled: boolean,
  { trace, falseParts, message }: Explanation,
): ReplayedRun['property'] {
  const { name, description, location } = property;
  return {
    name,
    kind: reportedKind(property),
    status: !isSettled ? 'not-refuted' : property.kind === 'reachable' ? 'reached' : 'violated',
    ...(description !== undefined && { description }),
    ...(message !== undefined && { message }),
    ...(location && { source: location }),
    ...(falseParts.length > 0 && { falseParts }),
    ...(property.kind === 'temporal' && { formula: formulaText(property.formula) }),
    trace,
  };
}
