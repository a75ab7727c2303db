import { isDraft } from 'immer';
import type { Choose } from './choice.ts';
import type { Action, Configuration, NamedProperty } from './configuration.ts';
import type { CarriedMessage, HistoryProperty, Observer } from './history.ts';
import type { TakenAction } from './taken-action.ts';
import { normalise, plainCopy } from './value.ts';

/** A state of a spec, and what each observer has seen on the way to it. */
export interface WithHistory<S> {
  system: S;
  history: unknown[];
}

/** A history property under the name the spec gave it. */
export type NamedHistoryProperty<S> = HistoryProperty<S> & { readonly name: string };

/** A configuration with history, and what it was made from. */
export interface ObservedConfiguration<S> extends Configuration<WithHistory<S>> {
  readonly observed: {
    readonly configuration: Configuration<S>;
    readonly properties: readonly NamedHistoryProperty<S>[];
  };
}

/** Recognises a configuration with history. */
export function isObserved<S>(
  configuration: Configuration<S> | ObservedConfiguration<unknown>,
): configuration is ObservedConfiguration<unknown> {
  return 'observed' in configuration;
}

/**
 * The same algorithm with ghost state beside its own. Every action is the spec's action on `system`, and after it the
 * observers' steps on `history`: guards and effects are given `system` and nothing else, so that no history can
 * influence a run. The properties are those given, as claims about states with history.
 */
export function withHistory<S>(
  configuration: Configuration<S>,
  properties: readonly NamedHistoryProperty<S>[],
): ObservedConfiguration<S> {
  const observers = [...new Set(properties.map(({ observer }) => observer))];
  const { network, waitsFor } = configuration;
  return {
    ...configuration,
    initial: (choose) => {
      const system = configuration.initial(choose);
      return normalise({ system, history: observers.map((observer) => observer.initial(system as never)) });
    },
    actions: configuration.actions.map((action) => observedAction(action, observers)),
    properties: properties.map((property) => liftProperty(property, observers.indexOf(property.observer))),
    ...(network && {
      network: {
        process: ({ system }: WithHistory<S>, id: number) => network.process(system, id),
        channel: ({ system }: WithHistory<S>, from: number, to: number) => network.channel(system, from, to),
        isOrdered: network.isOrdered,
        ...(network.taken && { taken: network.taken }),
        isUp: ({ system }: WithHistory<S>, id: number) => network.isUp?.(system, id) ?? true,
        unsent: ({ system }: WithHistory<S>, id: number) => network.unsent?.(system, id) ?? [],
      },
    }),
    ...(waitsFor && { waitsFor: ({ system }: WithHistory<S>) => waitsFor(system) }),
    predicates: {},
    observed: { configuration, properties },
  } as ObservedConfiguration<S>;
}

function observedAction<S>(action: Action<S>, observers: readonly Observer<S, unknown>[]): Action<WithHistory<S>> {
  return {
    ...action,
    conditions: action.conditions.map(({ text, holds }) => ({ text, holds: ({ system }) => holds(system) })),
    enabled: ({ system }) => action.enabled(system),
    effect: (draft: WithHistory<S>, choose: Choose, before: WithHistory<S>) => {
      const sent: CarriedMessage[] = [];
      const taken: CarriedMessage[] = [];
      const returned = action.effect(draft.system, choose, before.system, {
        sent: (from, to, message) => sent.push({ from, to, message }),
        taken: (from, to, message) => taken.push({ from, to, message }),
      });
      if (returned !== undefined && returned !== draft.system) draft.system = returned;
      for (const [i, observer] of observers.entries()) {
        const next = observer.step({
          history: draft.history[i],
          action,
          sent,
          taken,
          choose,
          get before() {
            return before.system as never;
          },
          get after() {
            return lookOnly(draft) as never;
          },
        });
        if (next !== undefined) draft.history[i] = next;
      }
    },
    settle: action.settle as unknown as Action<WithHistory<S>>['settle'],
  };
}

/**
 * The system after the step. The reference hands out a frozen copy, so that an observer which changes it is found out;
 * it makes the first use of all that any engine learns, and there the draft as it is will do.
 */
function lookOnly<S>(draft: WithHistory<S>): S {
  return isDraft(draft) ? (normalise(plainCopy(draft.system)) as S) : draft.system;
}

interface SeenWithHistory {
  readonly system: unknown;
  readonly history: readonly unknown[];
}

function liftProperty<S>(property: NamedHistoryProperty<S>, i: number): NamedProperty<WithHistory<S>> {
  const { name, description, location, explain } = property;
  const known = { name, ...(description !== undefined && { description }), ...(location && { location }) };
  if (property.claim === 'step')
    return {
      ...known,
      kind: 'step',
      holds: (before, action) => property.holds(before.system as never, before.history[i] as never, action),
      ...(explain && {
        explain: ({ system, history }: SeenWithHistory, action: TakenAction) =>
          explain(system as never, history[i] as never, action),
      }),
    };
  return {
    ...known,
    kind: 'invariant',
    holds: ({ system, history }) => property.holds(system as never, history[i] as never, undefined),
    ...(explain && {
      explain: ({ system, history }: SeenWithHistory) => explain(system as never, history[i] as never, undefined),
    }),
  };
}
