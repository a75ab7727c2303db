import { GrowableUint32 } from '../state/growable.ts';
import type { StateSpace } from '../transition/state-space.ts';

/** An explored graph with a cost on every transition. States are numbers from 0; the edges of a state follow one another. */
export interface RunGraph {
  readonly size: number;
  /** The initial states are those below. */
  readonly initial: number;
  /** The first edge of a state. */
  readonly first: (state: number) => number;
  /** The edge after the last one of a state. */
  readonly end: (state: number) => number;
  readonly target: (edge: number) => number;
  readonly cost: (edge: number) => number;
}

/** The cost of a step between states, by their numbers and that of the action. */
export type StepCost = (source: number, action: number, target: number) => number;

/**
 * A cost as a function of numbers. An engine learns predicates, so it is asked bit by bit: whether anything is left from
 * this bit on, and the bit. Cost: two answers for each bit, and one for a step that costs nothing.
 */
export function watchCost<S>(
  space: StateSpace<S>,
  where: string,
  of: (before: S, action: StateSpace<S>['actions'][number], after: S) => number,
): StepCost {
  const bits: { readonly isLeft: Ask; readonly isSet: Ask }[] = [];
  const bit = (k: number): (typeof bits)[number] => {
    bits[k] ??= {
      isLeft: space.watchStep(where, (before, action, after) => of(before, action, after) >= 2 ** k),
      isSet: space.watchStep(
        where,
        (before, action, after) => Math.floor(of(before, action, after) / 2 ** k) % 2 === 1,
      ),
    };
    return bits[k];
  };
  return (source, action, target) => {
    let cost = 0;
    for (let k = 0; bit(k).isLeft(source, action, target); k++)
      if (bit(k).isSet(source, action, target)) cost += 2 ** k;
    return cost;
  };
}

type Ask = (source: number, action: number, target: number) => boolean;

/**
 * Notes the transitions of a search, in the order in which it is told of them: all those of a state in a row, and each
 * state once. Cost: 4 bytes a transition and 4 more for each kind of cost, 8 bytes a state.
 */
export class TransitionLog {
  readonly #costs: readonly StepCost[];
  readonly #sources = new GrowableUint32();
  readonly #places = new GrowableUint32();
  readonly #targets = new GrowableUint32();
  readonly #paid: readonly GrowableUint32[];

  constructor(costs: readonly StepCost[]) {
    this.#costs = costs;
    this.#paid = costs.map(() => new GrowableUint32());
  }

  note(source: number, action: number, target: number): void {
    const { length } = this.#sources;
    if (length === 0 || this.#sources.get(length - 1) !== source) {
      this.#sources.push(source);
      this.#places.push(this.#targets.length);
    }
    this.#targets.push(target);
    for (const [i, cost] of this.#costs.entries()) this.#paid[i]?.push(cost(source, action, target));
  }

  /** The graph of so many states, under each of the costs. */
  graphs(size: number, initial: number): readonly RunGraph[] {
    const first = new Uint32Array(size);
    const end = new Uint32Array(size);
    for (let i = 0; i < this.#sources.length; i++) {
      const source = this.#sources.get(i);
      first[source] = this.#places.get(i);
      end[source] = i + 1 < this.#places.length ? this.#places.get(i + 1) : this.#targets.length;
    }
    return this.#paid.map((paid) => ({
      size,
      initial,
      first: (state) => first[state] as number,
      end: (state) => end[state] as number,
      target: (edge) => this.#targets.get(edge),
      cost: (edge) => paid.get(edge),
    }));
  }
}
