import { closeSync, openSync, writeSync } from 'node:fs';
import { dotSummary, dotsOf } from '../report/dots.ts';
import { type BegunSystem, eventLine, judgedEvents, type RunEvent } from '../report/events.ts';
import { jsonReport } from '../report/json.ts';
import { type DiagnosticOptions, mistakeReport, remark } from '../report/mistake.ts';
import type { Detail, PrettyOptions, Setting } from '../report/page.ts';
import { summaryReport, systemReport } from '../report/pretty.ts';
import type { Diagnostic, Result, SystemResult } from '../report/result.ts';
import { plain } from '../report/style.ts';
import { diagnosticOptions } from './diagnosis.ts';
import type { ExitStatus } from './exit-status.ts';
import { readSource, writeAtomically } from './files.ts';
import { lineDisplay, liveDisplay, noDisplay, type ProgressDisplay, type Snapshot } from './progress.ts';
import type { ReporterChoice, ReporterKind } from './reporter-choice.ts';
import { isLive, paintFor, widthOf } from './terminal.ts';

/** How reports and progress are to look. */
export interface ReporterOptions {
  readonly reporters: readonly ReporterChoice[];
  readonly detail: Detail;
  readonly ascii: boolean;
  readonly width?: number;
  readonly color?: boolean;
  readonly quiet: boolean;
  readonly clocks?: 'lamport' | 'vector';
  /** The processes that are drawn, from left to right; all that there is room for unless told. */
  readonly lanes?: readonly string[];
  readonly diagram?: boolean;
  /** Shows what the engine learned, and where settings come from. */
  readonly stats: boolean;
  readonly settings?: readonly Setting[];
}

/** What all reports of a run are written from. */
export interface Run {
  readonly tool: Result['tool'];
  readonly command: readonly string[];
  readonly startedAt: Date;
  /** The whole run in one picture, in place of one report for each configuration. */
  readonly overview?: (result: Result, options: PrettyOptions) => string;
}

/** Tells people and programs what was found out: reports on stdout and in files, everything else on stderr. */
export interface Reporters {
  readonly progress: ProgressDisplay;
  /** The check of a configuration begins. */
  readonly onBegin: (system: BegunSystem) => void;
  /** One spec is done; without a system if it could not be checked. */
  readonly onSystem: (system: SystemResult | undefined, diagnostics: readonly Diagnostic[], status: ExitStatus) => void;
  /** All are. `requested` is how many specs there were. */
  readonly onEnd: (result: Result, requested: number) => void;
}

/** One report as it is written; what it does not mind is left out. */
type Reporter = Partial<Omit<Reporters, 'progress'>> & { readonly onProgress?: (snapshot: Snapshot) => void };

/** Sets up every reporter that was asked for. */
export async function createReporters(options: ReporterOptions, run: Run): Promise<Reporters> {
  const { ascii, quiet } = options;
  const { stderr, env } = process;
  const aside = diagnosticOptions(options);
  const live = (): ProgressDisplay => liveDisplay(stderr, { ascii, paint: aside.paint });
  const display = quiet ? noDisplay : isLive(stderr, env) ? live() : lineDisplay(stderr);
  const all = await Promise.all(
    options.reporters.map(async (choice) => {
      const reporter = await createReporter(choice, options, run);
      return run.overview !== undefined && forServers.includes(choice.kind) ? withoutGoals(reporter) : reporter;
    }),
  );
  return {
    progress: {
      show: (snapshot) => {
        display.show(snapshot);
        for (const { onProgress } of all) onProgress?.(snapshot);
      },
      end: display.end,
    },
    onBegin: (system) => {
      for (const { onBegin } of all) onBegin?.(system);
    },
    onSystem: (system, diagnostics, status) => {
      for (const { onSystem } of all) onSystem?.(system, diagnostics, status);
      tellDiagnostics(diagnostics, status, quiet, aside);
    },
    onEnd: (result, requested) => {
      for (const { onEnd } of all) onEnd?.(result, requested);
    },
  };
}

const forServers: readonly ReporterKind[] = ['dot', 'junit', 'github'];

/** A goal that some configurations of a sweep never reach is no fault: servers are not told of goals. */
function withoutGoals(reporter: Reporter): Reporter {
  const claimsOf = (system: SystemResult): SystemResult => ({
    ...system,
    properties: system.properties.filter(({ kind }) => kind !== 'reachable'),
  });
  return {
    ...reporter,
    onSystem: (system, diagnostics, status) =>
      reporter.onSystem?.(system === undefined ? undefined : claimsOf(system), diagnostics, status),
    onEnd: (result, requested) => reporter.onEnd?.({ ...result, systems: result.systems.map(claimsOf) }, requested),
  };
}

