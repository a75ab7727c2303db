/** Plain JSON. In a state, a set appears as `{"#set": [...]}` and a map as `{"#map": [[key, value], ...]}`, as in ITF. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A run that settles a property, with everything a report draws of it. Steps and states count from 1; 0 is initial. */
export interface Trace {
  /** How many steps. */
  readonly length: number;
  /** True if no shorter run settles the property. */
  readonly shortest: boolean;
  /** The run never ends: after step `start + period`, which is the last, it goes on with step `start + 1`. */
  readonly lasso?: { readonly start: number; readonly period: number };
  readonly processes: readonly TraceProcess[];
  readonly initial: Json;
  readonly steps: readonly Step[];
  readonly messages: readonly Message[];
  readonly deadlock?: Deadlock;
  /** For a lasso: how often each action could be taken in the loop, and was. */
  readonly fairness?: readonly FairnessLine[];
  /** Why the last step overtakes somebody. */
  readonly causalPath?: CausalPath;
}

/** The way by which one process's request happened before another's, which was served first. */
export interface CausalPath {
  /** The process that was overtaken, and the one that overtook it. */
  readonly from: string;
  readonly to: string;
  /** The steps on the way that ask, send or receive, in order: the first is the one request, the last the other. */
  readonly steps: readonly number[];
  /** The messages on the way. */
  readonly messages: readonly number[];
  /** The step in which the other entered. */
  readonly entry: number;
}

/** Whether the loop of a lasso is fair to one action. */
export interface FairnessLine {
  readonly action: string;
  /** Of so many states of the loop. */
  readonly enabledIn: number;
  readonly taken: number;
  /** Whether weak and strong fairness for the action allow the loop. */
  readonly weak: boolean;
  readonly strong: boolean;
}

/** A lane of the space-time diagram. */
export interface TraceProcess {
  readonly id: string;
  /** The step in which it crashes. */
  readonly crashedAt?: number;
}

/** One transition of a trace. */
export interface Step {
  readonly index: number;
  /** The name of the action in the spec: `request`, `receive`. */
  readonly action: string;
  /** The process that acts, if the spec says. */
  readonly process?: string;
  readonly args: readonly Json[];
  /** What replay calls the step: the action's label, and the picks of its choices if it made any. */
  readonly key: string;
  /** The numbers of the messages it sends. */
  readonly sends: readonly number[];
  /** The number of the message it receives. */
  readonly receives?: number;
  /** The numbers of the messages that are lost in it. */
  readonly loses?: readonly number[];
  readonly notes?: readonly string[];
  readonly diff: readonly Change[];
  /** The state after the step. */
  readonly state: Json;
}

/** What one step changed at one place of the state. */
export interface Change {
  /** As a report prints it: `p0.phase`, `p1.queue`. */
  readonly path: string;
  /** `add` and `remove` are of one element of a set, queue or map; `set` is anything else. */
  readonly op: 'set' | 'add' | 'remove';
  readonly from?: Json;
  readonly to?: Json;
}

/** A message of a process spec, numbered in the order of sending. */
export interface Message {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly payload: Json;
  /** The step that sent it; 0 if it was there from the start. */
  readonly sentAt: number;
  readonly deliveredAt?: number;
  readonly lostAt?: number;
  /** Older messages of the same sender to the same receiver that were still in flight at its delivery. */
  readonly overtakes?: readonly number[];
}

/** Why nothing can happen in the last state of a trace. */
export interface Deadlock {
  readonly waitsFor: readonly { readonly from: string; readonly to: string; readonly reason: string }[];
  /** Processes that wait for one another in a ring, in order; empty if there is no ring. */
  readonly cycle: readonly string[];
  /** Every action, nearest to being enabled first, with the conditions of its guard that are false. */
  readonly disabled: readonly { readonly action: string; readonly process?: string; readonly guard: string }[];
}

/** A part of a bad state that makes the property false: with its earlier value the property would hold. */
export interface FalsePart {
  readonly text: string;
  readonly value: Json;
}
