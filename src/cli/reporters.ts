import { htmlReport } from '../report/html/document.ts';
import { jsonReport } from '../report/json.ts';
import { type DiagnosticOptions, mistakeReport, remark } from '../report/mistake.ts';
import type { Detail } from '../report/page.ts';
import { summaryReport, systemReport } from '../report/pretty.ts';
import type { Diagnostic, Result, SystemResult } from '../report/result.ts';
import { plain } from '../report/style.ts';
import type { ExitStatus } from './exit-status.ts';
import { readSource, writeAtomically } from './files.ts';
import { lineDisplay, liveDisplay, noDisplay, type ProgressDisplay } from './progress.ts';
import { isLive, paintFor, widthOf } from './terminal.ts';

/** A report that was asked for: on stdout, or in a file. */
export interface ReporterChoice {
  readonly kind: 'pretty' | 'json' | 'html';
  readonly file?: string;
}

/** How reports and progress are to look. */
export interface ReporterOptions {
  readonly reporters: readonly ReporterChoice[];
  readonly detail: Detail;
  readonly ascii: boolean;
  readonly width?: number;
  readonly color?: boolean;
  readonly quiet: boolean;
  readonly clocks?: 'lamport' | 'vector';
  /** Shows what the engine learned. */
  readonly stats: boolean;
}

/** Tells people and programs what was found out: reports on stdout and in files, everything else on stderr. */
export interface Reporters {
  readonly progress: ProgressDisplay;
  /** One spec is done; without a system if it could not be checked. */
  readonly onSystem: (system: SystemResult | undefined, diagnostics: readonly Diagnostic[], status: ExitStatus) => void;
  /** All are. `requested` is how many specs there were. */
  readonly onEnd: (result: Result, requested: number) => void;
}

/** Sets up every reporter that was asked for. */
export function createReporters(options: ReporterOptions, tool: Result['tool']): Reporters {
  const { reporters, detail, ascii, width, color, quiet, clocks } = options;
  const { stdout, stderr, env } = process;
  const pretty = { detail, ascii, source: readSource, learned: options.stats, ...(clocks && { clocks }) };
  const screen = { ...pretty, width: widthOf(stdout, width), paint: paintFor(stdout, color, env) };
  const page = { ...pretty, width: width ?? 80, paint: plain };
  const aside = diagnosticOptions(options);
  const isPrettyShown = reporters.some(({ kind, file }) => kind === 'pretty' && file === undefined);
  const live = (): ProgressDisplay => liveDisplay(stderr, { ascii, paint: aside.paint });
  let printed = 0;
  const print = (text: string): void => {
    stdout.write(printed++ === 0 ? text : `\n${text}`);
  };
  return {
    progress: quiet ? noDisplay : isLive(stderr, env) ? live() : lineDisplay(stderr),
    onSystem: (system, diagnostics, status) => {
      if (system !== undefined && isPrettyShown) print(systemReport(tool, system, screen));
      tellDiagnostics(diagnostics, status, quiet, aside);
    },
    onEnd: (result, requested) => {
      if (isPrettyShown && requested > 1) print(summaryReport(result, screen));
      for (const { kind, file } of reporters) {
        if (kind === 'json') write(file, jsonReport(result));
        if (kind === 'html') write(file, htmlReport(result, { source: readSource }));
        if (kind === 'pretty' && file !== undefined) {
          const systems = result.systems.map((system) => systemReport(tool, system, page));
          writeAtomically(file, [...systems, ...(requested > 1 ? [summaryReport(result, page)] : [])].join('\n'));
        }
      }
    },
  };
}

function write(file: string | undefined, text: string): void {
  if (file === undefined) process.stdout.write(text);
  else writeAtomically(file, text);
}

/** How diagnostics look on stderr. */
export function diagnosticOptions(options: Pick<ReporterOptions, 'ascii' | 'width' | 'color'>): DiagnosticOptions {
  const { stderr, env } = process;
  return {
    ascii: options.ascii,
    width: widthOf(stderr, options.width),
    paint: paintFor(stderr, options.color, env),
    source: readSource,
  };
}

function tellDiagnostics(
  diagnostics: readonly Diagnostic[],
  status: ExitStatus,
  quiet: boolean,
  options: DiagnosticOptions,
): void {
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity === 'error') process.stderr.write(mistakeReport(diagnostic, status, options));
    else if (!quiet) process.stderr.write(remark(diagnostic, options));
  }
}
