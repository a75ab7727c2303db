import type { Action, CheckedSystem, Configuration } from '../../src/index.ts';
import { successors } from '../../src/reference/successors.ts';

/** A formula as a plain tree: an operator with its operands, or the name of a predicate. */
export type Tree =
  | string
  | readonly ['not' | 'always' | 'eventually' | 'next', Tree]
  | readonly ['and' | 'or' | 'implies' | 'until' | 'release' | 'leadsTo', Tree, Tree]
  | readonly ['enabled' | 'taken', string];

/** The text of a tree, every operator in brackets. */
export function textOf(tree: Tree): string {
  if (typeof tree === 'string') return tree;
  const [operator, left, right] = tree;
  if (right === undefined) return `(${operator} ${textOf(left)})`;
  return `(${textOf(left)} ${operator} ${textOf(right)})`;
}

/** A run: a state at each place, the action taken there or none, and the place that comes after the last. */
export interface Round<S> {
  readonly states: readonly S[];
  readonly taken: readonly (Action<S> | undefined)[];
  readonly loop: number;
}

/**
 * Whether a run satisfies a formula at a place, as the definition says: "at some later place", where no place need be
 * looked at that is further away than twice the length of the run.
 */
export function satisfies<S>(tree: Tree, round: Round<S>, configuration: Configuration<S>, place = 0): boolean {
  const { states, taken, loop } = round;
  const at = (part: Tree, where: number): boolean => satisfies(part, round, configuration, where);
  const next = (where: number): number => (where + 1 < states.length ? where + 1 : loop);
  const later: number[] = [place];
  while (later.length < 2 * states.length) later.push(next(later.at(-1) as number));
  if (typeof tree === 'string') {
    if (tree === 'true' || tree === 'false') return tree === 'true';
    return configuration.predicates[tree]?.(states[place] as never) === true;
  }
  switch (tree[0]) {
    case 'not':
      return !at(tree[1], place);
    case 'and':
      return at(tree[1], place) && at(tree[2], place);
    case 'or':
      return at(tree[1], place) || at(tree[2], place);
    case 'implies':
      return !at(tree[1], place) || at(tree[2], place);
    case 'next':
      return at(tree[1], next(place));
    case 'eventually':
      return later.some((where) => at(tree[1], where));
    case 'always':
      return later.every((where) => at(tree[1], where));
    case 'until':
      return later.some((where, i) => at(tree[2], where) && later.slice(0, i).every((before) => at(tree[1], before)));
    case 'release':
      return later.every((where, i) => at(tree[2], where) || later.slice(0, i).some((before) => at(tree[1], before)));
    case 'leadsTo':
      return later.every((where) => !at(tree[1], where) || at(['eventually', tree[2]], where));
    case 'enabled':
      return configuration.actions.some(({ name, enabled }) => name === tree[1] && enabled(states[place] as S));
    case 'taken':
      return taken[place]?.name === tree[1];
  }
}

/** Whether a run is as fair as the configuration asks, by the definition: as seen from its loop. */
export function isFair<S>({ states, taken, loop }: Round<S>, { actions, fairness }: Configuration<S>): boolean {
  const inLoop = states.slice(loop);
  const after = (i: number): S => inLoop[(i + 1) % inLoop.length] as S;
  return fairness.assumptions.every(({ strength, actions: group, each }) => {
    const isMet = (isOn: (state: S) => boolean, isServed: (i: number) => boolean): boolean => {
      const enabled = inLoop.map(
        (state) => isOn(state) && group.some((index) => actions[index]?.enabled(state) === true),
      );
      const isTaken = inLoop.some((_, i) => group.includes(taken[loop + i]?.index ?? -1) && isServed(i));
      return isTaken || (strength === 'weak' ? enabled.includes(false) : !enabled.includes(true));
    };
    if (each === undefined)
      return isMet(
        () => true,
        () => true,
      );
    const { from, to } = actions[group[0] as number]?.receives ?? { from: 0, to: 0 };
    const copies = (state: S, text: string): number =>
      ((state as { channels: unknown[][][] }).channels[from]?.[to] ?? []).filter((one) => JSON.stringify(one) === text)
        .length;
    const channels = inLoop.flatMap((state) => (state as { channels: unknown[][][] }).channels[from]?.[to] ?? []);
    return [...new Set(channels.map((one) => JSON.stringify(one)))].every((text) =>
      isMet(
        (state) => copies(state, text) > 0,
        (i) => copies(after(i), text) < copies(inLoop[i] as S, text),
      ),
    );
  });
}

