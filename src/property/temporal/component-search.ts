/**
 * The successors of a node, one after another: writes the next one at or after a position, and returns the position after
 * it; 0 if there are no more. The first position is 0, and all are below 2^31.
 */
export type Successors = (node: number, position: number, found: { node: number }) => number;

/**
 * Is told of a component: its nodes are those of an array from one place up to but without another, as long as the call
 * lasts; and its number. True ends the search.
 */
export type Examine = (nodes: Uint32Array, start: number, end: number, component: number) => boolean;

/** Marks a place on the path from which a node met earlier can be reached. */
const reachesBack = 0x80000000;

/** How many steps are made between two pauses. */
const stretch = 1 << 18;

/**
 * Strongly connected components, each found after all those that can be reached from it. A part of the nodes can be
 * searched again as if nothing else were there.
 *
 * D. J. Pearce, "A space-efficient algorithm for finding strongly connected components", Information Processing Letters
 * 116(1), 2016, with the recursion on a stack. Cost: 12 bytes a node.
 */
export class ComponentSearch {
  /** By node: 0 before it is met; while its component is open, the earliest node known to be reached; then the component. */
  readonly component: Uint32Array;
  readonly #successors: Successors;
  /** The path from the front, and nodes that wait for the root of their component from the back: no node is in both. */
  readonly #stack: Uint32Array;
  /** By place on the path: where to go on. */
  readonly #position: Uint32Array;
  #nextComponent = 0xffffffff;
  #met = 0;
  #steps = 0;

  constructor(nodes: number, successors: Successors) {
    this.component = new Uint32Array(nodes);
    this.#stack = new Uint32Array(nodes);
    this.#position = new Uint32Array(nodes);
    this.#successors = successors;
  }

  /** Makes nodes of finished components unknown again; the others are no successors any more. */
  forget(nodes: Uint32Array): void {
    for (const node of nodes) this.component[node] = 0;
    this.#met = 0;
  }

  /** Finds all components that can be reached from a node not yet met. Returns true if `examine` did. Pauses now and then. */
  *from(root: number, examine: Examine): Generator<void, boolean> {
    const { component } = this;
    const successors = this.#successors;
    const stack = this.#stack;
    const position = this.#position;
    const found = { node: 0 };
    let top = 0;
    let back = stack.length;
    stack[0] = root;
    position[0] = 0;
    component[root] = ++this.#met;
    while (top >= 0) {
      const node = stack[top] as number;
      const entry = position[top] as number;
      const after = successors(node, entry & ~reachesBack, found);
      if (after !== 0) {
        const target = found.node;
        const known = component[target] as number;
        if (known === 0) {
          // this successor is looked at again once it is done: by then it is known how far back it reaches
          position[top] = ((after - 1) | (entry & reachesBack)) >>> 0;
          stack[++top] = target;
          position[top] = 0;
          component[target] = ++this.#met;
        } else if (known < (component[node] as number)) {
          component[node] = known;
          position[top] = (after | reachesBack) >>> 0;
        } else position[top] = (after | (entry & reachesBack)) >>> 0;
        if (++this.#steps % stretch === 0) yield;
        continue;
      }
      top--;
      if ((entry & reachesBack) !== 0) {
        stack[--back] = node;
        continue;
      }
      const start = back - 1;
      const lowest = component[node] as number;
      while (back < stack.length && (component[stack[back] as number] as number) >= lowest) back++;
      stack[start] = node;
      const id = --this.#nextComponent;
      for (let i = start; i < back; i++) component[stack[i] as number] = id;
      if (examine(stack, start, back, id)) return true;
    }
    return false;
  }
}
