/**
 * Counts distinct numbers in bounded memory, by adaptive sampling (M. Wegman; P. Flajolet, On adaptive sampling, Computing
 * 43, 1990): it keeps the numbers that are divisible by 2^k, and takes a greater k when they become too many. Up to
 * `capacity` different numbers the count is exact; beyond, its standard error is about 1.2 / sqrt(capacity).
 */
export class DistinctCounter {
  readonly #capacity: number;
  #kept = new Set<number>();
  #sampling = 1;

  constructor(capacity: number = 2 ** 17) {
    this.#capacity = capacity;
  }

  /** True if the number is new, as far as is known: of numbers that are not kept it is not. */
  add(number: number): boolean {
    if (number % this.#sampling !== 0 || this.#kept.has(number)) return false;
    this.#kept.add(number);
    while (this.#kept.size > this.#capacity) {
      this.#sampling *= 2;
      this.#kept = new Set([...this.#kept].filter((one) => one % this.#sampling === 0));
    }
    return true;
  }

  get count(): number {
    return this.#kept.size * this.#sampling;
  }

  get isEstimate(): boolean {
    return this.#sampling > 1;
  }
}
