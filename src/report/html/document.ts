import { formatParts, formatValue } from '../../counterexample/wording.ts';
import { describeStorage } from '../approximation-line.ts';
import { countOf, formatBytes, formatCount, formatDuration } from '../figures.ts';
import { element, type Markup, raw } from '../markup.ts';
import { describeStop } from '../numbers.ts';
import { pageOf } from '../page.ts';
import { describeOutcome, markOf } from '../property-lines.ts';
import type { Diagnostic, PropertyResult, Result, SystemResult } from '../result.ts';
import { plain } from '../style.ts';
import { verdictWords } from '../verdict-words.ts';
import { codes, describeFalsehood } from '../violation.ts';
import { runParts, table } from './counterexample.ts';
import { depthChart } from './depth-chart.ts';
import { reportBehaviour } from './report-behaviour.ts';
import { reportStyle } from './report-style.ts';

/** What a report is given besides the record. */
export interface HtmlOptions {
  /** The text of a source file, for the lines around a property. */
  readonly source?: (file: string) => string | undefined;
}

/** On one endless line: HTML breaks it by itself. */
const line = pageOf({ width: 100_000, detail: 'auto', ascii: false, paint: plain });

/** The record of a run as one HTML file that needs nothing else: no server, no network. */
export function htmlReport(result: Result, options: HtmlOptions = {}): string {
  const names = result.systems.map(({ name }) => name).join(', ');
  const title = `${names === '' ? 'unturned' : names}: ${result.status}`;
  const page = element(
    'html',
    { lang: 'en' },
    element(
      'head',
      {},
      element('meta', { charset: 'utf-8' }),
      element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      element('title', {}, title),
      element('style', {}, raw(reportStyle)),
    ),
    element(
      'body',
      {},
      element(
        'main',
        {},
        ...opening(result),
        ...result.diagnostics.map(diagnosticPart),
        ...result.systems.flatMap((system) => systemParts(system, result.systems.length > 1, options)),
      ),
      element('script', {}, raw(reportBehaviour)),
    ),
  );
  return `<!doctype html>\n${page.markup}\n`;
}

function opening({ tool, command, startedAt, elapsedMs, systems }: Result): Markup[] {
  const [only] = systems;
  const title = systems.length === 1 && only !== undefined ? only.name : countOf(systems.length, 'configuration');
  const about = `${tool.name} ${tool.version} · Node ${tool.node} · ${startedAt.slice(0, 16).replace('T', ' ')} UTC · ${formatDuration(elapsedMs)}`;
  return [
    element('h1', {}, title),
    element(
      'p',
      { class: 'dim' },
      about,
      command.length === 0 ? undefined : [' · ', element('code', {}, command.join(' '))],
    ),
  ];
}

function diagnosticPart({ code, severity, text, source, help }: Diagnostic): Markup {
  const place = source === undefined ? '' : ` (${source.file}:${source.line}:${source.column})`;
  return element(
    'p',
    { class: severity === 'error' ? 'bad' : 'warning' },
    `${code} ${text}${place}${help === undefined ? '' : ` ${help}`}`,
  );
}

function systemParts(system: SystemResult, isOneOfMany: boolean, options: HtmlOptions): Markup[] {
  const { name, description, file, parameters, properties, stats } = system;
  const settings = Object.entries(parameters).map(([key, value]) => `${key}=${formatValue(value)}`);
  const runs = properties.filter(({ trace }) => trace !== undefined);
  const broken = properties.filter(({ status }) => status === 'violated');
  const witnesses = runs.filter(({ status }) => status !== 'violated');
  return [
    element(
      'section',
      { 'aria-label': name },
      ...(isOneOfMany ? [element('h2', {}, name)] : []),
      element('p', {}, description ?? ''),
      element('p', { class: 'mono dim' }, [file, ...settings].filter((part) => part !== '').join('  ')),
      verdictPart(system),
      propertyTable(system),
      ...broken.map((property) => violationPart(property, system, options)),
      ...(witnesses.length === 0 ? [] : [element('h3', {}, 'Witnesses')]),
      ...witnesses.map((property) => witnessPart(property, system)),
      element('h3', {}, 'What was explored'),
      numbers(system),
      ...(stats.perDepth.length > 1
        ? [
            element('h3', {}, 'States per depth'),
            element(
              'div',
              { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'states per depth' },
              depthChart(stats.perDepth),
            ),
          ]
        : []),
      actionTable(system),
    ),
  ];
}

function verdictPart(system: SystemResult): Markup {
  const { word, style, text } = verdictWords(system);
  return element('div', { class: `verdict ${style}` }, element('b', {}, word), ' ', element('span', {}, text));
}

function propertyTable(system: SystemResult): Markup {
  const rows = system.properties.map((property) => {
    const { glyph, style } = markOf(property, line);
    const { name, kind, status, trace, description = '' } = property;
    const words = describeOutcome(property, system);
    const told = description === '' || words.includes(description) ? words : `${words}: ${description}`;
    return element(
      'tr',
      {},
      element('td', { class: style }, `${glyph} ${status}`),
      element(
        'th',
        { scope: 'row', class: 'mono' },
        trace === undefined ? name : element('a', { href: `#${anchor(system, property)}` }, name),
      ),
      element('td', { class: 'dim' }, kind),
      element('td', {}, told),
    );
  });
  return element('table', { class: 'properties' }, element('caption', {}, 'Properties'), element('tbody', {}, ...rows));
}

