import { initialStates } from '../counterexample/rerun.ts';
import type { Trace } from '../counterexample/trace.ts';
import { type RecordedRun, replayRun } from '../replay.ts';
import { type Format, formatOfFile, writeTrace } from '../report/export/formats.ts';
import type { PrettyOptions } from '../report/page.ts';
import {
  type Replay,
  replayReport,
  replayVerdict,
  replayView,
  type TextView,
  textViews,
} from '../report/replay-report.ts';
import type { ReplayOutcome } from '../report/replayed-run.ts';
import { plain } from '../report/style.ts';
import type { TraceRecord } from '../report/trace-record.ts';
import { canonical } from '../spec/canonical.ts';
import { configure } from '../spec/configuration.ts';
import { SpecError } from '../spec/spec-error.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { readSource, requireWritable, shownPath, writeAtomically } from './files.ts';
import { loadSpec } from './load.ts';
import { packageVersion } from './package-folder.ts';
import { variationOf } from './recording.ts';
import { saveTest } from './save-test.ts';
import { paintFor, widthOf } from './terminal.ts';
import { findTrace, specOfTrace } from './trace-source.ts';

export type View = 'report' | TextView | Format;

/** What the command line asks of `replay`. */
export interface ReplayArguments {
  /** Of a record with several runs. */
  readonly property?: string;
  /** The spec, if it is not the one that the trace names. */
  readonly spec?: string;
  readonly view?: View;
  /** Standard output unless told. */
  readonly output?: string;
  /** The folder for a test. */
  readonly saveTest?: string;
  /** That the run still shows what it showed is what is wanted. */
  readonly expect?: 'violation';
  readonly detail: 'auto' | 'full' | 'diff' | 'none';
  readonly clocks?: 'lamport' | 'vector';
  readonly ascii: boolean;
  readonly width?: number;
  readonly color?: boolean;
}

/**
 * Makes a recorded run again by the present spec, and prints it.
 * @throws SpecError U108, U120 to U123 for the trace, U101 to U109 for what it asks of the spec, S1xx for the spec.
 */
export async function replayFile(request: string, options: ReplayArguments): Promise<ExitStatus> {
  const { output, saveTest: folder } = options;
  const view = options.view ?? (output === undefined ? undefined : formatOfFile(output)) ?? 'report';
  if (output !== undefined) requireWritable(output);
  if (!request.endsWith('.json')) throw notATrace(request);
  const replay = await makeAgain(request, options);
  const { outcome } = replay.replayed;
  if (outcome.kind === 'stale') throw noLongerFits(outcome);
  const text = viewText(view, replay, options);
  if (output === undefined) process.stdout.write(text);
  else writeAtomically(output, text);
  if (view !== 'report' || output !== undefined) process.stderr.write(` ${replayVerdict(replay)}\n`);
  if (folder !== undefined) {
    const path = saveTest(folder, outcome.kind === 'settled' ? asMade(replay) : replay.recorded, {
      isOneOfSeveral: replay.initialStates > 1,
      variation: replay.variation,
    });
    process.stdout.write(view === 'report' && output === undefined ? `\n test   ${shownPath(path)}\n` : '');
    if (view !== 'report' || output !== undefined) process.stderr.write(` test   ${shownPath(path)}\n`);
  }
  const isViolation = replay.recorded.property.status === 'violated';
  const isBad = (outcome.kind === 'settled') === (isViolation && options.expect !== 'violation');
  return isBad ? exitStatus.violated : exitStatus.holds;
}

