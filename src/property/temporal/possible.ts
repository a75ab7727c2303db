import { ComponentSearch } from './component-search.ts';
import type { StateGraph } from './state-graph.ts';

/**
 * The first state from which none with a predicate can be reached; nothing if there is no such state. What is outside the
 * graph is taken to lead there. Cost: 13 bytes a state.
 */
export function* outOfReach(graph: StateGraph, holds: (state: number) => boolean): Generator<void, number | undefined> {
  const { size, first, target } = graph;
  const can = new Uint8Array(size + 1);
  can[size] = 1;
  const search = new ComponentSearch(size, (state, position, found) => {
    const edge = (first[state] as number) + position;
    for (let at = edge; at < (first[state + 1] as number); at++) {
      if (target[at] === size) continue;
      found.node = target[at] as number;
      return at - (first[state] as number) + 1;
    }
    return 0;
  });
  const examine = (nodes: Uint32Array, start: number, end: number): boolean => {
    const members = nodes.subarray(start, end);
    const leads = (state: number): boolean => {
      for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++)
        if (can[target[edge] as number] === 1) return true;
      return false;
    };
    if (members.some((state) => holds(state) || leads(state))) for (const state of members) can[state] = 1;
    return false;
  };
  for (let state = 0; state < size; state++) if (search.component[state] === 0) yield* search.from(state, examine);
  const stuck = can.indexOf(0);
  return stuck < 0 ? undefined : stuck;
}
