import { toJson } from '../counterexample/json.ts';
import { findSuccessor } from '../counterexample/replay.ts';
import { initialStates, keyOf } from '../counterexample/rerun.ts';
import { stateAfter } from '../counterexample/run.ts';
import { formatValue } from '../counterexample/wording.ts';
import { type StateGraph, stateGraph } from '../explore/state-graph.ts';
import { identityOf } from '../reference/identity.ts';
import { successors } from '../reference/successors.ts';
import { stateFields } from '../report/state-fields.ts';
import type { Configuration } from '../spec/configuration.ts';
import type { GraphNode, GraphRequest, GraphView } from './protocol.ts';
import { runByKeys } from './walk.ts';

/** A neighbourhood is cut at so many nodes, and a quotient made from so many states. */
const mostNodes = 300;
const mostStates = 30_000;

/** A state, and the run that leads to it. */
interface Place<S> {
  readonly state: S;
  readonly initial: number;
  readonly keys: readonly string[];
  readonly depth: number;
}

/** The part of the state graph that a page asks for. */
export function graphView<S>(configuration: Configuration<S>, request: GraphRequest): GraphView {
  return request.view === 'around' ? around(configuration, request) : quotient(configuration, request);
}

/** The states of the run, and those that few steps lead to from its present state; all of them if there are few. */
function around<S>(configuration: Configuration<S>, request: GraphRequest): GraphView {
  const { run } = runByKeys(configuration, request);
  const path = Array.from({ length: run.steps.length + 1 }, (_, count) => stateAfter(run, count));
  const places = new Map<string, Place<S>>();
  const onPath = new Set(path.map(identityOf));
  path.forEach((state, depth) => {
    const id = identityOf(state);
    if (!places.has(id)) places.set(id, { state, initial: request.initial, keys: request.keys.slice(0, depth), depth });
  });
  const current = identityOf(path[Math.min(request.at, path.length - 1)] as S);
  const edges: { source: string; target: string; label: string }[] = [];
  const expanded = new Set<string>();
  let frontier = [current];
  let complete = true;
  for (let hop = 0; hop < request.hops && frontier.length > 0; hop++) {
    const next: string[] = [];
    for (const id of frontier) {
      const place = places.get(id) as Place<S>;
      expanded.add(id);
      for (const step of successors(configuration, place.state)) {
        const target = identityOf(step.state);
        if (!places.has(target)) {
          if (places.size >= mostNodes) {
            complete = false;
            continue;
          }
          places.set(target, {
            ...place,
            state: step.state,
            keys: [...place.keys, keyOf(step)],
            depth: place.depth + 1,
          });
        }
        if (!expanded.has(target)) next.push(target);
        edges.push({ source: id, target, label: keyOf(step) });
      }
    }
    frontier = [...new Set(next)].filter((id) => !expanded.has(id));
  }
  run.steps.forEach((step, i) => {
    const [source, target] = [identityOf(path[i] as S), identityOf(path[i + 1] as S)];
    const known = edges.some((edge) => edge.source === source && edge.target === target && edge.label === keyOf(step));
    if (!known) edges.push({ source, target, label: keyOf(step) });
  });
  const ids = [...places.keys()];
  const index = new Map(ids.map((id, i) => [id, i]));
  const nodes = ids.map((id): GraphNode => {
    const { state, keys, initial, depth } = places.get(id) as Place<S>;
    return {
      label: labelOf(configuration, state, request.expressions),
      depth,
      count: 1,
      ...colourOf(configuration, state, request),
      isCurrent: id === current,
      isOnPath: onPath.has(id),
      isTerminal: findSuccessor(configuration, state, () => true) === undefined,
      keys,
      initial,
    };
  });
  return {
    nodes,
    edges: edges.map(({ source, target, label }) => ({
      source: index.get(source) ?? 0,
      target: index.get(target) ?? 0,
      label,
    })),
    states: ids.length,
    complete,
    fields: fieldsOf(configuration, path[0] as S),
  };
}

