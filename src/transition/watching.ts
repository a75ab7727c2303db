import type { Action } from '../spec/configuration.ts';
import type { Batch } from '../state/batch.ts';
import type { Packing } from '../state/packing.ts';
import type { Sieve } from '../state/sieve.ts';
import type { Store } from '../state/store.ts';
import type { ActionBits } from './independence.ts';
import { type Checks, Judgement } from './judgement.ts';
import type { StateSpace } from './state-space.ts';

/** A predicate on the numbers of states. */
type Predicate = (number: number) => boolean;

/** The predicates that a search asks, and of those that are asked about every state found, what is known. */
export class Watching<S> implements Pick<StateSpace<S>, 'watch' | 'unwatch' | 'watchStep'> {
  readonly judgements: Judgement[] = [];
  readonly #actions: readonly Action<S>[];
  readonly #checks: Checks;
  readonly #store: () => Store;
  readonly #watched = new Map<Predicate, { readonly judgement: Judgement; readonly usual: boolean }>();
  /** By step predicate: its judgements by action. */
  readonly #steps: (readonly Judgement[])[] = [];
  #packing: Packing | undefined;
  #version = -1;

  /** `store` has the states now. */
  constructor(actions: readonly Action<S>[], checks: Checks, store: () => Store) {
    this.#actions = actions;
    this.#checks = checks;
    this.#store = store;
  }

  watch: StateSpace<S>['watch'] = (where, predicate, usual) => {
    const judgement = this.#add(where, ([state]) => predicate(state as S));
    const asked = (number: number): boolean => judgement.judge(this.#store(), number, -1);
    if (usual !== undefined) this.#watched.set(asked, { judgement, usual });
    this.#version = -1;
    return asked;
  };

  unwatch = (predicate: Predicate): void => {
    if (this.#watched.delete(predicate)) this.#version = -1;
  };

  watchStep: StateSpace<S>['watchStep'] = (where, predicate) => {
    const judgements = this.#actions.map((action) =>
      this.#add(where, ([before, after]) => predicate(before as S, action, after as S)),
    );
    this.#steps.push(judgements);
    return (source, action, target) => (judgements[action] as Judgement).judge(this.#store(), source, target);
  };

  #add(where: string, ask: (states: readonly unknown[]) => boolean): Judgement {
    const judgement = new Judgement(where, this.#checks, ask);
    this.judgements.push(judgement);
    return judgement;
  }

  /** The bits of the actions to all whose transitions every step predicate is known to say yes. */
  indifferent(bits: ActionBits): number {
    let found = 0;
    for (const { index } of this.#actions) {
      const bit = bits.of(index);
      if (bit !== 0 && this.#steps.every((judgements) => (judgements[index] as Judgement).isAlwaysTrue)) found |= bit;
    }
    return found;
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
