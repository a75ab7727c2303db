import type { RunGraph } from '../explore/run-graph.ts';

/** The strongly connected components of a graph: no edge leads from a component to one with a greater number. */
export interface Components {
  readonly count: number;
  /** By state. */
  readonly of: Uint32Array;
  /** The states, those of the greatest component first: edges lead within a component, or to the right. */
  readonly order: Uint32Array;
}

/**
 * R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1(2), 1972, with the recursion
 * on a stack of its own. Every state must be reachable from an initial one. Cost: 28 bytes a state.
 */
export function componentsOf(graph: RunGraph): Components {
  const { size } = graph;
  const of = new Uint32Array(size);
  const index = new Uint32Array(size); // 0: not met
  const low = new Uint32Array(size); // 0 once its component is known
  const next = new Uint32Array(size);
  const path = new Uint32Array(size);
  const open = new Uint32Array(size);
  let pathLength = 0;
  let openLength = 0;
  let met = 0;
  let count = 0;
  const enter = (state: number): void => {
    index[state] = low[state] = ++met;
    next[state] = graph.first(state);
    path[pathLength++] = state;
    open[openLength++] = state;
  };
  const leave = (state: number): void => {
    pathLength--;
    const least = low[state] as number;
    if (least === index[state]) {
      let member: number;
      do {
        member = open[--openLength] as number;
        of[member] = count;
        low[member] = 0;
      } while (member !== state);
      count++;
    } else {
      const above = path[pathLength - 1] as number;
      low[above] = Math.min(low[above] as number, least);
    }
  };
  for (let root = 0; root < graph.initial; root++) {
    if (index[root] === 0) enter(root);
    while (pathLength > 0) {
      const state = path[pathLength - 1] as number;
      const edge = next[state] as number;
      if (edge === graph.end(state)) {
        leave(state);
        continue;
      }
      next[state] = edge + 1;
      const target = graph.target(edge);
      if (index[target] === 0) enter(target);
      else if (low[target] !== 0) low[state] = Math.min(low[state] as number, index[target] as number);
    }
  }
  return { count, of, order: byComponent(of, count) };
}

/** Counting sort, in descending order. */
function byComponent(of: Uint32Array, count: number): Uint32Array {
  const places = new Uint32Array(count + 1);
  for (const component of of) places[count - component] = (places[count - component] as number) + 1;
  for (let i = 1; i <= count; i++) places[i] = (places[i] as number) + (places[i - 1] as number);
  const order = new Uint32Array(of.length);
  for (const [state, component] of of.entries()) {
    const slot = count - 1 - component;
    order[places[slot] as number] = state;
    places[slot] = (places[slot] as number) + 1;
  }
  return order;
}
