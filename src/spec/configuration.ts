import { bindProperty } from './bind-property.ts';
import type { Choose } from './choice.ts';
import { runCost } from './cost.ts';
import { servedInOrder } from './first-come-first-served.ts';
import { happenedBefore } from './happened-before.ts';
import { historyInvariant, observing } from './history.ts';
import type { NetworkWatcher } from './network.ts';
import {
  type ParameterDeclaration,
  type ParameterValue,
  type ParameterValues,
  resolveParameters,
} from './parameter.ts';
import { deadlockFree, invariant, type Property, type PropertyContext, reachable, stepProperty } from './property.ts';
import { requireBoolean } from './required-result.ts';
import { locateUserCode, type SourceLocation } from './source-location.ts';
import { type ActionDefinition, type Argument, isSpec, type NetworkLayout, type Spec, type WaitsFor } from './spec.ts';
import { isSpecError, SpecError } from './spec-error.ts';
import type { TakenAction } from './taken-action.ts';
import { guardedPredicates, temporalContext } from './temporal/bind-temporal.ts';
import { type Fairness, fairnessContext, resolveFairness } from './temporal/fairness.ts';
import type { NamedPredicates } from './temporal/predicates.ts';
import { normalise, type Scalar, UnsupportedValue } from './value.ts';

/** One condition of an action's guard. */
export interface Condition<S> {
  /** The name the spec gave it, or the text of the function. */
  readonly text: string;
  readonly holds: (state: S) => boolean;
}

/** An action of a configuration: one name with one argument. */
export interface Action<S> extends TakenAction {
  /** Its place among the configuration's actions. */
  readonly index: number;
  /** What reports and replay call it: `request(1)`, `receive(2 <- 0)`. */
  readonly label: string;
  /** The process that acts, if the spec says. */
  readonly process?: number;
  /** For the delivery of a message: the channel it comes from. */
  readonly receives?: { readonly from: number; readonly to: number };
  /** All must hold for the action to be enabled. */
  readonly conditions: readonly Condition<S>[];
  readonly enabled: (state: S) => boolean;
  /** Changes the draft, or returns a new state. `before`, the state to look at, and `watcher` are for observers. */
  // biome-ignore lint/suspicious/noConfusingVoidType: an effect that only assigns to its draft returns nothing
  readonly effect: (draft: S, choose: Choose, before: S, watcher?: NetworkWatcher) => S | void;
  /** The state that a step of this action makes, in normal form; errors name the action. */
  readonly settle: (step: () => S) => S;
}

/** A property under the name the spec gave it. */
export type NamedProperty<S> = Property<S> & { readonly name: string };

/** A spec with values for its parameters: what every engine explores. States that its functions are given are frozen. */
export interface Configuration<S> {
  readonly name: string;
  readonly description?: string;
  readonly source?: string;
  readonly location?: SourceLocation;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly initial: (choose: Choose) => S;
  readonly actions: readonly Action<S>[];
  readonly properties: readonly NamedProperty<S>[];
  /** The names of the processes; none if the spec has no processes. */
  readonly processNames: readonly string[];
  readonly network?: NetworkLayout<S>;
  readonly waitsFor?: (state: S) => readonly WaitsFor[];
  /** What is assumed of runs that temporal properties speak of. */
  readonly fairness: Fairness;
  readonly predicates: NamedPredicates<S>;
}

/**
 * Binds a spec's parameters, those not given to their defaults.
 * @throws SpecError S102, S103, S109 for the spec, U102, U103 for the parameters.
 */
