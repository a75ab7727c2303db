import type { Automaton } from './automaton.ts';
import { type Bits, bitsArray, type Letters } from './letters.ts';
import type { StateGraph } from './state-graph.ts';

/** An automaton in flat arrays: the transitions of state q are those from `first[q]` up to but without `first[q + 1]`. */
export interface FlatAutomaton {
  readonly size: number;
  readonly acceptanceSets: number;
  readonly first: Uint32Array;
  readonly positive: Uint32Array;
  readonly negative: Uint32Array;
  readonly accepts: Uint32Array;
  readonly target: Uint32Array;
}

export function flatten({ states, acceptanceSets }: Automaton): FlatAutomaton {
  const edges = states.flat();
  const first = new Uint32Array(states.length + 1);
  for (const [q, own] of states.entries()) first[q + 1] = (first[q] as number) + own.length;
  return {
    size: states.length,
    acceptanceSets,
    first,
    positive: Uint32Array.from(edges, ({ positive }) => positive),
    negative: Uint32Array.from(edges, ({ negative }) => negative),
    accepts: Uint32Array.from(edges, ({ accepts }) => accepts),
    target: Uint32Array.from(edges, ({ target }) => target),
  };
}

/** The runs of a graph that an automaton reads: pairs of a state and a state of the automaton that is reached with it. */
export interface Product {
  readonly graph: StateGraph;
  readonly automaton: FlatAutomaton;
  readonly letters: Letters;
  /** For each state, the reached states of the automaton as bits, in `words` entries. */
  readonly reached: Bits;
  readonly words: number;
}

/** True if a state is reached together with a state of the automaton. */
export function isReached({ reached, words }: Product, state: number, q: number): boolean {
  return (((reached[state * words + (q >>> 5)] as number) >>> (q & 31)) & 1) === 1;
}

/** How many states are looked at between two pauses. */
const stretch = 1 << 15;

/**
 * Finds all pairs that are reached, by going through the states in the order of their numbers and starting over where a
 * transition leads back. Breadth first few do. Cost: two bytes a state for each eight states of the automaton.
 */
export function* productOf(graph: StateGraph, automaton: FlatAutomaton, letters: Letters): Generator<void, Product> {
  const words = Math.max(1, Math.ceil(automaton.size / 32));
  const reached = bitsArray(automaton.size, graph.size * words);
  const done = bitsArray(automaton.size, graph.size * words);
  for (let state = 0; state < graph.initial; state++) reached[state * words] = 1;
  for (let start = 0; start < graph.size; ) {
    let again = graph.size;
    for (let state = start; state < graph.size; state++) {
      for (let word = 0; word < words; word++) {
        const at = state * words + word;
        const fresh = (reached[at] as number) & ~(done[at] as number);
        if (fresh === 0) continue;
        done[at] = reached[at] as number;
        again = Math.min(again, spread(graph, automaton, letters, reached, words, state, word, fresh));
      }
      if (state % stretch === 0) yield;
    }
    start = again;
  }
  return { graph, automaton, letters, reached, words };
}

/** Marks the successors of some pairs of one state. Returns the least state, no greater than this, that got a new mark. */
function spread(
  graph: StateGraph,
  automaton: FlatAutomaton,
  letters: Letters,
  reached: Bits,
  words: number,
  state: number,
  word: number,
  fresh: number,
): number {
  const { size, first, target, action } = graph;
  const own = letters.ofState[state] as number;
  const end = first[state + 1] as number;
  let again = size;
  for (let edge = first[state] as number; edge < end; edge++) {
    const to = target[edge] as number;
    if (to === size) continue;
    const letter = own | (letters.ofAction[action[edge] as number] as number);
    for (let bits = fresh; bits !== 0; bits &= bits - 1) {
      const q = word * 32 + 31 - Math.clz32(bits & -bits);
      const last = automaton.first[q + 1] as number;
      for (let i = automaton.first[q] as number; i < last; i++) {
        if (!isRead(automaton, i, letter)) continue;
        const next = automaton.target[i] as number;
        const at = to * words + (next >>> 5);
        const bit = 1 << (next & 31);
        if (((reached[at] as number) & bit) !== 0) continue;
        reached[at] = (reached[at] as number) | bit;
        if (to <= state && to < again) again = to;
      }
    }
  }
  return again;
}

/** True if a transition of an automaton is taken on a letter. */
export function isRead({ positive, negative }: FlatAutomaton, i: number, letter: number): boolean {
  return ((positive[i] as number) & ~letter) === 0 && ((negative[i] as number) & letter) === 0;
}
