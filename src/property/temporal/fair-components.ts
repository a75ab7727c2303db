import { type ActionSets, enabledSets } from './actions.ts';
import { ComponentSearch, type Successors } from './component-search.ts';
import { isReached, isRead, type Product } from './product.ts';
import { mayStay } from './state-graph.ts';

/** The pairs that lie on a loop which the automaton accepts, and which is fair. */
export interface FairComponents {
  /** The states of the automaton that the loops stay in. */
  readonly inside: readonly number[];
  /** The component of a node, which is a state times the length of `inside` plus a place in it. */
  readonly component: Uint32Array;
  /** The components that a fair loop can go through again and again, as a whole. */
  readonly fair: ReadonlySet<number>;
}

/** How many states are looked at between two pauses. */
const stretch = 1 << 15;

/**
 * The strongly connected components, within some states of the automaton, that hold an accepted fair loop. Weak fairness
 * asks of a component that it takes the action or holds a state where it cannot be taken. Where strong fairness asks for an
 * action that the component does not take, the states where it can be taken are removed, and what is left is searched
 * again: E. A. Emerson and C.-L. Lei, "Modalities for model checking", Science of Computer Programming 8, 1987.
 *
 * Cost: 12 bytes for each state and state of `inside`, but where all edges lead forward: then only states are looked at in
 * which a run may stay. With `isFirstEnough` it ends with the first component found.
 */
export function* fairComponents(
  product: Product,
  inside: readonly number[],
  sets: ActionSets,
  isFirstEnough: boolean,
): Generator<void, FairComponents> {
  const { graph } = product;
  const { size, isForward } = graph;
  const k = inside.length;
  const search = new ComponentSearch(size * k, successorsWithin(product, inside, isForward ? 'staying' : 'all'));
  const { component } = search;
  const examiner = new Examiner(product, inside, sets, component);
  const fair = new Set<number>();
  const rests: Uint32Array[] = [];
  const examine = (nodes: Uint32Array, start: number, end: number, id: number): boolean => {
    const outcome = examiner.examine(nodes, start, end, id);
    if (outcome === 'fair') fair.add(id);
    else if (outcome !== 'unfair') rests.push(outcome);
    return isFirstEnough && fair.size > 0;
  };
  const result = { inside, component, fair };
  for (let state = 0; state < size; state++) {
    for (let i = 0; i < k && !(isForward && !mayStay(graph, state)); i++) {
      const node = state * k + i;
      if (component[node] !== 0 || !isReached(product, state, inside[i] as number)) continue;
      if (yield* search.from(node, examine)) return result;
    }
    if (state % stretch === 0) yield;
  }
  for (let rest = rests.pop(); rest !== undefined; rest = rests.pop()) {
    search.forget(rest);
    for (const node of rest) if (component[node] === 0 && (yield* search.from(node, examine))) return result;
  }
  return result;
}

/** Where each state of the automaton is in a list; -1 if it is not. */
export function placesOf(inside: readonly number[], size: number): Int32Array {
  const place = new Int32Array(size).fill(-1);
  for (const [i, q] of inside.entries()) place[q] = i;
  return place;
}

/**
 * The successors of a pair within some states of the automaton; or only those where the run stays. Each is a transition of
 * the graph, and one of the automaton.
 */
export function successorsWithin(
  { graph, automaton, letters }: Product,
  inside: readonly number[],
  which: 'all' | 'staying',
): Successors {
  const k = inside.length;
  const place = placesOf(inside, automaton.size);
  return (node, position, found) => {
    const state = k === 1 ? node : Math.floor(node / k);
    const q = inside[node - state * k] as number;
    const firstWay = automaton.first[q] as number;
    const ways = (automaton.first[q + 1] as number) - firstWay;
    const last = graph.first[state + 1] as number;
    const start = which === 'all' ? (graph.first[state] as number) : last - (mayStay(graph, state) ? 1 : 0);
    const end = (last - start) * ways;
    const own = letters.ofState[state] as number;
    for (let at = position; at < end; at++) {
      const edge = start + Math.floor(at / ways);
      const to = graph.target[edge] as number;
      if (to === graph.size) continue;
      const way = firstWay + (at % ways);
      const next = place[automaton.target[way] as number] as number;
      if (next < 0) continue;
      if (!isRead(automaton, way, own | (letters.ofAction[graph.action[edge] as number] as number))) continue;
      found.node = to * k + next;
      return at + 1;
    }
    return 0;
  };
}