/** What only some reports need is loaded for these alone. */
async function createReporter({ kind, file }: ReporterChoice, options: ReporterOptions, run: Run): Promise<Reporter> {
  const { stdout, env } = process;
  const { detail, ascii, width, clocks, color, lanes, diagram = true } = options;
  const pretty = {
    detail,
    ascii,
    source: readSource,
    learned: options.stats,
    settings: options.settings ?? [],
    ...(clocks && { clocks }),
    ...(lanes && { lanes }),
    diagram,
  };
  const page: PrettyOptions =
    file === undefined
      ? { ...pretty, width: widthOf(stdout, width), paint: paintFor(stdout, color, env) }
      : { ...pretty, width: width ?? 80, paint: plain };
  const atTheEnd = (text: (result: Result) => string): Reporter => ({ onEnd: (result) => write(file, text(result)) });
  switch (kind) {
    case 'pretty':
      if (run.overview !== undefined) return atTheEnd((result) => run.overview?.(result, page) ?? '');
      return file === undefined ? prettyOnScreen(run.tool, page) : prettyInFile(file, run.tool, page);
    case 'dot':
      return dots(file, page);
    case 'json':
      return atTheEnd(jsonReport);
    case 'html': {
      const { htmlReport } = await import('../report/html/document.ts');
      return atTheEnd((result) => htmlReport(result, { source: readSource }));
    }
    case 'junit': {
      const { junitReport } = await import('../report/junit.ts');
      return atTheEnd((result) => junitReport(result, { source: readSource }));
    }
    case 'ndjson':
      return events(file, run);
    case 'github': {
      const { tellGithub } = await import('./github-page.ts');
      return { onEnd: tellGithub };
    }
  }
}

function prettyOnScreen(tool: Result['tool'], page: PrettyOptions): Reporter {
  let printed = 0;
  const print = (text: string): void => {
    process.stdout.write(printed++ === 0 ? text : `\n${text}`);
  };
  return {
    onSystem: (system) => {
      if (system !== undefined) print(systemReport(tool, system, page));
    },
    onEnd: (result, requested) => {
      if (requested > 1) print(summaryReport(result, page));
    },
  };
}

function prettyInFile(file: string, tool: Result['tool'], page: PrettyOptions): Reporter {
  return {
    onEnd: (result, requested) => {
      const systems = result.systems.map((system) => systemReport(tool, system, page));
      writeAtomically(file, [...systems, ...(requested > 1 ? [summaryReport(result, page)] : [])].join('\n'));
    },
  };
}

/** A mark as each property is judged, in lines that fit; on a screen at once. */
function dots(file: string | undefined, page: PrettyOptions): Reporter {
  let text = '';
  let column = 0;
  const put = (piece: string, columns: number): void => {
    text += piece;
    column += columns;
    if (file === undefined) process.stdout.write(piece);
  };
  return {
    onSystem: (system) => {
      if (column > 0) put(' ', 1);
      for (const mark of dotsOf(system, page)) {
        if (column >= page.width) {
          put('\n', 0);
          column = 0;
        }
        put(mark, 1);
      }
    },
    onEnd: (result) => {
      put(`\n${dotSummary(result, page)}`, 0);
      if (file !== undefined) writeAtomically(file, text);
    },
  };
}

/** Writes each event when it happens: whoever reads them wants to know how far a check has come. */
function events(file: string | undefined, { tool, command, startedAt }: Run): Reporter {
  const target = file === undefined ? undefined : openSync(file, 'w');
  const tell = (event: RunEvent): void => {
    if (target === undefined) process.stdout.write(eventLine(event));
    else writeSync(target, eventLine(event));
  };
  tell({ event: 'started', schemaVersion: 1, tool, command, startedAt: startedAt.toISOString() });
  let system = -1;
  let level = 0;
  return {
    onBegin: (begun) => {
      level = 0;
      tell({ event: 'system', system: ++system, ...begun });
    },
    onProgress: ({ depth, states, transitions, queue, elapsedMs, estimate }) => {
      if (depth <= level) return;
      level = depth;
      tell({
        event: 'progress',
        system,
        depth,
        states,
        transitions,
        queue,
        elapsedMs: Math.round(elapsedMs),
        ...(estimate && { estimate }),
      });
    },
    onSystem: (result, diagnostics) => {
      for (const event of result === undefined ? [] : judgedEvents(system, result)) tell(event);
      for (const diagnostic of diagnostics) tell({ event: 'diagnostic', diagnostic });
    },
    onEnd: ({ status, exitCode, elapsedMs }) => {
      tell({ event: 'finished', status, exitCode, elapsedMs });
      if (target !== undefined) closeSync(target);
    },
  };
}

function write(file: string | undefined, text: string): void {
  if (file === undefined) process.stdout.write(text);
  else writeAtomically(file, text);
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
