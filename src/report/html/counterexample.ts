import { vectorClocks } from '../../counterexample/clocks.ts';
import type { Trace } from '../../counterexample/trace.ts';
import { formatMessage } from '../../counterexample/wording.ts';
import type { Drawing } from '../drawing.ts';
import { happening } from '../happening.ts';
import { element, type Markup } from '../markup.ts';
import { layOut } from '../space-time.ts';
import { drawingOf } from '../space-time-geometry.ts';
import { spaceTimeSvg } from '../space-time-svg.ts';
import { stateFields } from '../state-fields.ts';
import { changeText } from '../step-lines.ts';
import { waitForSvg } from '../wait-for-svg.ts';
import { groupReasons } from '../wait-for-text.ts';

/** Longer runs are drawn folded, with all of their steps below. */
const longestUnfolded = 36;
const excerpt = { first: 8, last: 22 };

/** A run that settles a property: diagram, reasons, steps with what they changed, and the state it ends in. */
export function runParts(trace: Trace, title: string, isViolation: boolean): Markup[] {
  return [
    ...diagramParts(trace, title, isViolation),
    ...(trace.causalPath === undefined ? [] : [causalPathLine(trace.causalPath)]),
    ...(trace.fairness === undefined ? [] : [fairnessTable(trace.fairness, trace.lasso?.period ?? 0)]),
    ...(trace.deadlock === undefined ? [] : deadlockParts(trace, trace.deadlock)),
    stepTable(trace),
    stateTable(trace),
  ];
}

function diagramParts(trace: Trace, title: string, isViolation: boolean): Markup[] {
  if (trace.processes.length === 0 || trace.length === 0) return [];
  const draw = (isFolded: boolean, withClocks: boolean): Markup => {
    const layout = layOut(trace, {
      lanes: { comfortable: trace.processes.length, most: trace.processes.length },
      focus: [],
      isViolation,
      ...(isFolded && { excerpt }),
    });
    return diagram(trace, drawingOf(trace, layout, withClocks ? { clocks: vectorClocks(trace) } : {}), title);
  };
  const isLong = trace.length > longestUnfolded;
  return [
    draw(isLong, false),
    ...(isLong ? [folded(`all ${trace.length} steps`, draw(false, false))] : []),
    folded('with vector clocks', draw(false, true)),
  ];
}

/** The names of the lanes stay in sight while the diagram scrolls. It can be scrolled with the keyboard. */
function diagram(trace: Trace, drawing: Drawing, title: string): Markup {
  return element(
    'div',
    { class: 'scroll diagram', tabindex: 0, role: 'group', 'aria-label': `space-time diagram of ${title}` },
    element('div', { class: 'diagram-names' }, spaceTimeSvg(trace, drawing, { part: 'header', title })),
    spaceTimeSvg(trace, drawing, {
      part: 'body',
      title: `${title}, ${trace.length} steps; the table below has the same in words`,
    }),
  );
}

function folded(summary: string, ...content: readonly Markup[]): Markup {
  return element('details', {}, element('summary', {}, summary), ...content);
}

function causalPathLine({ from, to, messages, entry }: NonNullable<Trace['causalPath']>): Markup {
  const by = messages.length === 0 ? '' : `, by ${messages.map((id) => `m${id}`).join(', ')}`;
  return element(
    'p',
    {},
    `The strong lines: the request of ${from} happened before that of ${to}${by}; yet ${to} entered first, in step ${entry}.`,
  );
}

