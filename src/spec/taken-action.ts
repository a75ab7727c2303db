import type { Scalar } from './value.ts';

/** An action as a step property sees it. */
export interface TakenAction {
  /** The name it has in the spec: `request`, `receive`. */
  readonly name: string;
  /** Its arguments: `[1]` for `request(1)`, receiver and sender for `receive(2 <- 0)`. */
  readonly args: readonly Scalar[];
}
