import type { Action, Configuration } from '../spec/configuration.ts';
import { isSpecError } from '../spec/spec-error.ts';
import type { Deadlock } from './trace.ts';
import { formatValue } from './wording.ts';

/** Why nothing can happen in a state. */
export function explainDeadlock<S>(configuration: Configuration<S>, state: S): Deadlock {
  const nameOf = (id: number): string => configuration.processNames[id] ?? `p${id}`;
  const edges = configuration.waitsFor?.(state) ?? [];
  return {
    waitsFor: edges.map(({ from, to, reason }) => ({ from: nameOf(from), to: nameOf(to), reason })),
    cycle: shortestCycle(edges).map(nameOf),
    disabled: disabledActions(configuration, state),
  };
}

/** A shortest ring of edges, beginning with its least node; the least such ring of several. Empty if there is none. */
export function shortestCycle(edges: readonly { readonly from: number; readonly to: number }[]): readonly number[] {
  let shortest: readonly number[] = [];
  for (const start of [...new Set(edges.map(({ from }) => from))].sort((a, b) => a - b)) {
    const cycle = cycleThrough(start, edges);
    if (cycle !== undefined && (shortest.length === 0 || cycle.length < shortest.length)) shortest = cycle;
  }
  return shortest;
}

/** Breadth first from a node back to itself. */
function cycleThrough(
  start: number,
  edges: readonly { readonly from: number; readonly to: number }[],
): readonly number[] | undefined {
  const reached = new Set<number>();
  const paths: (readonly number[])[] = [[start]];
  for (const path of paths)
    for (const { from, to } of edges) {
      if (from !== path.at(-1)) continue;
      if (to === start) return path;
      if (reached.has(to)) continue;
      reached.add(to);
      paths.push([...path, to]);
    }
  return undefined;
}

/** Every action with what forbids it, those with the most conditions fulfilled first. */
function disabledActions<S>(configuration: Configuration<S>, state: S): Deadlock['disabled'] {
  const { network, processNames } = configuration;
  const isUp = (id: number): boolean => network?.isUp?.(state, id) ?? true;
  const isQuiet =
    network !== undefined &&
    processNames.every((_, from) =>
      processNames.every((__, to) => !isUp(to) || network.channel(state, from, to).length === 0),
    );
  const needed = configuration.actions.filter(
    ({ environment, process }) => environment === undefined && (process === undefined || isUp(process)),
  );
  const own = needed.filter(({ receives }) => !(isQuiet && receives !== undefined));
  const explained = own.map((action) => {
    const { unmet, met } = judgeConditions(action, state);
    const process = action.process === undefined ? undefined : processNames[action.process];
    return { action: nameInLane(action), ...(process !== undefined && { process }), guard: unmet.join(', '), met };
  });
  const sorted = explained.sort((a, b) => b.met - a.met).map(({ met: _, ...rest }) => rest);
  if (own.length === needed.length) return sorted;
  const isAnyDown = processNames.some((_, id) => !isUp(id));
  return [...sorted, { action: 'receive', guard: `${noMessage}${isAnyDown ? ' to a process that is up' : ''}` }];
}

const noMessage = 'no message is in flight';

/** What a disabled action needs, as a sentence; that nothing is to be received is no need. */
export function describeNeed(guard: string): string {
  return guard.startsWith(noMessage) ? guard : `needs: ${guard}`;
}

/** An action's name without the argument that is its process: `enter`, `move(2)`. */
function nameInLane<S>({ name, args, process, receives }: Action<S>): string {
  const own = receives !== undefined ? [] : process !== undefined && args[0] === process ? args.slice(1) : args;
  return own.length === 0 ? name : `${name}(${own.map(formatValue).join(', ')})`;
}

/**
 * Which conditions of an action's guard are false, and how many are true. A condition may rely on those before it, so that
 * one which throws after one that is false tells nothing.
 */
export function judgeConditions<S>(
  action: Action<S>,
  state: S,
): { readonly unmet: readonly string[]; readonly met: number } {
  const unmet: string[] = [];
  let met = 0;
  for (const condition of action.conditions) {
    try {
      if (condition.holds(state)) met++;
      else unmet.push(condition.text);
    } catch (error) {
      if (unmet.length === 0 || !isSpecError(error)) throw error;
    }
  }
  return { unmet, met };
}
