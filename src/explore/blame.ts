import { successors } from '../reference/successors.ts';
import { canonical } from '../spec/canonical.ts';
import { isSpecError, type SpecError } from '../spec/spec-error.ts';
import type { StateSpace } from '../transition/state-space.ts';

/** The states one of which is to blame: from `first` on, up to but without `last`. */
export interface Suspects {
  readonly first: number;
  readonly last: number;
}

/**
 * Adds to a mistake of the spec the labels of the actions that lead to the state in which it happened, and where several
 * are suspected, finds that state by running the spec's functions on them once more. Any other error is left as it is.
 */
export function blame<S>(
  error: unknown,
  space: StateSpace<S>,
  { first, last }: Suspects,
  pathTo: (state: number) => readonly number[],
): unknown {
  if (!isSpecError(error) || error.details.trace !== undefined || first >= last) return error;
  for (let state = first; state < last; state++)
    if (first + 1 === last || fails(space, space.state(state))) return withTrace(error, space, pathTo(state));
  return error;
}

/** Whether a mistake, or a difference between two runs, shows when the actions are fired from a state. */
function fails<S>(space: StateSpace<S>, state: S): boolean {
  const texts = (): string => [...successors(space, state)].map(({ state }) => canonical(state)).join('\n');
  try {
    const first = texts();
    return texts() !== first;
  } catch {
    return true;
  }
}

function withTrace<S>(error: SpecError, space: StateSpace<S>, path: readonly number[]): SpecError {
  try {
    const labels = path.slice(1).map((target, i) => labelOf(space, path[i] as number, target));
    return labels.includes(undefined) ? error : error.with({ trace: labels as string[] });
  } catch (again) {
    if (isSpecError(again)) return error;
    throw again;
  }
}

/** The label of an action that leads from one state to another; none if the spec is not deterministic. */
function labelOf<S>(space: StateSpace<S>, source: number, target: number): string | undefined {
  const text = canonical(space.state(target));
  for (const { action, state } of successors(space, space.state(source)))
    if (canonical(state) === text) return action.label;
  return undefined;
}
