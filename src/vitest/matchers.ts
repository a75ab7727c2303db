import { resolve } from 'node:path';
import { diagnose } from '../cli/diagnosis.ts';
import { exitStatus } from '../cli/exit-status.ts';
import { recordedRun } from '../cli/replay.ts';
import { findTrace } from '../cli/trace-source.ts';
import { overallVerdict } from '../property/verdict.ts';
import { countOf } from '../report/figures.ts';
import type { PropertyResult, SystemResult } from '../report/result.ts';
import { isSpecError } from '../spec/spec-error.ts';
import {
  account,
  replayed as describeReplayed,
  drawn,
  inconclusive,
  mistake,
  notViolated,
  outcomeOf,
  sentenceOn,
  titleOf,
} from './failure.ts';
import type { CheckLimits, HoldOptions, MatcherOptions, WithinOptions } from './options.ts';
import { type MatcherState, runTask } from './running.ts';
import { type Resolved, resolvePath, resolveSubject } from './subject.ts';
import type { CheckTask, ReplayTask } from './task.ts';
import { timeOf } from './test-time.ts';

/** What vitest makes of a matcher. */
interface Judgement {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Where the trace of a violation is written that should not be one. */
const traces = '.unturned/traces';

/** How long, after a violation, is looked for what would prevent it, in milliseconds. */
const patience = 2000;

/** Every property of a spec holds. */
export async function toHold(this: MatcherState, given: unknown, options: HoldOptions = {}): Promise<Judgement> {
  return judging(this, 'to hold', async () => {
    const { properties, ltl } = options;
    const task = { ...(properties && { properties }), ...(ltl && { ltl }), whatMatters: this.isNot ? 0 : patience };
    const { system, title } = await search(this, given, options, task, !this.isNot);
    if (system.properties.length === 0)
      throw new Undecided(`expected ${title} to hold, and it has no properties: nothing is checked`);
    const verdict = overallVerdict(
      system.properties.map(({ status }) => status),
      system.stats.complete,
    );
    if (verdict === 'holds') return yes(() => `expected ${title} not to hold, and it does:\n\n${account(system)}`);
    return no(() => `expected ${title} to hold\n\n${account(system)}`);
  });
}

/** A property is violated, by a run of at most so many steps. */
export async function toViolate(
  this: MatcherState,
  given: unknown,
  property: string,
  options: WithinOptions = {},
): Promise<Judgement> {
  const claim = `to violate ${property}`;
  return judging(this, claim, async () => {
    const subject = resolveSubject(given, this.testPath);
    if (subject.kind === 'run') return replay(this, subject, property, options, claim);
    const { system, title } = await search(
      this,
      given,
      options,
      { properties: [property], whatMatters: 0 },
      this.isNot,
    );
    const [found] = system.properties as [PropertyResult];
    if (found.status !== 'violated') return no(() => `expected ${title} ${claim}: ${notViolated(found, system)}`);
    return within(found, options.within, `expected ${title}`, claim, drawn(found, system));
  });
}

/** A goal is reached, by a run of at most so many steps. */
export async function toReach(
  this: MatcherState,
  given: unknown,
  goal: string,
  options: WithinOptions = {},
): Promise<Judgement> {
  const claim = `to reach ${goal}`;
  return judging(this, claim, async () => {
    const subject = resolveSubject(given, this.testPath);
    if (subject.kind === 'run') return replay(this, subject, goal, options, claim);
    const { system, title } = await search(this, given, options, { properties: [goal], whatMatters: 0 });
    const [found] = system.properties as [PropertyResult];
    if (found.kind !== 'reachable')
      throw new Undecided(
        `${goal} is no goal of ${title}: goals are declared with reachable(...), and this is one of kind ${found.kind}`,
      );
    if (found.status !== 'reached') return no(() => `expected ${title} ${claim}\n\n${drawn(found, system)}`);
    return within(found, options.within, `expected ${title}`, claim, outcomeOf(found, system));
  });
}

/** So many distinct states can be reached. */
export async function toHaveStateCount(
  this: MatcherState,
  given: unknown,
  count: number,
  options: MatcherOptions = {},
): Promise<Judgement> {
  const claim = `to have ${countOf(count, 'state')}`;
  return judging(this, claim, async () => {
    const { system, title } = await search(this, given, options, { properties: [], keepGoing: true, whatMatters: 0 });
    const { states, transitions, depth } = system.stats;
    const has = `it has ${countOf(states, 'state')}, with ${countOf(transitions, 'transition')} and a depth of ${depth}`;
    return states === count
      ? yes(() => `expected ${title} not ${claim}`)
      : no(() => `expected ${title} ${claim}: ${has}`);
  });
}

/** The run of a trace file can be made again, and still shows what it showed. */
export async function toReplay(
  this: MatcherState,
  given: unknown,
  file: string | URL,
  options: Pick<CheckLimits, 'signal'> = {},
): Promise<Judgement> {
  return judging(this, 'to replay', async () => {
    const subject = resolveSubject(given, this.testPath);
    const path = file instanceof URL ? resolve(file.pathname) : resolvePath(file, this.testPath);
    const { trace } = await findTrace(path, { set: {}, faults: {} });
    const isWitness = trace.property.status === 'reached';
    const { property, ...run } = recordedRun(trace);
    const claim = `to replay ${file}, a run that ${isWitness ? 'reaches' : 'violates'} ${property}`;
    return replay(this, { ...subject, kind: 'run', run }, property, options, claim);
  });
}

/** That a matcher cannot say yes or no, so that its negation fails as well. */
class Undecided extends Error {}

/** A judgement, or a failure of the matcher and of its negation. */
async function judging(state: MatcherState, claim: string, judge: () => Promise<Judgement>): Promise<Judgement> {
  timeOf(state.task);
  try {
    return await judge();
  } catch (error) {
    if (error instanceof Undecided) return { pass: state.isNot === true, message: () => error.message };
    if (!isSpecError(error)) throw error;
    const text = mistake({ kind: 'mistake', diagnostic: diagnose(error, claim), status: exitStatus.error });
    return { pass: state.isNot === true, message: () => text };
  }
}

function yes(message: () => string): Judgement {
  return { pass: true, message };
}

function no(message: () => string): Judgement {
  return { pass: false, message };
}

/** A violation, or a witness, that may have to be near. */
function within(
  { trace }: PropertyResult,
  most: number | undefined,
  opening: string,
  claim: string,
  shown: string,
): Judgement {
  const length = trace?.length ?? 0;
  if (most === undefined || length <= most) return yes(() => `${opening} not ${claim}\n\n${shown}`);
  const least = trace?.shortest
    ? 'the shortest run that does has'
    : 'the run that was found, which need not be the shortest, has';
  return no(
    () => `${opening} ${claim} within ${countOf(most, 'step')}: ${least} ${countOf(length, 'step')}\n\n${shown}`,
  );
}

/** Explores a spec. Whatever keeps the search from saying something about what it was asked is a failure, with or without `not`. */
async function search(
  state: MatcherState,
  given: unknown,
  options: MatcherOptions,
  task: Pick<CheckTask, 'properties' | 'ltl' | 'whatMatters'> & { readonly keepGoing?: boolean },
  writesTraces = false,
): Promise<{ readonly system: SystemResult; readonly title: string }> {
  const subject = resolveSubject(given, state.testPath);
  if (subject.kind === 'run')
    throw new Undecided(
      'a run can be expected to violate a property or to reach a goal: .not.toViolate(name), .toReach(name)',
    );
  const { params, faults, fairness } = { ...subject.options, ...options };
  const configuration = {
    ...(params && { params }),
    ...(faults && { faults }),
    ...(fairness !== undefined && { fairness }),
  };
  const answer = await runTask(
    subject,
    { kind: 'check', keepGoing: false, ...configuration, ...task },
    options,
    state,
    writesTraces && traces,
  );
  if (answer.kind === 'none') throw new Undecided(`nothing is known of ${nameOf(subject)}: ${answer.why}`);
  if (answer.kind !== 'checked') throw new Undecided(answer.kind === 'mistake' ? mistake(answer) : 'another answer');
  const { system, isLate } = answer;
  const title = titleOf(system.name, configuration);
  const statuses = system.properties.map(({ status }) => status);
  const isSettled = statuses.length > 0 ? overallVerdict(statuses, true) !== 'inconclusive' : system.stats.complete;
  const late = isLate && system.stats.stoppedBy === 'max-time' ? state.task?.timeout : undefined;
  if (!isSettled) throw new Undecided(`nothing is settled of ${title}\n\n${inconclusive(system, late)}`);
  return { system, title };
}

/** Makes a run again. */
async function replay(
  state: MatcherState,
  subject: Resolved & { readonly kind: 'run' },
  property: string,
  options: Pick<CheckLimits, 'signal'>,
  claim: string,
): Promise<Judgement> {
  const { run } = subject;
  const task: ReplayTask = { kind: 'replay', run: { ...run, property } };
  const answer = await runTask(subject, task, options, state);
  if (answer.kind === 'none') throw new Undecided(`nothing is known of ${nameOf(subject)}: ${answer.why}`);
  if (answer.kind !== 'replayed') throw new Undecided(answer.kind === 'mistake' ? mistake(answer) : 'another answer');
  const { replayed } = answer;
  const { outcome } = replayed;
  const isWitness = replayed.property.kind === 'reachable';
  const recorded = { length: run.steps.length, isWitness };
  const opening = `expected the run of ${titleOf(replayed.name, run)}`;
  if (outcome.kind === 'stale') {
    const { step, key, why, enabled } = outcome;
    const what = why === 'unknown' ? 'the spec has no such action' : 'its choices are others now';
    throw new Undecided(
      `${opening} ${state.isNot ? 'not ' : ''}${claim}, and it says nothing about the spec any more: step ${step} is ${key}, and ${what}\nenabled there: ${enabled.join(', ') || 'nothing'}`,
    );
  }
  if (outcome.kind === 'settled')
    return yes(() => `${opening} not ${claim}\n\n${describeReplayed(replayed, recorded)}`);
  if (state.isNot && !isWitness) await state.task?.context?.annotate?.(sentenceOn(replayed, recorded.length));
  return no(() => `${opening} ${claim}\n\n${describeReplayed(replayed, recorded)}`);
}

function nameOf(subject: Resolved): string {
  return 'path' in subject ? subject.path : subject.object.definition.name;
}
