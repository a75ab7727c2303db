import type { Immutable } from 'immer';
import { didYouMean } from '../parameter.ts';
import { requireBoolean } from '../required-result.ts';
import { type ErrorCode, SpecError } from '../spec-error.ts';
import type { Scalar } from '../value.ts';
import type { ActionPattern, Formula } from './formula.ts';
import { patternText } from './formula-text.ts';

/** What a spec has a name for: `waiting: ({ processes }, i) => ...`. */
// biome-ignore lint/suspicious/noExplicitAny: what the arguments are is between the spec and whoever names the predicate
export type NamedPredicates<in S> = Readonly<Record<string, (state: Immutable<S>, ...args: any[]) => boolean>>;

/** The words that a formula can use. */
export interface Vocabulary<S> {
  readonly predicates: NamedPredicates<S>;
  readonly actions: readonly { readonly name: string; readonly args: readonly Scalar[]; readonly label: string }[];
}

/**
 * A named predicate of some arguments, as a formula. `code` is that of the error, which depends on who wrote the name.
 * @throws SpecError if there is no such predicate
 */
export function namedPredicate<S>(
  { predicates }: Pick<Vocabulary<S>, 'predicates'>,
  name: string,
  args: readonly Scalar[],
  code: ErrorCode,
): Formula<S> {
  const predicate = Object.hasOwn(predicates, name) ? predicates[name] : undefined;
  if (predicate === undefined) throw unknown(code, 'predicate', name, Object.keys(predicates));
  const text = args.length === 0 ? name : `${name}(${args.join(', ')})`;
  const where = `predicate ${text}`;
  return { kind: 'state', text, holds: (state) => requireBoolean(where, predicate(state, ...args)) };
}

/**
 * The places of the actions that a pattern is about.
 * @throws SpecError if there are none
 */
export function matchingActions(
  pattern: ActionPattern,
  actions: Vocabulary<never>['actions'],
  code: ErrorCode,
): readonly number[] {
  const { name, args } = pattern;
  const found = [...actions.keys()].filter((i) => {
    const action = actions[i] as Vocabulary<never>['actions'][number];
    return action.name === name && (args === undefined || JSON.stringify(action.args) === JSON.stringify(args));
  });
  if (found.length > 0) return found;
  const named = actions.filter((action) => action.name === name).map(({ label }) => label);
  const known = named.length > 0 ? named : [...new Set(actions.map((action) => action.name))];
  throw unknown(code, 'action', patternText(pattern), known);
}

function unknown(code: ErrorCode, what: string, name: string, known: readonly string[]): SpecError {
  const suggestion = didYouMean(name, known);
  const list = known.length === 0 ? `This spec has no ${what}s by name.` : `The ${what}s are ${known.join(', ')}.`;
  return new SpecError(code, {
    text: `there is no ${what} "${name}"`,
    help: suggestion === undefined ? list : `Did you mean "${suggestion}"? ${list}`,
  });
}
