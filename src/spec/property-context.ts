import type { CostProperty, RunCostOptions } from './cost.ts';
import type { Doorway } from './first-come-first-served.ts';
import type { ConsensusGuarantees, ConsensusSelectors } from './guarantees/consensus.ts';
import type { MulticastGuarantees, MulticastSelectors } from './guarantees/multicast.ts';
import type { HistoryProperty, historyInvariant, Observer, ObserverDefinition, ServiceOrder } from './history.ts';
import type { ParameterValues } from './parameter.ts';
import type { deadlockFree, invariant, reachable, stepProperty, terminal } from './property.ts';
import type { TemporalContext } from './temporal/temporal-property.ts';

/** What the `properties` function of a spec is given: the builders, typed for this spec's states, and its parameters. */
export interface PropertyContext<S, P> extends TemporalContext<S> {
  readonly params: ParameterValues<P>;
  readonly invariant: typeof invariant<S>;
  readonly stepProperty: typeof stepProperty<S>;
  readonly reachable: typeof reachable<S>;
  readonly deadlockFree: typeof deadlockFree<S>;
  readonly terminal: typeof terminal<S>;
  /** A history for `historyInvariant`: ghost state that sees every step, and that no guard and no effect can see. */
  readonly observe: <H>(definition: ObserverDefinition<S, P, H>) => Observer<S, H>;
  readonly historyInvariant: <H>(...args: Parameters<typeof historyInvariant<S, H>>) => HistoryProperty<S>;
  /** Processes enter in the happened-before order of their requests; says which rules these are. Of process specs only. */
  readonly happenedBeforeOrder: (options: ServiceOrder & { readonly description?: string }) => HistoryProperty<S>;
  /** Processes enter in the order in which they get through their doorways; says which actions these are. */
  readonly firstComeFirstServed: (options: Doorway & { readonly description?: string }) => HistoryProperty<S>;
  /** What runs cost at least and at most; without `of`, the messages that they send. */
  readonly runCost: (options?: RunCostOptions<S>) => CostProperty<S>;
  /** The guarantees of multicast, of a spec that says what its processes multicast and deliver. Of process specs only. */
  readonly multicast: (selectors: MulticastSelectors<LocalOf<S>>) => MulticastGuarantees<S>;
  /** The guarantees of consensus, of a spec that says what its processes propose and decide. Of process specs only. */
  readonly consensus: (selectors: ConsensusSelectors<LocalOf<S>>) => ConsensusGuarantees<S>;
}

/** The local state of the processes of a process spec. */
export type LocalOf<S> = S extends { processes: (infer L)[] } ? L : unknown;
