import { type Configuration, type Exploration, isSpecError } from '../../src/index.ts';
import { judgeProperty } from '../../src/property/verdict.ts';
import { explore } from '../support/account.ts';

/** A configuration without one condition of the guard of one action, whatever the argument of the action. */
export interface Mutant {
  /** The action and the text of the condition: `enter: has the token`. */
  readonly name: string;
  readonly configuration: Configuration<unknown>;
}

/** What the environment asks of every step of a process; its own tests are in test/spec/environment. */
const ofEnvironment = ['is up', 'has nothing left to send', 'no partition is between them'];

/** All of them, but for what the environment does. */
export function mutantsOf(configuration: Configuration<unknown>): Mutant[] {
  const actions = new Map(configuration.actions.map((action) => [action.name, action] as const));
  const own = [...actions.values()].filter(({ environment }) => environment === undefined);
  return own.flatMap(({ name, conditions }) =>
    conditions.flatMap(({ text }, position) =>
      ofEnvironment.includes(text)
        ? []
        : {
            name: `${name}: ${text}`,
            configuration: {
              ...configuration,
              actions: configuration.actions.map((action) => {
                if (action.name !== name) return action;
                const left = action.conditions.toSpliced(position, 1);
                return {
                  ...action,
                  conditions: left,
                  enabled: (state: unknown) => left.every((one) => one.holds(state)),
                };
              }),
            },
          },
    ),
  );
}

/**
 * What the removal of a condition comes to.
 * - `needed`: a verdict changes, the state space grows past the limit, or a function of the spec cannot cope.
 * - `implied`: nothing changes, the action is not enabled any more often; the condition is dead weight.
 * - `unseen`: the action is enabled more often and every verdict stays the same; a property is missing.
 */
export type Outcome = 'needed' | 'implied' | 'unseen';

/** Compares mutants with the original, which is explored once. Where that violates nothing, a mutant is left at its first violation. */
export function comparison(original: Configuration<unknown>): (mutant: Configuration<unknown>) => Outcome {
  const before = explore(original, {});
  const expected = verdicts(original, before);
  const keepGoing = expected.includes('violated');
  const limits = { maxStates: 5 * before.statistics.states + 10_000 };
  return (mutant) => {
    try {
      const after = explore(mutant, { limits, keepGoing });
      if (!after.statistics.complete || expected !== verdicts(mutant, after)) return 'needed';
      return after.statistics.transitions === before.statistics.transitions ? 'implied' : 'unseen';
    } catch (error) {
      if (isSpecError(error)) return 'needed';
      throw error;
    }
  };
}

function verdicts(configuration: Configuration<unknown>, exploration: Exploration<unknown>): string {
  return configuration.properties.map((property) => judgeProperty(property, exploration)).join();
}
