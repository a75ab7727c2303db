import type { ObservedConfiguration, WithHistory } from '../spec/observed-configuration.ts';
import type { Strength } from '../spec/temporal/fairness.ts';
import type { Learned } from '../transition/state-space.ts';
import type { Approximation } from './approximate/approximation.ts';
import type { StopReason } from './limits.ts';

/** How a search went. */
export interface Statistics {
  /** Distinct states. */
  readonly states: number;
  readonly transitions: number;
  /** The greatest depth; the initial states have depth 0. Breadth first it is the longest shortest path. */
  readonly depth: number;
  /** Distinct initial states. */
  readonly initial: number;
  /** States found but not expanded. */
  readonly queue: number;
  /** Expanded states without a successor, or with none but by optional actions. */
  readonly terminal: number;
  /** Distinct states at each depth. */
  readonly perDepth: readonly number[];
  /** True if every reachable state was expanded. */
  readonly complete: boolean;
  readonly stoppedBy?: StopReason;
}

/** What a search that went on on disk had in memory before, in states, and how many bytes were on disk at most. */
export interface Spilled {
  readonly at: number;
  readonly bytes: number;
}

/** What one action contributed. */
export interface ActionStatistics {
  /** Transitions. */
  fired: number;
  /** States that it was the first to find. */
  newStates: number;
}

/** A run that settles a property: a violation of it, or for `reachable` a witness. */
export interface Finding<S> {
  readonly property: string;
  /** From an initial state to the state that settles it; for a step property, to the successor of the step. */
  readonly states: readonly S[];
  /** For a step property: the action that must come last. */
  readonly lastAction?: number;
  /**
   * Where it matters which of several actions led to the same state: the action of every step. The number after those of
   * all actions stands for a step in which nothing happens.
   */
  readonly actions?: readonly number[];
  /** For a run that goes round for ever: the place of the state at which the loop begins, which is also the last state. */
  readonly loop?: number;
  /** For a temporal property of several parts: the one that is violated. */
  readonly part?: string;
  /** For a temporal property: the single additional fairness assumptions with which it holds; absent if none were tried. */
  readonly remedies?: readonly FairnessOf[];
  /** Those with which the violated part holds. */
  readonly partRemedies?: readonly FairnessOf[];
}

/** Fairness to one action, or to each of those with one name. */
export interface FairnessOf {
  readonly strength: Strength;
  /** `enter(1)`; or `enter`, which stands for each of that name. */
  readonly label: string;
}

/** How often others enter between a process's request and its own entry, at most. */
export interface BypassFigures {
  readonly most: number | 'unbounded';
  /** Whose request it is that is overtaken so often; absent if none ever is. */
  readonly overtaken?: string;
}

/** What the runs of a configuration cost. */
export interface CostFigures {
  /** Of a run that has ended; absent if none ends. */
  readonly least?: number;
  /** Of any run. */
  readonly greatest: number | 'unbounded';
  /** The terminal states, by what runs that end there cost at least and at most. */
  readonly ends: readonly {
    readonly least: number;
    readonly greatest: number | 'unbounded';
    readonly states: number;
  }[];
}

/** A second search, of the configuration with the histories that some properties need. */
export interface HistoryExploration<S> {
  readonly configuration: ObservedConfiguration<S>;
  readonly exploration: Exploration<WithHistory<S>>;
}

/** The result of a search by any engine. */
export interface Exploration<S> {
  readonly statistics: Statistics;
  /** In the order of the configuration's actions. */
  readonly actions: readonly ActionStatistics[];
  /** By property; a property without one was neither violated nor witnessed in what was explored. */
  readonly findings: ReadonlyMap<string, Finding<S>>;
  /** Terminal states that no deadlock property accepts as a proper end. */
  readonly deadlocked: number;
  /** What the engine learned, if it is one that learns. */
  readonly learned?: Learned;
  /** Why an engine that learns called the functions of the spec for every transition instead. */
  readonly notLearned?: string;
  /** Of a search that a limit cut short: states along the way to a deepest one, in order, all of them or evenly chosen. */
  readonly wayToDeepest?: readonly S[];
  /** By cost property, after a complete search. */
  readonly costs?: ReadonlyMap<string, CostFigures>;
  /** The properties about whole runs of which everything is known. */
  readonly judgedRuns?: ReadonlySet<string>;
  /** By property about whole runs: in how many of the states found first it was looked at; absent if it was not. */
  readonly lookedAt?: ReadonlyMap<string, number>;
  /** By bypass property, after a complete search, or if there is no bound. */
  readonly bypasses?: ReadonlyMap<string, BypassFigures>;
  /** Of a search that may have missed states. */
  readonly approximation?: Approximation;
  /** Of a search that went on on disk: how many states it had then, and bytes on disk at most. */
  readonly spilled?: Spilled;
  /** Absent if no property needs a history, or this search was ended. */
  readonly withHistory?: HistoryExploration<S>;
}

/** What is known while a search runs. */
export interface Progress {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly queue: number;
  /** Of a search that is breadth first: distinct states at each depth, all but the last of them whole. */
  readonly perDepth?: readonly number[];
}
