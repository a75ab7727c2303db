import type { CostFigures, Finding } from '../explore/exploration.ts';
import { type RunGraph, type StepCost, TransitionLog, watchCost } from '../explore/run-graph.ts';
import type { Configuration, NamedProperty } from '../spec/configuration.ts';
import type { CostProperty } from '../spec/cost.ts';
import type { StateSpace } from '../transition/state-space.ts';
import { type RunCosts, runCosts, type Way } from './run-cost.ts';

/** A cost property under the name the spec gave it. */
export type NamedCostProperty<S> = CostProperty<S> & { readonly name: string };

/** What runs cost, and for each bound that is not kept a run that shows it. */
export interface JudgedCosts<S> {
  readonly costs: ReadonlyMap<string, CostFigures>;
  readonly findings: readonly Finding<S>[];
}

/** Follows a search for the sake of cost properties. */
export interface CostJudge<S> {
  /** To be told of every transition. */
  readonly note: (source: number, action: number, target: number) => void;
  /** To be asked once, after a search that saw everything. `initial`: how many initial states there are. */
  readonly judge: (initial: number) => JudgedCosts<S>;
}

/** The cost properties among all. */
export function costProperties<S>(properties: readonly NamedProperty<S>[]): readonly NamedCostProperty<S>[] {
  return properties.filter((property) => property.kind === 'cost');
}

/** Judges cost properties of what a search finds in a state space. */
export function createCostJudge<S>(properties: readonly NamedCostProperty<S>[], space: StateSpace<S>): CostJudge<S> {
  const costs = properties.map(({ name, of }) =>
    watchCost(space, `property ${name}`, (before, action, after) => of(before as never, action, after as never)),
  );
  const log = new TransitionLog(costs);
  return {
    note: (source, action, target) => log.note(source, action, target),
    judge: (initial) => {
      const graphs = log.graphs(space.size, initial);
      return judgeCosts(properties, graphs, {
        state: (number) => space.state(number),
        actions: (way, i) =>
          way.edges.map((edge, k) =>
            actionOf(space, graphs[i] as RunGraph, costs[i] as StepCost, way.states[k] as number, edge),
          ),
      });
    },
  };
}

/** The action of an edge, found by firing the actions of its source once more. */
function actionOf<S>(space: StateSpace<S>, graph: RunGraph, cost: StepCost, source: number, edge: number): number {
  let expansion = space.expand(source, source + 1);
  while (expansion.next === source) expansion = space.expand(source, source + 1);
  const { batch } = expansion;
  for (let i = 0; i < batch.length; i++) {
    const action = batch.action[i] as number;
    const target = batch.target[i] as number;
    if (target === graph.target(edge) && cost(source, action, target) === graph.cost(edge)) return action;
  }
  throw new Error('a transition was not found again');
}

/** How a graph of numbers is turned back into runs. */
interface Meaning<S> {
  readonly state: (number: number) => S;
  /** The actions of a way through the graph of one of the properties. */
  readonly actions: (way: Way, property: number) => readonly number[];
}

function judgeCosts<S>(
  properties: readonly NamedCostProperty<S>[],
  graphs: readonly RunGraph[],
  meaning: Meaning<S>,
): JudgedCosts<S> {
  const costs = new Map<string, CostFigures>();
  const findings: Finding<S>[] = [];
  for (const [i, property] of properties.entries()) {
    const found = runCosts(graphs[i] as RunGraph);
    costs.set(property.name, found.figures);
    const way = violation(property, found);
    if (way === undefined) continue;
    const states = way.states.map(meaning.state);
    findings.push({ property: property.name, states, actions: meaning.actions(way, i) });
  }
  return { costs, findings };
}

function violation<S>({ atLeast, atMost }: CostProperty<S>, { figures, ...runs }: RunCosts): Way | undefined {
  const { least, greatest } = figures;
  if (atMost !== undefined && (greatest === 'unbounded' || greatest > atMost)) return runs.greatestRun();
  if (atLeast !== undefined && least !== undefined && least < atLeast) return runs.leastRun();
  return undefined;
}

/** The transitions between states that were numbered in the order in which they were found, as some engine fires them. */
export interface FiredTransitions<S> {
  readonly states: readonly S[];
  readonly initial: number;
  /** Source, action and target of each, by source. */
  readonly transitions: Iterable<readonly [source: number, action: number, target: number]>;
}

/** The same judgement for an engine without a state space; the functions of the properties are called for every transition. */
export function judgeFired<S>(
  { actions }: Pick<Configuration<S>, 'actions'>,
  properties: readonly NamedCostProperty<S>[],
  { states, initial, transitions }: FiredTransitions<S>,
): JudgedCosts<S> {
  const fired: number[] = [];
  const log = new TransitionLog(
    properties.map(({ of }) => (source, action, target) => {
      return of(states[source] as never, actions[action] as never, states[target] as never);
    }),
  );
  for (const [source, action, target] of transitions) {
    log.note(source, action, target);
    fired.push(action);
  }
  return judgeCosts(properties, log.graphs(states.length, initial), {
    state: (number) => states[number] as S,
    actions: ({ edges }) => edges.map((edge) => fired[edge] as number),
  });
}
