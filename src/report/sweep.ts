import { formatValue } from '../counterexample/wording.ts';
import { columnsOf, fill, padEnd, padStart, truncate, wrap } from './columns.ts';
import { countOf, formatCount, formatDuration } from './figures.ts';
import type { Page } from './page.ts';
import { type PrettyOptions, pageOf } from './page.ts';
import type { PropertyResult, Result, SystemResult } from './result.ts';
import { describeViolation } from './violation.ts';

/** A sweep as a matrix, configuration by property, with the least breaking configurations and their counterexamples. */
export function sweepReport(result: Result, options: PrettyOptions): string {
  const page = pageOf(options);
  const { systems, leastBreaking = [] } = result;
  const drawn = leastBreaking.flatMap(({ property, system: place }) => {
    const system = systems[place];
    const found = system?.properties.find(({ name }) => name === property);
    if (system === undefined || found === undefined) return [];
    const title = ` ${page.paint('dim', 'least breaking')}  ${configurationText(system, changing(systems))}`;
    return [title, '', ...describeViolation(found, system, page)];
  });
  const lines = [
    ...describeSweep(result, page),
    '',
    ...describeMatrix(result, page),
    '',
    ...(page.detail === 'none' ? describeLeast(result, page) : drawn),
    ...describeOutcome(result, page),
  ];
  return `${lines.join('\n')}\n`;
}

/** What is swept: the spec, what stays the same, and how many configurations there are. */
function describeSweep({ tool, systems }: Result, { glyphs, paint, width }: Page): readonly string[] {
  const [first] = systems;
  if (first === undefined) return [];
  const varied = changing(systems);
  const same = Object.entries(settingsOf(first)).filter(([name]) => !varied.includes(name));
  const title = ` ${tool.name} ${tool.version}   ${first.file} ${glyphs.within} ${paint('strong', first.name)}`;
  const fixed = same.map(([name, value]) => `${name}=${formatValue(value)}`);
  return [
    truncate(title, width + title.length - columnsOf(title), glyphs.ellipsis),
    ...(fixed.length === 0 ? [] : fill(fixed, ' ', width - 1).map((line) => ` ${line}`)),
    ` ${paint('dim', `a sweep of ${countOf(systems.length, 'configuration')}, each checked to the end`)}`,
  ];
}

/** Parameters and budgets of a configuration; a fault that cannot happen has the budget 0. */
function settingsOf({ parameters, search }: SystemResult): SystemResult['parameters'] {
  return { ...parameters, ...search.faults };
}

/** The names of what differs between configurations. */
function changing(systems: readonly SystemResult[]): readonly string[] {
  const all = systems.map(settingsOf);
  const names = new Set(all.flatMap((settings) => Object.keys(settings)));
  return [...names].filter((name) => new Set(all.map((settings) => settings[name] ?? 0)).size > 1);
}

function configurationText(system: SystemResult, names: readonly string[]): string {
  const settings = settingsOf(system);
  return names.map((name) => `${name}=${formatValue(settings[name] ?? 0)}`).join(' ');
}

/** The properties that are claims about all runs, by name. */
function claimsOf(systems: readonly SystemResult[]): readonly string[] {
  const claims = systems.flatMap(({ properties }) => properties.filter(({ kind }) => kind !== 'reachable'));
  return [...new Set(claims.map(({ name }) => name))];
}

