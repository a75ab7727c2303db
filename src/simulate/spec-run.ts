import fc from 'fast-check';
import { formatValue } from '../counterexample/wording.ts';
import type { Configuration } from '../spec/configuration.ts';
import { describeFaults } from '../spec/environment/faults.ts';
import type { TakenAction } from '../spec/taken-action.ts';
import type { Subject } from './claims.ts';
import type { Walk } from './walk.ts';

/** One step of a run: the action that is taken, and the state that it leads to. */
export interface SpecStep<S> {
  /** `request(1)`, `receive(2 <- 0)`. */
  readonly label: string;
  readonly action: TakenAction;
  readonly state: S;
}

/** What a run violates. */
export interface SpecViolation {
  readonly property: string;
}

/** A run of a spec from an initial state, as `runsOf` draws it. Its states are frozen. */
export class SpecRun<S> {
  /** What it is a run of; after shrinking perhaps a smaller configuration than was asked for. */
  readonly configuration: Configuration<S>;
  readonly initial: S;
  readonly steps: readonly SpecStep<S>[];
  /** The first property that the run violates, and with its last step. */
  readonly violation?: SpecViolation;
  /** Nothing can happen after it but what is optional, such as faults. */
  readonly ended: boolean;
  /** No shorter run of its configuration violates the property: an exhaustive search found it. */
  readonly shortest: boolean;
  readonly #subject: Subject<S>;
  readonly #walk: Walk;

  constructor(subject: Subject<S>, walk: Walk, { shortest = false }: { readonly shortest?: boolean } = {}) {
    this.configuration = subject.configuration;
    this.initial = subject.systemOf(walk.initial);
    this.steps = walk.steps.map(({ action, state }) => ({
      label: action.label,
      action: { name: action.name, args: action.args },
      state: subject.systemOf(state),
    }));
    if (walk.violated !== undefined) this.violation = { property: walk.violated };
    this.ended = walk.ended;
    this.shortest = shortest;
    this.#subject = subject;
    this.#walk = walk;
    Object.defineProperty(this, fc.toStringMethod, { value: () => this.toString() });
  }

  /** Every state, the initial one first. */
  get states(): readonly S[] {
    return [this.initial, ...this.steps.map(({ state }) => state)];
  }

  /** The state that the run ends in. */
  get last(): S {
    return this.steps.at(-1)?.state ?? this.initial;
  }

  /** What the run was drawn from, and how, for those who change it. */
  static made<S>(run: SpecRun<S>): { readonly subject: Subject<S>; readonly walk: Walk } {
    return { subject: run.#subject, walk: run.#walk };
  }

  /** The configuration and the steps by their names, as fast-check prints a counterexample. */
  toString(): string {
    const { name, parameters, faults } = this.configuration;
    const settings = Object.entries(parameters).map(([key, value]) => `${key}=${formatValue(value)}`);
    const title = [name, ...settings, ...(faults ? [`faults ${describeFaults(faults)}`] : [])].join(' ');
    const { length } = this.steps;
    const many = `${length} ${length === 1 ? 'step' : 'steps'}${this.shortest ? ' (shortest possible)' : ''}`;
    const steps = this.steps.map(({ label }, i) => `${String(i + 1).padStart(4)} ${label}`);
    const end = this.violation === undefined ? [] : [`     violates ${this.violation.property}`];
    return [`${title}: ${many}`, ...steps, ...end].join('\n');
  }
}
