import type { CostFigures } from '../explore/exploration.ts';
import type { RunGraph } from '../explore/run-graph.ts';
import { GrowableUint32 } from '../state/growable.ts';
import { type Components, componentsOf } from './components.ts';

/** A way through a graph: its states, and the edges between them. */
export interface Way {
  readonly states: readonly number[];
  readonly edges: readonly number[];
}

/** What the runs of a graph cost, and runs that cost so much. */
export interface RunCosts {
  readonly figures: CostFigures;
  /** To a terminal state; absent if there is none. */
  readonly leastRun: () => Way | undefined;
  /** If there is no greatest cost, a way that ends where it was before, and paid something since. */
  readonly greatestRun: () => Way;
}

const none = 0xffffffff;

/** The best way known to each state: what it costs, and its last edge with the state that it comes from. */
interface Ways {
  readonly cost: Float64Array;
  readonly edge: Uint32Array;
  readonly from: Uint32Array;
}

function noWays(size: number): Ways {
  return {
    cost: new Float64Array(size).fill(-1),
    edge: new Uint32Array(size).fill(none),
    from: new Uint32Array(size).fill(none),
  };
}

/**
 * The least and greatest cost that runs accumulate, exactly. The least is that of a run that has ended, by E. Dijkstra's
 * algorithm. The greatest is that of any run: as costs are not negative, within a strongly connected component it is the
 * same for all states if none of the edges inside costs anything, and unbounded if one does, as it is on a cycle; from
 * component to component it is a longest way in an acyclic graph. Cost: some 70 bytes a state.
 */
export function runCosts(graph: RunGraph): RunCosts {
  const components = componentsOf(graph);
  const most = greatestWays(graph, components);
  const least = leastWays(graph);
  const figures = figuresOf(graph, most.ways, least);
  return {
    figures,
    leastRun: () => {
      const end = firstOf(graph, (state) => isTerminal(graph, state) && least.cost[state] === figures.least);
      return end === undefined ? undefined : wayTo(least, end);
    },
    greatestRun: () => {
      if (most.paidInside !== undefined) return lasso(graph, components, least, most.paidInside);
      const isGreatest = (state: number): boolean => most.ways.cost[state] === figures.greatest;
      const end =
        firstOf(graph, (state) => isTerminal(graph, state) && isGreatest(state)) ?? firstOf(graph, isGreatest) ?? 0;
      return wayThroughComponents(graph, components, most, end);
    },
  };
}

interface GreatestWays {
  readonly ways: Ways;
  /** By component: the state at which the greatest way comes in. */
  readonly entrance: Uint32Array;
  /** A state, and an edge from it within its component that costs something. */
  readonly paidInside?: { readonly state: number; readonly edge: number };
}

function greatestWays(graph: RunGraph, { of, order, count }: Components): GreatestWays {
  const ways = noWays(graph.size);
  const { cost, edge, from } = ways;
  const entrance = new Uint32Array(count);
  let paidInside: GreatestWays['paidInside'];
  for (let state = 0; state < graph.initial; state++) cost[state] = 0;
  for (let first = 0, last = 0; first < graph.size; first = last) {
    const component = of[order[first] as number] as number;
    let best = order[first] as number;
    let isPaid = false;
    for (last = first; last < graph.size && of[order[last] as number] === component; last++) {
      const state = order[last] as number;
      if ((cost[state] as number) > (cost[best] as number)) best = state;
      for (let e = graph.first(state); e < graph.end(state); e++) {
        if (of[graph.target(e)] !== component || graph.cost(e) === 0) continue;
        isPaid = true;
        if (paidInside === undefined || state < paidInside.state) paidInside = { state, edge: e };
      }
    }
    entrance[component] = best;
    const value = isPaid ? Number.POSITIVE_INFINITY : (cost[best] as number);
    for (let i = first; i < last; i++) {
      const state = order[i] as number;
      cost[state] = value;
      for (let e = graph.first(state); e < graph.end(state); e++) {
        const target = graph.target(e);
        if (of[target] === component || (cost[target] as number) >= value + graph.cost(e)) continue;
        cost[target] = value + graph.cost(e);
        edge[target] = e;
        from[target] = state;
      }
    }
  }
  return { ways, entrance, ...(paidInside && { paidInside }) };
}