/** A row for each configuration, a column for each property that does not hold in all; the others are named below. */
function describeMatrix({ systems, leastBreaking = [] }: Result, page: Page): readonly string[] {
  const { glyphs, paint, width } = page;
  const varied = changing(systems);
  const claims = claimsOf(systems);
  const holdsIn = (name: string, { properties }: SystemResult): boolean => {
    const status = properties.find((one) => one.name === name)?.status;
    return status === undefined || status === 'holds' || status === 'measured';
  };
  const names = claims.filter((name) => !systems.every((system) => holdsIn(name, system)));
  const everywhere = claims.filter((name) => !names.includes(name));
  const rows = systems.map((system) => configurationText(system, varied));
  const rowColumns = Math.max(0, ...rows.map(columnsOf)) + 2;
  const statesColumns = Math.max('states'.length, ...systems.map(({ stats }) => formatCount(stats.states).length));
  const room = width - 1 - rowColumns - statesColumns;
  const isWide = names.reduce((sum, name) => sum + Math.max(cellColumns, columnsOf(name)) + 2, 0) > room;
  const titles = isWide ? names.map((_, i) => String.fromCharCode(97 + i)) : names;
  const columns = titles.map((title) => Math.max(cellColumns, columnsOf(title)) + 2);
  const header = titles.map((title, i) => padEnd(title, columns[i] as number)).join('');
  const listed = (title: string, items: readonly string[]): readonly string[] =>
    items.length === 0 ? [] : titled(title, items, page);
  return [
    ` ${' '.repeat(rowColumns)}${paint('dim', `${header}${padStart('states', statesColumns)}`)}`,
    ...systems.map((system, place) => {
      const cells = names.map((name, i) => {
        const property = system.properties.find((one) => one.name === name);
        const isLeast = leastBreaking.some((least) => least.property === name && least.system === place);
        return paintedCell(property, isLeast, columns[i] as number, page);
      });
      const row = padEnd(rows[place] as string, rowColumns);
      return ` ${row}${cells.join('')}${padStart(formatCount(system.stats.states), statesColumns)}`;
    }),
    '',
    ...listed('columns', isWide ? names.map((name, i) => `${titles[i]} ${name}`) : []),
    ...listed(`${glyphs.yes} in all`, everywhere),
    ...listed(glyphs.violation, leastBreaking.length > 0 ? ['breaks the property with the fewest faults'] : []),
  ];
}

function titled(title: string, items: readonly string[], { glyphs, paint, width }: Page): readonly string[] {
  const indent = 11;
  return fill(items, glyphs.separator, width - indent).map((line, i) =>
    i === 0 ? ` ${paint('dim', padEnd(title, indent - 1))}${line}` : ' '.repeat(indent) + line,
  );
}

const cellColumns = '✗ 12 ◆'.length;

/** `✓`, `✗ 5` with the steps of the shortest run, `?`. */
function paintedCell(property: PropertyResult | undefined, isLeast: boolean, columns: number, page: Page): string {
  const { glyphs, paint } = page;
  const steps = property?.trace === undefined ? '' : ` ${property.trace.length}`;
  switch (property?.status) {
    case undefined:
      return ' '.repeat(columns);
    case 'violated':
      return paint('bad', padEnd(`${glyphs.no}${steps}${isLeast ? ` ${glyphs.violation}` : ''}`, columns));
    case 'not-refuted':
      return paint('warning', padEnd('?', columns));
    default:
      return paint('good', padEnd(glyphs.yes, columns));
  }
}

function describeLeast({ systems, leastBreaking = [] }: Result, page: Page): readonly string[] {
  if (leastBreaking.length === 0) return [];
  const varied = changing(systems);
  const lines = leastBreaking.map(({ property, system, message }) => {
    const where = configurationText(systems[system] as SystemResult, varied);
    return `${property} breaks at ${where}${message === undefined ? '' : `: ${message}`}`;
  });
  return [...lines.flatMap((text) => wrap(text, page.width - 1).map((line) => ` ${line}`)), ''];
}

function describeOutcome(
  { systems, status, elapsedMs, leastBreaking = [] }: Result,
  { paint }: Page,
): readonly string[] {
  const claims = claimsOf(systems).length;
  const text =
    leastBreaking.length > 0
      ? `${leastBreaking.length} of ${countOf(claims, 'property', 'properties')} broken in some of ${countOf(systems.length, 'configuration')}`
      : status === 'pass'
        ? `${countOf(claims, 'property holds', 'properties hold')} in ${countOf(systems.length, 'configuration')}`
        : `not everything was explored in ${countOf(systems.length, 'configuration')}`;
  const [style, word] =
    leastBreaking.length > 0
      ? (['bad', 'FAIL'] as const)
      : status === 'pass'
        ? (['good', 'PASS'] as const)
        : (['warning', 'INCOMPLETE'] as const);
  return [` ${paint(style, word)}   ${text}   ${paint('dim', formatDuration(elapsedMs))}`];
}
