import { overallVerdict } from '../property/verdict.ts';
import { columnsOf, fill } from './columns.ts';
import { countOf, formatDuration } from './figures.ts';
import type { Page } from './page.ts';
import type { Result, SystemResult } from './result.ts';
import type { Style } from './style.ts';

/** Every system of a run in a few words, and the totals. */
export function describeSummary(result: Result, page: Page): readonly string[] {
  const items = result.systems.map((system) => summarise(system, page));
  return [...fill(items, '   ', page.width - 1).map((line) => ` ${line}`), describeTotal(result, page)];
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

function describeTotal({ systems, status, elapsedMs }: Result, { glyphs, paint, width }: Page): string {
  const [style, word] = banners[status];
  const properties = systems.flatMap((system) => system.properties);
  const violated = properties.filter((property) => property.status === 'violated').length;
  const unsettled = properties.filter((property) => property.status === 'not-refuted').length;
  const failing = systems.filter((system) => verdictOf(system) === 'violated').length;
  const counts =
    failing > 0
      ? [
          `${failing} of ${countOf(systems.length, 'spec')}`,
          `${violated} of ${countOf(properties.length, 'property', 'properties')} violated`,
        ]
      : unsettled > 0
        ? [
            countOf(systems.length, 'spec'),
            `${unsettled} of ${countOf(properties.length, 'property', 'properties')} not settled`,
          ]
        : [countOf(systems.length, 'spec'), countOf(properties.length, 'property holds', 'properties hold')];
  const line = ` ${paint(style, word)}   ${counts.join(glyphs.separator)}`;
  const time = formatDuration(elapsedMs);
  const space = width - columnsOf(line) - columnsOf(time);
  return space < 3 ? line : line + ' '.repeat(space) + paint('dim', time);
}
