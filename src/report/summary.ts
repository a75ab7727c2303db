import { overallVerdict } from '../property/verdict.ts';
import { columnsOf, fill } from './columns.ts';
import { countOf, formatDuration } from './figures.ts';
import type { Page } from './page.ts';
import type { Diagnostic, Result, SystemResult } from './result.ts';
import type { Style } from './style.ts';

/** Every system of a run in a few words, and the totals. */
export function describeSummary(result: Result, page: Page): readonly string[] {
  const items = [
    ...result.systems.map((system) => summarise(system, page)),
    ...unchecked(result).map(({ spec, code }) => `${page.paint('bad', page.glyphs.no)} ${spec} ${code}`),
  ];
  return [...fill(items, '   ', page.width - 1).map((line) => ` ${line}`), ...describeTotal(result, page)];
}

/** The specs that could not be checked, each by what is wrong with it. */
export function unchecked({ diagnostics }: Result): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

function verdictOf({ properties, stats }: SystemResult): ReturnType<typeof overallVerdict> {
  return overallVerdict(
    properties.map(({ status }) => status),
    stats.complete,
  );
}

/** `✓ ricart-agrawala 4 808 states`, `✗ maekawa deadlockFree @12`. */
function summarise(system: SystemResult, { glyphs, paint }: Page): string {
  const { name, stats, properties } = system;
  const states = countOf(stats.states, 'state');
  switch (verdictOf(system)) {
    case 'holds':
      return `${paint('good', glyphs.yes)} ${name} ${states}`;
    case 'inconclusive':
      return `${paint('warning', '?')} ${name} ${states}`;
    case 'violated': {
      const violated = properties.filter(({ status }) => status === 'violated');
      const found = violated.map((property) => property.name + (property.trace ? ` @${property.trace.length}` : ''));
      return `${paint('bad', glyphs.no)} ${name} ${found.join(', ')}`;
    }
  }
}

const banners: { readonly [K in Result['status']]: readonly [style: Style, word: string] } = {
  pass: ['good', 'PASS'],
  fail: ['bad', 'FAIL'],
  incomplete: ['warning', 'INCOMPLETE'],
  interrupted: ['warning', 'INCOMPLETE'],
  error: ['bad', 'ERROR'],
};

/** What came of a whole run, in a line. */
export function describeTotal(result: Result, { glyphs, paint, width }: Page): readonly string[] {
  const { systems, status, elapsedMs } = result;
  const [style, word] = banners[status];
  const errors = unchecked(result).length;
  const specs = systems.length + errors;
  const properties = systems.flatMap((system) => system.properties);
  const violated = properties.filter((property) => property.status === 'violated').length;
  const unsettled = properties.filter((property) => property.status === 'not-refuted').length;
  const failing = systems.filter((system) => verdictOf(system) === 'violated').length;
  const verdicts =
    failing > 0
      ? [
          `${failing} of ${countOf(specs, 'spec')}`,
          `${violated} of ${countOf(properties.length, 'property', 'properties')} violated`,
        ]
      : unsettled > 0
        ? [
            countOf(specs, 'spec'),
            `${unsettled} of ${countOf(properties.length, 'property', 'properties')} not settled`,
          ]
        : [countOf(specs, 'spec'), countOf(properties.length, 'property holds', 'properties hold')];
  const counts = errors === 0 ? verdicts : [`${errors} of ${countOf(specs, 'spec')} not checked`, ...verdicts.slice(1)];
  const indent = word.length + 4;
  const [first = '', ...rest] = fill(counts, glyphs.separator, width - indent);
  const time = formatDuration(elapsedMs);
  const space = width - indent - columnsOf(first) - columnsOf(time);
  const end = space < 3 ? '' : ' '.repeat(space) + paint('dim', time);
  return [` ${paint(style, word)}   ${first}${end}`, ...rest.map((line) => ' '.repeat(indent) + line)];
}
