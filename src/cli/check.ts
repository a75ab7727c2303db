import type { CheckOptions, Engine } from '../check.ts';
import type { ApproximateMethod, ApproximateOptions } from '../explore/approximate/approximation.ts';
import type { Progress } from '../explore/exploration.ts';
import type { Limits, StopReason } from '../explore/limits.ts';
import type { SearchOrder } from '../explore/search.ts';
import { runProperties } from '../property/temporal/judge-runs.ts';
import type { Diagnostic, SystemResult } from '../report/result.ts';
import { checkConfiguration, type RunOptions } from '../run.ts';
import { type Configuration, configure, type NamedProperty } from '../spec/configuration.ts';
import { describeFaults, isFaultless } from '../spec/environment/faults.ts';
import { didYouMean } from '../spec/parameter.ts';
import { isSpecError, SpecError } from '../spec/spec-error.ts';
import type { Strength } from '../spec/temporal/fairness.ts';
import { whatMatters } from '../what-matters.ts';
import { beginRun } from './begun-run.ts';
import { asRefusal, type CheckpointFolder } from './checkpoint/folder.ts';
import { intervalOf, type Keepable, openKept, originOf } from './checkpoint/keeping.ts';
import { diagnose } from './diagnosis.ts';
import { type ExitStatus, exitStatus, statusOf, worst } from './exit-status.ts';
import { requireWritable } from './files.ts';
import { watchImports } from './importing.ts';
import { type Interrupt, listenForInterrupt } from './interrupt.ts';
import { requireProcesses } from './lanes.ts';
import { hasChanged, type LoadedSpec, loadSpec } from './load.ts';
import { type MemoryWatch, watchMemory } from './memory.ts';
import { meter } from './progress-meter.ts';
import { type RecordingOptions, recordRuns } from './recording.ts';
import { remarksOn } from './remarks.ts';
import { createReporters, type ReporterOptions, type Reporters } from './reporters.ts';
import { startSecondThread } from './second-thread/start.ts';
import { divertConsole } from './spec-console.ts';
import { openScratchFolder, type ScratchFolder } from './spill/scratch-folder.ts';
import { asUnreadable, requireSpillable, type Spillable, spillInto } from './spill/spilling.ts';
import { collectStrayErrors, type StrayErrors } from './stray-errors.ts';
import { begunSystem, systemRecord } from './system-record.ts';
import { watchCalls } from './watching/call-watch.ts';

/** What the command line asks of `check`. */
export interface CheckArguments extends Keepable, Spillable, ReporterOptions, RecordingOptions {
  /** By parameter name, as text. */
  readonly set: Readonly<Record<string, string>>;
  /** Budgets by the name of the fault, as text. */
  readonly faults: Readonly<Record<string, string>>;
  readonly search: SearchOrder;
  readonly engine: Engine;
  readonly workers: number;
  readonly keepGoing: boolean;
  /** How long violations are checked again with stronger assumptions, in milliseconds; or not at all. */
  readonly whatMatters: number | false;
  readonly limits: Limits;
  readonly approximate?: ApproximateMethod;
  /** Of one call of a function of the spec, in milliseconds. */
  readonly maxCallTime: number;
  /** How many approximate searches are made. */
  readonly swarm?: number;
  /** Names of properties; all of them unless told. */
  readonly property?: readonly string[];
  /** Unless properties are named: whether those about whole runs are judged, too. */
  readonly liveness: boolean;
  /** Formulas to judge, as text. */
  readonly ltl?: readonly string[];
  /** Fairness of every action, in place of what the spec declares. */
  readonly fairness?: Strength | 'none';
  /** Holds every answer of the engine against the spec's functions. */
  readonly paranoid: boolean;
}

interface Outcome {
  readonly status: ExitStatus;
  readonly system?: SystemResult;
  readonly diagnostics: readonly Diagnostic[];
}

/** What all specs of one command share. */
interface Session {
  readonly arguments: CheckArguments;
  readonly reporters: Reporters;
  readonly memory: MemoryWatch;
  readonly interrupt: Interrupt;
  readonly strayErrors: StrayErrors;
  /** What is checked now. */
  present: { readonly request: string; readonly loaded?: LoadedSpec };
  /** Where the search is kept, if it is. */
  readonly folder?: CheckpointFolder;
  /** Where it goes on when memory is full, if it may. */
  readonly scratch?: ScratchFolder;
}

