import { toJson } from '../../counterexample/json.ts';
import type { Json, Trace } from '../../counterexample/trace.ts';
import type { StateGraph } from '../../explore/state-graph.ts';
import type { Configuration } from '../../spec/configuration.ts';
import type { DrawnGraph } from '../graph-svg.ts';

/** A graph of states as files hold it: states are numbers from 0, the initial ones first. */
export interface LabelledGraph {
  readonly name: string;
  readonly parameters?: Readonly<Record<string, Json>>;
  readonly initial: number;
  readonly states: readonly Json[];
  readonly transitions: readonly { readonly source: number; readonly label: string; readonly target: number }[];
}

/** The state graph of a configuration, with the labels of its actions. */
export function labelledGraph<S>(
  { name, parameters, actions }: Configuration<S>,
  { states, initial, transitions }: StateGraph<S>,
): LabelledGraph {
  return {
    name,
    parameters,
    initial,
    states: states.map(toJson),
    transitions: transitions.map(({ source, action, target }) => ({
      source,
      label: actions[action]?.label ?? '',
      target,
    })),
  };
}

/** A trace as a graph: its states in a row; the last step of a lasso leads back. */
export function graphOfTrace(name: string, { initial, steps, lasso }: Trace): LabelledGraph {
  const states = [initial, ...steps.map(({ state }) => state)];
  const comesBack = lasso !== undefined && lasso.period > 0;
  const kept = comesBack ? states.slice(0, -1) : states;
  return {
    name,
    initial: 1,
    states: kept,
    transitions: steps.map(({ index, key }) => ({
      source: index - 1,
      label: key,
      target: comesBack && index === steps.length ? lasso.start : index,
    })),
  };
}

/** A graph as it is drawn: each state in the layer of its depth, under its number. */
export function drawnGraph({ initial, states, transitions }: LabelledGraph): DrawnGraph {
  const next = states.map((): number[] => []);
  for (const { source, target } of transitions) next[source]?.push(target);
  const depths = new Map(Array.from({ length: initial }, (_, state) => [state, 0]));
  for (const [state, depth] of depths)
    for (const target of next[state] ?? []) if (!depths.has(target)) depths.set(target, depth + 1);
  const nodes = states.map((_, i) => ({
    label: String(i),
    depth: depths.get(i) ?? 0,
    isTerminal: next[i]?.length === 0,
  }));
  return { nodes, edges: transitions };
}
