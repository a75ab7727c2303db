const chunkBits = 14;
const chunkMask = (1 << chunkBits) - 1;

/** The sleep sets of states that are not expanded yet, by number. Cost: 4 bytes for each of these. */
export class SleepSets {
  readonly #chunks: (Int32Array | undefined)[] = [];
  readonly #free: Int32Array[] = [];
  #length = 0;

  /** Empty sleep sets for so many states, of which the first are expanded. */
  static awake(states: number, expanded: number): SleepSets {
    const sets = new SleepSets();
    for (let state = 0; state < states; state++) {
      sets.push(0);
      if ((state & chunkMask) === 0) sets.release(Math.min(state, expanded));
    }
    sets.release(expanded);
    return sets;
  }

  /** The sleep set of the next state. */
  push(sleepers: number): void {
    if ((this.#length & chunkMask) === 0) this.#addChunk();
    (this.#chunks.at(-1) as Int32Array)[this.#length++ & chunkMask] = sleepers;
  }

  #addChunk(): void {
    this.#chunks.push(this.#free.pop() ?? new Int32Array(1 << chunkBits));
  }

  /** The sleep sets of the next states, so many. */
  append(sleepers: Int32Array, count: number): void {
    for (let done = 0; done < count; ) {
      const at = this.#length & chunkMask;
      if (at === 0) this.#addChunk();
      const part = Math.min(count - done, chunkMask + 1 - at);
      (this.#chunks.at(-1) as Int32Array).set(sleepers.subarray(done, done + part), at);
      done += part;
      this.#length += part;
    }
  }

  /** The sleep set of a state. */
  of(state: number): number {
    return (this.#chunks[state >>> chunkBits] as Int32Array)[state & chunkMask] as number;
  }

  /** Forgets the sets of all states below a number, but for less than a chunk of them. */
  release(below: number): void {
    for (let chunk = (below >>> chunkBits) - 1; chunk >= 0 && this.#chunks[chunk] !== undefined; chunk--) {
      this.#free.push(this.#chunks[chunk] as Int32Array);
      this.#chunks[chunk] = undefined;
    }
  }
}
