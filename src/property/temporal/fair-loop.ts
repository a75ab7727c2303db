import { type ActionSets, enabledSets } from './actions.ts';
import { type FairComponents, placesOf } from './fair-components.ts';
import { isRead, type Product } from './product.ts';

/** A step of a loop: what happens, and the node that it leads to. */
export interface LoopStep {
  readonly action: number;
  readonly node: number;
}

/** What a loop has done so far towards being accepted and fair. Sets of assumptions are words of 32 bits. */
interface Progress {
  readonly accepts: number;
  /** The assumptions that are met, whatever else the loop does: served by an action, or weak and once not to be served. */
  readonly met: Uint32Array;
  /** The strong ones that could be served, and were not yet. */
  readonly owed: Uint32Array;
}

interface Place {
  readonly node: number;
  readonly progress: Progress;
  readonly parent?: Place;
  readonly action: number;
}

/** So many places are looked at in the search for the shortest loop. */
const mostPlaces = 100_000;

/**
 * A loop from a node back to it, within its component, that is accepted and fair. It is the shortest one unless that takes
 * too many places to find; then it goes to the nearest thing that it lacks until it lacks nothing.
 */
export function fairLoop(
  product: Product,
  components: FairComponents,
  sets: ActionSets,
  start: number,
): readonly LoopStep[] {
  const walk = new Walk(product, components, sets, start);
  return walk.shortest() ?? walk.greedy();
}

class Walk {
  readonly #product: Product;
  readonly #components: FairComponents;
  readonly #sets: ActionSets;
  readonly #start: number;
  readonly #place: Int32Array;
  readonly #id: number;

  constructor(product: Product, components: FairComponents, sets: ActionSets, start: number) {
    this.#product = product;
    this.#components = components;
    this.#sets = sets;
    this.#start = start;
    this.#place = placesOf(components.inside, product.automaton.size);
    this.#id = components.component[start] as number;
  }

  /** Breadth first over what was done so far. */
  shortest(): readonly LoopStep[] | undefined {
    return this.#search({ node: this.#start, progress: this.#none(), action: -1 }, ({ node, progress }) => {
      return node === this.#start && this.#isComplete(progress);
    });
  }

  greedy(): readonly LoopStep[] {
    const steps: LoopStep[] = [];
    let place: Place = { node: this.#start, progress: this.#none(), action: -1 };
    do {
      const { progress, node } = place;
      const lacks = !this.#isComplete(progress);
      const end = this.#nearest({ node, progress, action: -1 }, (next) =>
        lacks ? this.#isBetter(next.progress, progress) : next.node === this.#start,
      );
      steps.push(...wayTo(end));
      place = end;
    } while (place.node !== this.#start || !this.#isComplete(place.progress));
    return steps;
  }

  /** A shortest way to a place that is wanted, where places of one node with unlike progress are not one. */
  #search(from: Place, isWanted: (place: Place) => boolean): readonly LoopStep[] | undefined {
    const known = new Set<string>();
    let level = [from];
    while (level.length > 0) {
      const following: Place[] = [];
      for (const place of level)
        for (const next of this.#steps(place)) {
          if (isWanted(next)) return wayTo(next);
          const key = `${next.node} ${keyOf(next.progress)}`;
          if (known.has(key)) continue;
          if (known.size === mostPlaces) return undefined;
          known.add(key);
          following.push(next);
        }
      level = following;
    }
    return undefined;
  }

  /** A shortest way to a step that is wanted, where a node is a node, however it was reached. */
  #nearest(from: Place, isWanted: (place: Place) => boolean): Place {
    const known = new Set<number>();
    let level = [from];
    while (level.length > 0) {
      const following: Place[] = [];
      for (const place of level)
        for (const next of this.#steps(place)) {
          if (isWanted(next)) return next;
          if (known.has(next.node)) continue;
          known.add(next.node);
          following.push(next);
        }
      level = following;
    }
    throw new Error('a fair component holds no fair loop');
  }

  *#steps(place: Place): Generator<Place> {
    const { graph, automaton, letters } = this.#product;
    const { inside, component } = this.#components;
    const k = inside.length;
    const state = Math.floor(place.node / k);
    const q = inside[place.node - state * k] as number;
    for (let edge = graph.first[state] as number; edge < (graph.first[state + 1] as number); edge++) {
      const to = graph.target[edge] as number;
      if (to === graph.size) continue;
      const action = graph.action[edge] as number;
      const letter = (letters.ofState[state] as number) | (letters.ofAction[action] as number);
      for (let way = automaton.first[q] as number; way < (automaton.first[q + 1] as number); way++) {
        const next = this.#place[automaton.target[way] as number] as number;
        if (next < 0 || component[to * k + next] !== this.#id || !isRead(automaton, way, letter)) continue;
        const node = to * k + next;
        yield {
          node,
          action,
          progress: this.#extended(place, action, automaton.accepts[way] as number),
          parent: place,
        };
      }
    }
  }

  #extended({ node, progress }: Place, action: number, accepts: number): Progress {
    const { words, served, weak, strong } = this.#sets;
    if (words === 0) return { ...progress, accepts: progress.accepts | accepts };
    const able = new Uint32Array(words);
    enabledSets(this.#sets, this.#product.graph, Math.floor(node / this.#components.inside.length), able);
    const met = progress.met.map((bits, word) => {
      return bits | (served[words * action + word] as number) | ((weak[word] as number) & ~(able[word] as number));
    });
    const owed = progress.owed.map((bits, word) => {
      return (bits | ((strong[word] as number) & (able[word] as number))) & ~(met[word] as number);
    });
    return { accepts: progress.accepts | accepts, met, owed };
  }

  #none(): Progress {
    const empty = new Uint32Array(this.#sets.words);
    return { accepts: 0, met: empty, owed: empty };
  }

  #isComplete(progress: Progress): boolean {
    return this.#missingMarks(progress) === 0 && this.#lacking(progress).every((bits) => bits === 0);
  }

  /** The progress has something that an earlier one lacked. */
  #isBetter(progress: Progress, before: Progress): boolean {
    if ((this.#missingMarks(before) & progress.accepts) !== 0) return true;
    return this.#lacking(before).some((bits, word) => (bits & (progress.met[word] as number)) !== 0);
  }

  #missingMarks({ accepts }: Progress): number {
    return (2 ** this.#product.automaton.acceptanceSets - 1) & ~accepts;
  }

  /** The assumptions that the loop does not meet as it is. */
  #lacking({ met, owed }: Progress): Uint32Array {
    return owed.map((bits, word) => bits | ((this.#sets.weak[word] as number) & ~(met[word] as number)));
  }
}

function keyOf({ accepts, met, owed }: Progress): string {
  return `${accepts} ${met} ${owed}`;
}

function wayTo(end: Place): readonly LoopStep[] {
  const steps: LoopStep[] = [];
  for (let at: Place | undefined = end; at?.parent !== undefined; at = at.parent)
    steps.push({ action: at.action, node: at.node });
  return steps.reverse();
}
