import { didYouMean } from '../parameter.ts';
import { SpecError } from '../spec-error.ts';
import type { TakenAction } from '../taken-action.ts';
import { deliversApart, type Link } from './deliveries.ts';

/**
 * How often an action must be taken. Weak: if it can be taken at all times from some time on, it is taken again and again.
 * Strong: if it can be taken again and again, it is.
 */
export type Strength = 'weak' | 'strong';

/** What is assumed of runs, as a spec declares it. */
export interface FairnessDeclaration {
  /** `optional`: a run may end where nothing but such actions can be taken. */
  readonly kind: Strength | 'optional';
  /** Names of actions, or labels such as `enter(1)`; every action if there are none. */
  readonly actions: readonly string[];
  /** One assumption for each action with its arguments, for each process, or for all of them together. */
  readonly per: 'action' | 'process' | 'all';
}

/** One fairness assumption: of actions, one of which must be taken often enough. */
export interface Assumption {
  readonly strength: Strength;
  /** `enter(1)`, `receive(2 <- 0)`; for several actions `enter of p1`, or the names of all of them. */
  readonly label: string;
  /** The actions, by their places in the configuration. */
  readonly actions: readonly number[];
  /** It is one assumption for each different message that the action, a delivery, may receive. */
  readonly each?: 'message';
}

/** What is assumed of the runs of a configuration. */
export interface Fairness {
  readonly assumptions: readonly Assumption[];
  /** The actions of which no process has to take any. */
  readonly optional: readonly number[];
  /** As a report says it: `weak fairness of receive, enter and exit`; empty if nothing is assumed. */
  readonly text: string;
}

/** What a spec declares fairness with. */
export interface FairnessContext {
  /** Each of the actions with these names, or of all actions, is weakly fair. */
  readonly weak: (actions?: string | readonly string[], options?: FairnessOptions) => FairnessDeclaration;
  /** Each of the actions with these names, or of all actions, is strongly fair. */
  readonly strong: (actions?: string | readonly string[], options?: FairnessOptions) => FairnessDeclaration;
  /** Nobody has to take these actions: where nothing else can happen, a run may stay for ever. */
  readonly optional: (actions: string | readonly string[]) => FairnessDeclaration;
}

/** Of what a fairness assumption is one. */
export interface FairnessOptions {
  /**
   * `action`, unless told: each action with its arguments on its own, so that a `receive` is that over one channel; where
   * channels keep no order, each different message of it on its own, so that weak fairness delivers every message.
   * `process`: the actions of a process together. `all`: all of them together.
   */
  readonly per?: FairnessDeclaration['per'];
}

/** The builders that the `fairness` of a spec is given. */
export const fairnessContext: FairnessContext = {
  weak: (actions, options) => declare('weak', actions, options),
  strong: (actions, options) => declare('strong', actions, options),
  optional: (actions) => declare('optional', actions),
};

function declare(
  kind: FairnessDeclaration['kind'],
  actions: string | readonly string[] = [],
  { per = 'action' }: FairnessOptions = {},
): FairnessDeclaration {
  return { kind, actions: typeof actions === 'string' ? [actions] : actions, per };
}

/** What of an action matters to fairness. */
export type FairAction = TakenAction & {
  readonly label: string;
  readonly process?: number;
  readonly receives?: Link;
  /** What the environment does: if it is not optional, it happens in the end, whatever a spec declares. */
  readonly environment?: string;
  /** It need not happen, and so is under no fairness unless a declaration names it. */
  readonly optional?: true;
};

/**
 * Declarations as assumptions on the actions of a configuration. What its environment promises comes to them: that messages
 * leave, partitions heal, and failure detectors find out.
 * @throws SpecError S109 if one names an action that does not exist
 */
