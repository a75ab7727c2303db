import { readFileSync } from 'node:fs';
import type { Detail } from '../report/page.ts';
import { plain } from '../report/style.ts';
import { type ValidationRecord, validationReport } from '../report/validation.ts';
import { configure } from '../spec/configuration.ts';
import type { Faults } from '../spec/environment/faults.ts';
import { SpecError } from '../spec/spec-error.ts';
import { validateLog } from '../validate/validate-log.ts';
import type { LogVerdict } from '../validate/validation.ts';
import { thisTool } from './begun-run.ts';
import { nextTurn } from './check.ts';
import { describeStatus, type ExitStatus, exitStatus } from './exit-status.ts';
import { readSource, requireWritable, shownPath, writeAtomically } from './files.ts';
import { listenForInterrupt } from './interrupt.ts';
import { loadSpec } from './load.ts';
import type { ReporterChoice } from './reporter-choice.ts';
import { paintFor, widthOf } from './terminal.ts';

/** What the command line asks of `validate`. */
export interface ValidateArguments {
  readonly set: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
  readonly hidden: number;
  readonly hiddenActions?: readonly string[];
  /** States at once. */
  readonly most: number;
  readonly reporters: readonly ReporterChoice[];
  readonly detail: Detail;
  readonly ascii: boolean;
  readonly width?: number;
  readonly color?: boolean;
}

const statuses: Readonly<Record<LogVerdict, ExitStatus>> = {
  explained: exitStatus.holds,
  'not-explained': exitStatus.violated,
  inconclusive: exitStatus.inconclusive,
};

/**
 * Reads a log, follows it through a spec and reports on it.
 * @throws SpecError U125 to U128 for the log, and whatever is wrong with the spec.
 */
export async function validateFile(request: string, log: string, options: ValidateArguments): Promise<ExitStatus> {
  for (const { file } of options.reporters) if (file !== undefined) requireWritable(file);
  const startedAt = performance.now();
  const loaded = await loadSpec(request);
  const configuration = configure(loaded.spec, options.set, { faults: options.faults });
  const text = readLogFile(log);
  const interrupt = listenForInterrupt();
  const { hidden, hiddenActions, most } = options;
  const validation = await validateLog(loaded.spec, text, {
    params: options.set,
    faults: options.faults as Faults,
    hidden,
    maxStates: most,
    ...(hiddenActions && { hiddenActions }),
    file: log,
    signal: interrupt.signal,
    breathe: nextTurn,
  }).finally(interrupt.release);
  const status = validation.stoppedBy === 'interrupt' ? exitStatus.interrupted : statuses[validation.verdict];
  const { verdict, ...found } = validation;
  const record: ValidationRecord = {
    $schema: 'urn:unturned:validation:1',
    tool: thisTool(),
    name: configuration.name,
    file: shownPath(loaded.file),
    specHash: loaded.hash,
    parameters: configuration.parameters,
    log,
    status: describeStatus(status) as ValidationRecord['status'],
    exitCode: status,
    verdict,
    ...found,
    elapsedMs: Math.round(performance.now() - startedAt),
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  };
  report(record, text, options);
  return status;
}

function readLogFile(log: string): string {
  if (log === '-') return readFileSync(0, 'utf8');
  const text = readSource(log);
  if (text !== undefined) return text;
  throw new SpecError('U125', {
    text: `"${log}" does not exist or cannot be read`,
    help: 'A path starts from the working directory; - is standard input.',
  });
}

function report(
  record: ValidationRecord,
  log: string,
  { reporters, detail, ascii, width, color }: ValidateArguments,
): void {
  const { stdout, env } = process;
  const source = (file: string): string | undefined => (file === record.log ? log : readSource(file));
  for (const { kind, file } of reporters) {
    const page =
      file === undefined
        ? { width: widthOf(stdout, width), paint: paintFor(stdout, color, env) }
        : { width: width ?? 80, paint: plain };
    const text =
      kind === 'json'
        ? `${JSON.stringify(record, null, 2)}\n`
        : validationReport(record, { ...page, detail, ascii, source });
    if (file === undefined) stdout.write(text);
    else writeAtomically(file, text);
  }
}
