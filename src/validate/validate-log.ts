import { type Configuration, configure } from '../spec/configuration.ts';
import type { Faults } from '../spec/environment/faults.ts';
import { didYouMean, type ParameterValue } from '../spec/parameter.ts';
import type { Spec } from '../spec/spec.ts';
import { SpecError } from '../spec/spec-error.ts';
import { readLog } from './log-event.ts';
import { type ValidateOptions, validating } from './validate.ts';
import type { Validation } from './validation.ts';

/** How a log is validated. */
export interface ValidateLogOptions extends ValidateOptions {
  /** Values for the spec's parameters; those not given have their defaults. */
  readonly params?: Readonly<Record<string, ParameterValue>>;
  /** How often each fault may happen in a run; of those not given, as often as the spec says. */
  readonly faults?: Faults;
  /** What errors call the log. */
  readonly file?: string;
  /** Ends the validation when it aborts; what is known by then is inconclusive. */
  readonly signal?: AbortSignal;
  /** Lets the rest of the program have its turn. */
  readonly breathe?: () => Promise<void>;
}

/** How long the log is followed before the rest of the program has its turn, in milliseconds. */
const stretch = 50;

/**
 * Says whether a recorded run of a real system is a behaviour of a spec. The log has one JSON object a line, of which
 * log-event.schema.json, in the package, is the schema.
 * @throws SpecError (the promise is rejected) U125 to U128 for the log, and what is wrong with the spec, a parameter or a fault.
 */
export async function validateLog<S, Q>(
  spec: Spec<S, Q>,
  log: string,
  options: ValidateLogOptions = {},
): Promise<Validation> {
  const { params, faults = {}, file = 'log', signal, breathe = nextTurn, hiddenActions = [] } = options;
  const configuration = configure(spec, params, { faults });
  requireActions(configuration, hiddenActions);
  const run = validating(configuration, readLog(configuration, log, file), options);
  let turnAt = performance.now() + stretch;
  let step = run.next();
  while (!step.done) {
    if (performance.now() >= turnAt) {
      await breathe();
      turnAt = performance.now() + stretch;
    }
    step = run.next(signal?.aborted === true);
  }
  return step.value;
}

function requireActions<S>({ actions }: Configuration<S>, asked: readonly string[]): void {
  const names = [...new Set(actions.map(({ name }) => name))];
  const known = [...names, ...actions.map(({ label }) => label)];
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const meant = didYouMean(unknown, names);
  throw new SpecError('U128', {
    text: `there is no action "${unknown}" that could be hidden`,
    help: meant === undefined ? `The actions are ${names.join(', ')}.` : `Did you mean "${meant}"?`,
  });
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
