import type { EnvironmentAction } from '../spec/spec.ts';

/** Plain JSON. In a state, a set appears as `{"#set": [...]}` and a map as `{"#map": [[key, value], ...]}`, as in ITF. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A run that settles a property, with everything a report draws of it. Steps and states count from 1; 0 is initial. */
export interface Trace {
  /** How many steps. */
  readonly length: number;
  /** True if no shorter run settles the property. */
  readonly shortest: boolean;
  readonly processes: readonly TraceProcess[];
  readonly initial: Json;
  readonly steps: readonly Step[];
  readonly messages: readonly Message[];
  readonly deadlock?: Deadlock;
  /** Why the last step overtakes somebody. */
  readonly causalPath?: CausalPath;
  /** The steps that repeat for ever, if the run never ends. */
  readonly lasso?: Lasso;
  /** How the loop treats the actions that can be taken in it. */
  readonly fairness?: readonly LoopFairness[];
}

/** A loop: `period` steps after the first `start`. With a period of 0 the run stays in its last state for ever. */
export interface Lasso {
  readonly start: number;
  readonly period: number;
}

/** What a loop does with an action, or with several that one fairness assumption is about. */
export interface LoopFairness {
  /** `enter(1)`, `receive(2 <- 0)`. */
  readonly action: string;
  /** In how many states of the loop it can be taken. */
  readonly enabledIn: number;
  /** How many steps of the loop take it. */
  readonly taken: number;
  /** Whether the loop is fair to it, weakly and strongly. */
  readonly weak: boolean;
  readonly strong: boolean;
  /** The fairness that is assumed of it. */
  readonly assumed?: 'weak' | 'strong';
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

/** A lane of the space-time diagram. */
export interface TraceProcess {
  readonly id: string;
  /** The step in which it crashes; the last one, if it recovers in between. */
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
  /** The numbers of the messages in flight that are lost. */
  readonly loses?: readonly number[];
  /** What the environment of the processes does here, if it is no step of the algorithm. */
  readonly environment?: EnvironmentAction;
  readonly notes?: readonly string[];
  /** What a process that crashes here had still to send, and never sends. */
  readonly unsent?: readonly { readonly to: string; readonly type: string; readonly payload: Json }[];
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
  /** The step that sent it, or that made it as a copy; 0 if it was there from the start. */
  readonly sentAt: number;
  /** The message that it is a duplicate of, or of a duplicate of. */
  readonly copyOf?: number;
  readonly deliveredAt?: number;
  /** The step in which it is lost. */
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
