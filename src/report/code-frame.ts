import type { SourceLocation } from '../spec/source-location.ts';
import { columnsOf, fill, padStart, truncate, wrap } from './columns.ts';
import type { Page } from './page.ts';

const indent = '   ';

/** Less room than this beside the mark, and what is said of it goes below. */
const narrowestRemark = 24;

/**
 * A place in a source file: where it is, its line with the one before it, and under it what is said of it. The `word` is
 * marked if the line defines it, otherwise the name that the location points at. Without the file's text only the place
 * and the remarks.
 */
export function codeFrame(
  location: SourceLocation,
  remarks: readonly string[],
  page: Page,
  word?: string,
): readonly string[] {
  const { file, line, column } = location;
  const place = `${indent}${page.paint('strong', `${file}:${line}:${column}`)}`;
  const lines =
    page
      .source?.(file)
      ?.split(/\r?\n/)
      .map((text) => text.replaceAll('\t', '  ')) ?? [];
  if (lines.length >= line) return [place, ...frameLines(lines, location, remarks, page, word)];
  return [place, ...fillRemarks(remarks, page.width - indent.length).map((remark) => indent + remark)];
}

function frameLines(
  lines: readonly string[],
  { line, column }: SourceLocation,
  remarks: readonly string[],
  { width, glyphs, paint }: Page,
  word: string | undefined,
): readonly string[] {
  const text = lines[line - 1] ?? '';
  const previous = lines[line - 2] ?? '';
  const shown = previous.trim() === '' ? [line] : [line - 1, line];
  const margin = Math.min(...shown.map((number) => leadingSpaces(lines[number - 1] ?? '')));
  const digits = String(line).length;
  const gutter = (number: string): string =>
    `${indent}${paint('dim', `${padStart(number, digits)} ${glyphs.lane}`)}   `;
  const room = width - indent.length - digits - 5;
  const frame = shown.map((number) => {
    const cut = (lines[number - 1] ?? '').slice(margin).trimEnd();
    return gutter(String(number)) + truncate(cut, room, glyphs.ellipsis);
  });

  const { start, length } = marked(text, column, word);
  const before = columnsOf(text.slice(margin, start));
  const hang = before + length + 2;
  const mark = ' '.repeat(before) + paint('bad', '^'.repeat(length));
  const beside = fillRemarks(remarks, room - hang);
  const fits = room - hang >= narrowestRemark && beside.every((one) => columnsOf(one) <= room - hang);
  if (fits) return [...frame, ...beside.map((one, i) => gutter('') + (i === 0 ? `${mark}  ` : ' '.repeat(hang)) + one)];
  const below = fillRemarks(remarks, room).map((one) => gutter('') + one);
  return before + length <= room ? [...frame, gutter('') + mark, ...below] : [...frame, ...below];
}

/** Remarks side by side, each broken between words only if it is longer than a line. */
function fillRemarks(remarks: readonly string[], columns: number): readonly string[] {
  const pieces = remarks.flatMap((remark) => (columnsOf(remark) <= columns ? [remark] : wrap(remark, columns)));
  return fill(pieces, '   ', columns);
}

/** Where the marks go; positions count from 0. */
function marked(text: string, column: number, word: string | undefined): { start: number; length: number } {
  const start = word === undefined ? -1 : text.indexOf(`${word}:`);
  if (word !== undefined && start >= 0) return { start, length: word.length };
  const name = /^[\w$]+/.exec(text.slice(column - 1))?.[0] ?? ' ';
  return { start: column - 1, length: name.length };
}

function leadingSpaces(line: string): number {
  return line.length - line.trimStart().length;
}
