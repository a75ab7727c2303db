import { findSuccessor } from '../counterexample/replay.ts';
import { type Run, stateAfter } from '../counterexample/run.ts';
import { traceOf } from '../counterexample/trace-of.ts';
import type { Successor } from '../reference/successors.ts';
import { canonical } from '../spec/canonical.ts';
import type { Action, Configuration } from '../spec/configuration.ts';
import { notDeterministic } from '../transition/determinism.ts';
import { explainDivergence, possibleStates } from './diverging.ts';
import type { LogEvent } from './log-event.ts';
import {
  afterStep,
  type Hidden,
  initialSet,
  type Possible,
  type StateSet,
  seen,
  TooMany,
  withHiddenSteps,
} from './state-set.ts';
import type { Divergence, HiddenSteps, Validation } from './validation.ts';

/** What may have happened without an event, and how much work that may be. */
export interface ValidateOptions {
  /** Steps between two events that nobody noted, at most; none unless told. */
  readonly hidden?: number;
  /** The actions of such steps, by name or label; those that no event speaks of with any arguments, unless told. */
  readonly hiddenActions?: readonly string[];
  /** With more states than these at once nothing is known; 100 000 unless told. */
  readonly maxStates?: number;
}

/** How far a validation has come. */
export interface ValidationProgress {
  readonly events: number;
  readonly states: number;
}

/** So many more hidden steps are tried where a log is not explained. */
const moreHidden = 3;
/** With no more states than these. */
const mostOnTrial = 10_000;

/**
 * Whether some run of a configuration is as all events of a log say. It keeps the set of all states in which the system can be
 * after the events so far, so that the answer is exact: a log that is not explained is no behaviour of the spec, with no
 * more hidden steps than allowed (H. Cirstea, M. Kuppe, B. Loillier, S. Merz, Validating traces of distributed programs
 * against TLA+ specifications, 2024, has logs and specs meet in the same way). Yields its progress; `true` sent back through
 * `next` stops it.
 */
export function* validating<S>(
  configuration: Configuration<S>,
  events: readonly LogEvent<S>[],
  options: ValidateOptions = {},
): Generator<ValidationProgress, Validation, boolean | undefined> {
  const { maxStates = 100_000 } = options;
  const steps = hiddenSteps(configuration, events, options);
  const followed = yield* follow(configuration, events, steps, maxStates);
  const { divergence } = followed;
  if (divergence === undefined || steps.actions.length === 0) return toldOf(configuration, events, steps, followed);
  for (let most = steps.most + 1; most <= steps.most + moreHidden; most++) {
    const further = yield* follow(configuration, events, { ...steps, most }, Math.min(maxStates, mostOnTrial));
    if (further.stoppedBy !== undefined) break;
    if (further.explained <= followed.explained) continue;
    const withHidden = { most, line: lineOf(events, further.explained), all: further.divergence === undefined };
    return toldOf(configuration, events, steps, { ...followed, divergence: { ...divergence, withHidden } });
  }
  return toldOf(configuration, events, steps, followed);
}

interface Followed<S> {
  readonly states: StateSet<S>;
  readonly explained: number;
  readonly most: number;
  readonly divergence?: Divergence;
  readonly stoppedBy?: 'max-states' | 'interrupt';
}

function* follow<S>(
  configuration: Configuration<S>,
  events: readonly LogEvent<S>[],
  { most: mostHidden, actions }: HiddenSteps,
  maxStates: number,
): Generator<ValidationProgress, Followed<S>, boolean | undefined> {
  const labels = new Set(actions);
  const hidden: Hidden<S> = { most: mostHidden, isHidden: ({ label }) => labels.has(label) };
  let states = initialSet(configuration);
  let most = states.size;
  for (const [explained, event] of events.entries()) {
    const known = { states, explained, most };
    try {
      const reached = yield* watched(withHiddenSteps(configuration, states, hidden, maxStates), known);
      if (reached === undefined) return { ...known, stoppedBy: 'interrupt' };
      const next: StateSet<S> | undefined =
        event.actions === undefined
          ? seen(configuration, reached, event.state, event.line)
          : yield* watched(afterStep(configuration, reached, event.actions, event, maxStates), known);
      if (next === undefined) return { ...known, stoppedBy: 'interrupt' };
      if (next.size === 0) {
        if (event.actions !== undefined) requireNone(configuration, reached, event, event.actions);
        return { ...known, divergence: explainDivergence(configuration, event, states, reached) };
      }
      states = next;
      most = Math.max(most, states.size);
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
      return { ...known, stoppedBy: 'max-states' };
    }
  }
  return { states, explained: events.length, most };
}