export function configure<S, Q>(
  spec: Spec<S, Q>,
  given: Readonly<Record<string, ParameterValue>> = {},
): Configuration<S> {
  if (!isSpec(spec)) throw new SpecError('S102', { text: 'this is not a spec', help: 'Use spec() or processes().' });
  const { definition, network, location } = spec;
  const { name, description, source, processNames, waitsFor } = definition;
  requirePart('name', 'string', name, location);
  requirePart('initial', 'function', definition.initial, location);
  requirePart('actions', 'function', definition.actions, location);
  const call = <T>(where: string, run: () => T): T => attempt(where, location, run);
  const parameters = Object.freeze(resolveParameters(definition.params ?? {}, given));
  const params = parameters as ParameterValues<Record<string, ParameterDeclaration>>;
  const actions = call('actions', () => definition.actions({ params, action: (definition) => definition }));
  const names = processNames === undefined ? [] : call('processNames', () => processNames({ params }));
  const channels = network === undefined ? undefined : { layout: network, count: names.length };
  const predicates = guardedPredicates(
    call('predicates', () => definition.predicates?.({ params }) ?? {}),
    call,
  );
  const context: PropertyContext<S, Record<string, ParameterDeclaration>> = {
    ...temporalContext(predicates),
    params,
    invariant,
    stepProperty,
    reachable,
    deadlockFree,
    observe: observing(params, call),
    historyInvariant,
    happenedBeforeOrder: ({ request, entry, ...options }) =>
      happenedBefore(
        { request, entry },
        {
          actions: Object.keys(actions),
          count: channels?.count ?? 0,
          isOrdered: network?.isOrdered(parameters) ?? true,
        },
        options,
      ),
    firstComeFirstServed: ({ doorway, entry, ...options }) =>
      servedInOrder({ doorway, entry }, { actions: Object.keys(actions), names }, options),
    runCost: (options) => runCost(options ?? {}, channels),
  };
  const properties = call('properties', () => definition.properties?.(context) ?? {}) as Record<string, Property<S>>;
  requireRecord('actions', actions, location);
  requireRecord('properties', properties, location);

  const bound = Object.entries(actions)
    .flatMap(([action, one]) =>
      bindAction(action, one as ActionDefinition<S, never, Argument>, { params, call, location, network }),
    )
    .map((action, index) => ({ ...action, index }));
  const declared = call('fairness', () => definition.fairness?.({ ...fairnessContext, params }) ?? []);

  return {
    name,
    parameters,
    ...(description !== undefined && { description }),
    ...(source !== undefined && { source }),
    ...(location && { location }),
    initial: (choose) => {
      const state = call('initial', () => definition.initial({ params, choose }));
      return settle('initial', state, location);
    },
    actions: bound,
    properties: Object.entries(properties).map(([property, one]) => bindProperty(property, one, bound, call)),
    fairness: call('fairness', () => resolveFairness(declared, bound, names)),
    predicates,
    processNames: names,
    ...(network && { network }),
    ...(waitsFor && { waitsFor: (state: S) => call('waitsFor', () => waitsFor(state as never, { params })) }),
  };
}

type Call = <T>(where: string, run: () => T) => T;

/** What all actions of a configuration have in common. */
interface Binding<S> {
  readonly params: unknown;
  readonly call: Call;
  readonly location: SourceLocation | undefined;
  readonly network: NetworkLayout<S> | undefined;
}

