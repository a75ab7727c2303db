import type { Action } from '../spec/configuration.ts';
import type { Layout } from '../state/layout.ts';
import type { Store } from '../state/store.ts';
import { type Behaviour, referenceRows, requireRepeatable, rowsByTree, stateOf } from './behaviour.ts';
import type { Collected } from './collected.ts';
import { differenceOf } from './determinism.ts';
import { forEachEffect } from './table.ts';

/**
 * What was learned of an action is wrong, although the action is deterministic: observing it changed what it does. What
 * was found so far cannot be trusted; the spec must be explored by an engine that observes nothing.
 */
export class Misobserved extends Error {}

/** In the first states actions are fired several times more, as a coin that is tossed in a guard may fall alike. */
const manyTimes = 16;

/** Holds the transitions of one state, collected from `start` on, against the reference. @throws like `holdAgainstReference` */
export function holdAllAgainstReference<S>(
  behaviours: readonly Behaviour<S>[],
  store: Store,
  number: number,
  collected: Collected,
  start: number,
): void {
  for (const { action } of behaviours) {
    const learned = collected.rowsOf(action.index, start, store);
    holdAgainstReference(action, store.layout, store.row(number), learned, number < manyTimes);
  }
}

/**
 * Holds the successors that were learned of a row against those of the reference; the reference is asked several times if
 * they differ, or if `isRepeated` says so.
 * @throws SpecError S104 if the action is not deterministic, Misobserved if it is
 */
function holdAgainstReference<S>(
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
