import { channelFaults } from './environment/channel-faults.ts';
import { crashActions } from './environment/crash.ts';
import { detectorActions } from './environment/detector.ts';
import {
  type Environment,
  initialEnvironment,
  refusalsOf,
  type Surroundings,
  surroundings,
} from './environment/environment.ts';
import { isUp } from './environment/environment-state.ts';
import { type Faults, isFaultless, resolveFaults } from './environment/faults.ts';
import { partitionActions } from './environment/partition.ts';
import { distinctPositions, fifo, type Network } from './network.ts';
import type { ParameterDeclaration, ParameterValues } from './parameter.ts';
import { type AnyDefinition, processActions, without } from './process-actions.ts';
import type { MessageOf, ProcessesDefinition } from './process-definition.ts';
import type { AnyProcessesState, ProcessesState } from './processes-state.ts';
import type { Property } from './property.ts';
import {
  type ActionDefinition,
  type Argument,
  type Assumptions,
  createSpec,
  type NetworkLayout,
  type Spec,
} from './spec.ts';
import { SpecError } from './spec-error.ts';

type Global = AnyProcessesState;
type Parameters = Record<string, ParameterDeclaration>;
type Definition = Spec<Global>['definition'];
type Actions = Readonly<Record<string, ActionDefinition<Global, Parameters, Argument>>>;

/**
 * A message-passing algorithm: processes with rules of their own, and a handler for what they receive. Builds a plain
 * `spec` whose state is `{ processes, channels }`, with an action per rule and process and one per channel. Where faults
 * may happen, the state has their `environment` as well, and there is an action for every fault.
 */
export function processes<
  const P extends Record<string, ParameterDeclaration>,
  L,
  M = Record<never, never>,
  Q extends Record<string, Property<ProcessesState<L, MessageOf<M>>>> = Record<never, never>,
>(definition: ProcessesDefinition<P, L, M, Q>): Spec<ProcessesState<L, MessageOf<M>>, Q> {
  const any = definition as unknown as AnyDefinition;
  const assumable = (params: ParameterValues<Parameters>, faults: Faults): Assumptions[] => {
    const { kind, afterCrash } = networkOf(any, params);
    const mayCrash = faults.crash !== undefined;
    const isStepwise = mayCrash && environmentOf(any, params).sending !== 'atomic';
    return [
      ...(kind === 'unordered' ? [{ channels: 'fifo' } as const] : []),
      ...(isStepwise && any.receive !== undefined ? [{ sending: 'atomic' } as const] : []),
      ...(mayCrash && afterCrash === 'lost' ? [{ afterCrash: 'delivered' } as const] : []),
    ];
  };
  const built = createSpec<Global, unknown>(definitionOf(any, {}), layoutOf(any), {
    faults: (params, given) => {
      const environment = environmentOf(any, params as never);
      const network = networkOf(any, params as never);
      return resolveFaults(
        given,
        environment.faults ?? {},
        refusalsOf(environment, { network, hasMessages: any.receive !== undefined }),
      );
    },
    under: (faults, assumptions) => {
      const stronger = strengthened(any, assumptions);
      return { definition: definitionOf(stronger, faults), network: layoutOf(stronger) };
    },
    assumable: (params, faults) => assumable(params as ParameterValues<Parameters>, faults),
  });
  return built as unknown as Spec<ProcessesState<L, MessageOf<M>>, Q>;
}

/** The same spec, with an environment and a network of which more is assumed. */
function strengthened(definition: AnyDefinition, { channels, sending, afterCrash }: Assumptions): AnyDefinition {
  return {
    ...definition,
    network: ({ params }) => ({
      ...networkOf(definition, params),
      ...(channels !== undefined && { kind: channels }),
      ...(afterCrash !== undefined && { afterCrash }),
    }),
    environment: ({ params }) => ({ ...environmentOf(definition, params), ...(sending !== undefined && { sending }) }),
  };
}