/** States that agree on the expressions are one node; edges between nodes are those of their states. */
function quotient<S>(configuration: Configuration<S>, request: GraphRequest): GraphView {
  const graph = stateGraph(configuration, mostStates);
  const { run } = runByKeys(configuration, request);
  const onPath = new Set(Array.from({ length: run.steps.length + 1 }, (_, count) => label(stateAfter(run, count))));
  const current = label(stateAfter(run, Math.min(request.at, run.steps.length)));
  function label(state: S): string {
    return labelOf(configuration, state, request.expressions);
  }
  const classes = new Map<string, { first: number; count: number; isTerminal: boolean }>();
  const going = new Set(graph.transitions.map(({ source }) => source));
  const labels = graph.states.map(label);
  labels.forEach((text, state) => {
    const known = classes.get(text);
    const isTerminal = !going.has(state) && graph.complete;
    if (known === undefined) classes.set(text, { first: state, count: 1, isTerminal });
    else classes.set(text, { ...known, count: known.count + 1, isTerminal: known.isTerminal || isTerminal });
  });
  const kept = [...classes].slice(0, mostNodes);
  const index = new Map(kept.map(([text], i) => [text, i]));
  const edges = new Map<string, { source: number; target: number; actions: Set<string> }>();
  for (const { source, action, target } of graph.transitions) {
    const [from, to] = [index.get(labels[source] as string), index.get(labels[target] as string)];
    if (from === undefined || to === undefined || from === to) continue;
    const edge = edges.get(`${from} ${to}`) ?? { source: from, target: to, actions: new Set() };
    edges.set(`${from} ${to}`, edge);
    edge.actions.add(configuration.actions[action]?.name ?? '');
  }
  const parents = parentsOf(graph);
  return {
    nodes: kept.map(([text, { first, count, isTerminal }]) => ({
      label: text,
      depth: graph.depthOf[first] ?? 0,
      count,
      ...colourOf(configuration, graph.states[first] as S, request),
      isCurrent: text === current,
      isOnPath: onPath.has(text),
      isTerminal,
      ...wayTo(configuration, graph, parents, first),
    })),
    edges: [...edges.values()].map(({ source, target, actions }) => ({
      source,
      target,
      label: [...actions].join(', '),
    })),
    states: graph.states.length,
    complete: graph.complete && kept.length === classes.size,
    fields: fieldsOf(configuration, graph.states[0] as S),
  };
}

function parentsOf<S>({ transitions, initial, depthOf }: StateGraph<S>): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  for (const { source, target } of transitions)
    if (target >= initial && !parents.has(target) && depthOf[target] === (depthOf[source] ?? 0) + 1)
      parents.set(target, source);
  return parents;
}

/** The shortest run to a state, by the names of its steps. */
function wayTo<S>(
  configuration: Configuration<S>,
  { states }: StateGraph<S>,
  parents: ReadonlyMap<number, number>,
  number: number,
): Pick<GraphNode, 'keys' | 'initial'> {
  const path = [number];
  for (let at = parents.get(number); at !== undefined; at = parents.get(at)) path.unshift(at);
  const start = identityOf(states[path[0] as number]);
  const initial = Math.max(
    0,
    initialStates(configuration).findIndex((state) => identityOf(state) === start),
  );
  const keys = path.slice(1).map((state, i) => {
    const wanted = identityOf(states[state]);
    const step = findSuccessor(
      configuration,
      states[path[i] as number] as S,
      (one) => identityOf(one.state) === wanted,
    );
    return step === undefined ? '' : keyOf(step);
  });
  return { keys, initial };
}

/** The values of the chosen fields; without any, what differs from the first look of a reader: every local state. */
function labelOf<S>(configuration: Configuration<S>, state: S, expressions: readonly string[]): string {
  const groups = fieldGroups(configuration, state);
  const wanted = expressions.length === 0 ? [firstField(configuration, state)] : expressions;
  const values = wanted.flatMap((expression) =>
    groups.flatMap(({ fields }) =>
      fields.filter(({ path, name }) => path === expression || name === expression).map(({ value }) => value),
    ),
  );
  return values.length === 0 ? formatValue(toJson(state)).slice(0, 60) : values.join(' ');
}

/** What gives a node its colour; of a quotient, in the first of its states. */
function colourOf<S>(
  configuration: Configuration<S>,
  state: S,
  { colour = '' }: GraphRequest,
): Pick<GraphNode, 'colour'> {
  return colour === '' ? {} : { colour: labelOf(configuration, state, [colour]) };
}

/** The first field of the processes, or else of the state. */
function firstField<S>(configuration: Configuration<S>, state: S): string {
  return fieldGroups(configuration, state)[0]?.fields[0]?.name ?? '';
}

function fieldGroups<S>({ processNames }: Configuration<S>, state: S): ReturnType<typeof stateFields> {
  return stateFields({ processes: processNames.map((id) => ({ id })) }, toJson(state));
}

function fieldsOf<S>(configuration: Configuration<S>, state: S): readonly string[] {
  const groups = fieldGroups(configuration, state);
  const names = groups.flatMap(({ fields }) => fields.map(({ name }) => name));
  const paths = groups.flatMap(({ process, fields }) => (process === undefined ? [] : fields.map(({ path }) => path)));
  return [...new Set([...names, ...paths])];
}
