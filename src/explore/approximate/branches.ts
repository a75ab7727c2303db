/** What a depth-first search knows of each state on its stack. Cost: 8 bytes a state. */
export class Branches {
  /** By place: the place of the parent + 1, 0 for an initial state; and twice the depth, odd once it was expanded. */
  #entries: Uint32Array = new Uint32Array(1 << 12);
  size = 0;

  push(parent: number, depth: number): void {
    if (2 * this.size === this.#entries.length) {
      const wide = new Uint32Array(2 * this.#entries.length);
      wide.set(this.#entries);
      this.#entries = wide;
    }
    this.#entries[2 * this.size] = parent + 1;
    this.#entries[2 * this.size + 1] = 2 * depth;
    this.size++;
  }

  depth(place: number): number {
    return (this.#entries[2 * place + 1] as number) >>> 1;
  }

  isExpanded(place: number): boolean {
    return ((this.#entries[2 * place + 1] as number) & 1) === 1;
  }

  markExpanded(place: number): void {
    (this.#entries[2 * place + 1] as number) |= 1;
  }

  /** The places from an initial state to this one. */
  pathTo(place: number): number[] {
    const path = [place];
    for (let at = this.#entries[2 * place] as number; at > 0; at = this.#entries[2 * (at - 1)] as number)
      path.push(at - 1);
    return path.reverse();
  }
}