export function resolveFairness(
  declarations: readonly FairnessDeclaration[],
  actions: readonly FairAction[],
  processNames: readonly string[],
  isOrdered = true,
): Fairness {
  const assumptions: Assumption[] = [];
  const optional = new Set<number>(actions.flatMap((action, index) => (action.optional ? [index] : [])));
  for (const declaration of declarations) {
    const chosen = selected(declaration, actions);
    if (declaration.kind === 'optional') for (const index of chosen) optional.add(index);
    else assumptions.push(...grouped(declaration.kind, declaration, chosen, actions, processNames, isOrdered));
  }
  const promised = promisesOf(actions, assumptions);
  const text = [...declarations, ...promised.declarations].map(declarationText).join('; ');
  return { assumptions: [...assumptions, ...promised.assumptions], optional: [...optional], text };
}

/** Weak fairness of all that the environment does in the end, where it is not assumed anyway. */
function promisesOf(
  actions: readonly FairAction[],
  assumptions: readonly Assumption[],
): { readonly declarations: readonly FairnessDeclaration[]; readonly assumptions: readonly Assumption[] } {
  const isAssumed = (index: number): boolean => assumptions.some((one) => one.actions.join() === String(index));
  const left = [...actions.entries()].filter(
    ([index, { environment, optional }]) => environment !== undefined && !optional && !isAssumed(index),
  );
  const names = [...new Set(left.map(([, { name }]) => name))];
  return {
    declarations: names.length === 0 ? [] : [{ kind: 'weak', actions: names, per: 'action' }],
    assumptions: left.map(([index, { label }]) => ({ strength: 'weak', label, actions: [index] })),
  };
}

/** The same strength for each action of a configuration. */
export function uniformFairness(
  strength: Strength | 'none',
  actions: readonly FairAction[],
  isOrdered: boolean,
): Fairness {
  if (strength !== 'none')
    return resolveFairness([{ kind: strength, actions: [], per: 'action' }], actions, [], isOrdered);
  return { ...resolveFairness([], actions, [], isOrdered), assumptions: [], text: '' };
}

function selected({ kind, actions: names }: FairnessDeclaration, actions: readonly FairAction[]): readonly number[] {
  const all = [...actions.keys()];
  if (names.length === 0) return all.filter((i) => kind === 'optional' || actions[i]?.optional === undefined);
  return names.flatMap((name) => {
    const found = all.filter((i) => actions[i]?.name === name || actions[i]?.label === name);
    if (found.length > 0) return found;
    const known = [...new Set(actions.flatMap((one) => [one.name, one.label]))];
    const suggestion = didYouMean(name, known);
    throw new SpecError('S109', {
      where: 'fairness',
      text: `there is no action "${name}"`,
      help: suggestion === undefined ? `The actions are ${known.join(', ')}.` : `Did you mean "${suggestion}"?`,
    });
  });
}

function grouped(
  strength: Strength,
  { per, actions: names }: FairnessDeclaration,
  chosen: readonly number[],
  actions: readonly FairAction[],
  processNames: readonly string[],
  isOrdered: boolean,
): readonly Assumption[] {
  if (per === 'action')
    return chosen.map((index) => {
      const action = actions[index] as FairAction;
      const apart = deliversApart(action.receives, isOrdered) ? ({ each: 'message' } as const) : {};
      return { strength, label: action.label, actions: [index], ...apart };
    });
  const what = names.length === 0 ? 'any action' : names.join(' or ');
  if (per === 'all') return [{ strength, label: what, actions: chosen }];
  const processes = [...new Set(chosen.flatMap((index) => actions[index]?.process ?? []))];
  return processes.map((process) => ({
    strength,
    label: `${what} of ${processNames[process] ?? process}`,
    actions: chosen.filter((index) => actions[index]?.process === process),
  }));
}

function declarationText({ kind, actions, per }: FairnessDeclaration): string {
  const names = actions.length === 0 ? 'every action' : enumerate(actions);
  if (kind === 'optional') return `${names} may be left`;
  const of = { action: names, process: `each process in ${names}`, all: `${names} together` }[per];
  return `${kind} fairness of ${of}`;
}

function enumerate(names: readonly string[]): string {
  return names.length <= 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
