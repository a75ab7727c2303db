import type { Assumption } from '../../spec/temporal/fairness.ts';
import type { Formula } from '../../spec/temporal/formula.ts';
import type { Vocabulary } from '../../spec/temporal/predicates.ts';
import { fairViolation, isViolatedFairly, type Refutation, refute, type Watch } from './refutation.ts';
import type { StateGraph } from './state-graph.ts';
import type { Lasso } from './ultimately-periodic.ts';
import { type NamedActions, type Remedy, remediesOf, remedyOf } from './unmet.ts';

/** How many steps through the graph the search for remedies may take. */
const patience = 100_000_000;

/** Single assumptions that are enough for the whole property, and those on one action that are for the violated part of it. */
export interface Remedies {
  readonly whole: readonly Remedy[];
  readonly forPart: readonly Remedy[];
}

/** Asks one temporal property of one graph, under whatever is assumed. What was worked out for its parts is kept. */
export class Refuter<S> {
  readonly #graph: StateGraph;
  readonly #parts: readonly Formula<S>[];
  readonly #where: string;
  readonly #actions: Vocabulary<S>['actions'] & NamedActions;
  readonly #watch: Watch<S>;
  readonly #known: (Refutation | undefined)[] = [];

  constructor(
    graph: StateGraph,
    parts: readonly Formula<S>[],
    where: string,
    actions: Vocabulary<S>['actions'],
    watch: Watch<S>,
  ) {
    this.#graph = graph;
    this.#parts = parts;
    this.#where = where;
    this.#actions = actions;
    this.#watch = watch;
  }

  /**
   * A fair run that violates the first part that is violated at all; nothing if all hold. Who asks again has all that was
   * worked out kept.
   */
  *violation(
    assumptions: readonly Assumption[],
    keepsAll = false,
  ): Generator<void, { readonly lasso: Lasso; readonly part: number } | undefined> {
    for (const part of this.#parts.keys()) {
      const lasso = yield* fairViolation(yield* this.#refutation(part), assumptions);
      if (lasso !== undefined) return { lasso, part };
      if (!keepsAll) this.#known[part] = undefined;
    }
    return undefined;
  }

  /**
   * The single additional assumptions that are enough: those on one action, or if there are none, on each of one name; weak
   * ones where these are enough. There are none if fairness of everything is not enough. Nothing if the graph is too large
   * to try any.
   */
  *remedies(assumptions: readonly Assumption[], lasso: Lasso, part: number): Generator<void, Remedies | undefined> {
    let left = Math.floor(patience / (this.#graph.target.length * this.#parts.length + 1));
    if (left === 0) return undefined;
    const everything = remedyOf('strong', [...this.#actions.keys()], this.#actions);
    if (yield* isViolatedFairly(yield* this.#refutation(part), [...assumptions, ...everything.assumptions]))
      return { whole: [], forPart: [] };
    const whole: Remedy[] = [];
    const forPart: Remedy[] = [];
    for (const remedy of remediesOf(this.#graph, lasso, this.#actions)) {
      const isFamily = remedy.assumptions.length > 1;
      if (isFamily && whole.some(({ assumptions: own }) => own.length === 1)) break;
      for (const tried of strengthened(remedy, this.#actions)) {
        if (left-- === 0) return { whole, forPart };
        const assumed = [...assumptions, ...tried.assumptions];
        if (yield* isViolatedFairly(yield* this.#refutation(part), assumed)) continue;
        if (!isFamily) forPart.push(tried);
        if (!(yield* this.#allHold(assumed))) continue;
        whole.push(tried);
        break;
      }
    }
    return { whole, forPart };
  }

  *#allHold(assumptions: readonly Assumption[]): Generator<void, boolean> {
    for (const part of this.#parts.keys())
      if (yield* isViolatedFairly(yield* this.#refutation(part), assumptions)) return false;
    return true;
  }

  *#refutation(part: number): Generator<void, Refutation> {
    const known = this.#known[part];
    if (known !== undefined) return known;
    const made = yield* refute(this.#graph, this.#parts[part] as Formula<S>, this.#where, this.#actions, this.#watch);
    this.#known[part] = made;
    return made;
  }
}

/** A remedy, and if it is weak, the strong one that may do where it does not. */
function strengthened(remedy: Remedy, actions: NamedActions): readonly Remedy[] {
  if (remedy.strength === 'strong') return [remedy];
  const group = remedy.assumptions.flatMap((assumption) => assumption.actions);
  return [remedy, remedyOf('strong', group, actions)];
}