/**
 * Checks specs one after another, each though another failed, and reports on them.
 * @throws SpecError U105 when a report could not be written.
 */
export async function checkSpecs(
  asked: readonly string[],
  given: CheckArguments,
  command: readonly string[],
): Promise<ExitStatus> {
  requireSpillable(given);
  const { requests, options, folder } = openKept(asked, given);
  for (const { file } of options.reporters) if (file !== undefined) requireWritable(file);
  const scratch = options.spill === undefined ? undefined : openScratchFolder(options.spill);
  const run = beginRun(command);
  const session: Session = {
    arguments: options,
    reporters: await createReporters(options, run),
    memory: watchMemory(options.limits.maxMemory),
    interrupt: listenForInterrupt(),
    strayErrors: collectStrayErrors(),
    present: { request: '' },
    ...(folder && { folder }),
    ...(scratch && { scratch }),
  };
  const outcomes: Outcome[] = [];
  const add = (outcome: Outcome): void => {
    session.reporters.onSystem(outcome.system, outcome.diagnostics, outcome.status);
    outcomes.push(outcome);
  };
  const conclude = (): ExitStatus => {
    const isInterrupted = session.interrupt.signal.aborted;
    const status = isInterrupted ? exitStatus.interrupted : worst(outcomes.map((outcome) => outcome.status));
    const result = run.end({
      status,
      systems: outcomes.flatMap(({ system }) => system ?? []),
      diagnostics: outcomes.flatMap(({ diagnostics }) => diagnostics),
    });
    session.reporters.onEnd(result, requests.length);
    return status;
  };
  const calls = watchCalls(options.maxCallTime, session.memory.limit, (error) => {
    add(failed(error, session.present.request, session, session.present.loaded));
    return conclude();
  });
  const releaseConsole = divertConsole();
  for (const request of requests) {
    if (session.interrupt.signal.aborted) break;
    add(await checkOne(request, session));
  }
  releaseConsole();
  calls.release();
  folder?.release();
  scratch?.release();
  session.interrupt.release();
  session.strayErrors.release();
  session.memory.release();
  return conclude();
}

/** Tells of what went wrong in place of a verdict. */
function failed(error: unknown, request: string, session: Session, loaded: LoadedSpec | undefined): Outcome {
  session.reporters.progress.end();
  session.strayErrors.take();
  const { folder, scratch } = session;
  const unreadable = scratch === undefined ? error : asUnreadable(scratch.path, error);
  const refusal = folder === undefined ? unreadable : asRefusal(folder.path, unreadable);
  const status = isSpecError(refusal) ? exitStatus.error : exitStatus.internal;
  return { status, diagnostics: [diagnose(refusal, request, loaded)] };
}

async function checkOne(request: string, session: Session): Promise<Outcome> {
  let loaded: LoadedSpec | undefined;
  try {
    const imported = session.folder && watchImports();
    session.present = { request };
    loaded = await loadSpec(request);
    session.present = { request, loaded };
    const keeper = session.folder?.keepers(
      originOf(request, loaded, session.arguments, imported?.() ?? []),
      intervalOf(session.arguments),
    );
    return await checkLoaded(request, loaded, session, keeper);
  } catch (error) {
    await nextTurn(); // until the promises that the spec has left behind are settled, and collected
    return failed(error, request, session, loaded);
  }
}

