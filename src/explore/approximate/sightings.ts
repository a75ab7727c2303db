/** States of a sample at most; when there are more, every second one is left out from then on. */
const greatestSample = 1 << 16;

/**
 * In how many of several attempts states were seen, for a sample of all states that is chosen by their hash, and is
 * therefore the same in each attempt.
 */
export class Sightings {
  /** By hash: the last attempt that saw it, and how many did. */
  readonly #seen = new Map<number, { last: number; times: number }>();
  /** Hashes of which these bits are 0 are in the sample. */
  #mask = 0;

  note(hash: number, attempt: number): void {
    if ((hash & this.#mask) !== 0) return;
    const known = this.#seen.get(hash);
    if (known === undefined) {
      this.#seen.set(hash, { last: attempt, times: 1 });
      if (this.#seen.size > greatestSample) this.#thin();
    } else if (known.last !== attempt) {
      known.last = attempt;
      known.times++;
    }
  }

  /** An estimate of how many states were seen by any attempt. */
  get union(): number {
    return this.#seen.size * (this.#mask + 1);
  }

  /**
   * An estimate of how many states there are at least, from how many were seen once and twice (A. Chao, "Estimating the
   * population size for capture-recapture data with unequal catchability", Biometrics 43, 1987).
   */
  total(attempts: number): number {
    let once = 0;
    let twice = 0;
    for (const { times } of this.#seen.values()) {
      if (times === 1) once++;
      if (times === 2) twice++;
    }
    const unseen = (((attempts - 1) / attempts) * once * (once - 1)) / (2 * (twice + 1));
    return (this.#seen.size + unseen) * (this.#mask + 1);
  }

  #thin(): void {
    this.#mask = 2 * this.#mask + 1;
    for (const hash of this.#seen.keys()) if ((hash & this.#mask) !== 0) this.#seen.delete(hash);
  }
}