async function makeAgain(
  request: string,
  options: ReplayArguments,
): Promise<Replay & { readonly initialStates: number; readonly variation: readonly string[] }> {
  const { property } = options;
  const { trace: recorded } = await findTrace(request, {
    set: {},
    faults: {},
    ...(property !== undefined && { property }),
  });
  const loaded = await loadSpec(options.spec ?? specOfTrace(recorded));
  const run = recordedRun(recorded);
  const replayed = await replayRun(loaded.spec, run);
  const { source } = replayed.property;
  const differs = firstDifference(recorded, replayed.property.trace);
  return {
    tool: { name: 'unturned', version: packageVersion() },
    recorded,
    replayed: {
      ...replayed,
      property: { ...replayed.property, ...(source && { source: { ...source, file: shownPath(source.file) } }) },
    },
    file: shownPath(loaded.file),
    traceFile: request,
    isExpected: options.expect === 'violation',
    isChanged: loaded.hash !== recorded.spec.hash,
    ...(differs >= 0 && { differsFrom: differs }),
    variation: variationOf(loaded.spec, replayed),
    initialStates: initialStates(configure(loaded.spec, run.params, { faults: run.faults ?? {} })).length,
  };
}

/** The place of the first state that is not as it was recorded, among those that both have; -1 if there is none. */
function firstDifference(recorded: Trace, made: Trace): number {
  const statesOf = ({ initial, steps }: Trace): string[] =>
    [initial, ...steps.map(({ state }) => state)].map(canonical);
  const before = statesOf(recorded);
  return statesOf(made).findIndex((state, i) => i < before.length && state !== before[i]);
}

/** What a record says is to be made again. */
export function recordedRun({
  parameters,
  faults,
  assumed,
  property,
  initial,
  steps,
  lasso,
}: TraceRecord): RecordedRun {
  return {
    params: parameters,
    ...(faults && { faults }),
    ...(assumed !== undefined && { fairness: assumed }),
    property: property.name,
    ...(property.formula !== undefined && { formula: property.formula }),
    initial,
    steps: steps.map(({ key }) => key),
    ...(lasso && { loop: lasso.start }),
  };
}

/** The record with the run as it is made now. */
function asMade({ recorded, replayed }: Replay): TraceRecord {
  const { $schema, schemaVersion, spec, parameters, faults, assumed, property } = recorded;
  const { message, trace } = replayed.property;
  return {
    $schema,
    schemaVersion,
    spec,
    parameters,
    ...(faults && { faults }),
    ...(assumed !== undefined && { assumed }),
    property: { ...property, ...(message !== undefined && { message }) },
    ...trace,
  };
}

function viewText(view: View, replay: Replay, options: ReplayArguments): string {
  const { detail, ascii, width, color, clocks, output } = options;
  const { stdout, env } = process;
  const pretty: PrettyOptions = {
    detail,
    ascii,
    width: output === undefined ? widthOf(stdout, width) : (width ?? 80),
    paint: output === undefined ? paintFor(stdout, color, env) : plain,
    source: readSource,
    ...(clocks && { clocks }),
  };
  if (view === 'report') return replayReport(replay, pretty);
  if (isTextView(view)) return replayView(view, replay, pretty);
  const { outcome, name: spec, property } = replay.replayed;
  if (view === 'json') return `${JSON.stringify({ outcome, trace: asMade(replay) }, undefined, 2)}\n`;
  const name = `${spec} ${property.name}`;
  const isViolation = property.status === 'violated';
  return writeTrace(view, { name, trace: property.trace, isViolation, ...(clocks && { clocks }) });
}

function isTextView(view: View): view is TextView {
  return (textViews as readonly string[]).includes(view);
}

function notATrace(request: string): SpecError {
  return new SpecError('U120', {
    text: `"${request}" is not a trace`,
    help: `\`unturned check ${request}\` writes a trace of each violation to .unturned/traces.`,
  });
}

function noLongerFits({
  step,
  key,
  why,
  enabled,
}: ReplayOutcome & { readonly kind: 'impossible' | 'stale' }): SpecError {
  return new SpecError('U123', {
    text: `step ${step} is ${key}, and the spec ${why === 'unknown' ? 'has no such action' : 'makes other choices there'}`,
    help: `Enabled there: ${enabled.length === 0 ? 'nothing' : enabled.join(', ')}. A new check finds the run under its present names, if there is one.`,
  });
}
