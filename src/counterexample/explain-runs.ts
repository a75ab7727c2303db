import type { Configuration, NamedProperty } from '../spec/configuration.ts';
import { conjuncts, type Formula } from '../spec/temporal/formula.ts';
import { formulaText } from '../spec/temporal/formula-text.ts';
import type { BypassProperty, TemporalProperty } from '../spec/temporal/temporal-property.ts';
import { constantParts } from './constant-parts.ts';
import { holdsOf } from './evaluate.ts';
import type { Explanation } from './explanation.ts';
import { loopFairness } from './loop-fairness.ts';
import { ownWordsOfLoop } from './own-words.ts';
import { type Round, type Run, roundOf } from './run.ts';
import { type LoopingRun, overtakings } from './runs.ts';
import type { Trace } from './trace.ts';
import { traceOf } from './trace-of.ts';

/** A run that goes round for ever and violates a temporal property. */
export function explainLasso<S>(
  configuration: Configuration<S>,
  property: NamedProperty<S> & TemporalProperty<S>,
  run: LoopingRun<S>,
): Explanation {
  const round = roundOf(run);
  const part = conjuncts(property.formula).find((one) => !holdsOf(one, round, configuration)) ?? property.formula;
  const missing = missingOf(part);
  return {
    trace: { ...lassoTrace(configuration, run), fairness: loopFairness(round, configuration) },
    falseParts: missing === undefined ? [] : constantParts(configuration, missing, round),
    message: ownWordsOfLoop(property, round) ?? describe(part, round, configuration),
  };
}

/** A run in which somebody is overtaken as often as can be. */
export function explainBypass<S>(
  configuration: Configuration<S>,
  property: NamedProperty<S> & BypassProperty,
  run: Run<S>,
): Explanation {
  const { request } = property;
  const owners = new Set(
    configuration.actions.filter(({ name }) => name === request).map(({ process, args }) => String(process ?? args[0])),
  );
  const [owner = '', count = 0] = [...owners]
    .map((one) => [one, Math.max(...overtakings(property, run, one))] as const)
    .reduce((best, one) => (one[1] > best[1] ? one : best));
  const name = configuration.processNames[Number(owner)] ?? owner;
  if (run.loop === undefined) {
    const trace = traceOf(configuration, run, { shortest: false });
    return { trace, falseParts: [], message: `${name} is overtaken ${timesOf(count)} before it enters` };
  }
  return {
    trace: lassoTrace(configuration, { ...run, loop: run.loop }),
    falseParts: [],
    message: `${name} is overtaken again and again, without a bound`,
  };
}

function timesOf(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

function lassoTrace<S>(configuration: Configuration<S>, run: LoopingRun<S>): Trace {
  const lasso = { start: run.loop, period: run.steps.length - run.loop };
  return { ...traceOf(configuration, run, { shortest: false }), lasso };
}

/** The part of a formula that never comes true although it should. */
function missingOf<S>(formula: Formula<S>): Formula<S> | undefined {
  switch (formula.kind) {
    case 'leadsTo':
    case 'until':
      return formula.right;
    case 'eventually':
      return formula.of;
    case 'always':
      return missingOf(formula.of);
    case 'implies':
      return missingOf(formula.right);
    default:
      return undefined;
  }
}

/** What the run does not do, in words. */
function describe<S>(formula: Formula<S>, round: Round<S>, configuration: Configuration<S>): string {
  const { states, loop } = round;
  const first = (isWanted: (place: number) => boolean): number => states.findIndex((_, place) => isWanted(place));
  const holdsAt = (part: Formula<S>, place: number): boolean => holdsOf(part, startingAt(round, place), configuration);
  const claim = asLeadsTo(formula);
  if (claim !== undefined) {
    const { left, right } = claim;
    const place = first((at) => holdsAt(left, at) && !holdsAt({ kind: 'eventually', of: right }, at));
    return `${formulaText(left)} in ${nameOf(place)}, and never ${formulaText(right)} from there on`;
  }
  if (formula.kind === 'eventually') return `${formulaText(formula.of)} in no state of the run`;
  if (
    formula.kind === 'always' &&
    formula.of.kind === 'eventually' &&
    !holdsAt({ kind: 'eventually', of: formula.of.of }, loop)
  )
    return `never ${formulaText(formula.of.of)} while the loop repeats`;
  if (formula.kind === 'always') {
    const { of } = formula;
    return `not ${formulaText(of)} in ${nameOf(first((at) => !holdsAt(of, at)))}`;
  }
  return `the run does not satisfy ${formulaText(formula)}`;
}

function asLeadsTo<S>(formula: Formula<S>): { readonly left: Formula<S>; readonly right: Formula<S> } | undefined {
  if (formula.kind === 'leadsTo') return formula;
  if (formula.kind !== 'always' || formula.of.kind !== 'implies' || formula.of.right.kind !== 'eventually')
    return undefined;
  return { left: formula.of.left, right: formula.of.right.of };
}

function nameOf(place: number): string {
  return place === 0 ? 'the initial state' : `state ${place}`;
}

/** The rest of a round from one of its places on. */
function startingAt<S>({ states, taken, loop }: Round<S>, place: number): Round<S> {
  if (place <= loop) return { states: states.slice(place), taken: taken.slice(place), loop: loop - place };
  const turned = <T>(list: readonly T[]): readonly T[] => [...list.slice(place), ...list.slice(loop, place)];
  return { states: turned(states), taken: turned(taken), loop: 0 };
}
