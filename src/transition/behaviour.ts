import { successors } from '../reference/successors.ts';
import { type Choose, outcomes } from '../spec/choice.ts';
import type { Action } from '../spec/configuration.ts';
import type { Encoding } from '../state/encoding.ts';
import { decode, encodeChanges, type Layout, type Shape, ShapeChange, type Slot } from '../state/layout.ts';
import { KindChange } from '../state/pool.ts';
import { differenceOf, notDeterministic } from './determinism.ts';
import { Observation, Transcript, type Update } from './observation.ts';
import { Patience } from './patience.ts';
import { branchOf, hasPath, Inconsistent, insert, type Node, type Pick, type Read, type Tree } from './tree.ts';

/** What an action did on one branch of its tree. */
export interface Effect {
  /** `undefined`: it was not enabled. */
  readonly updates: readonly Update[] | undefined;
  /** The updates as component and operation in turn, under the present partition. */
  changes: Int32Array | undefined;
  /** The state that it was learned in; there it was held against the reference. */
  readonly firstUse: number;
  /** The last state in which the branch was used, -1 if that is not known. */
  lastUse: number;
}

/** An action, and what was learned of it. */
export interface Behaviour<S> {
  readonly action: Action<S>;
  readonly tree: Tree<Effect>;
  readonly patience: Patience;
  /** Not answered from the tree, as it does what only a real draft allows: the reference fires it in every state. */
  isDirect: boolean;
}

/** An action of which nothing is known yet. */
export function createBehaviour<S>(action: Action<S>, isDirect: boolean, shared: Patience): Behaviour<S> {
  return { action, tree: { root: undefined, size: 0 }, patience: new Patience(shared), isDirect };
}

/**
 * Runs an action on a state, given by its row and its number, under observation, once for every way its choices can be made; adds what it did to its tree,
 * and holds it against the reference. If what was observed differs from that, the action goes without a tree.
 * @throws SpecError when the action makes a mistake or is not deterministic
 * @throws ShapeChange, KindChange when the state after it does not fit the layout
 */
export function learn<S>(behaviour: Behaviour<S>, layout: Layout, row: Int32Array, number: number): void {
  const { action } = behaviour;
  const state = stateOf<S>(layout, row);
  const expected = referenceRows(action, layout.shape, state, row);
  const runs = tryToObserve(action, layout, row);
  if (runs !== undefined && differenceOf(layout, expected, rowsAfter(runs, layout, row)) === undefined) {
    insertAll(behaviour, runs, number);
    behaviour.patience.spend(Math.max(...runs.map(({ path }) => path.length)));
    return;
  }
  requireRepeatable(action, layout, state, row, expected);
  behaviour.isDirect = true;
}

/** Actions, and what there is to learn of them from a first state. */
export function learnAll<S>(
  actions: readonly Action<S>[],
  layout: Layout,
  row: Int32Array,
  isDirect: boolean,
  patience: Patience,
): readonly Behaviour<S>[] {
  const behaviours = actions.map((action) => createBehaviour(action, isDirect, patience));
  for (const behaviour of behaviours) if (!behaviour.isDirect) learn(behaviour, layout, row, 0);
  return behaviours;
}

/** One run of an action: what it asked and chose, and what it did. */
interface Run {
  readonly path: readonly (Read | Pick)[];
  readonly updates: readonly Update[] | undefined;
}

/** Nothing if the functions of the action do something that can only be done to a real draft. */
function tryToObserve<S>(action: Action<S>, layout: Layout, row: Int32Array): Run[] | undefined {
  try {
    return [...outcomes((choose) => observe(action, layout, row, choose))].map(({ result }) => result);
  } catch (error) {
    if (error instanceof ShapeChange || error instanceof KindChange) throw error;
    return undefined;
  }
}

