import type { BypassFigures } from '../../explore/exploration.ts';
import type { Action } from '../../spec/configuration.ts';
import type { BypassProperty } from '../../spec/temporal/temporal-property.ts';
import { ComponentSearch } from './component-search.ts';
import { successorsWithin } from './fair-components.ts';
import { flatten, isReached, type Product, productOf } from './product.ts';
import type { StateGraph } from './state-graph.ts';

/** A run in which a process is overtaken as often as can be; it goes round for ever if there is no bound. */
export interface BypassWay {
  readonly states: readonly number[];
  readonly actions: readonly number[];
  readonly loop?: number;
}

type Actions = readonly Pick<Action<unknown>, 'name' | 'args' | 'process' | 'index'>[];

/** While a process waits: nothing that its request began is over before its entry. */
const waiting = 1;
const requestBit = 1;
const entryBit = 2;

/** No component has this number. */
const none = 1;

/** How many states are looked at between two pauses. */
const stretch = 1 << 15;

/**
 * Counts entries of others while a process waits, over all runs, whether fair or not: as long as one can go on, another
 * can come first. Within a component of the graph of waiting states there is no bound if an entry of another is in it;
 * from component to component it is a longest way. Cost: 18 bytes a state, or 6 if all edges lead forward.
 */
export function* bypassOf(
  graph: StateGraph,
  { request, entry, atMost }: BypassProperty,
  actions: Actions,
): Generator<void, { readonly figures: BypassFigures; readonly way?: BypassWay }> {
  let worst: { readonly counted: Counted; readonly owner: string } | undefined;
  for (const owner of ownersOf(request, actions)) {
    const isOf = (name: string, isOwn: boolean): readonly number[] =>
      actions.filter((one) => one.name === name && (ownerOf(one) === owner) === isOwn).map(({ index }) => index);
    const product = yield* waitingStates(graph, isOf(request, true), isOf(entry, true));
    const counted = yield* count(product, isOf(entry, false));
    if (worst === undefined || counted.most > worst.counted.most) worst = { counted, owner };
    if (counted.most === Number.POSITIVE_INFINITY) break;
  }
  if (worst === undefined || worst.counted.most === 0) return { figures: { most: 0 } };
  const { counted, owner } = worst;
  const isUnbounded = counted.most === Number.POSITIVE_INFINITY;
  const figures: BypassFigures = { most: isUnbounded ? 'unbounded' : counted.most, overtaken: owner };
  if (!isUnbounded && (atMost === undefined || counted.most <= atMost)) return { figures };
  return { figures, way: counted.way() };
}

/** Whose an action is: that of the process which acts, or else of its first argument. */
function ownerOf({ process, args }: Actions[number]): string {
  return String(process ?? args[0]);
}

function ownersOf(request: string, actions: Actions): readonly string[] {
  return [...new Set(actions.filter(({ name }) => name === request).map(ownerOf))];
}

/** The product with an automaton that is in state 1 from the request of a process to its entry. */
function* waitingStates(
  graph: StateGraph,
  requests: readonly number[],
  entries: readonly number[],
): Generator<void, Product> {
  const ofAction = new Uint32Array(graph.stay + 1);
  for (const action of requests) ofAction[action] = requestBit;
  for (const action of entries) ofAction[action] = entryBit;
  const letters = { ofState: new Uint8Array(graph.size), ofAction };
  const edge = (positive: number, negative: number, target: number) => ({ positive, negative, accepts: 0, target });
  const automaton = {
    acceptanceSets: 0,
    states: [
      [edge(0, requestBit, 0), edge(requestBit, 0, waiting)],
      [edge(0, entryBit, waiting), edge(entryBit, 0, 0)],
    ],
  };
  return yield* productOf(graph, flatten(automaton), letters);
}

interface Counted {
  readonly most: number;
  /** A run that is overtaken so often. */
  readonly way: () => BypassWay;
}

/** The greatest number of some actions on a way through waiting states. */
function* count(product: Product, counted: readonly number[]): Generator<void, Counted> {
  const { graph } = product;
  const { size, first, target, action, stay } = graph;
  const costOf = new Uint8Array(stay + 1);
  for (const one of counted) costOf[one] = 1;
  const value = new Uint32Array(size);
  const search = new ComponentSearch(size, successorsWithin(product, [waiting], 'all'));
  const { component } = search;
  let endless: number | undefined;
  let most = 0;
  const alone = new Uint32Array(1);
  const staysWaiting = (edge: number): boolean =>
    target[edge] !== size && ((product.letters.ofAction[action[edge] as number] as number) & entryBit) === 0;
  const examine = (nodes: Uint32Array, start: number, end: number, id: number): boolean => {
    let best = 0;
    for (let i = start; i < end; i++) {
      const state = nodes[i] as number;
      for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
        if (!staysWaiting(edge)) continue;
        const to = target[edge] as number;
        const cost = costOf[action[edge] as number] as number;
        if (component[to] === id && cost > 0) endless = edge;
        best = Math.max(best, cost + (value[to] as number));
      }
    }
    for (let i = start; i < end; i++) value[nodes[i] as number] = best;
    most = Math.max(most, best);
    return endless !== undefined;
  };
  if (graph.isForward) {
    for (let state = size - 1; state >= 0; state--) {
      if (isReached(product, state, waiting)) examine(alone.fill(state), 0, 1, none);
      if (state % stretch === 0) yield;
    }
  } else {
    for (let state = 0; state < size && endless === undefined; state++)
      if (component[state] === 0 && isReached(product, state, waiting)) yield* search.from(state, examine);
  }
  if (endless !== undefined) {
    const edge = endless;
    return { most: Number.POSITIVE_INFINITY, way: () => roundAndRound(product, component, edge) };
  }
  return { most, way: () => longestWay(product, value, most, (edge) => costOf[action[edge] as number] === 1) };
}