/** Dijkstra's algorithm, with the states that wait in a list for each cost. */
function leastWays(graph: RunGraph): Ways {
  const ways = noWays(graph.size);
  const waiting = new Map<number, GrowableUint32>();
  const reach = (state: number, cost: number, edge: number, from: number): void => {
    const known = ways.cost[state] as number;
    if (known >= 0 && known <= cost) return;
    ways.cost[state] = cost;
    ways.edge[state] = edge;
    ways.from[state] = from;
    const list = waiting.get(cost) ?? new GrowableUint32();
    waiting.set(cost, list);
    list.push(state);
  };
  for (let state = 0; state < graph.initial; state++) reach(state, 0, none, none);
  while (waiting.size > 0) {
    const cost = Math.min(...waiting.keys());
    const list = waiting.get(cost) as GrowableUint32;
    for (let i = 0; i < list.length; i++) {
      const state = list.get(i);
      if (ways.cost[state] !== cost) continue;
      for (let e = graph.first(state); e < graph.end(state); e++)
        reach(graph.target(e), cost + graph.cost(e), e, state);
    }
    waiting.delete(cost);
  }
  return ways;
}

function isTerminal(graph: RunGraph, state: number): boolean {
  return graph.first(state) === graph.end(state);
}

function figuresOf(graph: RunGraph, most: Ways, least: Ways): CostFigures {
  const ends = new Map<string, { least: number; greatest: number; states: number }>();
  let greatest = 0;
  for (let state = 0; state < graph.size; state++) {
    const bounds = { least: least.cost[state] as number, greatest: most.cost[state] as number };
    greatest = Math.max(greatest, bounds.greatest);
    if (!isTerminal(graph, state)) continue;
    const key = `${bounds.least} ${bounds.greatest}`;
    const known = ends.get(key);
    if (known === undefined) ends.set(key, { ...bounds, states: 1 });
    else known.states++;
  }
  const sorted = [...ends.values()].sort((a, b) => a.least - b.least || a.greatest - b.greatest);
  return {
    ...(sorted[0] && { least: sorted[0].least }),
    greatest: finite(greatest),
    ends: sorted.map((end) => ({ ...end, greatest: finite(end.greatest) })),
  };
}

function finite(cost: number): number | 'unbounded' {
  return cost === Number.POSITIVE_INFINITY ? 'unbounded' : cost;
}

/** The first state found of those that are wanted. */
function firstOf({ size }: RunGraph, isWanted: (state: number) => boolean): number | undefined {
  for (let state = 0; state < size; state++) if (isWanted(state)) return state;
  return undefined;
}

function wayTo({ edge, from }: Ways, end: number): Way {
  const states = [end];
  const edges: number[] = [];
  for (let at = end; from[at] !== none; at = from[at] as number) {
    edges.push(edge[at] as number);
    states.push(from[at] as number);
  }
  return { states: states.reverse(), edges: edges.reverse() };
}

function wayThroughComponents(graph: RunGraph, { of }: Components, { ways, entrance }: GreatestWays, end: number): Way {
  const parts: Way[] = [];
  for (let at = end; ; ) {
    const into = entrance[of[at] as number] as number;
    parts.unshift(wayInside(graph, of, into, at));
    const before = ways.from[into] as number;
    if (before === none) break;
    parts.unshift({ states: [before, into], edges: [ways.edge[into] as number] });
    at = before;
  }
  return joined(parts);
}

/** A least way to a paid edge, over it, and back. */
function lasso(
  graph: RunGraph,
  { of }: Components,
  least: Ways,
  { state, edge }: { state: number; edge: number },
): Way {
  const target = graph.target(edge);
  return joined([wayTo(least, state), { states: [state, target], edges: [edge] }, wayInside(graph, of, target, state)]);
}

/** Each way begins where the one before it ends. */
function joined(ways: readonly Way[]): Way {
  return {
    states: ways.flatMap(({ states }, i) => (i === 0 ? states : states.slice(1))),
    edges: ways.flatMap(({ edges }) => edges),
  };
}

/** A shortest way between two states of a component that does not leave it. */
function wayInside(graph: RunGraph, of: Uint32Array, start: number, end: number): Way {
  const reached = new Map([[start, { from: none, edge: none }]]);
  for (const state of reached.keys()) {
    if (state === end) break;
    for (let e = graph.first(state); e < graph.end(state); e++) {
      const target = graph.target(e);
      if (of[target] === of[start] && !reached.has(target)) reached.set(target, { from: state, edge: e });
    }
  }
  const states = [end];
  const edges: number[] = [];
  for (let at = reached.get(end); at !== undefined && at.from !== none; at = reached.get(at.from)) {
    edges.push(at.edge);
    states.push(at.from);
  }
  return { states: states.reverse(), edges: edges.reverse() };
}
