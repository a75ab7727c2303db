import { overallVerdict } from '../property/verdict.ts';
import type { SourceLocation } from '../spec/source-location.ts';
import { errorTitles } from '../spec/spec-error.ts';
import { configurationName } from './configuration-name.ts';
import { mermaid } from './export/mermaid.ts';
import { countOf } from './figures.ts';
import { pageOf } from './page.ts';
import type { Diagnostic, PropertyResult, Result, SystemResult } from './result.ts';
import { plain } from './style.ts';
import { describeTotal, unchecked } from './summary.ts';
import { verdictWords } from './verdict-words.ts';
import { codes, describeViolation, lengthOf } from './violation.ts';

/** Where the files of a run are, for an annotation: a path from the root of the repository. */
export type RepositoryPath = (file: string) => string;

/** A message of several lines is shown; beyond these it is cut. */
const mostSteps = 12;

/**
 * The workflow commands of GitHub Actions that mark a run in the code: an error at the line of each violated property and
 * at each mistake in a spec, a warning where a search was cut short. A line each.
 */
export function githubAnnotations(result: Result, path: RepositoryPath): string {
  const lines = [
    ...result.systems.flatMap((system) => annotationsOf(system, path)),
    ...unchecked(result).map((diagnostic) => annotationOfError(diagnostic, path)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function annotationsOf(system: SystemResult, path: RepositoryPath): readonly string[] {
  const { properties, stats, file } = system;
  const verdict = overallVerdict(
    properties.map(({ status }) => status),
    stats.complete,
  );
  if (verdict === 'inconclusive')
    return [
      command(
        'warning',
        { file: path(file), title: `${configurationName(system)}: inconclusive` },
        verdictWords(system).text,
      ),
    ];
  return properties
    .filter(({ status }) => status === 'violated')
    .map((property) => {
      const title = `${codes[property.kind]} ${claimOf(property)} (${configurationName(system)})`;
      return command('error', { ...placeOf(property.source, path, file), title }, messageOf(property));
    });
}

function claimOf({ name, kind }: PropertyResult): string {
  return `${name} ${kind === 'reachable' ? 'is never reached' : 'is violated'}`;
}

function messageOf({ message, trace }: PropertyResult): string {
  const head = [
    ...(message === undefined ? [] : [message]),
    ...(trace === undefined ? [] : [`after ${lengthOf(trace)}`]),
  ];
  const steps = trace?.steps.map(({ index, key }) => `${index}. ${key}`) ?? [];
  const shown = steps.length <= mostSteps ? steps : [...steps.slice(0, 3), '…', ...steps.slice(4 - mostSteps)];
  return [head.join(', '), ...shown].join('\n');
}

function annotationOfError({ code, text, help, source }: Diagnostic, path: RepositoryPath): string {
  const title = Object.hasOwn(errorTitles, code) ? `${code} ${errorTitles[code as keyof typeof errorTitles]}` : code;
  const words = help === undefined ? text : `${text}\n${help}`;
  return command('error', { ...placeOf(source, path), title }, words);
}

function placeOf(
  source: SourceLocation | undefined,
  path: RepositoryPath,
  file?: string,
): Readonly<Record<string, string>> {
  if (source !== undefined) return { file: path(source.file), line: String(source.line), col: String(source.column) };
  return file === undefined ? {} : { file: path(file) };
}

function command(kind: 'error' | 'warning', properties: Readonly<Record<string, string>>, message: string): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${kind} ${written.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

/** A drawing of more steps is left out of a summary, which holds the report as text. */
const mostDrawn = 60;

/** The summary of a job in Markdown: a table of verdicts, and each counterexample as a sequence diagram and as text. */
export function githubSummary(result: Result, source?: (file: string) => string | undefined): string {
  const page = pageOf({ width: 100, detail: 'auto', ascii: false, paint: plain, ...(source && { source }) });
  const total = describeTotal(result, page).join(' ').trim().replace(/\s+/g, ' ');
  const rows = result.systems.map((system) => {
    const { word, text } = verdictWords(system);
    return row([
      configurationName(system),
      countOf(system.stats.states, 'state'),
      `${marks[word] ?? ''} ${word}`,
      text,
    ]);
  });
  const errors = unchecked(result).map(({ spec = '', code, text }) => row([spec, '', `${marks.ERROR} ${code}`, text]));
  const sections = result.systems.flatMap((system) =>
    system.properties
      .filter(({ status }) => status === 'violated')
      .map((property) => counterexample(property, system, describeViolation(property, system, page))),
  );
  const table = ['| configuration | explored | verdict | |', '|---|--:|---|---|', ...rows, ...errors];
  return [`## unturned: ${total}`, '', ...table, '', ...sections.flat()].join('\n');
}

const marks: Readonly<Record<string, string>> = { PASS: '✅', FAIL: '❌', INCOMPLETE: '⚠️', ERROR: '❌' };

function counterexample(property: PropertyResult, system: SystemResult, report: readonly string[]): readonly string[] {
  const { trace, message } = property;
  const drawing =
    trace === undefined || trace.processes.length === 0 || trace.length === 0 || trace.length > mostDrawn
      ? []
      : ['```mermaid', mermaid(system.name, trace, true).trimEnd(), '```', ''];
  return [
    `### ❌ ${text(claimOf(property))} in ${text(configurationName(system))}`,
    '',
    ...(message === undefined ? [] : [text(message), '']),
    ...drawing,
    '<details><summary>the run, step by step</summary>',
    '',
    fence(report),
    '',
    '</details>',
    '',
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(text).join(' | ')} |`;
}

/** Text that Markdown takes for no more than that. */
function text(plainText: string): string {
  return plainText.replace(/[\\`*_{}[\]<>|#~$]/g, '\\$&').replace(/\s+/g, ' ');
}

/** A fence longer than any in the text. */
function fence(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const mark = '`'.repeat(longest + 1);
  return [`${mark}text`, ...lines, mark].join('\n');
}
