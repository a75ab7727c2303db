import type { Action } from '../spec/configuration.ts';
import type { Layout } from '../state/layout.ts';
import type { Store } from '../state/store.ts';
import { type Behaviour, referenceRows, requireRepeatable, rowsByTree, stateOf } from './behaviour.ts';
import { differenceOf } from './determinism.ts';
import { forEachEffect } from './table.ts';

/**
 * What was learned of an action is wrong, although the action is deterministic: observing it changed what it does. What
 * was found so far cannot be trusted; the spec must be explored by an engine that observes nothing.
 */
export class Misobserved extends Error {}

/**
 * Holds the successors that were learned of a row against those of the reference; the reference is asked several times if
 * they differ, or if `isRepeated` says so.
 * @throws SpecError S104 if the action is not deterministic, Misobserved if it is
 */
export function holdAgainstReference<S>(
  action: Action<S>,
  layout: Layout,
  row: Int32Array,
  learned: readonly Int32Array[],
  isRepeated: boolean,
): void {
  const state = stateOf<S>(layout, row);
  const expected = referenceRows(action, layout.shape, state, row);
  const difference = differenceOf(layout, learned, expected);
  if (difference !== undefined || isRepeated) requireRepeatable(action, layout, state, row, expected);
  if (difference !== undefined) throw new Misobserved(`${action.label}: ${difference}`);
}

/** Holds the last use of every branch of an action's tree against the reference. @throws like `holdAgainstReference` */
export function recheckLastUses<S>({ action, tree }: Behaviour<S>, store: Store): void {
  const uses = new Set<number>();
  forEachEffect(tree.root, ({ firstUse, lastUse }) => lastUse !== firstUse && uses.add(lastUse));
  uses.delete(-1);
  for (const number of uses) {
    const row = store.row(number);
    const learned = rowsByTree(tree, store.layout, row);
    if (learned !== undefined) holdAgainstReference(action, store.layout, row, learned, false);
  }
}
