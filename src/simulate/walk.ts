import { fire } from '../reference/successors.ts';
import type { Choose } from '../spec/choice.ts';
import type { Action } from '../spec/configuration.ts';
import { isSpecError } from '../spec/spec-error.ts';
import type { Claims, Subject } from './claims.ts';

/** One step of a walk, with the state that it leads to. */
export interface WalkedStep {
  readonly action: Action<unknown>;
  /** By position among the options of each choice. */
  readonly picks: readonly number[];
  readonly state: unknown;
}

/** A run of `Subject.walked`. */
export interface Walk {
  readonly initial: unknown;
  readonly steps: readonly WalkedStep[];
  /** The property that its end is the first to violate. */
  readonly violated?: string;
  /** Nothing can happen after it but what is optional. */
  readonly ended: boolean;
}

/** A number from 0 up to but without the given one. */
export type Draw = (below: number) => number;

/** An action that need not happen, such as a fault, is drawn a tenth as often as one that has to. */
const weights = { ordinary: 10, optional: 1 } as const;

/**
 * A run in which every step is drawn from the enabled actions, and every choice from its options, all alike; of actions
 * that are optional, one is taken more seldom. It ends when nothing can happen, after so many steps, or at the first violation.
 * @throws SpecError with the steps that lead to it when the spec makes a mistake.
 */
export function randomWalk<S>({ walked, claims }: Subject<S>, longest: number, draw: Draw): Walk {
  const choose: Choose = (options) => {
    const list = [...options];
    return list[draw(list.length)] as (typeof list)[number];
  };
  const walker = new Walker(walked.initial(choose), claims, undefined);
  return walker.blaming(() => {
    while (!walker.isSettled) {
      const enabled = walked.actions.filter((action) => action.enabled(walker.state));
      walker.judgeEnd(enabled);
      if (enabled.length === 0 || walker.isSettled || walker.length === longest) break;
      const action = drawn(enabled, draw);
      const picks: number[] = [];
      walker.take(action, picks, (options) => {
        const list = [...options];
        picks.push(draw(list.length));
        return list[picks.at(-1) as number] as (typeof list)[number];
      });
    }
    return walker.walk();
  });
}

function drawn(enabled: readonly Action<unknown>[], draw: Draw): Action<unknown> {
  const weightOf = ({ optional }: Action<unknown>): number => (optional ? weights.optional : weights.ordinary);
  let left = draw(enabled.reduce((total, action) => total + weightOf(action), 0));
  return enabled.find((action) => {
    left -= weightOf(action);
    return left < 0;
  }) as Action<unknown>;
}

/**
 * The steps once more, from the same initial state. A step that is not enabled where its turn comes is left out, and a
 * choice that has fewer options than it had takes the last. It ends at the first violation of the property, if one is given.
 */
export function walkAgain<S>(
  { walked, claims }: Subject<S>,
  initial: unknown,
  steps: readonly Pick<WalkedStep, 'action' | 'picks'>[],
  wanted: string | undefined,
): Walk {
  const walker = new Walker(initial, claims, wanted);
  return walker.blaming(() => {
    for (const { action, picks } of steps) {
      if (walker.isSettled) break;
      const own = walked.actions[action.index] as Action<unknown>;
      if (!own.enabled(walker.state)) continue;
      const made: number[] = [];
      walker.take(own, made, (options) => {
        const list = [...options];
        made.push(Math.min(picks[made.length] ?? 0, list.length - 1));
        return list[made.at(-1) as number] as (typeof list)[number];
      });
    }
    if (!walker.isSettled) walker.judgeEnd(walked.actions.filter((action) => action.enabled(walker.state)));
    return walker.walk();
  });
}

/** Makes a run step by step, and judges it on the way. With a wanted property, no other can be violated. */
class Walker {
  readonly #initial: unknown;
  readonly #claims: Claims;
  readonly #wanted: string | undefined;
  readonly #steps: WalkedStep[] = [];
  #violated: string | undefined;
  #ended = false;

  constructor(initial: unknown, claims: Claims, wanted: string | undefined) {
    this.#initial = initial;
    this.#claims = claims;
    this.#wanted = wanted;
    this.#judge(claims.onState, (holds) => holds(initial));
  }

  get state(): unknown {
    return this.#steps.at(-1)?.state ?? this.#initial;
  }

  get length(): number {
    return this.#steps.length;
  }

  get isSettled(): boolean {
    return this.#violated !== undefined;
  }

  take(action: Action<unknown>, picks: readonly number[], choose: Choose): void {
    const before = this.state;
    const state = fire(action, before, choose);
    this.#steps.push({ action, picks, state });
    this.#judge(this.#claims.onState, (holds) => holds(state));
    this.#judge(this.#claims.onStep, (holds) => holds(before, action, state));
  }

  /** To be told of every action that is enabled in the state. */
  judgeEnd(enabled: readonly Action<unknown>[]): void {
    this.#ended = enabled.every(({ optional }) => optional === true);
    if (this.#ended) this.#judge(this.#claims.onEnd, (holds) => holds(this.state));
  }

  walk(): Walk {
    return {
      initial: this.#initial,
      steps: this.#steps,
      ...(this.#violated !== undefined && { violated: this.#violated }),
      ended: this.#ended,
    };
  }

  /** Adds the way there to a mistake of the spec. */
  blaming<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      if (!isSpecError(error)) throw error;
      throw error.with({ trace: this.#steps.map(({ action }) => action.label) });
    }
  }

  #judge<F>(claims: readonly { readonly name: string; readonly holds: F }[], ask: (holds: F) => boolean): void {
    for (const { name, holds } of claims)
      if (this.#violated === undefined && (this.#wanted ?? name) === name && !ask(holds)) this.#violated = name;
  }
}
