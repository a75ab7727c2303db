import type { StackedSpace, StateSpace } from '../../transition/state-space.ts';
import { blame } from '../blame.ts';
import type { ActionStatistics, Progress, Statistics } from '../exploration.ts';
import type { Limits, StopReason } from '../limits.ts';
import { isOutOfRoom } from '../out-of-room.ts';
import type { Monitor } from '../search.ts';
import { Branches } from './branches.ts';

/** After so many expanded states a search can be interrupted. */
const stretch = 64;

/** How one attempt went. */
export interface StackSearch {
  /** `depth` and `perDepth` are those of the paths taken. */
  readonly statistics: Omit<Statistics, 'stoppedBy'>;
  readonly stoppedBy?: StopReason;
  readonly actions: readonly ActionStatistics[];
}

/** Who watches a search that forgets. Numbers are places on the stack, valid only until the call returns. */
export interface StackMonitor extends Monitor {
  /** A state was expanded, and its successors judged. True ends the search. */
  readonly onExpanded: (pathTo: (place: number) => number[]) => boolean;
}

/**
 * Explores depth first what a filter does not take for seen, and keeps only the states on the stack: those whose turn is
 * still to come, and the way to the present one. Yields its progress often.
 * @throws SpecError when the spec makes a mistake, with the way to it.
 */
export function* searchByStack<S>(
  space: StateSpace<S>,
  { initial, cut }: StackedSpace,
  monitor: StackMonitor,
  limits: Limits,
): Generator<Progress, StackSearch, StopReason | undefined> {
  const { maxStates = Number.POSITIVE_INFINITY, maxDepth = Number.POSITIVE_INFINITY } = limits;
  const branches = new Branches();
  const actions = space.actions.map(() => ({ fired: 0, newStates: 0 }));
  const perDepth: number[] = [];
  const pathTo = (place: number): number[] => branches.pathTo(place);
  let states = 0;
  let transitions = 0;
  let terminal = 0;
  let expanded = 0;
  let suspect = 0;
  let stoppedBy: StopReason | undefined;
  let isCut = false;
  const discover = (place: number, parent: number, depth: number): void => {
    branches.push(parent, depth);
    states++;
    perDepth[depth] = (perDepth[depth] ?? 0) + 1;
    suspect = place;
    if (monitor.onState?.(place)) stoppedBy ??= 'violation';
  };
  const expand = (place: number, depth: number): void => {
    suspect = place;
    const known = space.size;
    const { batch } = space.expand(place, place + 1);
    transitions += batch.length;
    expanded++;
    for (let found = known; found < space.size; found++) discover(found, place, depth + 1);
    for (let i = 0; i < batch.length; i++) {
      const action = batch.action[i] as number;
      const count = actions[action] as ActionStatistics;
      count.fired++;
      if (batch.isNew[i] === 1) count.newStates++;
      if (monitor.onTransition === undefined) continue;
      suspect = place;
      if (monitor.onTransition(place, action, batch.target[i] as number)) stoppedBy ??= 'violation';
    }
    if (batch.terminal.length > 0) {
      terminal++;
      if (monitor.onTerminal?.(place)) stoppedBy ??= 'violation';
    }
    if (monitor.onExpanded(pathTo)) stoppedBy ??= 'violation';
  };
  const progress = (): Progress => ({ states, transitions, depth: perDepth.length - 1, queue: states - expanded });

  try {
    for (let place = 0; place < initial; place++) discover(place, -1, 0);
    if (monitor.onExpanded(pathTo)) stoppedBy ??= 'violation';
    for (let turn = 0; branches.size > 0 && stoppedBy === undefined; turn++) {
      if (states >= maxStates) stoppedBy = 'max-states';
      else if (turn % stretch === 0) stoppedBy = yield progress();
      if (stoppedBy !== undefined) break;
      const top = branches.size - 1;
      const depth = branches.depth(top);
      const isTooDeep = depth >= maxDepth;
      if (isTooDeep) isCut = true;
      if (isTooDeep || branches.isExpanded(top)) {
        branches.size = top;
        cut(top);
      } else {
        branches.markExpanded(top);
        expand(top, depth);
      }
    }
  } catch (error) {
    if (!isOutOfRoom(error)) throw blame(error, space, { first: suspect, last: suspect + 1 }, pathTo);
    stoppedBy = 'max-memory';
  }
  if (isCut) stoppedBy ??= 'max-depth';
  const depth = perDepth.length - 1;
  const queue = states - expanded;
  return {
    statistics: { states, transitions, depth, initial, queue, terminal, perDepth, complete: false },
    actions,
    ...(stoppedBy && { stoppedBy }),
  };
}
