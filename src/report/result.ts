import type { Growth } from '../counterexample/growth.ts';
import type { FalsePart, Json, Trace } from '../counterexample/trace.ts';
import type { Approximation } from '../explore/approximate/approximation.ts';
import type { Estimate } from '../explore/estimate.ts';
import type { CostFigures, Spilled } from '../explore/exploration.ts';
import type { Limits, StopReason } from '../explore/limits.ts';
import type { Faults } from '../spec/environment/faults.ts';
import type { SourceLocation } from '../spec/source-location.ts';
import type { Learned } from '../transition/state-space.ts';

/** Everything one `check` run found out: what `--reporter json` prints, and what every other report is drawn from. */
export interface Result {
  readonly $schema: string;
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string; readonly node: string };
  readonly status: 'pass' | 'fail' | 'incomplete' | 'error' | 'interrupted';
  readonly exitCode: number;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly elapsedMs: number;
  readonly command: readonly string[];
  readonly systems: readonly SystemResult[];
  /** Of `unturned sweep`: where each property breaks first. */
  readonly leastBreaking?: readonly LeastBreaking[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The configuration of a sweep that breaks a property with the fewest faults, and of these the smallest. */
export interface LeastBreaking {
  readonly property: string;
  /** The place of the configuration among the systems, from 0. */
  readonly system: number;
  /** Steps of the counterexample. */
  readonly steps?: number;
  readonly message?: string;
}

/** What was found out about one configuration. */
export interface SystemResult {
  readonly name: string;
  readonly description?: string;
  /** Relative to the working directory. */
  readonly file: string;
  readonly specHash: string;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly search: {
    /** `random`: runs were drawn, and nothing was searched. */
    readonly order: 'bfs' | 'dfs' | 'random';
    readonly engine: 'default' | 'direct' | 'reference';
    readonly workers: number;
    /** How often each fault may happen in a run; absent if none may. */
    readonly faults?: Faults;
    /** The bounds that were asked for. */
    readonly limits?: Limits;
    /** What is assumed of the runs that temporal properties speak of; absent if there are none. */
    readonly fairness?: string;
  };
  readonly stats: SystemStatistics;
  /** The second search, if properties needed histories: the same states, told apart by what was observed on the way. */
  readonly history?: HistoryStatistics;
  readonly actions: readonly { readonly name: string; readonly fired: number; readonly newStates: number }[];
  readonly properties: readonly PropertyResult[];
  /** Of `unturned simulate`: the runs that were drawn. */
  readonly simulation?: SimulationResult;
  /** What the engine learned of the spec, if it is one that learns. */
  readonly learned?: Learned;
  /** Why the functions of the spec were called for every transition instead. */
  readonly notLearned?: string;
}

/** Runs that were drawn at random, and the one that violated a property. */
export interface SimulationResult {
  readonly asked: { readonly runs: number; readonly steps: number };
  readonly seed: number;
  readonly runs: number;
  readonly steps: number;
  /** Steps of the longest run. */
  readonly longest: number;
  /** Runs after which nothing could happen but what is optional. */
  readonly ended: number;
  /** The number of distinct states is an estimate. */
  readonly estimated: boolean;
  readonly interrupted: boolean;
  /** Properties that finite runs do not judge. */
  readonly unjudged: readonly string[];
  readonly found?: SimulationFinding;
}

/** How a violation was found, and what it was made into. */
export interface SimulationFinding {
  readonly property: string;
  /** Which run it was, from 1. */
  readonly run: number;
  /** Its steps as it was drawn, and the least after shrinking, in the configuration that was asked for. */
  readonly drawn?: number;
  readonly shrunk?: number;
  /** The smallest configuration in which it was found, and the steps of its shortest run there. */
  readonly smallest?: {
    readonly parameters: Readonly<Record<string, Json>>;
    readonly faults?: Faults;
    readonly steps: number;
  };
  /** With the seed, where the last of these runs is found again. */
  readonly path: string;
}

/** How the search of a configuration with histories went. */
export type HistoryStatistics = Pick<
  SystemStatistics,
  'states' | 'transitions' | 'depth' | 'queue' | 'complete' | 'stoppedBy' | 'spilled'
>;

/** How the search of one configuration went. */
export interface SystemStatistics {
  /** Distinct states. */
  readonly states: number;
  readonly transitions: number;
  /** The longest shortest path; initial states have depth 0. Depth first: the longest path taken. */
  readonly depth: number;
  readonly initial: number;
  /** States found but not expanded. */
  readonly queue: number;
  /** Expanded states without a successor, or with none but by faults: deadlocked or properly terminated. */
  readonly terminal: number;
  /** Those of them that no deadlock property accepts as a proper end. */
  readonly deadlocked: number;
  readonly complete: boolean;
  readonly stoppedBy?: StopReason;
  /** After a search that was cut short: a value that grows along the way to the deepest state, so that there may be no end. */
  readonly growing?: Growth;
  /** After a breadth-first search that was cut short: how many states there may be in all. */
  readonly estimate?: Estimate;
  /** Every state was stored in full. Where runs are drawn they are not, and beyond 131 072 their number is an estimate. */
  readonly exact: boolean;
  /** Of an approximate search: how states were told apart, and how much it has seen. */
  readonly approximation?: Approximation;
  /** Of a search that went on on disk: how many states it had then, and bytes on disk at most. */
  readonly spilled?: Spilled;
  /** Distinct states at each depth. */
  readonly perDepth: readonly number[];
  readonly elapsedMs: number;
  readonly statesPerSecond: number;
  readonly peakMemoryBytes: number;
}

/** What was found out about one property. */
export interface PropertyResult {
  readonly name: string;
  readonly kind:
    | 'always'
    | 'step'
    | 'reachable'
    | 'deadlock'
    | 'terminal'
    | 'history'
    | 'order'
    | 'cost'
    | 'temporal'
    | 'possible'
    | 'bypass';
  readonly status: 'holds' | 'violated' | 'reached' | 'measured' | 'not-refuted';
  readonly description?: string;
  /** The headline of a violation, in words. */
  readonly message?: string;
  readonly source?: SourceLocation;
  readonly falseParts?: readonly FalsePart[];
  /** The counterexample, or the witness of a reached goal. */
  readonly trace?: Trace;
  /** Where the trace was written, and a test that replays it; relative to the working directory if it lies in it. */
  readonly traceFile?: string;
  readonly testFile?: string;
  /** Of a violation: what becomes of it when one assumption is strengthened. */
  readonly whatIf?: readonly WhatIf[];
  /** What runs cost, after a complete search. */
  readonly cost?: RunCostResult;
  /** What a temporal property says. */
  readonly formula?: string;
  /** The part of it that is violated, if it has several. */
  readonly violatedPart?: string;
  /** The single additional fairness assumptions with which it holds; absent if none were tried, empty if none is enough. */
  readonly holdsWith?: readonly { readonly strength: 'weak' | 'strong'; readonly action: string }[];
  /** Those with which the violated part holds, if none is enough for all of it. */
  readonly partHoldsWith?: PropertyResult['holdsWith'];
  /** Of a property about whole runs: in how many of the states found first it was looked at; absent if in none. */
  readonly lookedAt?: number;
  /** How often others enter between a process's request and its own entry, after a complete search. */
  readonly bypass?: { readonly most: number | 'unbounded'; readonly overtaken?: string; readonly atMost?: number };
}

/** A check with one assumption strengthened: a fault that does not happen, or what is assumed of channels and sending. */
export interface WhatIf {
  readonly change: Readonly<Record<string, Json>>;
  readonly status: PropertyResult['status'];
  /** Distinct states, and whether these are all. */
  readonly states: number;
  readonly complete: boolean;
}

/** What the runs of a configuration cost, and the bounds that were expected. */
export interface RunCostResult extends CostFigures {
  /** What is counted: `messages`. */
  readonly unit: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Something to tell the user that is not a verdict. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'hint';
  readonly text: string;
  /** The spec it is about, as the command named it. */
  readonly spec?: string;
  /** The action, property or function it is about. */
  readonly where?: string;
  /** The labels of the actions that lead to it from an initial state; none if it shows in an initial state. */
  readonly trace?: readonly string[];
  readonly source?: SourceLocation;
  readonly help?: string;
}
