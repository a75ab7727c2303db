import { type Batch, batchTarget } from '../state/batch.ts';
import { GrowableUint32 } from '../state/growable.ts';
import { NotWritten } from '../state/spill/scratch.ts';
import type { StateSpace } from '../transition/state-space.ts';
import { blame } from './blame.ts';
import type { Keeping } from './checkpoint/keeper.ts';
import { type Frontier, frontierOf, restoreTally, saveTally } from './checkpoint/tally.ts';
import type { ActionStatistics, Progress, Statistics } from './exploration.ts';
import type { Limits, StopReason } from './limits.ts';
import { isOutOfRoom } from './out-of-room.ts';
import { type Parents, type Spill, spilling } from './spilling.ts';

/** What judges the graph while it is discovered. Each is told once of what its name says; `true` ends the search. */
export interface Monitor {
  readonly onState?: (state: number) => boolean;
  readonly onTransition?: (source: number, action: number, target: number) => boolean;
  /** It need not be told of transitions of which all step predicates that the space watches are known to say yes. */
  readonly asksStepsOnly?: boolean;
  readonly onTerminal?: (state: number) => boolean;
}

/** Order of a search. */
export type SearchOrder = 'bfs' | 'dfs';

/** A search that has ended, and the way back from each state that it found. */
export interface SearchResult {
  readonly statistics: Statistics;
  readonly actions: readonly ActionStatistics[];
  /** The first state found at the greatest depth. */
  readonly deepest: number;
  /** The states from an initial one to this one, along the way it was first found. */
  readonly pathTo: (state: number) => number[];
  /** The space could not grow any further, and may have been left in the middle of something. */
  readonly isBroken: boolean;
  /** The space has spilled, when it had so many states. */
  readonly spilledAt?: number;
}

const noParent = 0xffffffff;

/**
 * Explores a state space, telling the monitor of everything it finds. Yields its progress after every batch, so that
 * the caller decides when to draw, to breathe or to interrupt.
 * @throws SpecError when the spec makes a mistake, with the way to it.
 */
export function* search<S>(
  space: StateSpace<S>,
  order: SearchOrder,
  monitor: Monitor,
  limits: Limits,
  keeping?: Keeping,
  spill?: Spill,
): Generator<Progress, SearchResult, StopReason | undefined> {
  let parents: Parents = new GrowableUint32();
  let actions: ActionStatistics[] = space.actions.map(() => ({ fired: 0, newStates: 0 }));
  let perDepth: number[] = [];
  let transitions = 0;
  let terminal = 0;
  let expanded = 0;
  let depthReached = 0;
  let deepest = 0;
  let stoppedBy: StopReason | undefined;
  let isBroken = false;
  let spilledAt: number | undefined;
  /** The states that are to blame for a mistake that shows now: all from the first, up to but without the last. */
  let firstSuspect = 0;
  let lastSuspect = 0;

  const pathTo = (state: number): number[] => {
    const path = [state];
    for (let at = parents.get(state) >>> 0; at !== noParent; at = parents.get(at) >>> 0) path.push(at);
    return path.reverse();
  };
  const suspect = (first: number, last: number): void => {
    firstSuspect = first;
    lastSuspect = last;
  };
  const expand = (first: number, last: number): Expansion => {
    suspect(first, last);
    return space.expand(first, last);
  };
  const look = (state: number): void => {
    suspect(state, state + 1);
    if (monitor.onState?.(state)) stoppedBy ??= 'violation';
  };
  /** Counts a batch that expanded the states first .. next - 1. `depth` is that of the states it found. */
  const take = (batch: Batch, first: number, next: number, depth: number): void => {
    const known = parents.length;
    transitions += batch.length;
    expanded += next - first;
    parents.append(batch.parents, batch.found);
    if (batch.found > 0) {
      perDepth[depth] = (perDepth[depth] ?? 0) + batch.found;
      if (depth > depthReached) {
        depthReached = depth;
        deepest = known;
      }
    }
    for (let i = 0; i < batch.found; i++) if (batch.unusual[i] !== 0) look(known + i);
    for (let i = 0; monitor.onTransition !== undefined && i < batch.length; i++) {
      const source = batch.source[i] as number;
      suspect(source, source + 1);
      if (monitor.onTransition(source, batch.action[i] as number, batch.target[i] as number)) stoppedBy ??= 'violation';
    }
    actions.forEach((count, action) => {
      const omitted = batch.omitted[action] as number;
      count.fired += (batch.fired[action] as number) + omitted;
      count.newStates += batch.newStates[action] as number;
      transitions += omitted;
    });
    for (const state of batch.terminal) {
      terminal++;
      suspect(state, state + 1);
      if (monitor.onTerminal?.(state)) stoppedBy ??= 'violation';
    }
  };
  const progress = (): Progress => ({
    states: space.size,
    transitions,
    depth: depthReached,
    queue: space.size - expanded,
    ...(order === 'bfs' && { perDepth }),
  });

  /** Goes on on disk, from now on. A reason to end the search meanwhile is returned, if it is not that memory is full. */
  function* spillOver(to: Spill): Generator<Progress, StopReason | undefined, StopReason | undefined> {
    for (const moving = spilling(space, to, parents); ; ) {
      const moved = moving.next();
      if (moved.done) {
        parents = moved.value;
        spilledAt = space.size;
        to.onSpilled?.();
        return undefined;
      }
      const reason = yield progress();
      if (reason !== undefined && reason !== 'max-memory') return reason;
    }
  }

  const keep = (): void =>
    keeping?.keeper.keep((sink) => {
      const isViolated = stoppedBy === 'violation';
      const counts = { transitions, terminal, expanded, depthReached, deepest, initial, isViolated };
      saveTally({ parents, actions, perDepth, ...counts }, sink);
      space.save?.(sink);
      keeping.kept.save(sink);
    });

  if (order === 'bfs' && (monitor.onTransition === undefined || monitor.asksStepsOnly === true)) space.mayOmit?.();
  let initial: number;
  let frontier: Frontier;
  const source = keeping?.keeper.kept;
  if (source === undefined) {
    initial = space.seed();
    frontier = { first: 0, last: initial, depth: 0 };
  } else {
    const tally = restoreTally(source, actions.length);
    ({ parents, actions, perDepth, transitions, terminal, expanded, depthReached, deepest, initial } = tally);
    if (tally.isViolated) stoppedBy = 'violation';
    space.restore?.(source, { states: parents.length, expanded, initial });
    keeping?.kept.restore(source);
    if (keeping?.onEarlier) tellAgain(space, expanded, keeping.onEarlier);
    frontier = frontierOf(tally);
  }
  try {
    if (source === undefined) {
      perDepth[0] = initial;
      for (let state = 0; state < initial; state++) parents.push(noParent);
      for (let state = 0; state < initial; state++) look(state);
    }
    const run =
      order === 'bfs'
        ? breadthFirst(space, expand, frontier, limits, take)
        : depthFirst(space, expand, initial, limits, take);
    do {
      if (space.size >= (limits.maxStates ?? Number.POSITIVE_INFINITY)) stoppedBy ??= 'max-states';
      const reason = yield progress();
      const isFull =
        (reason ?? (space.size >= (spill?.at ?? Number.POSITIVE_INFINITY) && 'max-memory')) === 'max-memory';
      const spills = isFull && spill !== undefined && spilledAt === undefined && stoppedBy === undefined;
      stoppedBy ??= spills ? yield* spillOver(spill) : reason;
      if (keeping?.keeper.isDue()) keep();
    } while (stoppedBy === undefined && !run.next().done);
    keep();
  } catch (error) {
    if (!isOutOfRoom(error) && !(error instanceof NotWritten))
      throw blame(error, space, { first: firstSuspect, last: lastSuspect }, pathTo);
    stoppedBy = error instanceof NotWritten ? 'max-disk' : 'max-memory';
    isBroken = true;
  }
  const states = parents.length;
  const queue = states - expanded;
  if (queue > 0) stoppedBy ??= 'max-depth';

  return {
    statistics: {
      states,
      transitions,
      depth: depthReached,
      initial,
      queue,
      terminal,
      perDepth,
      complete: queue === 0,
      ...(stoppedBy && { stoppedBy }),
    },
    actions,
    deepest,
    pathTo,
    isBroken,
    ...(spilledAt !== undefined && { spilledAt }),
  };
}