async function checkLoaded(
  request: string,
  loaded: LoadedSpec,
  session: Session,
  keeper: CheckOptions['keeper'],
): Promise<Outcome> {
  const { arguments: options, memory, interrupt, strayErrors, reporters } = session;
  const configuration = configure(loaded.spec, options.set, { faults: options.faults });
  requireProperties(configuration, options.property);
  requireProcesses(configuration, options.lanes);
  reporters.onBegin(begunSystem(configuration, loaded));
  const show = meter(titleOf(configuration, options.set), reporters.progress, memory);
  let exhausted: string | undefined;
  const runOptions = {
    search: options.search,
    engine: options.engine,
    keepGoing: options.keepGoing,
    limits: options.limits,
    learning: { paranoid: options.paranoid },
    ...(options.workers > 1 && { secondThread: startSecondThread }),
    ...judgedProperties(configuration, options),
    ...(options.ltl && { ltl: options.ltl }),
    ...(options.fairness && { fairness: options.fairness }),
    signal: interrupt.signal,
    breathe: nextTurn,
    onProgress: (progress: Progress): StopReason | undefined => {
      show(progress);
      if (strayErrors.first() !== undefined) return 'interrupt';
      exhausted = memory.exhausted();
      return exhausted === undefined ? undefined : 'max-memory';
    },
  } satisfies CheckOptions & RunOptions;
  const approximate = approximation(options);
  const first = await checkConfiguration(configuration, {
    ...runOptions,
    ...(approximate && { approximate }),
    ...(keeper && { keeper }),
    ...(session.scratch && { spill: spillInto(session.scratch, memory) }),
  });
  const wasExhausted = exhausted;
  const violated = { spec: loaded.spec, params: configuration.parameters, faults: configuration.faults ?? {} };
  const checked =
    options.whatMatters === false
      ? first
      : await whatMatters(violated, first, { ...runOptions, maxTime: options.whatMatters });
  reporters.progress.end();
  await nextTurn();
  const stray = strayErrors.take();
  if (stray !== undefined) throw stray;
  const { system, remarks } = recordRuns(systemRecord(checked, loaded), request, loaded, configuration, options);
  const circumstances = {
    exhausted: wasExhausted,
    unkept: session.folder?.failure(),
    changed: hasChanged(loaded),
    scratch: session.scratch?.path,
  };
  const diagnostics = [...remarksOn(system, request, circumstances), ...remarks];
  return { status: statusOf(checked.verdict), system, diagnostics };
}

/** @throws SpecError U138 for what does not go together */
function approximation({ approximate, swarm, engine }: CheckArguments): ApproximateOptions | undefined {
  const refuse = (text: string, help: string): never => {
    throw new SpecError('U138', { text, help });
  };
  if (approximate === undefined && swarm !== undefined)
    refuse('--swarm is for approximate searches', 'Give --approximate bitstate=512m, or fingerprint, as well.');
  if (approximate !== undefined && engine !== 'default')
    refuse(`the ${engine} engine stores every state in full`, 'Leave out --engine, or --approximate.');
  return approximate && { ...approximate, ...(swarm !== undefined && { swarm }) };
}

/** The properties that are asked for, in the form in which a check takes them: none if all of them are. */
export function judgedProperties<S>(
  { properties }: Configuration<S>,
  { property, liveness }: Pick<CheckArguments, 'property' | 'liveness'>,
): Pick<CheckOptions, 'properties'> {
  if (property !== undefined) return { properties: property };
  if (liveness) return {};
  const aboutRuns: readonly NamedProperty<S>[] = runProperties(properties);
  return { properties: properties.filter((one) => !aboutRuns.includes(one)).map(({ name }) => name) };
}

/** @throws SpecError U104 for a property that the spec does not have. */
export function requireProperties<S>({ properties }: Configuration<S>, asked: readonly string[] = []): void {
  const names = properties.map(({ name }) => name);
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const suggestion = didYouMean(unknown, names);
  const known = names.length === 0 ? 'This spec has no properties.' : `The properties are ${names.join(', ')}.`;
  throw new SpecError('U104', {
    text: `there is no property "${unknown}"`,
    help: suggestion === undefined ? known : `Did you mean "${suggestion}"?`,
  });
}

/** The spec, and those of its parameters that were set, or else all that are numbers or words. */
export function titleOf<S>({ name, parameters, faults = {} }: Configuration<S>, set: CheckArguments['set']): string {
  const entries = Object.entries(parameters);
  const shown =
    Object.keys(set).length > 0
      ? entries.filter(([key]) => Object.hasOwn(set, key))
      : entries.filter(([, value]) => typeof value !== 'boolean');
  const budgets = isFaultless(faults) ? [] : [describeFaults(faults)];
  return [name, ...shown.map(([key, value]) => `${key}=${value}`), ...budgets].join(' ');
}

/** Lets the rest of the program have its turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
