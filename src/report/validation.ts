import type { Json, Step } from '../counterexample/trace.ts';
import { formatValue } from '../counterexample/wording.ts';
import type { CandidateAction, Divergence, PossibleStates, Validation } from '../validate/validation.ts';
import { codeFrame } from './code-frame.ts';
import { columnsOf, fill, padEnd, padStart, truncate, wrap } from './columns.ts';
import { countOf, formatBytes, formatCount, formatDuration } from './figures.ts';
import { happening } from './happening.ts';
import { describeTitle } from './heading.ts';
import { type Page, type PrettyOptions, pageOf } from './page.ts';
import type { Result, SystemResult } from './result.ts';
import { drawSpaceTime } from './space-time-text.ts';
import { changeText } from './step-lines.ts';

/** Everything that one `unturned validate` found out: what its JSON has, and what its report is drawn from. */
export interface ValidationRecord extends Validation, Pick<SystemResult, 'name' | 'file' | 'specHash' | 'parameters'> {
  readonly $schema: 'urn:unturned:validation:1';
  readonly tool: Result['tool'];
  readonly status: 'pass' | 'fail' | 'incomplete' | 'interrupted';
  readonly exitCode: number;
  /** As the command named it. */
  readonly log: string;
  readonly elapsedMs: number;
  readonly peakMemoryBytes: number;
}

/** The steps before the one that is not explained that are shown. */
const excerpt = { first: 0, last: 10 };

