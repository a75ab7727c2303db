import { overallVerdict } from '../property/verdict.ts';
import { configurationName } from './configuration-name.ts';
import { type Content, element, type Markup } from './markup.ts';
import { pageOf } from './page.ts';
import type { Diagnostic, PropertyResult, Result, SystemResult } from './result.ts';
import { plain } from './style.ts';
import { unchecked } from './summary.ts';
import { verdictWords } from './verdict-words.ts';
import { codes, describeViolation } from './violation.ts';

/** What a test case comes to, for the totals. */
type Outcome = 'passed' | 'failed' | 'error' | 'skipped';

interface TestCase {
  readonly outcome: Outcome;
  readonly markup: Markup;
}

/** The options of the report inside a failure. */
export interface JunitOptions {
  readonly source?: (file: string) => string | undefined;
}

/**
 * The record as JUnit XML: a suite for each configuration, a test case for each property. A violation is a failure with
 * its report as text. A property that is not settled is skipped where a violation ended the search, and otherwise an error:
 * a search that was cut short must not look like one that passed.
 */
export function junitReport(result: Result, options: JunitOptions = {}): string {
  const suites = [
    ...result.systems.map((system) => suiteOf(system, result, options)),
    ...(unchecked(result).length === 0 ? [] : [suiteOfErrors(unchecked(result), result)]),
  ];
  const cases = suites.flatMap((suite) => suite.cases);
  const totals = { name: 'unturned', ...countsOf(cases), time: seconds(result.elapsedMs) };
  const { markup } = element('testsuites', totals, ...suites.flatMap((suite) => ['\n', suite.markup]), '\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${markup}\n`;
}

interface Suite {
  readonly cases: readonly TestCase[];
  readonly markup: Markup;
}

function suiteOf(system: SystemResult, { startedAt }: Result, options: JunitOptions): Suite {
  const cases = system.properties.map((property) => caseOf(property, system, options));
  const attributes = { timestamp: withoutZone(startedAt), time: seconds(system.stats.elapsedMs), package: system.file };
  return suite(configurationName(system), cases, attributes, [propertiesOf(system)]);
}

function suiteOfErrors(errors: readonly Diagnostic[], { startedAt }: Result): Suite {
  const cases = errors.map(({ spec = 'the command', code, text, help, source }): TestCase => {
    const place = source === undefined ? [] : [`${source.file}:${source.line}:${source.column}`];
    const words = [...place, text, ...(help === undefined ? [] : [help])].join('\n');
    const error = element('error', { type: code, message: text }, words);
    return { outcome: 'error', markup: testCase('can be checked', spec, error) };
  });
  return suite('specs that could not be checked', cases, { timestamp: withoutZone(startedAt), time: '0.000' }, []);
}

function suite(
  name: string,
  cases: readonly TestCase[],
  attributes: Readonly<Record<string, string>>,
  first: readonly Markup[],
): Suite {
  const skipped = cases.filter(({ outcome }) => outcome === 'skipped').length;
  const inside = [...first, ...cases.map(({ markup }) => markup)].flatMap((markup): Content[] => ['\n  ', markup]);
  return { cases, markup: element('testsuite', { name, ...countsOf(cases), skipped, ...attributes }, ...inside, '\n') };
}

function countsOf(cases: readonly TestCase[]): Readonly<Record<'tests' | 'failures' | 'errors', number>> {
  const count = (of: Outcome): number => cases.filter(({ outcome }) => outcome === of).length;
  return { tests: cases.length, failures: count('failed'), errors: count('error') };
}

/** What a search was like; consumers show these beside a suite. */
function propertiesOf({ stats, search, specHash }: SystemResult): Markup {
  const entries = {
    states: stats.states,
    transitions: stats.transitions,
    depth: stats.depth,
    complete: stats.complete,
    search: search.order,
    specHash,
  };
  return element(
    'properties',
    {},
    ...Object.entries(entries).flatMap(([name, value]): Content[] => [
      '\n    ',
      element('property', { name, value: String(value) }),
    ]),
    '\n  ',
  );
}

function caseOf(property: PropertyResult, system: SystemResult, options: JunitOptions): TestCase {
  const { name, kind, status, message } = property;
  switch (status) {
    case 'violated': {
      const headline = message ?? (kind === 'reachable' ? 'never reached' : 'violated');
      const failure = element('failure', { type: codes[kind], message: headline }, textOf(property, system, options));
      return { outcome: 'failed', markup: testCase(name, system.name, failure) };
    }
    case 'not-refuted':
      return isInconclusive(system)
        ? {
            outcome: 'error',
            markup: testCase(
              name,
              system.name,
              element('error', { type: 'inconclusive', message: verdictWords(system).text }),
            ),
          }
        : {
            outcome: 'skipped',
            markup: testCase(name, system.name, element('skipped', {}, 'not settled: a violation ended the search')),
          };
    default:
      return { outcome: 'passed', markup: testCase(name, system.name) };
  }
}

function testCase(name: string, classname: string, content?: Markup): Markup {
  return element('testcase', { name, classname }, content);
}

function isInconclusive({ properties, stats }: SystemResult): boolean {
  const statuses = properties.map(({ status }) => status);
  return overallVerdict(statuses, stats.complete) === 'inconclusive';
}

function textOf(property: PropertyResult, system: SystemResult, { source }: JunitOptions): string {
  const page = pageOf({ width: 100, detail: 'auto', ascii: false, paint: plain, ...(source && { source }) });
  return `\n${describeViolation(property, system, page).join('\n')}`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

/** As the schema of JUnit has it: no zone, no fraction. */
function withoutZone(timestamp: string): string {
  return timestamp.replace(/\.\d+Z$/, '');
}