/** To a component, and round in it by way of an edge. */
function roundAndRound(product: Product, component: Uint32Array, edge: number): BypassWay {
  const { graph } = product;
  const source = sourceOf(graph, edge);
  const id = component[source];
  const stem = wayIn(product, (state, q) => q === waiting && state === source);
  const back = wayWithin(product, graph.target[edge] as number, (state) => component[state] === id, source);
  return {
    states: [...stem.states, graph.target[edge] as number, ...back.states],
    actions: [...stem.actions, graph.action[edge] as number, ...back.actions],
    loop: stem.states.length - 1,
  };
}

function sourceOf({ first }: StateGraph, edge: number): number {
  let [low, high] = [0, first.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((first[middle] as number) <= edge) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A way on which something is counted as often as can be, and no further. */
function longestWay(
  product: Product,
  value: Uint32Array,
  most: number,
  isCounted: (edge: number) => boolean,
): BypassWay {
  const { graph } = product;
  const stem = wayIn(product, (state, q) => q === waiting && value[state] === most);
  const states = [...stem.states];
  const actions = [...stem.actions];
  for (let left = most; left > 0; left--) {
    const way = search(
      [states.at(-1) as number],
      (state) =>
        edgesOf(graph, state)
          .filter((edge) => !isEntry(product, edge))
          .map((edge) => [edge, graph.target[edge] as number]),
      (_, edge, from) =>
        edge !== undefined &&
        isCounted(edge) &&
        value[from as number] === left &&
        value[graph.target[edge] as number] === left - 1,
    );
    states.push(...way.nodes.slice(1));
    actions.push(...way.edges.map((edge) => graph.action[edge] as number));
  }
  return { states, actions };
}

function isEntry({ graph, letters }: Product, edge: number): boolean {
  return (
    graph.target[edge] === graph.size || ((letters.ofAction[graph.action[edge] as number] as number) & entryBit) !== 0
  );
}

function edgesOf({ first }: StateGraph, state: number): number[] {
  const start = first[state] as number;
  return Array.from({ length: (first[state + 1] as number) - start }, (_, i) => start + i);
}

/** A shortest way from an initial state to a wanted pair of a state and whether the process waits. */
function wayIn(
  product: Product,
  isWanted: (state: number, q: number) => boolean,
): { readonly states: number[]; readonly actions: number[] } {
  const { graph, letters } = product;
  const after = (q: number, edge: number): number => {
    const letter = letters.ofAction[graph.action[edge] as number] as number;
    return q === waiting ? Number((letter & entryBit) === 0) : Number((letter & requestBit) !== 0);
  };
  const way = search(
    Array.from({ length: graph.initial }, (_, state) => 2 * state),
    (node) =>
      edgesOf(graph, node >> 1)
        .filter((edge) => graph.target[edge] !== graph.size)
        .map((edge) => [edge, 2 * (graph.target[edge] as number) + after(node & 1, edge)]),
    (node) => isWanted(node >> 1, node & 1),
  );
  return { states: way.nodes.map((node) => node >> 1), actions: way.edges.map((edge) => graph.action[edge] as number) };
}

/** A shortest way between two states through states that are allowed, without an entry of the process that waits. */
function wayWithin(
  product: Product,
  from: number,
  isAllowed: (state: number) => boolean,
  to: number,
): { readonly states: number[]; readonly actions: number[] } {
  const { graph } = product;
  const way = search(
    [from],
    (state) =>
      edgesOf(graph, state)
        .filter((edge) => !isEntry(product, edge) && isAllowed(graph.target[edge] as number))
        .map((edge) => [edge, graph.target[edge] as number]),
    (state) => state === to,
  );
  return { states: way.nodes.slice(1), actions: way.edges.map((edge) => graph.action[edge] as number) };
}

/** Breadth first to a wanted node, or edge into it. */
function search(
  starts: readonly number[],
  steps: (node: number) => (readonly [edge: number, node: number])[],
  isWanted: (node: number, edge?: number, from?: number) => boolean,
): { readonly nodes: number[]; readonly edges: number[] } {
  const parents = new Map<number, { readonly from: number; readonly edge: number } | undefined>();
  for (const start of starts) {
    parents.set(start, undefined);
    if (isWanted(start)) return { nodes: [start], edges: [] };
  }
  const back = (end: number): { readonly nodes: number[]; readonly edges: number[] } => {
    const nodes = [end];
    const edges: number[] = [];
    for (let link = parents.get(end); link !== undefined; link = parents.get(link.from)) {
      edges.unshift(link.edge);
      nodes.unshift(link.from);
    }
    return { nodes, edges };
  };
  for (const node of parents.keys())
    for (const [edge, next] of steps(node)) {
      const isNew = !parents.has(next);
      if (isWanted(next, edge, node)) {
        const way = back(node);
        return { nodes: [...way.nodes, next], edges: [...way.edges, edge] };
      }
      if (isNew) parents.set(next, { from: node, edge });
    }
  throw new Error('a way that was counted is not found again');
}
