import type { Choose } from './choice.ts';
import type { NetworkWatcher } from './network.ts';
import type { EnvironmentAction } from './spec.ts';
import type { TakenAction } from './taken-action.ts';

/** One condition of an action's guard. */
export interface Condition<S> {
  /** The name the spec gave it, or the text of the function. */
  readonly text: string;
  readonly holds: (state: S) => boolean;
}

/** An action of a configuration: one name with one argument. */
export interface Action<S> extends TakenAction {
  /** Its place among the configuration's actions. */
  readonly index: number;
  /** What reports and replay call it: `request(1)`, `receive(2 <- 0)`. */
  readonly label: string;
  /** The process that acts, if the spec says. */
  readonly process?: number;
  /** For the delivery of a message: the channel it comes from. */
  readonly receives?: { readonly from: number; readonly to: number };
  /** For the loss of a message: likewise. */
  readonly loses?: { readonly from: number; readonly to: number };
  /** What the environment of processes does here. */
  readonly environment?: EnvironmentAction;
  /** It need not happen: a state in which nothing else can is an end. */
  readonly optional?: true;
  /** All must hold for the action to be enabled. */
  readonly conditions: readonly Condition<S>[];
  readonly enabled: (state: S) => boolean;
  /** Changes the draft, or returns a new state. `before`, the state to look at, and `watcher` are for observers. */
  // biome-ignore lint/suspicious/noConfusingVoidType: an effect that only assigns to its draft returns nothing
  readonly effect: (draft: S, choose: Choose, before: S, watcher?: NetworkWatcher) => S | void;
  /** The state that a step of this action makes, in normal form; errors name the action. */
  readonly settle: (step: () => S) => S;
}