/** Looks at components one after another, on the same scratch arrays. */
class Examiner {
  readonly #product: Product;
  readonly #inside: readonly number[];
  readonly #place: Int32Array;
  readonly #sets: ActionSets;
  readonly #component: Uint32Array;
  readonly #taken: Uint32Array;
  readonly #enabled: Uint32Array;
  readonly #sometimes: Uint32Array;
  readonly #throughout: Uint32Array;

  constructor(product: Product, inside: readonly number[], sets: ActionSets, component: Uint32Array) {
    this.#product = product;
    this.#inside = inside;
    this.#place = placesOf(inside, product.automaton.size);
    this.#sets = sets;
    this.#component = component;
    const scratch = (): Uint32Array => new Uint32Array(sets.words);
    this.#taken = scratch();
    this.#enabled = scratch();
    this.#sometimes = scratch();
    this.#throughout = scratch();
  }

  /** Whether a fair accepted loop can go through all nodes of a component, through none, or which of them may have one. */
  examine(nodes: Uint32Array, start: number, end: number, id: number): 'fair' | 'unfair' | Uint32Array {
    if (end - start === 1 && !this.#staysIn(nodes[start] as number)) return 'unfair';
    const { words, weak, strong } = this.#sets;
    this.#taken.fill(0);
    this.#sometimes.fill(0);
    this.#throughout.fill(0xffffffff);
    let accepts = 0;
    let isLoop = false;
    for (let i = start; i < end; i++) {
      const marks = this.#lookAt(nodes[i] as number, id);
      if (marks < 0) continue;
      isLoop = true;
      accepts |= marks;
    }
    if (!isLoop || accepts !== 2 ** this.#product.automaton.acceptanceSets - 1) return 'unfair';
    const missed = new Uint32Array(words);
    for (let word = 0; word < words; word++) {
      const untaken = ~(this.#taken[word] as number);
      if (((weak[word] as number) & (this.#throughout[word] as number) & untaken) !== 0) return 'unfair';
      missed[word] = (strong[word] as number) & (this.#sometimes[word] as number) & untaken;
    }
    if (missed.every((bits) => bits === 0)) return 'fair';
    return this.#without(missed, nodes.subarray(start, end));
  }

  /** True if some transition of the graph leads from a node's state back to it. */
  #staysIn(node: number): boolean {
    const { first, target } = this.#product.graph;
    const state = Math.floor(node / this.#inside.length);
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++)
      if (target[edge] === state) return true;
    return false;
  }

  /** Notes what a node adds to its component. Returns the acceptance sets of its transitions inside; -1 if there are none. */
  #lookAt(node: number, id: number): number {
    const { graph, automaton, letters } = this.#product;
    const k = this.#inside.length;
    const { words, served } = this.#sets;
    const state = Math.floor(node / k);
    const q = this.#inside[node - state * k] as number;
    const last = automaton.first[q + 1] as number;
    let accepts = -1;
    for (let edge = graph.first[state] as number; edge < (graph.first[state + 1] as number); edge++) {
      const to = graph.target[edge] as number;
      if (to === graph.size) continue;
      const action = graph.action[edge] as number;
      const letter = (letters.ofState[state] as number) | (letters.ofAction[action] as number);
      for (let way = automaton.first[q] as number; way < last; way++) {
        const next = this.#place[automaton.target[way] as number] as number;
        if (next < 0 || this.#component[to * k + next] !== id || !isRead(automaton, way, letter)) continue;
        accepts = Math.max(accepts, 0) | (automaton.accepts[way] as number);
        for (let word = 0; word < words; word++)
          this.#taken[word] = (this.#taken[word] as number) | (served[words * action + word] as number);
      }
    }
    if (words > 0) this.#noteEnabled(state);
    return accepts;
  }

  #noteEnabled(state: number): void {
    enabledSets(this.#sets, this.#product.graph, state, this.#enabled);
    for (const [word, bits] of this.#enabled.entries()) {
      this.#sometimes[word] = (this.#sometimes[word] as number) | bits;
      this.#throughout[word] = (this.#throughout[word] as number) & bits;
    }
  }

  /** The nodes in whose states none of these assumptions asks for anything. */
  #without(missed: Uint32Array, nodes: Uint32Array): Uint32Array {
    return nodes.filter((node) => {
      enabledSets(this.#sets, this.#product.graph, Math.floor(node / this.#inside.length), this.#enabled);
      return this.#enabled.every((bits, word) => (bits & (missed[word] as number)) === 0);
    });
  }
}
