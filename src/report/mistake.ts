import { errorTitles } from '../spec/spec-error.ts';
import { codeFrame } from './code-frame.ts';
import { columnsOf, wrap } from './columns.ts';
import { type Page, type PrettyOptions, pageOf } from './page.ts';
import type { Diagnostic } from './result.ts';

/** How diagnostics are written. */
export type DiagnosticOptions = Omit<PrettyOptions, 'detail' | 'diagram'>;

const indent = '   ';
/** Of a longer way, only the first and the last steps are shown. */
const longestWay = 10;
const firstSteps = 3;

/**
 * An error: its code and title, the place with the lines around it, the way that leads there, what to do, and the exit
 * status that the command will have. Ends with a line break.
 */
export function mistakeReport(mistake: Diagnostic, exitStatus: number, options: DiagnosticOptions): string {
  const page = pageOf({ ...options, detail: 'auto' });
  const blocks = [
    [headline(mistake, page)],
    describePlace(mistake, page),
    describeWay(mistake.trace ?? [], page),
    describeEnd(mistake.help, exitStatus, page),
  ];
  const shown = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return `${shown.join('\n\n')}\n`;
}

/** A warning or a hint. Ends with a line break. */
export function remark({ code, spec, text, help }: Diagnostic, { width, paint }: DiagnosticOptions): string {
  const words = [spec === undefined ? text : `${spec}: ${text}`, ...(help === undefined ? [] : [help])].join('. ');
  const margin = code.length + 4;
  const [first, ...rest] = wrap(words, width - margin);
  const lines = [` ${paint('warning', '!')} ${code} ${first}`, ...rest.map((line) => ' '.repeat(margin) + line)];
  return `${lines.join('\n')}\n`;
}

function headline({ code }: Diagnostic, { glyphs, paint, width }: Page): string {
  const title = isErrorCode(code) ? `${code} ${errorTitles[code]}` : `${code} error`;
  return `${glyphs.line.repeat(2)} ${paint('bad', title)} ${glyphs.line.repeat(width - columnsOf(title) - 4)}`;
}

function isErrorCode(code: string): code is keyof typeof errorTitles {
  return Object.hasOwn(errorTitles, code);
}

function describePlace({ code, source, where, spec, text }: Diagnostic, page: Page): readonly string[] {
  if (!isErrorCode(code)) return text.split('\n').map((line) => indent + line);
  const inside = where === undefined ? [] : [`${indent}in ${where}`];
  if (source !== undefined) return [...inside, ...codeFrame(source, [text], page)];
  const about = spec === undefined ? text : `${spec}: ${text}`;
  return [...inside, ...indented(about, page)];
}

function describeWay(labels: readonly string[], { glyphs, paint }: Page): readonly string[] {
  if (labels.length === 0) return [];
  const digits = String(labels.length).length;
  const steps = labels.map((label, i) => `${indent}${paint('dim', String(i + 1).padStart(digits))}  ${label}`);
  const left = labels.length - longestWay;
  const gap = `${indent}${glyphs.ellipsis} ${left} steps`;
  const shown = left <= 1 ? steps : [...steps.slice(0, firstSteps), gap, ...steps.slice(firstSteps + left)];
  return [`${indent}the way there`, ...shown];
}

function describeEnd(help: string | undefined, exitStatus: number, page: Page): readonly string[] {
  const { paint, width } = page;
  const status = `exit ${exitStatus}`;
  const lines = help === undefined ? [''] : indented(help, page);
  const last = lines.at(-1) as string;
  const space = width - columnsOf(last) - status.length;
  if (space < 2) return [...lines, paint('dim', status.padStart(width))];
  return [...lines.slice(0, -1), last + ' '.repeat(space) + paint('dim', status)];
}

function indented(text: string, { width }: Page): readonly string[] {
  return wrap(text, width - indent.length).map((line) => indent + line);
}
