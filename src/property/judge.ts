import type { Kept } from '../explore/checkpoint/keeper.ts';
import type { Monitor } from '../explore/search.ts';
import type { Configuration, NamedProperty } from '../spec/configuration.ts';
import { listOf, partOf, requireSound, wholeNumber } from '../state/saving/sink.ts';
import type { StateSpace } from '../transition/state-space.ts';

/** Where a property was settled: the state, or the step from `state` by `action` to `target`. */
export interface Settlement {
  readonly state: number;
  readonly action?: number;
  readonly target?: number;
}

/** Judges all properties of a configuration in one search. */
export interface Judge {
  readonly monitor: Monitor;
  /** By property name: the first violation, or for `reachable` the first witness. */
  readonly settled: ReadonlyMap<string, Settlement>;
  /** Terminal states so far that a deadlock property does not accept as a proper end. */
  readonly deadlocked: () => number;
  /** Terminal states so far that have successors, by optional actions only. */
  readonly quiet: () => number;
  readonly kept: Kept;
  /** To be called when the search is over: the last state that was expanded has no more successors. True as of a monitor. */
  readonly finish: () => boolean;
}

/** Once a property is settled it is not asked again. Without `keepGoing` the first violation ends the search. */
export function createJudge<S>(
  properties: readonly NamedProperty<S>[],
  space: StateSpace<S>,
  keepGoing: boolean,
): Judge {
  const settled = new Map<string, Settlement>();
  let deadlocked = 0;
  const settle = (name: string, at: Settlement): void => {
    if (!settled.has(name)) settled.set(name, at);
  };

  const onState = properties.flatMap((property) => {
    if (property.kind !== 'invariant' && property.kind !== 'reachable') return [];
    const settlesOn = property.kind === 'reachable';
    const holds = space.watch(`property ${property.name}`, (state) => property.holds(state as never), !settlesOn);
    return [{ name: property.name, holds, settlesOn }];
  });
  const onStep = properties.flatMap((property) => {
    if (property.kind !== 'step') return [];
    const where = `property ${property.name}`;
    const holds = space.watchStep(where, (before, action, after) =>
      property.holds(before as never, action, after as never),
    );
    return [{ name: property.name, holds }];
  });
  const onEnd = properties.flatMap((property) => {
    if (property.kind !== 'deadlock' && property.kind !== 'terminal') return [];
    const claim = property.kind === 'deadlock' ? property.termination : property.holds;
    const isMet = space.watch(`property ${property.name}`, (state) => claim(state as never));
    return [{ name: property.name, isMet, isDeadlock: property.kind === 'deadlock' }];
  });
  const judgeEnd = (state: number): boolean => {
    const rejecting = onEnd.filter(({ isMet }) => !isMet(state));
    for (const { name } of rejecting) settle(name, { state });
    if (rejecting.some(({ isDeadlock }) => isDeadlock)) deadlocked++;
    return rejecting.length > 0 && !keepGoing;
  };
  const ends = endings(space.actions, judgeEnd);

  const monitor: Monitor = {
    onState: (state) => {
      let stop = false;
      for (const { name, holds, settlesOn } of onState) {
        if (settled.has(name) || holds(state) !== settlesOn) continue;
        settle(name, { state });
        space.unwatch?.(holds);
        if (!settlesOn) stop = !keepGoing;
      }
      return stop;
    },
    onTerminal: (state) => {
      const stop = ends?.finish() ?? false;
      return judgeEnd(state) || stop;
    },
    ...((onStep.length > 0 || ends !== undefined) && {
      onTransition: (source: number, action: number, target: number) => {
        let stop = ends?.note(source, action) ?? false;
        for (const { name, holds } of onStep) {
          if (settled.has(name) || holds(source, action, target)) continue;
          settle(name, { state: source, action, target: space.lasting?.(target) ?? target });
          stop = !keepGoing;
        }
        return stop;
      },
    }),
    asksStepsOnly: ends === undefined,
  };
  return {
    monitor,
    settled,
    deadlocked: () => deadlocked,
    kept: {
      save: (sink) => sink.value({ settled: [...settled], deadlocked, ends: ends?.save() ?? null }),
      restore: (source) => {
        const saved = source.value();
        for (const [name, at] of settlements(saved, space)) {
          requireSound(
            properties.some((property) => property.name === name),
            'an unknown property',
          );
          settled.set(name, at);
        }
        deadlocked = wholeNumber(partOf(saved, 'deadlocked'), 0, space.size, 'deadlocked states');
        ends?.restore(partOf(saved, 'ends'), space.size);
      },
    },
    quiet: () => ends?.quiet() ?? 0,
    finish: () => ends?.finish() ?? false,
  };
}

/** Finds the states in which a run ends although something optional can still happen. */
interface Endings {
  /** Told of every transition, in the order of the sources; true if the search is to stop. */
  readonly note: (source: number, action: number) => boolean;
  /** No more transitions of the last source follow. */
  readonly finish: () => boolean;
  readonly quiet: () => number;
  readonly save: () => unknown;
  readonly restore: (saved: unknown, states: number) => void;
}

/** Nothing to look for where no action is optional. */
function endings<S>(actions: StateSpace<S>['actions'], judgeEnd: (state: number) => boolean): Endings | undefined {
  if (actions.every(({ optional }) => optional === undefined)) return undefined;
  let last = -1;
  let mayEnd = false;
  let quiet = 0;
  const finish = (): boolean => {
    if (!mayEnd) return false;
    mayEnd = false;
    quiet++;
    return judgeEnd(last);
  };
  return {
    note: (source, action) => {
      const isOptional = actions[action]?.optional === true;
      if (source === last) {
        mayEnd &&= isOptional;
        return false;
      }
      const stop = finish();
      last = source;
      mayEnd = isOptional;
      return stop;
    },
    finish,
    quiet: () => quiet,
    save: () => ({ last, mayEnd, quiet }),
    restore: (saved, states) => {
      last = wholeNumber(partOf(saved, 'last'), -1, states - 1, 'the last state');
      mayEnd = partOf(saved, 'mayEnd') === true;
      quiet = wholeNumber(partOf(saved, 'quiet'), 0, states, 'ends');
    },
  };
}

/** Where properties were settled, as it was saved. @throws Damaged for states and actions that are not there */
function settlements<S>(saved: unknown, { size, actions }: StateSpace<S>): [string, Settlement][] {
  const read = (entry: unknown): [string, Settlement] => {
    const [name, at] = listOf(entry, (part) => part, 'no settlement');
    requireSound(typeof name === 'string', 'no name of a property');
    const state = wholeNumber(partOf(at, 'state'), 0, size - 1, 'a state');
    if (partOf(at, 'action') === undefined) return [name, { state }];
    const action = wholeNumber(partOf(at, 'action'), 0, actions.length - 1, 'an action');
    return [name, { state, action, target: wholeNumber(partOf(at, 'target'), 0, size - 1, 'a state') }];
  };
  return listOf(partOf(saved, 'settled'), read, 'no settlements');
}

/** The properties with these names, in the order of the spec; all of them if no names are given. */
export function selectProperties<S>(
  configuration: Configuration<S>,
  names: readonly string[] | undefined,
): readonly NamedProperty<S>[] {
  if (names === undefined) return configuration.properties;
  return configuration.properties.filter(({ name }) => names.includes(name));
}
