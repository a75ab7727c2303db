import { readSource } from '../cli/files.ts';
import { paintFor, widthOf } from '../cli/terminal.ts';
import { formatValue } from '../counterexample/wording.ts';
import { countOf } from '../report/figures.ts';
import { mistakeReport } from '../report/mistake.ts';
import { type Page, pageOf } from '../report/page.ts';
import { describeOutcome, describeProperties } from '../report/property-lines.ts';
import { replayVerdict } from '../report/replay-report.ts';
import type { ReplayedRun } from '../report/replayed-run.ts';
import type { PropertyResult, SystemResult } from '../report/result.ts';
import { drawSpaceTime } from '../report/space-time-text.ts';
import { describeSteps } from '../report/step-lines.ts';
import { describeVerdict } from '../report/verdict-line.ts';
import { describeViolation } from '../report/violation.ts';
import { describeFaults, type Faults } from '../spec/environment/faults.ts';
import type { ConfigurationOptions } from './options.ts';
import type { Answer } from './task.ts';

/** What the messages of failures are written on: with colours where vitest says that its terminal has them. */
function page(): Page {
  const { stdout, env } = process;
  const terminal = { isTTY: stdout.isTTY || env.FORCE_TTY === 'true', columns: stdout.columns ?? 80 };
  return pageOf({
    width: widthOf(terminal, undefined),
    detail: 'auto',
    ascii: false,
    paint: paintFor(terminal, undefined, env),
    source: readSource,
  });
}

/** `lock (processes=2, at most crash 1)`: the spec, and what was given for it. */
export function titleOf(name: string, { params = {}, faults = {} }: ConfigurationOptions): string {
  const given = [
    ...Object.entries(params).map(([key, value]) => `${key}=${formatValue(value)}`),
    ...(Object.keys(faults).length === 0 ? [] : [describeFaults(faults as Faults)]),
  ];
  return given.length === 0 ? name : `${name} (${given.join(' ')})`;
}

/** A violated property, drawn. */
export function drawn(
  property: PropertyResult,
  { stats }: { readonly stats: Pick<SystemResult['stats'], 'states'> },
): string {
  return describeViolation(property, { stats }, page()).join('\n').trimEnd();
}

/** All properties, those that are violated drawn. */
export function account(system: SystemResult): string {
  const here = page();
  const violated = system.properties.filter(({ status }) => status === 'violated');
  const lines = [
    ...describeProperties(system, here),
    '',
    ...violated.flatMap((property) => describeViolation(property, system, here)),
  ];
  return lines.join('\n').trimEnd();
}

/** What is so of a property that is not violated, after a search that settles it. */
export function notViolated({ status }: PropertyResult, { stats }: SystemResult): string {
  const all = `${countOf(stats.states, 'state')}, which are all there are`;
  if (status === 'reached') return 'it is a goal, and reached';
  return status === 'measured' ? `it is measured, and has no bound, in ${all}` : `it holds in ${all}`;
}

/** What was found out about one property, in words. */
export function outcomeOf(property: PropertyResult, system: SystemResult): string {
  const text = describeOutcome(property, system);
  return text === '' ? property.status : text;
}

/** Why a search says nothing. */
export function inconclusive(system: SystemResult, lateAfter: number | undefined): string {
  const here = page();
  const late =
    lateAfter === undefined
      ? []
      : ['', ` The test gives it ${lateAfter} ms. More time for it: test(name, { timeout: 60_000 }, …).`];
  const lines = [...describeProperties(system, here), '', ...describeVerdict(system, here), ...late];
  return inTermsOfTests(lines.join('\n').trimEnd());
}

/** The command line speaks of its options; a matcher has options of its own. */
function inTermsOfTests(text: string): string {
  return text
    .replace(/--max-([a-z])([a-z]*)/g, (_, first: string, rest: string) => `limits.max${first.toUpperCase()}${rest}`)
    .replace('parameters with --set', 'params');
}

/** A mistake in a spec, or in what was asked of it. */
export function mistake({ diagnostic, status }: Answer & { readonly kind: 'mistake' }): string {
  return mistakeReport(diagnostic, status, page()).trimEnd();
}

/** A replayed run, as far as it could be made, and what it says. */
export function replayed(
  made: ReplayedRun,
  recorded: { readonly length: number; readonly isWitness: boolean },
): string {
  const here = page();
  const { property, outcome } = made;
  const { trace } = property;
  const status = recorded.isWitness ? 'reached' : 'violated';
  const sentence = replayVerdict({ recorded: { length: recorded.length, property: { status } }, replayed: made });
  if (property.status === 'violated') return drawn(property, { stats: { states: trace.length + 1 } });
  const stopped =
    outcome.kind === 'impossible'
      ? [`  needs    ${outcome.unmet.join(', ')}`, `  enabled  ${outcome.enabled.join(' · ') || 'nothing'}`]
      : [];
  const isDrawn = trace.processes.length > 0 && trace.length > 0;
  return [
    sentence,
    ...stopped,
    '',
    ...(isDrawn ? [...drawSpaceTime(trace, here, { focus: [], isViolation: false }), ''] : []),
    ...describeSteps(trace, here, { withMessages: !isDrawn }),
  ]
    .join('\n')
    .trimEnd();
}

/** What a run that could not be made again stops at, in one line. */
export function sentenceOn(made: ReplayedRun, length: number): string {
  return replayVerdict({ recorded: { length, property: { status: 'violated' } }, replayed: made });
}
