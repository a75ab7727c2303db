import type { ActionSets } from './actions.ts';
import type { FairComponents } from './fair-components.ts';
import { fairLoop } from './fair-loop.ts';
import { isRead, type Product } from './product.ts';
import { type Lasso, shorten } from './ultimately-periodic.ts';

const none = 0xffffffff;

/**
 * A fair lasso that the automaton accepts. No accepted fair lasso has a shorter way to the component of its loop; the loop
 * is the shortest fair one through the state where that way comes in, if the component is small, and otherwise a short one.
 */
export function shortLasso(product: Product, found: readonly FairComponents[], sets: ActionSets): Lasso {
  const { graph, automaton } = product;
  const stem = stemTo(product, (state, q) => entrance(found, state, q) !== undefined);
  const last = stem.at(-1) as number;
  const state = Math.floor(last / automaton.size);
  const components = entrance(found, state, last % automaton.size) as FairComponents;
  const start = state * components.inside.length + components.inside.indexOf(last % automaton.size);
  const loop = fairLoop(product, components, sets, start);
  const states = stem.map((node) => Math.floor(node / automaton.size));
  const actions = stem.slice(1).map((node, i) => actionBetween(product, stem[i] as number, node));
  const begin = states.length - 1;
  if (loop.every(({ action }) => action === graph.stay)) return shorten({ states, actions, loop: begin }, graph.stay);
  for (const { node, action } of loop) {
    states.push(Math.floor(node / components.inside.length));
    actions.push(action);
  }
  return shorten({ states, actions, loop: begin }, graph.stay);
}

/** The components in which a fair loop goes through a pair. */
function entrance(found: readonly FairComponents[], state: number, q: number): FairComponents | undefined {
  return found.find(({ inside, component, fair }) => {
    const i = inside.indexOf(q);
    return i >= 0 && fair.has(component[state * inside.length + i] as number);
  });
}

/** The shortest way from an initial pair to a wanted one; nodes are states times the size of the automaton, and its state. */
function stemTo(
  { graph, automaton, letters }: Product,
  isWanted: (state: number, q: number) => boolean,
): readonly number[] {
  const width = automaton.size;
  const parent = new Uint32Array(graph.size * width).fill(none);
  let level: number[] = [];
  for (let state = 0; state < graph.initial; state++) {
    parent[state * width] = state * width;
    level.push(state * width);
  }
  while (level.length > 0) {
    const following: number[] = [];
    for (const node of level) {
      const state = Math.floor(node / width);
      const q = node % width;
      if (isWanted(state, q)) return wayBack(parent, node);
      for (let edge = graph.first[state] as number; edge < (graph.first[state + 1] as number); edge++) {
        const to = graph.target[edge] as number;
        if (to === graph.size) continue;
        const letter = (letters.ofState[state] as number) | (letters.ofAction[graph.action[edge] as number] as number);
        for (let way = automaton.first[q] as number; way < (automaton.first[q + 1] as number); way++) {
          const next = to * width + (automaton.target[way] as number);
          if (parent[next] !== none || !isRead(automaton, way, letter)) continue;
          parent[next] = node;
          following.push(next);
        }
      }
    }
    level = following;
  }
  throw new Error('a pair that was reached is not reached again');
}

function wayBack(parent: Uint32Array, end: number): readonly number[] {
  const path = [end];
  for (let at = end; parent[at] !== at; ) {
    at = parent[at] as number;
    path.push(at);
  }
  return path.reverse();
}

/** An action by which one pair leads to another. */
function actionBetween({ graph, automaton, letters }: Product, from: number, to: number): number {
  const state = Math.floor(from / automaton.size);
  const q = from % automaton.size;
  const [toState, toQ] = [Math.floor(to / automaton.size), to % automaton.size];
  for (let edge = graph.first[state] as number; edge < (graph.first[state + 1] as number); edge++) {
    if (graph.target[edge] !== toState) continue;
    const action = graph.action[edge] as number;
    const letter = (letters.ofState[state] as number) | (letters.ofAction[action] as number);
    for (let way = automaton.first[q] as number; way < (automaton.first[q + 1] as number); way++)
      if (automaton.target[way] === toQ && isRead(automaton, way, letter)) return action;
  }
  throw new Error('a transition is not found again');
}
