import type { StepCost } from '../../explore/run-graph.ts';
import type { Action, Configuration } from '../../spec/configuration.ts';
import { SpecError } from '../../spec/spec-error.ts';
import { deliversApart, messageTaken } from '../../spec/temporal/deliveries.ts';
import type { Assumption } from '../../spec/temporal/fairness.ts';
import type { StateGraph } from './state-graph.ts';

/** An action, or the delivery of one of the messages that it may receive. */
export interface Occurrence {
  readonly name: string;
  readonly args: Action<never>['args'];
  /** `receive(1 <- 0)`; `receive(1 <- 0) of ask` for one message. */
  readonly label: string;
}

/** A graph for formulas under fairness, in which deliveries that fairness tells apart are different actions. */
export interface FairGraph {
  readonly graph: StateGraph;
  /** By the numbers of the graph: the actions of the configuration, and after them the deliveries. */
  readonly occurrences: readonly Occurrence[];
  /** The number of an assumption's actions in the graph. */
  readonly assumptions: readonly Assumption[];
  /** The action of the configuration, by its number in the graph; that by which a run stays comes after them all. */
  readonly actionOf: (occurrence: number) => number;
}

/** How a function of steps becomes one of numbers. */
export type WatchSteps<S> = (where: string, of: (before: S, action: Action<S>, after: S) => number) => StepCost;

/** How many states are looked at between two pauses. */
const stretch = 1 << 12;

/** So many actions and deliveries fit into the labels of a graph, with one left for staying. */
const mostOccurrences = 0xffff;

function tooMany(): SpecError {
  return new SpecError('S109', {
    where: 'fairness',
    text: 'its unordered channels carry more than 65 000 different messages, each with a fairness of its own',
    help: "Ask less of them: weak('receive', { per: 'process' }).",
  });
}

/**
 * Gives each different message that an unordered channel delivers a number of its own, after those of all actions, in a
 * copy of the labels of the graph. That matters to runs that go round only: where none does, everything stays as it is.
 * Cost: 2 bytes a transition.
 */
export function* splitDeliveries<S>(
  graph: StateGraph,
  { actions, fairness, network, parameters }: Configuration<S>,
  watchSteps: WatchSteps<S>,
): Generator<void, FairGraph> {
  const { assumptions } = fairness;
  const isOrdered = network?.isOrdered(parameters) ?? true;
  const plain: FairGraph = { graph, occurrences: actions, assumptions, actionOf: (action) => action };
  if (network === undefined || isOrdered || graph.isForward) return plain;
  const texts = new Map<string, number>();
  const numberOf = (text: string): number => {
    const number = texts.get(text) ?? texts.size + 1;
    texts.set(text, number);
    return number;
  };
  const messageOf = watchSteps('fairness', (before, { receives }, after) =>
    receives === undefined ? 0 : numberOf(messageTaken(network, before, after, receives)),
  );
  const occurrences: Occurrence[] = [...actions];
  const wholes: number[] = [...actions.keys()];
  const numbers = new Map<string, number>();
  const occurrenceOf = (action: number, message: number): number => {
    const key = `${action} ${message}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    if (occurrences.length === mostOccurrences) throw tooMany();
    const { name, args, label } = actions[action] as Action<S>;
    const text = [...texts.keys()][message - 1];
    numbers.set(key, occurrences.length);
    wholes.push(action);
    return occurrences.push({ name, args, label: `${label} of ${text}` }) - 1;
  };
  const isApart = actions.map(({ receives }) => deliversApart(receives, isOrdered));
  const labels = Uint16Array.from(graph.action);
  for (let state = 0; state < graph.size; state++) {
    for (let edge = graph.first[state] as number; edge < (graph.first[state + 1] as number); edge++) {
      const action = labels[edge] as number;
      const target = graph.target[edge] as number;
      if (isApart[action] !== true || target === graph.size) continue;
      labels[edge] = occurrenceOf(action, messageOf(state, action, target));
    }
    if (state % stretch === 0) yield;
  }
  const stay = occurrences.length;
  for (const [edge, label] of graph.action.entries()) if (label === graph.stay) labels[edge] = stay;
  const partsOf = (action: number): readonly number[] => [...wholes.keys()].filter((one) => wholes[one] === action);
  return {
    graph: { ...graph, action: labels, stay },
    occurrences,
    assumptions: assumptions.flatMap(({ each, ...assumption }) => {
      const { actions: own } = assumption;
      const parts = own.flatMap(partsOf);
      if (each === undefined) return [{ ...assumption, actions: parts }];
      // where a delivery leads out of the graph, it may be that of any message
      return parts
        .filter((part) => !own.includes(part))
        .map((part) => ({ ...assumption, label: occurrences[part]?.label ?? '', actions: [part, ...own] }));
    }),
    actionOf: (occurrence) => (occurrence === stay ? actions.length : (wholes[occurrence] as number)),
  };
}
