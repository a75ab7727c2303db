import { ComponentSearch } from './component-search.ts';
import type { StateGraph } from './state-graph.ts';

/** How many states are looked at between two pauses. */
const stretch = 1 << 15;

/**
 * The first state from which none with a predicate can be reached; nothing if there is no such state. What is outside the
 * graph is taken to lead there. Cost: 13 bytes a state, or one if all edges lead forward.
 */
export function* outOfReach(graph: StateGraph, holds: (state: number) => boolean): Generator<void, number | undefined> {
  const { size, first, target } = graph;
  const can = new Uint8Array(size + 1);
  const alone = new Uint32Array(1);
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
  if (graph.isForward) {
    for (let state = size - 1; state >= 0; state--) {
      examine(alone.fill(state), 0, 1);
      if (state % stretch === 0) yield;
    }
  } else {
    for (let state = 0; state < size; state++) if (search.component[state] === 0) yield* search.from(state, examine);
  }
  const stuck = can.indexOf(0);
  return stuck < 0 ? undefined : stuck;
}
