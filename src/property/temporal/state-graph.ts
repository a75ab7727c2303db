import type { Statistics } from '../../explore/exploration.ts';
import type { Configuration } from '../../spec/configuration.ts';
import type { StateSpace } from '../../transition/state-space.ts';

/**
 * The graph of all states in compressed rows. A run that may end in a state has an edge from it to itself, by an action
 * of its own that is nobody's. Cost: 4 bytes a state and 5 a transition, as long as there are fewer than 256 actions.
 */
export interface StateGraph {
  /** How many states. The number after the last stands for all that was not explored, and has no edges. */
  readonly size: number;
  /** The initial states are those below. */
  readonly initial: number;
  /** The edges of state s are those from `first[s]` up to but without `first[s + 1]`. */
  readonly first: Uint32Array;
  readonly target: Uint32Array;
  readonly action: Uint8Array | Uint16Array;
  /** The number of the action by which a run stays where it is; those below it are the actions of the configuration. */
  readonly stay: number;
  /** Every edge to another state leads to one with a greater number, so that no run goes round but by staying. */
  readonly isForward: boolean;
}

/** True if a run may stay in a state for ever. */
export function mayStay({ first, action, stay }: StateGraph, state: number): boolean {
  const end = first[state + 1] as number;
  return end > (first[state] as number) && action[end - 1] === stay;
}

/** Transitions one after another, by source. */
export interface Transitions {
  readonly length: number;
  readonly source: ArrayLike<number>;
  readonly action: ArrayLike<number>;
  readonly target: ArrayLike<number>;
}

/** What a graph is made of. */
export interface GraphOrder {
  readonly size: number;
  readonly initial: number;
  /** How many actions the configuration has. */
  readonly actions: number;
  /** How many transitions are expected. */
  readonly transitions: number;
  /** The actions that nobody has to take. */
  readonly optional: readonly number[];
}

/** The order for the graph of what was searched. */
export function orderOf<S>(
  { actions, fairness: { optional } }: Pick<Configuration<S>, 'actions' | 'fairness'>,
  { states, initial, transitions, terminal }: Pick<Statistics, 'states' | 'initial' | 'transitions' | 'terminal'>,
): GraphOrder {
  const staying = optional.length > 0 ? states : terminal;
  return { size: states, initial, actions: actions.length, transitions: transitions + staying, optional };
}

/** Takes transitions in the order of their sources, and makes the graph of them. */
export class GraphBuilder {
  readonly #order: GraphOrder;
  readonly #first: Uint32Array;
  readonly #isOptional: readonly boolean[];
  #target: Uint32Array;
  #action: Uint8Array | Uint16Array;
  #length = 0;
  #state = 0;
  #mayStay = true;
  #isForward = true;

  constructor(order: GraphOrder) {
    const { size, actions, transitions, optional } = order;
    this.#order = order;
    this.#first = new Uint32Array(size + 2);
    this.#target = new Uint32Array(transitions + 1);
    this.#action = actions < 255 ? new Uint8Array(transitions + 1) : new Uint16Array(transitions + 1);
    this.#isOptional = Array.from({ length: actions }, (_, action) => optional.includes(action));
  }

  /** All transitions of some states that follow those given before. */
  add({ length, source, action, target }: Transitions): void {
    const { size } = this.#order;
    for (let i = 0; i < length; i++) {
      const from = source[i] as number;
      while (this.#state < from) this.#close();
      const by = action[i] as number;
      if (!this.#isOptional[by]) this.#mayStay = false;
      const to = Math.min(target[i] as number, size);
      if (to <= from) this.#isForward = false;
      this.#push(by, to);
    }
  }

  /** The graph, once all transitions were given. */
  build(): StateGraph {
    const { size, initial, actions } = this.#order;
    while (this.#state < size) this.#close();
    this.#first[size + 1] = this.#length;
    return {
      size,
      initial,
      first: this.#first,
      target: this.#target.subarray(0, this.#length),
      action: this.#action.subarray(0, this.#length),
      stay: actions,
      isForward: this.#isForward,
    };
  }

  /** The state at hand has no more transitions. */
  #close(): void {
    if (this.#mayStay) this.#push(this.#order.actions, this.#state);
    this.#state++;
    this.#first[this.#state] = this.#length;
    this.#mayStay = true;
  }

  #push(action: number, target: number): void {
    if (this.#length === this.#target.length) this.#widen();
    this.#action[this.#length] = action;
    this.#target[this.#length++] = target;
  }

  #widen(): void {
    const capacity = 1024 + Math.ceil(this.#length * 1.25);
    const target = new Uint32Array(capacity);
    target.set(this.#target);
    this.#target = target;
    const action = this.#action instanceof Uint8Array ? new Uint8Array(capacity) : new Uint16Array(capacity);
    action.set(this.#action);
    this.#action = action;
  }
}

/**
 * The graph of the states that a search has found, their transitions made again by the engine. What was found but not
 * expanded is expanded too, and where that leads to something new, out of the graph; so every state in it has all of its
 * transitions. Here each of them counts: which actions can be taken is a matter of fairness. Yields after every batch.
 */
export function* graphOf<S>(space: StateSpace<S>, order: GraphOrder): Generator<void, StateGraph> {
  const builder = new GraphBuilder(order);
  space.omitNothing?.();
  for (let state = 0; state < order.size; ) {
    const { batch, next } = space.expand(state, order.size);
    if (batch.omitted.some((count) => count > 0)) throw new Error('a transition was omitted where all are needed');
    builder.add(batch);
    state = next;
    yield;
  }
  return builder.build();
}
