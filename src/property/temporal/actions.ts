import type { Assumption } from '../../spec/temporal/fairness.ts';
import type { StateGraph } from './state-graph.ts';

/** Fairness assumptions as sets of bits: which of them an action serves. */
export interface ActionSets {
  /** Words of 32 bits for each action, the one by which a run stays included. */
  readonly words: number;
  /** Of each action, the assumptions that taking it serves: `words` numbers from `words * action` on. */
  readonly served: Uint32Array;
  readonly weak: Uint32Array;
  readonly strong: Uint32Array;
}

export function actionSets(assumptions: readonly Assumption[], actions: number): ActionSets {
  const words = Math.ceil(assumptions.length / 32);
  const served = new Uint32Array(words * (actions + 1));
  const weak = new Uint32Array(words);
  const strong = new Uint32Array(words);
  const set = (bits: Uint32Array, at: number, i: number): void => {
    bits[at + (i >>> 5)] = (bits[at + (i >>> 5)] as number) | (1 << (i & 31));
  };
  for (const [i, { strength, actions: group }] of assumptions.entries()) {
    set(strength === 'weak' ? weak : strong, 0, i);
    for (const action of group) set(served, words * action, i);
  }
  return { words, served, weak, strong };
}

/** Writes the assumptions of which an action can be taken in a state. */
export function enabledSets({ words, served }: ActionSets, graph: StateGraph, state: number, into: Uint32Array): void {
  into.fill(0);
  const end = graph.first[state + 1] as number;
  for (let edge = graph.first[state] as number; edge < end; edge++) {
    const at = words * (graph.action[edge] as number);
    for (let word = 0; word < words; word++) into[word] = (into[word] as number) | (served[at + word] as number);
  }
}