function anchor({ name }: Pick<SystemResult, 'name'>, property: PropertyResult): string {
  return `${name}-${property.name}`.replace(/[^\w-]/g, '_');
}

function violationPart(property: PropertyResult, system: SystemResult, options: HtmlOptions): Markup {
  const { name, kind, message, falseParts = [], trace } = property;
  const claim = `${codes[kind]} ${name} ${kind === 'reachable' ? 'is never reached' : 'is violated'}`;
  const words = message === undefined || message === formatParts(falseParts) ? '' : message;
  return element(
    'section',
    { class: 'violation', id: anchor(system, property), 'data-run': name, 'aria-label': claim },
    element('h2', { class: 'bad' }, `✗ ${claim}`),
    ...(words === '' ? [] : [element('p', {}, words)]),
    ...sourcePart(property, describeFalsehood(property, system, line), options),
    ...(trace === undefined ? [] : runParts(trace, `the run that violates ${name}`, true)),
  );
}

function sourcePart({ source, name }: PropertyResult, remarks: readonly string[], options: HtmlOptions): Markup[] {
  const told = element('p', { class: 'mono' }, remarks.join('   '));
  if (source === undefined) return [told];
  const lines = options.source?.(source.file)?.split(/\r?\n/) ?? [];
  const from = Math.max(0, source.line - 2);
  const excerpt = lines.slice(from, source.line + 2).flatMap((text, i) => {
    const number = `${String(from + i + 1).padStart(4)} │ `;
    const start = from + i + 1 === source.line ? text.indexOf(name) : -1;
    if (start < 0) return [`${number}${text}\n`];
    return [`${number}${text.slice(0, start)}`, element('mark', {}, name), `${text.slice(start + name.length)}\n`];
  });
  const place = element('p', { class: 'mono dim' }, `${source.file}:${source.line}:${source.column}`);
  return [place, ...(excerpt.length === 0 ? [] : [element('pre', { class: 'source', tabindex: 0 }, ...excerpt)]), told];
}

function witnessPart(property: PropertyResult, system: SystemResult): Markup {
  const { name, trace, description } = property;
  const summary = `${name}${description === undefined ? '' : `: ${description}`} (${countOf(trace?.length ?? 0, 'step')})`;
  return element(
    'details',
    { id: anchor(system, property), 'data-run': name },
    element('summary', {}, summary),
    ...(trace === undefined ? [] : runParts(trace, `a run that reaches ${name}`, false)),
  );
}

function numbers({ stats, history, search, simulation }: SystemResult): Markup {
  const {
    states,
    transitions,
    depth,
    terminal,
    deadlocked,
    complete,
    stoppedBy,
    elapsedMs,
    statesPerSecond,
    peakMemoryBytes,
  } = stats;
  if (simulation !== undefined)
    return table(
      'Numbers',
      ['', ''],
      [
        ['runs', formatCount(simulation.runs)],
        ['steps', formatCount(simulation.steps)],
        ['longest run', formatCount(simulation.longest)],
        ['runs that ended', formatCount(simulation.ended)],
        ['distinct states', `${simulation.estimated ? 'about ' : ''}${formatCount(states)}`],
        ['seed', String(simulation.seed)],
        ...(simulation.found === undefined ? [] : [['path', simulation.found.path]]),
        ['time', formatDuration(elapsedMs)],
        ...(peakMemoryBytes > 0 ? [['memory', formatBytes(peakMemoryBytes)]] : []),
      ],
    );
  return table(
    'Numbers',
    ['', ''],
    [
      ['states', formatCount(states)],
      ['transitions', formatCount(transitions)],
      ['depth', formatCount(depth)],
      [
        'search',
        `${search.order}, ${complete ? 'complete' : describeStop(stoppedBy)}; ${describeStorage(stats).join(', ')}`,
      ],
      ...(history === undefined ? [] : [['states with history', formatCount(history.states)]]),
      ['states without successor', formatCount(terminal)],
      ['deadlocked', formatCount(deadlocked)],
      ['time', formatDuration(elapsedMs)],
      ['states per second', formatCount(statesPerSecond)],
      ...(peakMemoryBytes > 0 ? [['memory', formatBytes(peakMemoryBytes)]] : []),
    ],
  );
}

function actionTable({ actions, stats }: SystemResult): Markup {
  const rows = actions.map(({ name, fired, newStates }) => [
    fired === 0 ? `${name}  ! ${stats.complete ? 'never fired' : 'not yet fired'}` : name,
    formatCount(fired),
    formatCount(newStates),
  ]);
  return element(
    'details',
    { open: rows.length <= 24 },
    element('summary', {}, `Actions (${rows.length})`),
    table('How often each fired', ['action', 'fired', 'new states'], rows),
  );
}
