import type { PropertyStatus } from '../property/verdict.ts';
import { wrap } from './columns.ts';
import { configurationName } from './configuration-name.ts';
import { type Page, type PrettyOptions, pageOf } from './page.ts';
import type { Result, SystemResult } from './result.ts';
import type { Style } from './style.ts';
import { describeTotal, unchecked } from './summary.ts';
import { verdictWords } from './verdict-words.ts';

const marks: { readonly [K in PropertyStatus]: readonly [mark: string, style: Style] } = {
  holds: ['.', 'good'],
  reached: ['.', 'good'],
  measured: ['.', 'good'],
  violated: ['x', 'bad'],
  'not-refuted': ['?', 'warning'],
};

/** A character for each property of a configuration, in their order; `E` for a spec that could not be checked. */
export function dotsOf(system: SystemResult | undefined, { paint }: Pick<PrettyOptions, 'paint'>): readonly string[] {
  if (system === undefined) return [paint('bad', 'E')];
  if (system.properties.length === 0) return [paint('dim', '-')];
  return system.properties.map(({ status }) => paint(marks[status][1], marks[status][0]));
}

/** What follows the dots: a line for whatever is not as it should be, and the totals. Ends with a line break. */
export function dotSummary(result: Result, options: PrettyOptions): string {
  const page = pageOf(options);
  const lines = [
    ...result.systems.flatMap((system) => describeSystem(system, page)),
    ...unchecked(result).flatMap(({ spec, code, text }) =>
      item('bad', page.glyphs.no, `${spec} ${code} ${text}`, page),
    ),
    ...describeTotal(result, page),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function describeSystem(system: SystemResult, page: Page): readonly string[] {
  const violated = system.properties.filter(({ status }) => status === 'violated');
  const { style, text } = verdictWords(system);
  if (style === 'warning') return item('warning', '?', `${configurationName(system)}: ${text}`, page);
  return violated.flatMap(({ name, trace, source }) => {
    const claim = `${configurationName(system)} ${page.glyphs.within} ${name}${trace === undefined ? '' : ` @${trace.length}`}`;
    const place = source === undefined ? [] : [`${source.file}:${source.line}:${source.column}`];
    return item('bad', page.glyphs.no, [claim, ...place].join(' '), page);
  });
}

function item(style: Style, mark: string, text: string, { paint, width }: Page): readonly string[] {
  const [first = '', ...rest] = wrap(text, width - 4);
  return [` ${paint(style, mark)} ${first}`, ...rest.map((more) => `   ${more}`)];
}
