import type { StateGraph } from './state-graph.ts';

const none = 0xffffffff;

/** A way through a graph from an initial state. */
export interface GraphWay {
  readonly states: readonly number[];
  readonly actions: readonly number[];
}

/** A shortest way from an initial state to a wanted one. */
export function shortestWay(graph: StateGraph, isWanted: (state: number) => boolean): GraphWay | undefined {
  const parent = new Uint32Array(graph.size).fill(none);
  const parentEdge = new Uint32Array(graph.size);
  let level: number[] = [];
  for (let state = 0; state < graph.initial; state++) {
    parent[state] = state;
    level.push(state);
  }
  while (level.length > 0) {
    const following: number[] = [];
    for (const state of level) {
      if (isWanted(state)) return wayBack(graph, parent, parentEdge, state);
      for (let edge = graph.first[state] as number; edge < (graph.first[state + 1] as number); edge++) {
        const to = graph.target[edge] as number;
        if (to === graph.size || parent[to] !== none) continue;
        parent[to] = state;
        parentEdge[to] = edge;
        following.push(to);
      }
    }
    level = following;
  }
  return undefined;
}

function wayBack(graph: StateGraph, parent: Uint32Array, parentEdge: Uint32Array, end: number): GraphWay {
  const states = [end];
  const actions: number[] = [];
  for (let at = end; parent[at] !== at; ) {
    actions.push(graph.action[parentEdge[at] as number] as number);
    at = parent[at] as number;
    states.push(at);
  }
  return { states: states.reverse(), actions: actions.reverse() };
}
