import type { Allocate, Batch } from '../state/batch.ts';
import type { Packing } from '../state/packing.ts';
import type { Sieve } from '../state/sieve.ts';
import type { Store } from '../state/store.ts';
import { type Checks, Judgement } from './judgement.ts';

/** A predicate on the numbers of states. */
type Predicate = (number: number) => boolean;

/** The predicates that a search asks, and of those that are asked about every state found, what is known. */
export class Watching {
  readonly judgements: Judgement[] = [];
  readonly #checks: Checks;
  readonly #room: Allocate;
  readonly #watched = new Map<Predicate, { readonly judgement: Judgement; readonly usual: boolean }>();
  #packing: Packing | undefined;
  #version = -1;

  /** What is known of predicates lies in `room`. */
  constructor(checks: Checks, room: Allocate) {
    this.#checks = checks;
    this.#room = room;
  }

  /** A predicate on states, which nearly always gives its usual answer, if there is one. */
  watch(
    where: string,
    ask: (states: readonly unknown[]) => boolean,
    storeNow: () => Store,
    usual?: boolean,
  ): Predicate {
    const judgement = this.judgement(where, ask);
    const predicate = (number: number): boolean => judgement.judge(storeNow(), number, -1);
    if (usual !== undefined) this.#watched.set(predicate, { judgement, usual });
    this.#version = -1;
    return predicate;
  }

  judgement(where: string, ask: (states: readonly unknown[]) => boolean): Judgement {
    const judgement = new Judgement(where, this.#checks, ask, this.#room);
    this.judgements.push(judgement);
    return judgement;
  }

  unwatch(predicate: Predicate): void {
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