/** Every run of a graph that repeats itself within so many steps. States are compared by their text. */
function* rounds<S>(configuration: Configuration<S>, most: number): Generator<Round<S>> {
  const text = (state: S): string => JSON.stringify(state);
  const initial = all((choose) => configuration.initial(choose as never));
  type Path = { readonly states: readonly S[]; readonly taken: readonly Action<S>[] };
  const extend = function* ({ states, taken }: Path): Generator<Round<S>> {
    const state = states.at(-1) as S;
    const steps = configuration.actions.flatMap((action) =>
      action.enabled(state)
        ? all((choose) => {
            const draft = structuredClone(state);
            return action.effect(draft, choose as never, state) ?? draft;
          }).map((after) => ({ action, after: after as S }))
        : [],
    );
    const isOptional = ({ action }: (typeof steps)[number]): boolean =>
      configuration.fairness.optional.includes(action.index);
    if (steps.every(isOptional)) yield { states, taken: [...taken, undefined], loop: states.length - 1 };
    for (const { action, after } of steps) {
      for (const [loop, earlier] of states.entries())
        if (text(earlier) === text(after)) yield { states, taken: [...taken, action], loop };
      if (states.length < most) yield* extend({ states: [...states, after], taken: [...taken, action] });
    }
  };
  for (const state of initial) yield* extend({ states: [state], taken: [] });
}

/** Runs a function once for each way it can choose. */
function all<T>(run: (choose: (options: readonly unknown[]) => unknown) => T): T[] {
  const results: T[] = [];
  const queue: number[][] = [[]];
  for (const picks of queue) {
    let count = 0;
    const made: number[] = [];
    const result = run((options) => {
      const pick = picks[count] ?? 0;
      if (count >= picks.length) for (let other = 1; other < options.length; other++) queue.push([...made, other]);
      made.push(pick);
      count++;
      return options[pick];
    });
    results.push(result);
  }
  return results;
}

/** The fair runs within so many steps that violate a formula. */
export function* naiveViolations<S>(configuration: Configuration<S>, tree: Tree, most: number): Generator<Round<S>> {
  for (const round of rounds(configuration, most))
    if (isFair(round, configuration) && !satisfies(tree, round, configuration)) yield round;
}

/** The first of them; nothing if there is none. */
export function naiveViolation<S>(configuration: Configuration<S>, tree: Tree, most: number): Round<S> | undefined {
  return naiveViolations(configuration, tree, most).next().value ?? undefined;
}

type Trace = NonNullable<CheckedSystem['properties'][number]['trace']>;

/** The run that a trace with a loop stands for, made again from the names of its steps. */
export function roundOf<S>(trace: Trace | undefined, configuration: Configuration<S>): Round<S> {
  const { initial, steps, lasso } = trace as Trace;
  const starts = all((choose) => configuration.initial(choose as never));
  const start = starts.find((state) => starts.length === 1 || JSON.stringify(state) === JSON.stringify(initial)) as S;
  const states = [start];
  const taken: (Action<S> | undefined)[] = [];
  for (const { key } of steps) {
    const made = [...successors(configuration, states.at(-1) as S)].find(
      ({ action, picks }) => key === (picks.length === 0 ? action.label : `${action.label} [${picks}]`),
    );
    states.push(key === 'nothing happens' ? (states.at(-1) as S) : (made?.state as S));
    taken.push(made?.action);
  }
  const { start: loop, period } = lasso as NonNullable<Trace['lasso']>;
  return period === 0 ? { states, taken: [...taken, undefined], loop } : { states: states.slice(0, -1), taken, loop };
}