/** The general form of a process spec around which these faults may happen. */
function definitionOf(definition: AnyDefinition, faults: Faults): Definition {
  const { receive, initial } = definition;
  const idsOf = (params: ParameterValues<Parameters>): number[] =>
    Array.from({ length: countProcesses(definition, params) }, (_, id) => id);
  const aroundOf = (params: ParameterValues<Parameters>): Surroundings | undefined =>
    isFaultless(faults)
      ? undefined
      : surroundings(environmentOf(definition, params), faults, networkOf(definition, params), idsOf(params));

  return {
    name: definition.name,
    ...(definition.description !== undefined && { description: definition.description }),
    ...(definition.source !== undefined && { source: definition.source }),
    params: definition.params,
    initial: ({ params, choose }) => {
      const ids = idsOf(params);
      const around = aroundOf(params);
      return {
        processes: ids.map((id) => initial({ id, others: without(ids, id), params, choose })),
        channels: receive === undefined ? [] : ids.map(() => ids.map(() => [])),
        ...(around !== undefined && { environment: initialEnvironment(around) }),
      };
    },
    actions: ({ params }) => {
      const around = aroundOf(params);
      const ids = idsOf(params);
      const setting = { ids, network: networkOf(definition, params), ...(around && { around }) };
      const own = processActions(definition, setting);
      return around === undefined
        ? own
        : withFaults(own, {
            ...channelFaults(around),
            ...crashActions(around, (id, choose) => initial({ id, others: without(ids, id), params, choose })),
            ...detectorActions(around),
            ...partitionActions(around),
          } as unknown as Actions);
    },
    ...(definition.properties && { properties: definition.properties as never }),
    ...(definition.waitsFor && { waitsFor: definition.waitsFor }),
    ...(definition.fairness && { fairness: definition.fairness }),
    ...(definition.predicates && { predicates: definition.predicates }),
    processNames: definition.processNames ?? (({ params }) => idsOf(params).map((id) => `p${id}`)),
  };
}

function withFaults(own: Actions, faults: Actions): Actions {
  const taken = Object.keys(faults).find((name) => Object.hasOwn(own, name));
  if (taken === undefined) return { ...own, ...faults };
  throw new SpecError('S109', {
    where: taken,
    text: `its rule "${taken}" has the name of what the environment does`,
    help: 'Give the rule another name.',
  });
}

function layoutOf(definition: AnyDefinition): NetworkLayout<Global> {
  const isOrdered = (params: unknown): boolean =>
    networkOf(definition, params as ParameterValues<Parameters>).kind === 'fifo';
  return {
    process: (state, id) => state.processes[id],
    channel: (state, from, to) => state.channels[from]?.[to] ?? [],
    isUp,
    unsent: (state, id) => state.environment?.outbox?.[id] ?? [],
    isOrdered,
    taken: (channel, picks, params) => (isOrdered(params) ? 0 : takenOf(channel, picks)),
  };
}

function environmentOf({ environment }: AnyDefinition, params: ParameterValues<Parameters>): Environment {
  return typeof environment === 'function' ? environment({ params }) : (environment ?? {});
}

function networkOf({ network }: AnyDefinition, params: ParameterValues<Parameters>): Network {
  const chosen: unknown = typeof network === 'function' ? network({ params }) : (network ?? fifo());
  const kind = (chosen as Network | undefined)?.kind;
  if (kind === 'fifo' || kind === 'unordered') return chosen as Network;
  throw new SpecError('S109', { text: 'its `network` is none', help: 'Use fifo() or unordered().' });
}

/** The message of an unordered channel that is received, where the first choice of the delivery was this one. */
function takenOf(channel: readonly unknown[], [pick = 0]: readonly number[]): number {
  const positions = distinctPositions(channel);
  return positions.length > 1 ? (positions[pick] ?? 0) : 0;
}

function countProcesses(definition: AnyDefinition, params: ParameterValues<Parameters>): number {
  const count: unknown = definition.count === undefined ? params.processes : definition.count({ params });
  if (Number.isInteger(count) && (count as number) > 0) return count as number;
  throw new SpecError('S109', {
    text: `the number of processes is ${String(count)}`,
    help: 'Give the spec an integer parameter "processes", or a function count({ params }) that returns at least 1.',
  });
}
