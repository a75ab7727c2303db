import type { FairnessOf } from '../../explore/exploration.ts';
import type { Assumption, Strength } from '../../spec/temporal/fairness.ts';
import type { StateGraph } from './state-graph.ts';
import type { Lasso } from './ultimately-periodic.ts';

/** What the loop of a lasso does with an action: in how many of its states it can be taken, and how often it is. */
export interface LoopUse {
  readonly action: number;
  readonly enabledIn: number;
  readonly taken: number;
  /** How many states the loop has. */
  readonly states: number;
}

/** The use of every action that can be taken in some state of the loop. */
export function loopUses(graph: StateGraph, { states, actions, loop }: Lasso): readonly LoopUse[] {
  const inLoop = loop === states.length - 1 ? states.slice(loop) : states.slice(loop, -1);
  const enabledIn = new Uint32Array(graph.stay + 1);
  for (const state of inLoop) {
    const edges = graph.action.subarray(graph.first[state] as number, graph.first[state + 1] as number);
    for (const action of new Set(edges)) enabledIn[action] = (enabledIn[action] as number) + 1;
  }
  return Array.from({ length: graph.stay }, (_, action) => ({
    action,
    enabledIn: enabledIn[action] as number,
    taken: actions.slice(loop).filter((one) => one === action).length,
    states: inLoop.length,
  })).filter((use) => use.enabledIn > 0);
}

/** True if a loop that uses an action so is fair to it. */
export function isMet(strength: Strength, { enabledIn, taken, states }: Omit<LoopUse, 'action'>): boolean {
  return taken > 0 || (strength === 'weak' ? enabledIn < states : enabledIn === 0);
}

/** Fairness to one action, or to each of those with one name, and what that is to assume. */
export interface Remedy extends FairnessOf {
  readonly assumptions: readonly Assumption[];
}

/** The actions of a configuration, as far as fairness is concerned. */
export type NamedActions = readonly { readonly name: string; readonly label: string }[];

/** Assumptions each of which would rule a lasso out: for single actions, then for all of one name; the weak one if it does. */
export function remediesOf(graph: StateGraph, lasso: Lasso, actions: NamedActions): readonly Remedy[] {
  const missed = loopUses(graph, lasso).filter((use) => !isMet('strong', use));
  const strengthFor = (uses: readonly LoopUse[]): Strength =>
    uses.some((use) => !isMet('weak', use)) ? 'weak' : 'strong';
  const single = missed.map((use) => remedyOf(strengthFor([use]), [use.action], actions));
  const names = [...new Set(missed.map(({ action }) => actions[action]?.name))];
  const families = names.flatMap((name) => {
    const all = [...actions.keys()].filter((i) => actions[i]?.name === name);
    const uses = missed.filter(({ action }) => all.includes(action));
    return all.length > 1 ? [remedyOf(strengthFor(uses), all, actions)] : [];
  });
  return [...single, ...families];
}

/** Fairness to each of some actions, which have one name if they are several. */
export function remedyOf(strength: Strength, group: readonly number[], actions: NamedActions): Remedy {
  const [first] = group;
  const action = actions[first as number];
  return {
    strength,
    label: (group.length === 1 ? action?.label : action?.name) ?? '',
    assumptions: group.map((i) => ({ strength, label: actions[i]?.label ?? '', actions: [i] })),
  };
}
