import type { ActionStatistics } from '../explore/exploration.ts';
import type { Claims } from './claims.ts';
import { DistinctCounter } from './distinct.ts';
import { fingerprint } from './fingerprint.ts';
import { SpecRun } from './spec-run.ts';
import type { WalkedStep } from './walk.ts';

/** The beginning of a run up to the first state in which a goal is met. */
export interface Witness {
  readonly initial: unknown;
  readonly steps: readonly WalkedStep[];
}

/** What the runs of a simulation have seen so far. Takes memory for 131 072 states and for the shortest witnesses, however many runs there are. */
export class Coverage {
  readonly #claims: Claims;
  readonly #distinct = new DistinctCounter();
  readonly actions: readonly ActionStatistics[];
  /** By property, the shortest that was seen. */
  readonly witnesses: Map<string, Witness> = new Map();
  runs = 0;
  steps = 0;
  longest = 0;
  /** Runs after which nothing could happen but what is optional. */
  ended = 0;

  constructor(claims: Claims, actions: number) {
    this.#claims = claims;
    this.actions = Array.from({ length: actions }, () => ({ fired: 0, newStates: 0 }));
  }

  /** Distinct states of the spec, without histories. */
  get states(): number {
    return this.#distinct.count;
  }

  /** `states` is an estimate, as there were too many to remember. */
  get isEstimate(): boolean {
    return this.#distinct.isEstimate;
  }

  note<S>(run: SpecRun<S>): void {
    const { walk } = SpecRun.made(run);
    const { steps, initial } = walk;
    this.runs++;
    this.steps += steps.length;
    this.longest = Math.max(this.longest, steps.length);
    if (run.ended) this.ended++;
    this.#distinct.add(fingerprint(run.initial));
    for (const [i, { action }] of steps.entries()) {
      const counts = this.actions[action.index] as ActionStatistics;
      counts.fired++;
      if (this.#distinct.add(fingerprint(run.steps[i]?.state))) counts.newStates++;
    }
    for (const { name, holds } of this.#claims.goals) {
      const shortest = this.witnesses.get(name)?.steps.length ?? Number.POSITIVE_INFINITY;
      const states = [initial, ...steps.map(({ state }) => state)];
      const at = states.findIndex((state, count) => count < shortest && holds(state));
      if (at >= 0) this.witnesses.set(name, { initial, steps: steps.slice(0, at) });
    }
  }
}
