import { exploring } from '../check.ts';
import { replay } from '../counterexample/replay.ts';
import type { Exploration, Finding } from '../explore/exploration.ts';
import { type Configuration, configure } from '../spec/configuration.ts';
import type { Faults } from '../spec/environment/faults.ts';
import { type ParameterDeclaration, type ParameterValue, toDomain } from '../spec/parameter.ts';
import { isSpecError } from '../spec/spec-error.ts';
import { judgedOn, subjectOf } from './claims.ts';
import type { SpecSource } from './source.ts';
import { SpecRun } from './spec-run.ts';

/** What the search for a smaller configuration may cost, in distinct states: each configuration, and all of them. */
export const searchBudget = { each: 100_000, all: 1_000_000 } as const;

/** No more configurations than these are looked at. */
const mostConfigurations = 200;

/** Values of parameters, and how often each fault may happen. */
export interface Setting {
  readonly params: Readonly<Record<string, ParameterValue>>;
  readonly faults: Faults;
}

/**
 * The shortest run that violates a property in the smallest configuration in which a run does: each is searched breadth
 * first, so far as the budget allows. `undefined` if none was found.
 */
export function smallestViolation<S>(source: SpecSource<S>, property: string): SpecRun<S> | undefined {
  const search = searchingSmallest(source, property);
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
  }
}

/** The same, in stretches between which it can be left. */
export function* searchingSmallest<S>(
  source: SpecSource<S>,
  property: string,
): Generator<void, SpecRun<S> | undefined> {
  let left: number = searchBudget.all;
  for (const setting of settingsUpTo(source)) {
    if (left <= 0) return undefined;
    try {
      const configuration = configure(source.spec, setting.params, { faults: setting.faults });
      const exploration = yield* exploringAll(configuration, property, Math.min(left, searchBudget.each));
      left -= exploration.statistics.states + (exploration.withHistory?.exploration.statistics.states ?? 0);
      const run = shortestRun(configuration, exploration, property);
      if (run !== undefined) return run;
    } catch (error) {
      if (!isSpecError(error)) throw error; // a value that the spec does not go with; the one asked for was fine
    }
  }
  return undefined;
}

function* exploringAll<S>(
  configuration: Configuration<S>,
  property: string,
  maxStates: number,
): Generator<void, Exploration<S>> {
  const search = exploring(configuration, { properties: [property], limits: { maxStates } });
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
    yield;
  }
}

function shortestRun<S>(
  configuration: Configuration<S>,
  { findings, withHistory }: Exploration<S>,
  property: string,
): SpecRun<S> | undefined {
  const finding = findings.get(property) ?? withHistory?.exploration.findings.get(property);
  if (finding === undefined) return undefined;
  const subject = subjectOf(configuration, [property]);
  const walk = replay(judgedOn(subject, property), finding as Finding<unknown>);
  const end = walk.steps.at(-1)?.state ?? walk.initial;
  const ended = subject.walked.actions.every((action) => action.optional === true || !action.enabled(end));
  return new SpecRun(subject, { ...walk, violated: property, ended }, { shortest: true });
}

/** The configurations no greater than the one that was asked for, itself included, the smallest first. */
function settingsUpTo<S>({ spec, configuration }: SpecSource<S>): readonly Setting[] {
  const { parameters, faults = {} } = configuration;
  const declared = (spec.definition.params ?? {}) as Readonly<Record<string, ParameterDeclaration>>;
  const axes = [
    ...Object.entries(parameters).map(([name, value]) => axis('params', name, valuesUpTo(declared[name], value))),
    ...Object.entries(faults).map(([name, most]) => axis('faults', name, upTo(0, most as number))),
  ];
  return products(axes)
    .sort((a, b) => a.size - b.size)
    .slice(0, mostConfigurations)
    .map(({ params, faults }) => ({ params, faults: faults as Faults }));
}

interface Axis {
  readonly kind: 'params' | 'faults';
  readonly name: string;
  readonly values: readonly ParameterValue[];
}

interface Sized {
  readonly params: Readonly<Record<string, ParameterValue>>;
  readonly faults: Readonly<Record<string, ParameterValue>>;
  /** How far it is from the smallest. */
  readonly size: number;
}

function axis(kind: Axis['kind'], name: string, values: readonly ParameterValue[]): Axis {
  return { kind, name, values };
}

function valuesUpTo(declaration: ParameterDeclaration | undefined, value: ParameterValue): readonly ParameterValue[] {
  if (declaration === undefined || typeof value !== 'number') return [value];
  const domain = toDomain(declaration);
  return domain.kind === 'integer' ? upTo(domain.min, value) : [value];
}

/** Whole numbers, the least first; of many, only the smallest and the greatest. */
function upTo(least: number, most: number): readonly number[] {
  const count = Math.max(1, Math.min(most - least + 1, 6));
  const values = Array.from({ length: count }, (_, i) => least + i);
  return values.includes(most) ? values : [...values, most];
}

function products(axes: readonly Axis[]): Sized[] {
  return axes.reduce<Sized[]>(
    (settings, { kind, name, values }) =>
      settings.flatMap((setting) =>
        values.map((value, i) => ({
          ...setting,
          [kind]: { ...setting[kind], [name]: value },
          size: setting.size + i,
        })),
      ),
    [{ params: {}, faults: {}, size: 0 }],
  );
}
