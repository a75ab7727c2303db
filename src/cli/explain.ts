import { readFileSync } from 'node:fs';
import { columnsOf, wrap } from '../report/columns.ts';
import type { Paint } from '../report/style.ts';
import { didYouMean } from '../spec/parameter.ts';
import { SpecError } from '../spec/spec-error.ts';
import { guideFile } from './package-folder.ts';

/** What there is to say of a code: a section of the page on codes. */
export interface Explanation {
  readonly code: string;
  readonly title: string;
  /** Markdown. */
  readonly text: string;
}

/** All codes that a report may have, in the order of the page. */
export function explanations(): readonly Explanation[] {
  const page = readFileSync(guideFile('codes.md'), 'utf8');
  return page
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [, code = '', title = '', text = ''] = /^(\w+): (.*)\n([\s\S]*)$/.exec(section) ?? [];
      return { code, title, text: text.trim() };
    });
}

interface ExplainOptions {
  /** Columns. */
  readonly width: number;
  readonly paint: Paint;
}

/** The codes, a line each. Ends with a line break. */
export function listCodes({ width, paint }: ExplainOptions): string {
  const lines = explanations().flatMap(({ code, title }, i, all) => {
    const [first = '', ...rest] = wrap(title, width - 8);
    const gap = i > 0 && all[i - 1]?.code[0] !== code[0] ? [''] : [];
    return [...gap, ` ${paint('strong', code)}   ${first}`, ...rest.map((line) => `        ${line}`)];
  });
  return `${[...lines, '', ` ${paint('dim', 'unturned explain S104')}   what one of them means, an example, and what to do`].join('\n')}\n`;
}

/**
 * What a code means. Ends with a line break.
 * @throws SpecError U132 for one that there is not.
 */
export function explainCode(asked: string, { width, paint }: ExplainOptions): string {
  const all = explanations();
  const found = all.find(({ code }) => code === asked.toUpperCase());
  if (found === undefined) {
    const codes = all.map(({ code }) => code);
    const suggestion = /^[A-Za-z]?\d+$/.test(asked) ? didYouMean(asked.toUpperCase(), codes) : undefined;
    throw new SpecError('U132', {
      text: `there is no code "${asked}"`,
      help: suggestion === undefined ? '`unturned explain` lists them.' : `Did you mean "${suggestion}"?`,
    });
  }
  const title = `${found.code} ${found.title}`;
  const rule = `── ${paint('bad', title)} ${'─'.repeat(Math.max(2, width - columnsOf(title) - 4))}`;
  return `${[rule, '', ...withoutFences(found.text)].join('\n')}\n`;
}

/** The text with its code indented, in place of the marks around it. */
function withoutFences(markdown: string): readonly string[] {
  let isCode = false;
  return markdown.split('\n').flatMap((line) => {
    if (line.startsWith('```')) {
      isCode = !isCode;
      return [];
    }
    return [isCode && line !== '' ? `      ${line}` : line === '' ? '' : `   ${line}`];
  });
}
