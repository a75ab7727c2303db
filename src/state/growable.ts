/**
 * An array of unsigned 32-bit integers that grows at its end by whole chunks, so that growing never copies.
 * Cost: 4 bytes an entry, at most one chunk unused.
 */
export class GrowableUint32 {
  static readonly #bits = 16;
  static readonly #mask = (1 << GrowableUint32.#bits) - 1;
  readonly #chunks: Uint32Array[] = [];
  length = 0;

  push(value: number): void {
    const chunk = this.length >>> GrowableUint32.#bits;
    if (chunk === this.#chunks.length) this.#chunks.push(new Uint32Array(1 << GrowableUint32.#bits));
    (this.#chunks[chunk] as Uint32Array)[this.length & GrowableUint32.#mask] = value;
    this.length++;
  }

  /** Adds the first entries of an array, so many. */
  append(values: Uint32Array, count: number): void {
    for (let done = 0; done < count; ) {
      const at = this.length & GrowableUint32.#mask;
      if (at === 0) this.#chunks.push(new Uint32Array(1 << GrowableUint32.#bits));
      const part = Math.min(count - done, GrowableUint32.#mask + 1 - at);
      (this.#chunks.at(-1) as Uint32Array).set(values.subarray(done, done + part), at);
      done += part;
      this.length += part;
    }
  }

  /** The entry at a position below `length`. */
  get(index: number): number {
    return (this.#chunks[index >>> GrowableUint32.#bits] as Uint32Array)[index & GrowableUint32.#mask] as number;
  }
}