/** The report of a validated log. Ends with a line break. */
export function validationReport(record: ValidationRecord, options: PrettyOptions): string {
  const page = pageOf(options);
  const { divergence, states } = record;
  const blocks = [
    describeHeading(record, page),
    describeExtent(record, page),
    ...(divergence === undefined ? [] : [describeDivergence(record, divergence, page)]),
    ...(divergence === undefined && page.detail !== 'full' ? [] : describeRun(record, page)),
    ...(divergence === undefined ? [] : describeKnown(record, states, page)),
    ...(divergence === undefined ? [] : describeExpected(divergence, states.count, page)),
    describeVerdict(record, page),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function describeHeading(record: ValidationRecord, page: Page): readonly string[] {
  const { log, events, hidden, tool } = record;
  const { glyphs, width, paint } = page;
  const steps =
    hidden.most === 0
      ? ['no hidden steps']
      : [`up to ${countOf(hidden.most, 'hidden step')} before each`, `hidden: ${namesOf(hidden.actions)}`];
  const words = [log, countOf(events, 'event'), ...steps].flatMap((text) =>
    columnsOf(text) < width ? [text] : wrap(text, width - 2),
  );
  return [
    ...describeTitle(tool, record, page),
    ...fill(words, glyphs.separator, width - 1).map((line) => ` ${paint('dim', line)}`),
  ];
}

/** Actions by their names, as most of them are hidden with all arguments or with none. */
function namesOf(labels: readonly string[]): string {
  return labels.length === 0 ? 'none' : [...new Set(labels.map((label) => label.replace(/\(.*$/, '')))].join(', ');
}

function describeExtent(
  { events, explained, line, divergence, stoppedBy, most, states, elapsedMs, peakMemoryBytes }: ValidationRecord,
  page: Page,
): readonly string[] {
  const { glyphs, paint, width } = page;
  const lines = [
    ...(explained > 0 || events === 0
      ? [` ${paint('good', glyphs.yes)} ${describeExplained(explained, events, line)}`]
      : []),
    ...(divergence === undefined ? [] : [` ${paint('bad', glyphs.no)} none goes on as line ${divergence.line} says`]),
    ...(stoppedBy === undefined ? [] : [` ${paint('warning', '?')} ${describeStop(stoppedBy)} after line ${line}`]),
  ];
  const figures = [`${countOf(states.count, 'possible state')} there`, `${formatCount(most)} at most`];
  const left = ` ${figures.join(glyphs.separator)}`;
  const time = [formatDuration(elapsedMs), formatBytes(peakMemoryBytes)].join(glyphs.separator);
  return [...lines, '', left + paint('dim', padStart(time, Math.max(1, width - columnsOf(left))))];
}

function describeExplained(explained: number, events: number, line: number): string {
  if (explained === events) return `some run of the spec is as all ${countOf(events, 'event')} say`;
  return `some run of the spec is as the first ${explained === 1 ? '' : `${formatCount(explained)} `}of ${countOf(events, 'event')} ${explained === 1 ? 'says' : 'say'}, to line ${line}`;
}

function describeStop(reason: NonNullable<Validation['stoppedBy']>): string {
  return reason === 'interrupt' ? 'interrupted' : 'too many states are possible (--max-states)';
}

function describeDivergence({ log }: ValidationRecord, divergence: Divergence, page: Page): readonly string[] {
  const { glyphs, paint, width } = page;
  const { line, candidates, nearest } = divergence;
  const title = truncate(`V501 the spec has no such step: line ${line}`, width - 8, glyphs.ellipsis);
  const reasons =
    nearest === undefined
      ? candidates.slice(0, 5).map(describeCandidate)
      : [describeMismatches('no possible state is so; in the nearest', nearest)];
  const frame = codeFrame({ file: log, line, column: 1 }, [], page).filter((text) => !text.trim().endsWith('^'));
  return [
    `${glyphs.line.repeat(2)} ${paint('bad', title)} ${glyphs.line.repeat(Math.max(0, width - columnsOf(title) - 4))}`,
    '',
    ...frame,
    '',
    ...reasons.flatMap((text) => wrap(text, width - 5).map((part, i) => `   ${i === 0 ? '' : '  '}${part}`)),
  ];
}

function describeCandidate({ action, enabledIn, needs, differs }: CandidateAction): string {
  if (enabledIn === 0)
    return `${action} cannot happen here; it needs: ${needs.length === 0 ? 'another state' : needs.join(', and ')}`;
  return describeMismatches(`${action} can happen, but after it`, differs);
}

function describeMismatches(
  opening: string,
  differing: readonly { readonly path: string; readonly said: Json; readonly is?: Json }[],
): string {
  const parts = differing.map(({ path, said, is }) => {
    const found = is === undefined ? 'is not there' : `is ${formatValue(is)}`;
    return `${path} ${found}, where the log says ${formatValue(said)}`;
  });
  return `${opening}: ${parts.join('; ')}`;
}

/** One way in which the events so far come about. */
function describeRun(
  { run: { trace, lines }, line, divergence }: ValidationRecord,
  page: Page,
): readonly (readonly string[])[] {
  const { paint, glyphs, width } = page;
  if (trace.length === 0 || page.detail === 'none') return [];
  const shown = page.detail === 'auto' ? trace.steps.slice(-excerpt.last) : trace.steps;
  const isDrawn = page.diagram !== false && trace.processes.length > 0;
  const left = trace.length - shown.length;
  const places = shown.map(({ index }) => placeOf(lines[index - 1] ?? null));
  const nameColumns = Math.min(30, Math.max(...shown.map((step) => columnsOf(happening(trace, step)))));
  const placeColumns = Math.max(...places.map(columnsOf));
  const title =
    divergence === undefined ? `   a run to line ${line}` : `   a run to line ${line}, which the spec allows`;
  const diagram = isDrawn
    ? ['', ...drawSpaceTime(trace, page, { ...(page.detail === 'auto' && { excerpt }), focus: [], isViolation: false })]
    : [];
  return [
    [paint('strong', title), ...diagram],
    [
      ...(left === 0 ? [] : [paint('dim', `   ${glyphs.ellipsis} ${countOf(left, 'step')} (--detail full)`)]),
      ...shown.flatMap((step, i) => describeStep(step, places[i] as string)),
      ...(divergence === undefined ? [] : [describeMissing(divergence)]),
    ],
  ];

  function describeMissing({ line: missing, candidates }: Divergence): string {
    const labels = candidates.slice(0, 3).map(({ action }) => action);
    const what = labels.length === 0 ? 'no state is as it says' : `${labels.join(' or ')}: no step of the spec`;
    const opening = `   ${padStart(glyphs.no, 3)}  ${padEnd(placeOf(missing), placeColumns)}  `;
    return paint('bad', opening + truncate(what, width - columnsOf(opening), glyphs.ellipsis));
  }

  function describeStep(step: Step, place: string): readonly string[] {
    const name = padEnd(truncate(happening(trace, step), nameColumns, glyphs.ellipsis), nameColumns);
    const opening = `   ${padStart(String(step.index), 3)}  ${paint('dim', padEnd(place, placeColumns))}  ${name}   `;
    const room = width - columnsOf(opening);
    const changes = step.diff.map((change) => truncate(changeText(change, glyphs.change), room, glyphs.ellipsis));
    return fill(changes, glyphs.separator, room).map((text, i) =>
      ((i === 0 ? opening : ' '.repeat(columnsOf(opening))) + text).trimEnd(),
    );
  }
}

function placeOf(line: number | null): string {
  return line === null ? 'hidden' : `line ${line}`;
}

/** What is certain of the state before the event, and what is not. */
function describeKnown(
  { line }: ValidationRecord,
  { count, common, differing }: PossibleStates,
  page: Page,
): readonly (readonly string[])[] {
  if (page.detail === 'none') return [];
  const { paint, glyphs, width } = page;
  const certain = common
    .filter(({ value }) => !isEmpty(value))
    .map(({ path, value }) => `${path} ${formatValue(value)}`);
  const open = differing.map(
    ({ path, values }) =>
      `${path} ${values.slice(0, 4).map(formatValue).join(' or ')}${values.length > 4 ? ` or ${glyphs.ellipsis}` : ''}`,
  );
  const list = (items: readonly string[]): readonly string[] =>
    fill(
      items.map((item) => truncate(item, width - 6, glyphs.ellipsis)),
      glyphs.separator,
      width - 6,
    ).map((text) => `      ${text}`);
  const where = line === 0 ? 'at the start' : `after line ${line}`;
  return [
    [
      paint(
        'strong',
        `   ${where} the system is in ${count === 1 ? 'this state' : `one of ${countOf(count, 'state')}`}`,
      ),
      ...(certain.length === 0 ? [] : list(certain)),
      ...(open.length === 0 ? [] : [`   they differ in`, ...list(open)]),
    ],
  ];
}

function isEmpty(value: Json): boolean {
  return Array.isArray(value) && value.length === 0;
}

function describeExpected(
  { expected, withHidden }: Divergence,
  count: number,
  page: Page,
): readonly (readonly string[])[] {
  const { paint, glyphs, width } = page;
  const nameColumns = Math.min(30, Math.max(0, ...expected.map(({ action }) => columnsOf(action))));
  const steps = expected.flatMap(({ action, enabledIn, changes }) => {
    const some = enabledIn < count ? [`in ${formatCount(enabledIn)} of them`] : [];
    const room = width - nameColumns - 9;
    const texts = [
      ...some,
      ...changes.map((change) => truncate(changeText(change, glyphs.change), room, glyphs.ellipsis)),
    ];
    const name = padEnd(truncate(action, nameColumns, glyphs.ellipsis), nameColumns);
    return fill(texts, glyphs.separator, room).map((text, i) =>
      `      ${i === 0 ? name : ' '.repeat(nameColumns)}   ${text}`.trimEnd(),
    );
  });
  const next = steps.length === 0 ? ['      nothing'] : steps;
  return [
    [paint('strong', '   what the spec allows next'), ...next],
    ...(withHidden === undefined
      ? []
      : [
          wrap(
            `with --hidden ${withHidden.most}, ${withHidden.all ? 'all of the log is explained' : `it is explained to line ${withHidden.line}`}`,
            width - 3,
          ).map((text) => `   ${text}`),
        ]),
  ];
}

function describeVerdict(
  { verdict, events, explained, hidden, stoppedBy }: ValidationRecord,
  { paint, width }: Page,
): readonly string[] {
  const bound = hidden.most === 0 ? '' : ` with at most ${countOf(hidden.most, 'hidden step')} before each event`;
  const [style, word, text] =
    verdict === 'explained'
      ? (['good', 'PASS', `the log is a behaviour of the spec${bound}`] as const)
      : verdict === 'not-explained'
        ? ([
            'bad',
            'FAIL',
            `the log is not a behaviour of the spec${bound}: ${formatCount(explained)} of ${countOf(events, 'event')} explained`,
          ] as const)
        : ([
            'warning',
            'INCOMPLETE',
            `${stoppedBy === 'interrupt' ? 'interrupted' : 'too ambiguous'}: nothing is known beyond ${formatCount(explained)} of ${countOf(events, 'event')}`,
          ] as const);
  return wrap(text, width - word.length - 4).map((line, i) =>
    i === 0 ? ` ${paint(style, word)}   ${line}` : ' '.repeat(word.length + 4) + line,
  );
}
