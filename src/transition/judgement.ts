import type { Layout, Slot } from '../state/layout.ts';
import { notDeterministic } from './determinism.ts';
import { Observation, Transcript } from './observation.ts';
import { branchOf, Inconsistent, insert, type Tree } from './tree.ts';

/** A predicate on one state, or on a state, an action and its successor, and what was learned of it. */
export interface Judgement {
  /** What errors call it. */
  readonly where: string;
  readonly ask: (states: readonly unknown[]) => boolean;
  tree: Tree<boolean>;
  misses: number;
  uses: number;
  isDirect: boolean;
}

/** Forgets what was learned, as it spoke of another layout. */
export function forgetJudgement(judgement: Judgement): void {
  judgement.tree = { root: undefined, size: 0 };
}

const patience = 400;

/** The answer that the tree has for one or two rows, given by the value number of each slot; `undefined` if it has none. */
export function judgeByTree(
  { tree }: Judgement,
  layout: Layout,
  valueAt: (slot: number) => number,
): boolean | undefined {
  let node = tree.root;
  const width = layout.slots.length;
  while (node?.kind === 'ask') {
    const { pool } = layout.slots[node.slot < width ? node.slot : node.slot - width] as Slot;
    node = branchOf(node, pool.answer(node.question, valueAt(node.slot)));
  }
  return node?.kind === 'leaf' ? node.outcome : undefined;
}

/** A predicate of which nothing is known yet. */
export function createJudgement(where: string, ask: (states: readonly unknown[]) => boolean): Judgement {
  return { where, ask, tree: { root: undefined, size: 0 }, misses: 0, uses: 0, isDirect: false };
}

/**
 * Calls a predicate on one or two states, given as rows, under observation and then plainly; adds the answer to its tree.
 * In paths the slots of the second state come after those of the first.
 * @throws SpecError when the predicate makes a mistake or is not deterministic
 */
export function judge(
  judgement: Judgement,
  layout: Layout,
  rows: readonly Int32Array[],
  states: readonly unknown[],
): boolean {
  const expected = judgement.ask(states);
  judgement.misses++;
  if (judgement.misses > patience && 4 * judgement.misses > judgement.uses) judgement.isDirect = true;
  if (judgement.isDirect) return expected;
  const transcript = new Transcript();
  if (tryToObserve(judgement, layout, rows, transcript) === expected) {
    try {
      insert(judgement.tree, transcript.path, expected);
    } catch (error) {
      if (!(error instanceof Inconsistent)) throw error;
      throw notDeterministic(judgement.where, 'it looked at other parts of the state');
    }
    return expected;
  }
  for (let i = 0; i < 4; i++)
    if (judgement.ask(states) !== expected) throw notDeterministic(judgement.where, 'true once, false once');
  judgement.isDirect = true;
  return expected;
}

function tryToObserve(
  judgement: Judgement,
  layout: Layout,
  rows: readonly Int32Array[],
  transcript: Transcript,
): boolean | undefined {
  try {
    const views = rows.map((row, i) => {
      const valueAt = (slot: number): number => row[slot] as number;
      return new Observation(layout, valueAt, false, transcript, i * layout.slots.length).root;
    });
    return judgement.ask(views);
  } catch {
    return undefined;
  }
}
