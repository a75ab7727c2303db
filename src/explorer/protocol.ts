import type { Change, Trace } from '../counterexample/trace.ts';
import type { Progress } from '../explore/exploration.ts';
import type { Diagnostic, SystemResult } from '../report/result.ts';
import type { ParameterDomain, ParameterValue } from '../spec/parameter.ts';
import type { Strength } from '../spec/temporal/fairness.ts';
import type { PossibleFault } from './possible-faults.ts';

/** A spec with some of its parameters given; the others have their defaults. */
export interface ConfigurationRequest {
  readonly spec: string;
  readonly set: Readonly<Record<string, ParameterValue>>;
  /** How often each fault may happen in a run; those not given, as often as the spec says. */
  readonly faults?: Readonly<Record<string, number>>;
}

/** A run by the names of its steps, so that it outlives a change of the spec. */
export interface RunRequest extends ConfigurationRequest {
  /** Which of the initial states, from 0. */
  readonly initial: number;
  readonly keys: readonly string[];
}

/** What a page shows of a spec before anything is run. */
export interface SpecDescription {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** Where the algorithm was published. */
  readonly source?: string;
  readonly parameters: readonly { readonly name: string; readonly domain: ParameterDomain }[];
}

/** A run, and what can be done after the first so many of its steps. */
export interface Walk {
  readonly trace: Trace;
  /** How many initial states there are. */
  readonly initialStates: number;
  /** The state that the rest is about: after so many steps. */
  readonly at: number;
  /** Those of each process together, and faults last. */
  readonly enabled: readonly Move[];
  readonly disabled: readonly Refusal[];
  readonly properties: readonly PropertyHere[];
  readonly waitsFor: readonly { readonly from: string; readonly to: string; readonly reason: string }[];
  /** Processes that wait for one another in a ring. */
  readonly cycle: readonly string[];
  /** The faults that may be asked for in this configuration. */
  readonly faults: readonly PossibleFault[];
  /** What a temporal formula can speak of, by name. */
  readonly predicates: readonly string[];
  /** The numbers of the messages in flight. */
  readonly inFlight: readonly number[];
  /** The first step of the request that could not be taken; the run ends before it. */
  readonly broken?: { readonly step: number; readonly key: string; readonly why: string };
}

/** An action that is enabled, with one outcome of its choices. */
export interface Move {
  readonly key: string;
  /** In words: `enter`, `receives m2 request`. */
  readonly text: string;
  readonly process?: string;
  /** Something that goes wrong, and need not. */
  readonly isFault: boolean;
  readonly diff: readonly Change[];
}

/** An action that is not enabled. */
export interface Refusal {
  readonly action: string;
  readonly process?: string;
  /** The conditions of its guard that are false. */
  readonly guard: string;
}

/** A property in one state. */
export interface PropertyHere {
  readonly name: string;
  readonly kind: string;
  readonly description?: string;
  /** `elsewhere`: it is judged over whole runs, not here. */
  readonly status: 'holds' | 'violated' | 'reached' | 'not here' | 'elsewhere';
}

/** Which part of the state graph to show. */
export interface GraphRequest extends RunRequest {
  readonly at: number;
  /** The whole graph, what is around the present state, or states that agree on the expressions as one. */
  readonly view: 'around' | 'quotient';
  readonly hops: number;
  /** Fields of the state: `p0.phase`, or `phase` for every process. */
  readonly expressions: readonly string[];
  /** A field that gives nodes their colours. */
  readonly colour?: string;
}

/** A part of the state graph, or its quotient. */
export interface GraphView {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly { readonly source: number; readonly target: number; readonly label: string }[];
  /** States that were looked at; and whether those are all. */
  readonly states: number;
  readonly complete: boolean;
  /** The fields that a quotient can be by. */
  readonly fields: readonly string[];
}

/** One state, or in a quotient several. */
export interface GraphNode {
  readonly label: string;
  readonly depth: number;
  readonly count: number;
  /** What the field that gives the colour is there. */
  readonly colour?: string;
  readonly isCurrent: boolean;
  readonly isOnPath: boolean;
  readonly isTerminal: boolean;
  /** The run that leads there. */
  readonly keys: readonly string[];
  readonly initial: number;
}

/** How to check a configuration. */
export interface CheckRequest extends ConfigurationRequest {
  readonly keepGoing: boolean;
  readonly maxStates: number;
  /** A temporal formula to judge in place of the properties of the spec, over its named predicates. */
  readonly ltl?: string;
  /** Fairness of every action, in place of what the spec declares. */
  readonly fairness?: 'none' | Strength;
}

/** What comes of a check. */
export type CheckOutcome = { readonly system: SystemResult } | { readonly diagnostic: Diagnostic };

/** The text of a spec. */
export interface SourceText {
  /** What it is called, for people. */
  readonly file: string;
  readonly text: string;
}

/** A trace that a page is to begin with, and the configuration that it is a run of. */
export interface GivenTrace {
  readonly property: string;
  readonly trace: Trace;
  readonly isViolation: boolean;
  readonly set: Readonly<Record<string, ParameterValue>>;
  readonly faults?: Readonly<Record<string, number>>;
  /** Why the run may be another one now. */
  readonly warning?: string;
}

/** What a page can ask for, whoever answers: a server, or a worker beside the page. */
export interface Backend {
  readonly specs: () => Promise<{ readonly specs: readonly SpecDescription[]; readonly given?: GivenTrace }>;
  readonly walk: (request: RunRequest & { readonly at: number }) => Promise<Walk>;
  readonly source: (request: { readonly spec: string }) => Promise<SourceText | null>;
  readonly graph: (request: GraphRequest) => Promise<GraphView>;
  readonly check: (
    request: CheckRequest,
    onProgress: (progress: Progress & { readonly elapsedMs: number }) => void,
    signal: AbortSignal,
  ) => Promise<CheckOutcome>;
}

/** A request that could not be answered, as it travels. */
export interface Refused {
  readonly refused: { readonly code: string; readonly text: string; readonly help?: string };
}