/** Fires the actions once more, as one that is not pure may lead elsewhere then. */
function requireNone<S>(
  configuration: Configuration<S>,
  reached: StateSet<S>,
  event: LogEvent<S>,
  actions: readonly Action<S>[],
): void {
  const again = afterStep(configuration, reached, actions, event, Number.POSITIVE_INFINITY);
  for (;;) {
    const step = again.next();
    if (!step.done) continue;
    const [other] = step.value.values();
    if (other === undefined) return;
    throw notDeterministic(`effect of ${other.step?.action.label}`, 'other successors');
  }
}

/** Passes on that there is progress; `undefined` if whoever watches wants an end. */
function* watched<T, S>(
  work: Generator<void, T>,
  { explained, states }: Pick<Followed<S>, 'explained' | 'states'>,
): Generator<ValidationProgress, T | undefined, boolean | undefined> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (yield { events: explained, states: states.size }) return undefined;
  }
}

function hiddenSteps<S>(
  { actions }: Configuration<S>,
  events: readonly LogEvent<S>[],
  { hidden = 0, hiddenActions }: ValidateOptions,
): HiddenSteps {
  const noted = new Set(events.flatMap((event) => event.noted?.map(({ index }) => index) ?? []));
  const isHidden = ({ name, label, index }: Action<S>): boolean =>
    hiddenActions === undefined ? !noted.has(index) : hiddenActions.includes(name) || hiddenActions.includes(label);
  return { most: hidden, actions: actions.filter(isHidden).map(({ label }) => label) };
}

function toldOf<S>(
  configuration: Configuration<S>,
  events: readonly LogEvent<S>[],
  hidden: HiddenSteps,
  { states, explained, most, divergence, stoppedBy }: Followed<S>,
): Validation {
  return {
    verdict: divergence !== undefined ? 'not-explained' : stoppedBy !== undefined ? 'inconclusive' : 'explained',
    events: events.length,
    explained,
    line: lineOf(events, explained),
    hidden,
    most,
    states: possibleStates(configuration, states),
    run: explanation(configuration, states),
    ...(divergence && { divergence }),
    ...(stoppedBy && { stoppedBy }),
  };
}

function lineOf<S>(events: readonly LogEvent<S>[], count: number): number {
  return events[count - 1]?.line ?? 0;
}

/** A run to the first of the states, as a trace. */
function explanation<S>(configuration: Configuration<S>, states: StateSet<S>): Validation['run'] {
  const way: Possible<S>[] = [];
  for (let at = states.values().next().value; at !== undefined; at = at.before) way.unshift(at);
  const [initial] = way;
  const steps = way.flatMap(({ step, state, line }) => (step === undefined ? [] : [{ ...step, state, line }]));
  const run: Run<S> = { initial: initial?.state as S, steps };
  requireRepeatable(configuration, run);
  return {
    trace: traceOf(configuration, run, { shortest: false }),
    lines: steps.map(({ line }) => line ?? null),
  };
}

/** Makes the run again, by the reference. */
function requireRepeatable<S>(configuration: Configuration<S>, run: Run<S>): void {
  for (const [i, { action, picks, state }] of run.steps.entries()) {
    const text = canonical(state);
    const isSame = (one: Successor<S>): boolean =>
      one.action.index === action.index && one.picks.join() === picks.join() && canonical(one.state) === text;
    if (findSuccessor(configuration, stateAfter(run, i), isSame) === undefined)
      throw notDeterministic(`effect of ${action.label}`, 'other successors');
  }
}