type Expansion = ReturnType<StateSpace<unknown>['expand']>;
type Expand = StateSpace<unknown>['expand'];
type Take = (batch: Batch, first: number, next: number, depth: number) => void;

/** The frontier is a range of numbers: all states of a depth are found before any of the next. Pauses after each batch. */
function* breadthFirst<S>(
  space: StateSpace<S>,
  expand: Expand,
  frontier: Frontier,
  limits: Limits,
  take: Take,
): Generator<void, void> {
  const { maxDepth = Number.POSITIVE_INFINITY, maxStates = Number.POSITIVE_INFINITY } = limits;
  let { first, last } = frontier;
  for (let { depth } = frontier; first < last && depth < maxDepth; depth++) {
    while (first < last) {
      const isNearLimit = maxStates - space.size < batchTarget;
      const { batch, next } = expand(first, isNearLimit ? first + 1 : last);
      take(batch, first, next, depth + 1);
      first = next;
      yield;
    }
    last = space.size;
  }
}

/** Expands the newest state first. Depth is that of the path by which a state was found, so it can exceed the least. */
function* depthFirst<S>(
  space: StateSpace<S>,
  expand: Expand,
  initial: number,
  limits: Limits,
  take: Take,
): Generator<void, void> {
  const { maxDepth = Number.POSITIVE_INFINITY } = limits;
  const states = Array.from({ length: initial }, (_, i) => initial - 1 - i);
  const depths = states.map(() => 0);
  for (let state = states.pop(); state !== undefined; state = states.pop()) {
    const depth = depths.pop() as number;
    if (depth >= maxDepth) continue;
    const known = space.size;
    const { batch } = expand(state, state + 1);
    take(batch, state, state + 1, depth + 1);
    for (let found = space.size - 1; found >= known; found--) {
      states.push(found);
      depths.push(depth + 1);
    }
    yield;
  }
}

/** Has the transitions of states that were expanded before made once more. */
function tellAgain<S>(space: StateSpace<S>, expanded: number, tell: NonNullable<Keeping['onEarlier']>): void {
  for (let first = 0; first < expanded; ) {
    const { batch, next } = space.expand(first, expanded);
    for (let i = 0; i < batch.length; i++)
      tell(batch.source[i] as number, batch.action[i] as number, batch.target[i] as number);
    first = next;
  }
}