/** A loop of no steps stays in one state. */
function fairnessTable(lines: NonNullable<Trace['fairness']>, period: number): Markup {
  const judged = table(
    'Is this loop fair?',
    ['action', 'enabled in', 'taken', 'weak fairness', 'strong fairness', 'assumed'],
    lines.map(({ action, enabledIn, taken, weak, strong, assumed = '–' }) => [
      action,
      `${enabledIn} of ${Math.max(1, period)}`,
      String(taken),
      met(weak),
      met(strong),
      assumed,
    ]),
  );
  return element('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'fairness of the loop' }, judged);
}

function met(isMet: boolean): string {
  return isMet ? '✓ met' : '✗ broken';
}

function deadlockParts(trace: Trace, { waitsFor, cycle, disabled }: NonNullable<Trace['deadlock']>): Markup[] {
  const waiting = waitsFor.map(({ from, to, reason }) => [from, to, reason]);
  const graph =
    waitsFor.length === 0
      ? []
      : [
          waitForSvg(trace, { waitsFor, cycle }),
          table('Who waits for whom', ['process', 'waits for', 'reason'], waiting),
        ];
  const reasons = groupReasons(trace, disabled).map(({ what, guard }) => [what, guard]);
  return [
    ...(graph.length === 0 ? [] : [element('h3', {}, 'Wait-for graph'), element('div', { class: 'two' }, ...graph)]),
    table('Why nothing can move', ['action', 'needs'], reasons),
  ];
}

function stepTable(trace: Trace): Markup {
  const rows = trace.steps.map((step) =>
    element(
      'tr',
      { 'data-step': step.index },
      element('td', { class: 'count dim' }, String(step.index)),
      element('td', { class: 'mono' }, happening(trace, step)),
      element('td', { class: 'mono' }, step.diff.map((change) => changeText(change, '→')).join(' · ')),
      element('td', { class: 'mono dim' }, messagesOf(trace, step)),
    ),
  );
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'the steps' },
    element(
      'table',
      {},
      element('caption', {}, 'Steps, and what each changed'),
      headings(['', 'step', 'changes', 'messages']),
      element('tbody', {}, ...rows),
    ),
  );
}

function messagesOf(trace: Trace, { sends, loses = [], unsent = [], notes = [] }: Trace['steps'][number]): string {
  const sent = sends.map((id) => `m${id} → ${trace.messages[id - 1]?.to}`);
  return [
    ...(sent.length === 0 ? [] : [`sends ${sent.join(', ')}`]),
    ...(loses.length === 0 ? [] : [`loses ${loses.map((id) => `m${id}`).join(' ')}`]),
    ...(unsent.length === 0
      ? []
      : [`never sends ${unsent.map((one) => `${formatMessage(one)} → ${one.to}`).join(', ')}`]),
    ...notes,
  ].join(' · ');
}

/** The last state beside the first; what differs is marked. */
function stateTable(trace: Trace): Markup {
  const last = trace.steps.at(-1)?.state ?? trace.initial;
  const before = new Map(
    stateFields(trace, trace.initial).flatMap(({ fields }) => fields.map(({ path, value }) => [path, value])),
  );
  const rows = stateFields(trace, last).flatMap(({ title, process, fields }) =>
    fields.map(({ path, name, value }) => {
      const was = before.get(path);
      return element(
        'tr',
        {},
        element('td', { class: process === undefined ? 'dim' : `chip st-p${process % 6}` }, title),
        element('td', { class: 'mono' }, name),
        element('td', { class: 'mono' }, was === value ? value : element('b', {}, value)),
        element('td', { class: 'mono dim' }, was === value ? '' : (was ?? '')),
      );
    }),
  );
  const title = trace.length === 0 ? 'The initial state' : `The state after step ${trace.length}`;
  return folded(
    title,
    element('table', {}, headings(['', 'field', 'value', 'at the start']), element('tbody', {}, ...rows)),
  );
}

/** A table with a caption and a row of headings. Columns of nothing but counts are flush right. */
export function table(caption: string, names: readonly string[], rows: readonly (readonly string[])[]): Markup {
  const isCount = names.map((_, column) => rows.every((row) => /^\d[\d ]*$/.test(row[column] ?? '')));
  const body = rows.map((row) =>
    element('tr', {}, ...row.map((cell, column) => element('td', { class: isCount[column] ? 'count' : 'mono' }, cell))),
  );
  return element('table', {}, element('caption', {}, caption), headings(names), element('tbody', {}, ...body));
}

function headings(names: readonly string[]): Markup {
  return element(
    'thead',
    {},
    element(
      'tr',
      {},
      ...names.map((name) => (name === '' ? element('td', {}) : element('th', { scope: 'col' }, name))),
    ),
  );
}
