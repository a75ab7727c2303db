import type { Action } from '../spec/configuration.ts';
import type { Store } from '../state/store.ts';
import { type Checks, Judgement } from './judgement.ts';
import type { StateSpace } from './state-space.ts';

/** All predicates that are asked about the states of a space. */
export class Judgements<S> implements Pick<StateSpace<S>, 'watch' | 'watchStep'> {
  readonly all: Judgement[] = [];
  readonly #actions: readonly Action<S>[];
  readonly #checks: Checks;
  readonly #store: () => Store;

  constructor(actions: readonly Action<S>[], checks: Checks, store: () => Store) {
    this.#actions = actions;
    this.#checks = checks;
    this.#store = store;
  }

  watch: StateSpace<S>['watch'] = (where, predicate) => {
    const judgement = this.#add(where, ([state]) => predicate(state as S));
    return (number) => judgement.judge(this.#store(), number, -1);
  };

  watchStep: StateSpace<S>['watchStep'] = (where, predicate) => {
    const judgements = this.#actions.map((action) =>
      this.#add(where, ([before, after]) => predicate(before as S, action, after as S)),
    );
    return (source, action, target) => (judgements[action] as Judgement).judge(this.#store(), source, target);
  };

  #add(where: string, ask: (states: readonly unknown[]) => boolean): Judgement {
    const judgement = new Judgement(where, this.#checks, ask);
    this.all.push(judgement);
    return judgement;
  }
}
