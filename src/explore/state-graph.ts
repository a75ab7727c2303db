import type { Configuration } from '../spec/configuration.ts';
import { learnedSpace } from '../transition/learned.ts';
import { search } from './search.ts';

/** A state graph in full, small enough to be looked at. States are numbers in the order of a breadth-first search. */
export interface StateGraph<S> {
  readonly states: readonly S[];
  /** The initial states are those below. */
  readonly initial: number;
  readonly depthOf: readonly number[];
  readonly transitions: readonly GraphTransition[];
  /** False if the graph has more states than were asked for: then it is a beginning of it. */
  readonly complete: boolean;
}

/** A transition between states, by their numbers and that of the action. */
export interface GraphTransition {
  readonly source: number;
  readonly action: number;
  readonly target: number;
}

/**
 * Explores a configuration breadth first, keeping every state and transition.
 * @throws SpecError when the spec makes a mistake.
 */
export function stateGraph<S>(configuration: Configuration<S>, maxStates: number): StateGraph<S> {
  const space = learnedSpace(configuration);
  const transitions: GraphTransition[] = [];
  const depthOf: number[] = [];
  const onTransition = (source: number, action: number, target: number): boolean => {
    transitions.push({ source, action, target });
    depthOf[target] ??= (depthOf[source] as number) + 1;
    return false;
  };
  const onState = (state: number): boolean => {
    if (transitions.length === 0) depthOf[state] = 0;
    return false;
  };
  const run = search(space, 'bfs', { onState, onTransition }, { maxStates });
  let step = run.next();
  while (!step.done) step = run.next();
  const { complete, initial } = step.value.statistics;
  space.recheck();
  return {
    states: Array.from({ length: space.size }, (_, number) => space.state(number)),
    initial,
    depthOf,
    transitions,
    complete,
  };
}
