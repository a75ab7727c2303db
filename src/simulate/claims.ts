import type { Action, Configuration, NamedProperty } from '../spec/configuration.ts';
import { type NamedHistoryProperty, type WithHistory, withHistory } from '../spec/observed-configuration.ts';

/** A configuration whose runs are drawn, and what is claimed of them. States of `walked` have histories if a claim needs one. */
export interface Subject<S> {
  /** As the spec has it. */
  readonly configuration: Configuration<S>;
  readonly walked: Configuration<unknown>;
  readonly systemOf: (state: unknown) => S;
  readonly claims: Claims;
}

/** Properties as questions about single states and steps of `walked`. Each has the name of its property. */
export interface Claims {
  readonly onState: readonly Claim<(state: unknown) => boolean>[];
  readonly onStep: readonly Claim<(before: unknown, action: Action<unknown>, after: unknown) => boolean>[];
  /** Of states in which nothing can happen but what is optional. */
  readonly onEnd: readonly Claim<(state: unknown) => boolean>[];
  /** What some run is to reach. */
  readonly goals: readonly Claim<(state: unknown) => boolean>[];
  /** The names of properties that finite runs cannot judge. */
  readonly unjudged: readonly string[];
}

interface Claim<F> {
  readonly name: string;
  readonly holds: F;
}

/** What runs are drawn of, and the properties that are judged on them: all of these unless told. */
export function subjectOf<S>(configuration: Configuration<S>, names?: readonly string[]): Subject<S> {
  const chosen = configuration.properties.filter(({ name }) => names?.includes(name) ?? true);
  const histories = chosen.filter(({ kind }) => kind === 'history') as unknown as NamedHistoryProperty<S>[];
  const ordinary = chosen.filter(({ kind }) => kind !== 'history');
  if (histories.length === 0)
    return {
      configuration,
      walked: configuration as Configuration<unknown>,
      systemOf: (state) => state as S,
      claims: claimsOf(ordinary, (state) => state),
    };
  const observed = withHistory(configuration, histories);
  const systemOf = (state: unknown): S => (state as WithHistory<S>).system;
  const [own, lifted] = [claimsOf(ordinary, systemOf), claimsOf(observed.properties, (state) => state)];
  return {
    configuration,
    walked: observed as unknown as Configuration<unknown>,
    systemOf,
    claims: {
      onState: [...own.onState, ...lifted.onState],
      onStep: [...own.onStep, ...lifted.onStep],
      onEnd: own.onEnd,
      goals: own.goals,
      unjudged: own.unjudged,
    },
  };
}

/** The configuration that a property of a subject is explained on: with history if it needs one. */
export function judgedOn<S>({ configuration, walked }: Subject<S>, property: string): Configuration<unknown> {
  const needsHistory = configuration.properties.some(({ name, kind }) => name === property && kind === 'history');
  return needsHistory ? walked : (configuration as Configuration<unknown>);
}

function claimsOf<T>(properties: readonly NamedProperty<T>[], partOf: (state: unknown) => unknown): Claims {
  const part = (state: unknown): never => partOf(state) as never;
  const of = <F>(read: (property: NamedProperty<T>) => F | undefined): Claim<F>[] =>
    properties.flatMap((property) => {
      const holds = read(property);
      return holds === undefined ? [] : [{ name: property.name, holds }];
    });
  return {
    onState: of((property) => (property.kind === 'invariant' ? (state) => property.holds(part(state)) : undefined)),
    onStep: of((property) =>
      property.kind === 'step'
        ? (before, action, after) => property.holds(part(before), action, part(after))
        : undefined,
    ),
    onEnd: of((property) =>
      property.kind === 'deadlock'
        ? (state) => property.termination(part(state))
        : property.kind === 'terminal'
          ? (state) => property.holds(part(state))
          : undefined,
    ),
    goals: of((property) => (property.kind === 'reachable' ? (state) => property.holds(part(state)) : undefined)),
    unjudged: properties.filter(({ kind }) => isOfWholeRuns(kind)).map(({ name }) => name),
  };
}

/** Kinds of properties that a finite run neither violates nor witnesses, or whose judgement needs all of them. */
function isOfWholeRuns(kind: NamedProperty<unknown>['kind']): boolean {
  return kind === 'temporal' || kind === 'possible' || kind === 'bypass' || kind === 'cost';
}
