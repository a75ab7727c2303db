import type { Action } from './action.ts';
import { bindAction } from './bind-action.ts';
import { bindProperty, type NamedProperty } from './bind-property.ts';
import { attempt, settle } from './calling.ts';
import type { Choose } from './choice.ts';
import { runCost } from './cost.ts';
import { type Faults, isFaultless, requireFault } from './environment/faults.ts';
import { servedInOrder } from './first-come-first-served.ts';
import { consensus } from './guarantees/consensus.ts';
import { multicast } from './guarantees/multicast.ts';
import { happenedBefore } from './happened-before.ts';
import { historyInvariant, observing } from './history.ts';
import {
  type ParameterDeclaration,
  type ParameterValue,
  type ParameterValues,
  resolveParameters,
} from './parameter.ts';
import { deadlockFree, invariant, type Property, reachable, stepProperty, terminal } from './property.ts';
import type { PropertyContext } from './property-context.ts';
import type { SourceLocation } from './source-location.ts';
import {
  type ActionDefinition,
  type Argument,
  type Assumptions,
  isSpec,
  type NetworkLayout,
  type Spec,
  type WaitsFor,
} from './spec.ts';
import { SpecError } from './spec-error.ts';
import { guardedPredicates, temporalContext } from './temporal/bind-temporal.ts';
import { type Fairness, fairnessContext, resolveFairness } from './temporal/fairness.ts';
import type { NamedPredicates } from './temporal/predicates.ts';

export type { Action, Condition } from './action.ts';
export type { NamedProperty } from './bind-property.ts';

/** A spec with values for its parameters: what every engine explores. States that its functions are given are frozen. */
export interface Configuration<S> {
  readonly name: string;
  readonly description?: string;
  readonly source?: string;
  readonly location?: SourceLocation;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** How often each fault may happen; absent if none may. */
  readonly faults?: Faults;
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

/** What surrounds a configuration. */
export interface ConfigureOptions {
  /** How often each fault may happen in a run; of those not given, as often as the spec says. */
  readonly faults?: Readonly<Record<string, unknown>>;
  /** What is assumed of the environment beyond what the spec says. */
  readonly assume?: Assumptions;
}

/**
 * Binds a spec's parameters, those not given to their defaults, and puts it into its environment.
 * @throws SpecError S102, S103, S109 for the spec, U102, U103 for the parameters, U107, U109 for the faults.
 */
export function configure<S, Q>(
  spec: Spec<S, Q>,
  given: Readonly<Record<string, ParameterValue>> = {},
  options: ConfigureOptions = {},
): Configuration<S> {
  if (!isSpec(spec)) throw new SpecError('S102', { text: 'this is not a spec', help: 'Use spec() or processes().' });
  const { location } = spec;
  const { name, description, source, processNames, waitsFor } = spec.definition;
  requirePart('name', 'string', name, location);
  requirePart('initial', 'function', spec.definition.initial, location);
  requirePart('actions', 'function', spec.definition.actions, location);
  const call = <T>(where: string, run: () => T): T => attempt(where, location, run);
  const parameters = Object.freeze(resolveParameters(spec.definition.params ?? {}, given));
  const faults = call('environment', () => faultsOf(spec, parameters, options.faults ?? {}));
  const isPlain = isFaultless(faults) && options.assume === undefined;
  const { definition, network } = (!isPlain && spec.environment?.under(faults, options.assume ?? {})) || spec;
  const params = parameters as ParameterValues<Record<string, ParameterDeclaration>>;
  const actions = call('actions', () => definition.actions({ params, action: (definition) => definition }));
  const names = processNames === undefined ? [] : call('processNames', () => processNames({ params }));
  const channels = network === undefined ? undefined : { layout: network, count: names.length };
  const predicates = guardedPredicates(
    call('predicates', () => definition.predicates?.({ params }) ?? {}),
    call,
  );
  const group = { names, layout: network, call };
  const context: PropertyContext<S, Record<string, ParameterDeclaration>> = {
    ...temporalContext(predicates),
    params,
    invariant,
    stepProperty,
    reachable,
    deadlockFree,
    terminal,
    observe: observing(params, call),
    historyInvariant,
    happenedBeforeOrder: ({ request, entry, ...options }) =>
      happenedBefore(
        { request, entry },
        {
          actions: Object.keys(actions),
          count: channels?.count ?? 0,
          isOrdered: network?.isOrdered(parameters) ?? true,
          faults,
        },
        options,
      ),
    firstComeFirstServed: ({ doorway, entry, ...options }) =>
      servedInOrder({ doorway, entry }, { actions: Object.keys(actions), names }, options),
    runCost: (options) => runCost(options ?? {}, channels),
    multicast: (selectors) => multicast(selectors, group),
    consensus: (selectors) => consensus(selectors, group),
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
    ...(!isFaultless(faults) && { faults }),
    initial: (choose) => {
      const state = call('initial', () => definition.initial({ params, choose }));
      return settle('initial', state, location);
    },
    actions: bound,
    properties: Object.entries(properties).map(([property, one]) => bindProperty(property, one, bound, call)),
    fairness: call('fairness', () => resolveFairness(declared, bound, names, network?.isOrdered(parameters) ?? true)),
    predicates,
    processNames: names,
    ...(network && { network }),
    ...(waitsFor && { waitsFor: (state: S) => call('waitsFor', () => waitsFor(state as never, { params })) }),
  };
}

function faultsOf<S, Q>(
  { environment }: Spec<S, Q>,
  parameters: Readonly<Record<string, ParameterValue>>,
  given: Readonly<Record<string, unknown>>,
): Faults {
  if (environment !== undefined) return environment.faults(parameters, given);
  const [name] = Object.keys(given);
  if (name === undefined) return {};
  requireFault(name);
  throw new SpecError('U109', {
    text: `the spec does not allow the fault "${name}": it is not made of processes`,
    help: 'Write it with processes(), or model what can go wrong as actions of its own, with `optional: true`.',
  });
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
