import type { Batch } from '../state/batch.ts';
import type { Packing } from '../state/packing.ts';
import type { Sieve } from '../state/sieve.ts';
import type { Store } from '../state/store.ts';
import type { Judgement } from './judgement.ts';

/** A predicate that is watched, and what it says of nearly all states. */
interface Watched {
  readonly judgement: Judgement;
  readonly usual: boolean;
}

/** The predicates that are asked about every state found, by what is known of them. */
export class Watching {
  readonly #watched = new Map<(number: number) => boolean, Watched>();
  #packing: Packing | undefined;
  #version = -1;

  add(predicate: (number: number) => boolean, watched: Watched): void {
    this.#watched.set(predicate, watched);
    this.#version = -1;
  }

  remove(predicate: (number: number) => boolean): void {
    if (this.#watched.delete(predicate)) this.#version = -1;
  }

  /** True if `sieves` has changed since it was asked last. */
  hasChanged(store: Store): boolean {
    let version = 0;
    for (const { judgement } of this.#watched.values()) version += judgement.version;
    if (version === this.#version && store.encoding.packing === this.#packing) return false;
    this.#version = version;
    this.#packing = store.encoding.packing;
    return true;
  }

  /** What is known of all of them; nothing if that is too little of one. */
  sieves(store: Store): readonly Sieve[] | undefined {
    const sieves = [...this.#watched.values()].map(({ judgement, usual }) => judgement.sieve(store, usual));
    return sieves.every((sieve) => sieve !== undefined) ? sieves : undefined;
  }

  /** Tells of a batch whose states were sifted; marks one more if it is time to hold an answer against a predicate. */
  note({ found, unusual }: Batch): void {
    let sifted = 0;
    for (let i = 0; i < found; i++) if (unusual[i] === 0) sifted++;
    if (sifted === 0) return;
    for (const { judgement } of this.#watched.values()) if (judgement.noteSifted(sifted)) unusual[found - 1] = 1;
  }
}
