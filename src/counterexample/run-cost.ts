import { identityOf } from '../reference/identity.ts';
import { successors } from '../reference/successors.ts';
import type { Configuration } from '../spec/configuration.ts';
import type { CostProperty } from '../spec/cost.ts';
import { lastState, type Run, stateAfter } from './run.ts';

/** The bound that a run does not keep, and why it does not. */
export type BrokenBound =
  | { readonly kind: 'atMost' | 'atLeast'; readonly cost: number; readonly bound: number }
  /** The steps from `first` on lead back to where they began, and cost something each time round. */
  | { readonly kind: 'unbounded'; readonly cost: number; readonly first: number };

/**
 * The bound of a cost property that a run shows to be broken, if it does: it costs too much, or too little and has ended,
 * or it ends in a state where it was before and has paid something since, which it can do again and again.
 */
export function breaksBound<S>(
  configuration: Configuration<S>,
  { of, atLeast, atMost }: CostProperty<S>,
  run: Run<S>,
): BrokenBound | undefined {
  const costs = run.steps.map(({ action, state }, i) => of(stateAfter(run, i) as never, action, state as never));
  const total = sum(costs);
  if (atMost !== undefined) {
    const end = identityOf(lastState(run));
    const first = run.steps.findIndex((_, i) => identityOf(stateAfter(run, i)) === end);
    const cost = first >= 0 ? sum(costs.slice(first)) : 0;
    if (cost > 0) return { kind: 'unbounded', cost, first: first + 1 };
    if (total > atMost) return { kind: 'atMost', cost: total, bound: atMost };
  }
  if (atLeast === undefined || total >= atLeast) return undefined;
  const isOver = successors(configuration, lastState(run)).next().done === true;
  return isOver ? { kind: 'atLeast', cost: total, bound: atLeast } : undefined;
}

function sum(costs: readonly number[]): number {
  return costs.reduce((total, cost) => total + cost, 0);
}