function bindAction<S>(
  name: string,
  definition: ActionDefinition<S, never, Argument>,
  { params, call, location, network }: Binding<S>,
): Omit<Action<S>, 'index'>[] {
  const { guard, effect, process } = definition;
  if (typeof effect !== 'function')
    throw new SpecError('S109', { where: name, text: 'it has no effect', help: 'Give it a function `effect`.' });
  const guards =
    guard === undefined ? [] : typeof guard === 'function' ? [[textOf(guard), guard] as const] : Object.entries(guard);
  const instances: readonly (Argument | undefined)[] = definition.args ?? [undefined];
  return instances.map((arg) => {
    const args: readonly Scalar[] = arg === undefined ? [] : Array.isArray(arg) ? arg : [arg as Scalar];
    const receives =
      network !== undefined && name === 'receive' ? { to: Number(args[0]), from: Number(args[1]) } : undefined;
    const label = receives ? `${name}(${receives.to} <- ${receives.from})` : labelOf(name, args);
    const conditions = guards.map(([text, holds]) => ({
      text,
      holds: (state: S): boolean =>
        requireBoolean(
          `guard of ${label}`,
          call(`guard of ${label}`, () => holds({ state, params } as never, arg as never)),
        ),
    }));
    return {
      name,
      args,
      label,
      ...(process !== undefined && { process: call(`process of ${label}`, () => process(arg as Argument)) }),
      ...(receives && { receives }),
      conditions,
      enabled: (state: S) => conditions.every((condition) => condition.holds(state)),
      effect: (state: S, choose: Choose, _before: S, watcher?: NetworkWatcher) =>
        call(`effect of ${label}`, () => effect({ state, params, choose, watcher } as never, arg as never)),
      settle: (step: () => S) => settle(`effect of ${label}`, call(`effect of ${label}`, step), location),
    };
  });
}

/** Strings stand as they are where that cannot be mistaken for another argument. */
function labelOf(name: string, args: readonly Scalar[]): string {
  if (args.length === 0) return name;
  const isPlain = (arg: Scalar): boolean => typeof arg !== 'string' || /^(?!(null|true|false)$)[a-z_]\w*$/i.test(arg);
  return `${name}(${args.map((arg) => (isPlain(arg) ? String(arg) : JSON.stringify(arg)))})`;
}

/** Runs a function of the spec; whatever it throws becomes a `SpecError` that names the function and its place. */
function attempt<T>(where: string, fallback: SourceLocation | undefined, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const location = locateUserCode(error) ?? fallback;
    const known = { where, ...(location && { location }) };
    if (isSpecError(error)) throw error.with(known);
    const text = error instanceof Error ? error.message : String(error);
    if (/read.only property|not extensible|has been frozen|Cannot delete property/.test(text))
      throw new SpecError('S106', {
        ...known,
        text,
        help: 'Only an effect may change the state, through the draft it is given. Guards, properties and `initial` only look.',
        cause: error,
      });
    if (text.startsWith('[Immer] An immer producer returned'))
      throw new SpecError('S109', {
        ...known,
        text: 'it changed its draft and returned a new state as well',
        help: 'Assign to the draft and return nothing, or leave it alone and return the new state.',
        cause: error,
      });
    throw new SpecError('S103', { ...known, text, cause: error });
  }
}

/** The normal form of a state that a function of the spec made. */
function settle<S>(where: string, state: S, location: SourceLocation | undefined): S {
  try {
    return normalise(state);
  } catch (error) {
    if (!(error instanceof UnsupportedValue)) throw error;
    throw new SpecError('S105', {
      where,
      text: error.message,
      help: 'A state is made of null, booleans, finite numbers, strings, arrays, plain records, and sets and maps with scalar elements and keys.',
      ...(location && { location }),
    });
  }
}

function requireRecord(where: string, value: unknown, location: SourceLocation | undefined): void {
  if (typeof value === 'object' && value !== null) return;
  throw new SpecError('S109', { where, text: 'it must return a record', ...(location && { location }) });
}

function requirePart(part: string, type: string, value: unknown, location: SourceLocation | undefined): void {
  if (typeof value === type) return;
  throw new SpecError('S109', {
    text: value === undefined ? `it has no \`${part}\`` : `its \`${part}\` is not a ${type}`,
    help: 'A spec has a name, a function `initial` and a function `actions`.',
    ...(location && { location }),
  });
}

/** The text of an unnamed guard, on one line and without its parameter list. */
function textOf(guard: (...args: never[]) => boolean): string {
  const text = guard.toString().replace(/\s+/g, ' ');
  return /^\(?.*?\)? => (?!\{)(.*)$/.exec(text)?.[1] ?? 'its guard';
}