function observe<S>(action: Action<S>, layout: Layout, row: Int32Array, choose: Choose): Run {
  const transcript = new Transcript();
  const valueAt = (slot: number): number => row[slot] as number;
  const view = new Observation(layout, valueAt, false, transcript);
  if (!action.enabled(view.root as S)) return { path: transcript.path, updates: undefined };
  const draft = new Observation(layout, valueAt, true, transcript);
  const record: Choose = (options) => {
    const list = [...options];
    const pick = choose(list.keys());
    transcript.path.push({ kind: 'pick', options: list.length, pick });
    return list[pick] as (typeof list)[number];
  };
  const returned = action.effect(draft.root as S, record, view.root as S);
  return { path: transcript.path, updates: draft.updates(returned) };
}

/** Whether an action, observed once more, asks what its tree says, and does what was learned of this row. */
export function isAsLearned<S>(
  { action, tree }: Behaviour<S>,
  layout: Layout,
  row: Int32Array,
  learned: readonly Int32Array[],
): boolean {
  const runs = tryToObserve(action, layout, row);
  if (runs === undefined || differenceOf(layout, learned, rowsAfter(runs, layout, row)) !== undefined) return false;
  return runs.every(({ path }) => hasPath(tree, path));
}

function rowsAfter(
  runs: readonly { readonly updates: readonly Update[] | undefined }[],
  layout: Layout,
  row: Int32Array,
): Int32Array[] {
  return runs.flatMap(({ updates }) => {
    if (updates === undefined) return [];
    const after = Int32Array.from(row);
    for (const { slot, operation } of updates)
      after[slot] = (layout.slots[slot] as Slot).pool.apply(operation, after[slot] as number);
    return [after];
  });
}

function insertAll<S>({ tree, action }: Behaviour<S>, runs: readonly Run[], firstUse: number): void {
  try {
    for (const { path, updates } of runs) insert(tree, path, { updates, changes: undefined, firstUse, lastUse: -1 });
  } catch (error) {
    if (error instanceof Inconsistent) throw notDeterministic(action.label, 'it looked at other parts of the state');
    throw error;
  }
}

/** The successors of a row as the tree has them; `undefined` where it has none. */
export function rowsByTree(tree: Tree<Effect>, layout: Layout, row: Int32Array): Int32Array[] | undefined {
  const rows: Int32Array[] = [];
  const visit = (node: Node<Effect> | undefined): boolean => {
    if (node === undefined) return false;
    if (node.kind === 'fork') return node.branches.every(visit);
    if (node.kind === 'leaf') {
      rows.push(...rowsAfter([node.outcome], layout, row));
      return true;
    }
    const id = row[node.slot] as number;
    return visit(branchOf(node, (layout.slots[node.slot] as Slot).pool.answer(node.question, id)));
  };
  return visit(tree.root) ? rows : undefined;
}

/** The state that a row of value numbers stands for. */
export function stateOf<S>(layout: Layout, row: Int32Array): S {
  return decode(layout.shape, (slot) => row[slot] as number, true) as S;
}

/** The successors, by definition, of a state given by its row as well, by one action, as rows. */
export function referenceRows<S>(action: Action<S>, shape: Shape, state: S, row: Int32Array): Int32Array[] {
  return Array.from(successors({ actions: [action] }, state), (successor) => {
    const after = Int32Array.from(row);
    encodeChanges(shape, state, successor.state, after);
    return after;
  });
}

/** @throws SpecError S104 if the action, run some more times on the same state, gives different results. */
export function requireRepeatable<S>(
  action: Action<S>,
  layout: Layout,
  state: S,
  row: Int32Array,
  expected: readonly Int32Array[],
): void {
  for (let i = 0; i < 4; i++) {
    const again = referenceRows(action, layout.shape, state, row);
    const difference = differenceOf(layout, expected, again);
    if (difference !== undefined) throw notDeterministic(action.label, difference);
  }
}

/** The component that a tree first asks; the first one if it asks nothing. */
export function homeOf<S>(behaviour: Behaviour<S>, encoding: Encoding): number {
  const { root } = behaviour.tree;
  return root?.kind === 'ask' ? (encoding.componentOf[root.slot] as number) : 0;
}
