import fc from 'fast-check';
import { toJson } from '../counterexample/json.ts';
import type { Json } from '../counterexample/trace.ts';
import { formatValue } from '../counterexample/wording.ts';
import type { Action, Configuration } from '../spec/configuration.ts';
import type { Faults } from '../spec/environment/faults.ts';
import { didYouMean, type ParameterValue } from '../spec/parameter.ts';
import type { Spec } from '../spec/spec.ts';
import { SpecError } from '../spec/spec-error.ts';
import { type Mismatch, mismatches } from '../validate/pattern.ts';
import { afterStep, type Hidden, initialSet, type StateSet, seen, withHiddenSteps } from '../validate/state-set.ts';
import { sourceOf } from './source.ts';

/** How a real system is driven, and seen. */
export interface ModelBasedOptions<Real> {
  /** Values for the spec's parameters; those not given have their defaults. */
  readonly params?: Readonly<Record<string, ParameterValue>>;
  /** How often each fault may happen; of those not given, as often as the spec says. */
  readonly faults?: Faults;
  /** By the name of an action of the spec: how it is done to the real system, with the arguments of the action. */
  // biome-ignore lint/suspicious/noExplicitAny: a spec does not carry the types of the arguments of its actions
  readonly actions: Readonly<Record<string, (real: Real, ...args: any[]) => unknown>>;
  /**
   * What can be seen of the real system, as a part of a state of the spec: the fields that it has are compared after every
   * action, and no others. Nothing is compared unless told.
   */
  readonly observe?: (real: Real) => unknown;
  /** How many steps of other actions the real system may take by itself after each; none unless told. */
  readonly hidden?: number;
  /** Commands of the longest run; 100 unless told. */
  readonly maxCommands?: number;
}

/** What a spec allows after the commands so far: the model of `fc.asyncModelRun`. */
export class SpecModel<S> {
  /** The states of the spec in which the real system can be. */
  possible: StateSet<S>;

  constructor(possible: StateSet<S>) {
    this.possible = possible;
  }
}

/** An action of a spec as a command of fast-check. */
export type SpecCommand<S, Real> = fc.AsyncCommand<SpecModel<S>, Real>;

/** The two arguments of a model-based test. */
export interface ModelBased<S, Real> {
  readonly commands: fc.Arbitrary<Iterable<SpecCommand<S, Real>>>;
  /** The model before any command. */
  readonly model: () => SpecModel<S>;
}

/** With more states than these the real system shows too little of itself. */
const mostPossible = 10_000;

/**
 * Holds a real system against a spec, in the style of `fc.commands`. A command is an action of the spec: it runs where the spec
 * allows it in every state in which the real system can be, is done to the real system, and fails if what is seen of that
 * then is in no state to which the action, and hidden steps, can lead. For use with `fc.asyncModelRun`.
 * @throws SpecError U128 for an action that the spec does not have; and for parameters and faults as `runsOf` does.
 */
export function modelBased<S, Real>(spec: Spec<S, unknown>, options: ModelBasedOptions<Real>): ModelBased<S, Real> {
  const { configuration } = sourceOf(spec, options.params, options.faults);
  requireActions(configuration, Object.keys(options.actions));
  const driven = configuration.actions.filter(({ name }) => Object.hasOwn(options.actions, name));
  const commands = driven.map((action) => fc.constant(new ActionCommand(configuration, action, options)));
  return {
    commands: fc.commands(commands, { maxCommands: options.maxCommands ?? 100, size: 'max' }),
    model: () => new SpecModel(initialSet(configuration)),
  };
}

class ActionCommand<S, Real> implements fc.AsyncCommand<SpecModel<S>, Real> {
  readonly #configuration: Configuration<S>;
  readonly #action: Action<S>;
  readonly #options: ModelBasedOptions<Real>;

  constructor(configuration: Configuration<S>, action: Action<S>, options: ModelBasedOptions<Real>) {
    this.#configuration = configuration;
    this.#action = action;
    this.#options = options;
  }

  check({ possible }: SpecModel<S>): boolean {
    return [...possible.values()].every(({ state }) => this.#action.enabled(state));
  }

  async run(model: SpecModel<S>, real: Real): Promise<void> {
    const { actions, observe, hidden = 0 } = this.#options;
    const drive = actions[this.#action.name] as (real: Real, ...args: unknown[]) => unknown;
    await drive(real, ...this.#action.args);
    const isHidden: Hidden<S>['isHidden'] = ({ name }) => !Object.hasOwn(actions, name);
    const after = finished(afterStep(this.#configuration, model.possible, [this.#action], {}, mostPossible));
    const allowed = finished(withHiddenSteps(this.#configuration, after, { most: hidden, isHidden }, mostPossible));
    const shown = observe === undefined ? {} : toJson(await observe(real));
    const possible = seen(this.#configuration, allowed, shown);
    if (possible.size === 0) throw new Error(this.#complaint(allowed, shown));
    model.possible = new Map([...possible].map(([text, { state }]) => [text, { state }]));
  }

  toString(): string {
    return this.#action.label;
  }

  #complaint(allowed: StateSet<S>, shown: Json): string {
    const differences = [...allowed.values()].map(({ state }) => mismatches(this.#configuration, shown, state));
    const [nearest = []] = differences.sort((a, b) => a.length - b.length);
    const many = allowed.size === 1 ? '' : `, in the nearest of ${allowed.size} states`;
    return `after ${this.#action.label} the real system is as the spec does not allow:\n${nearest.map(describe).join('\n')}${many}`;
  }
}

function describe({ path, said, is }: Mismatch): string {
  return `  ${path} is ${formatValue(said)}, where the spec has ${is === undefined ? 'nothing' : formatValue(is)}`;
}

function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

function requireActions<S>({ actions }: Configuration<S>, names: readonly string[]): void {
  const known = [...new Set(actions.map(({ name }) => name))];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const meant = didYouMean(unknown, known);
  throw new SpecError('U128', {
    text: `there is no action "${unknown}"`,
    help: meant === undefined ? `The actions are ${known.join(', ')}.` : `Did you mean "${meant}"?`,
  });
}
