/** How states are told apart approximately. */
export type ApproximateMethod =
  | {
      readonly kind: 'bitstate';
      /** Of the bit array. */
      readonly bytes: number;
      /** Bits that each state sets; 3 unless told. */
      readonly functions?: number;
    }
  | { readonly kind: 'fingerprint' };

/** Asks for a search that may take a state that it has not seen for one that it has. It never says that a property holds. */
export type ApproximateOptions = ApproximateMethod & {
  /** How many times it is searched, with other hash functions and successors in another order; once unless told. */
  readonly swarm?: number;
};

/** How much an approximate search has seen, as far as can be said. */
export interface Approximation {
  readonly kind: ApproximateMethod['kind'];
  readonly bytes?: number;
  readonly functions?: number;
  /** The searches that were made. */
  readonly attempts: number;
  /** Those of them that came to an end by themselves. */
  readonly ended: number;
  /** An estimate of the distinct states that they have seen together. */
  readonly seen: number;
  /** The expected number of new states that the search whose figures are given took for known ones. */
  readonly expectedOmissions: number;
  /**
   * Share of all states that was seen, as an estimate, from 0 to 1; absent where nothing can be said. Of what lies behind a
   * state that was missed nothing is known, so that it is an upper bound.
   */
  readonly coverage?: number;
}
