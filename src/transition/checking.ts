import type { Action } from '../spec/configuration.ts';
import type { Layout } from '../state/layout.ts';
import type { Store } from '../state/store.ts';
import { type Behaviour, isAsLearned, referenceRows, requireRepeatable, rowsByTree, stateOf } from './behaviour.ts';
import type { Collected } from './collected.ts';
import { differenceOf } from './determinism.ts';
import { forEachEffect } from './table.ts';

/** In the first states actions are fired several times more, as a coin that is tossed in a guard may fall alike. */
const manyTimes = 16;

/**
 * What was learned of an action is wrong, although the action is deterministic: observing it changed what it does. What
 * was found so far cannot be trusted; the spec must be explored by an engine that observes nothing.
 */
export class Misobserved extends Error {}

/**
 * Holds the successors that were learned of a state, given by its row as well, against those of the reference, which is
 * asked several times if they differ, or if `isRepeated` says so.
 * @throws SpecError S104 if the action is not deterministic, Misobserved if it is
 */
function holdAgainstReference<S>(
  action: Action<S>,
  layout: Layout,
  row: Int32Array,
  state: S,
  learned: readonly Int32Array[],
  isRepeated: boolean,
): void {
  const expected = referenceRows(action, layout.shape, state, row);
  const difference = differenceOf(layout, learned, expected);
  if (difference !== undefined || isRepeated) requireRepeatable(action, layout, state, row, expected);
  if (difference !== undefined) throw new Misobserved(`${action.label}: ${difference}`);
}

/**
 * Holds the transitions of one state, collected from `start` on, against the reference.
 * @throws like `holdAgainstReference`
 */
export function holdFired<S>(
  behaviours: readonly Behaviour<S>[],
  store: Store,
  collected: Collected,
  number: number,
  start: number,
): void {
  const { layout } = store;
  const row = store.row(number);
  const state = stateOf<S>(layout, row);
  for (const { action } of behaviours) {
    const learned = collected.rowsOf(action.index, start, store);
    holdAgainstReference(action, layout, row, state, learned, number < manyTimes);
  }
}

/** So many last uses of each action are held against the reference, evenly chosen. */
const byReference = 256;

/**
 * Runs an action once more where every branch of its tree was used last. Of many branches only some are held against the
 * reference, as all were in their first use; in the others the action is observed again, which takes a third of the time,
 * and held against the reference if it does anything else.
 * @throws like `holdAgainstReference`
 */
export function recheckLastUses<S>(behaviour: Behaviour<S>, store: Store): void {
  const { action, tree } = behaviour;
  const { layout } = store;
  const uses = new Set<number>();
  forEachEffect(tree.root, ({ firstUse, lastUse }) => lastUse !== firstUse && uses.add(lastUse));
  uses.delete(-1);
  const step = Math.ceil(uses.size / byReference);
  for (const [i, number] of [...uses].entries()) {
    const row = store.row(number);
    const learned = rowsByTree(tree, layout, row);
    if (learned === undefined) continue;
    const isHeld = i % step === 0;
    if (isHeld || !isAsLearned(behaviour, layout, row, learned))
      holdAgainstReference(action, layout, row, stateOf<S>(layout, row), learned, !isHeld);
  }
}
