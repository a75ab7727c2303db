import { closest, distance } from 'fastest-levenshtein';
import { SpecError } from './spec-error.ts';

/** A whole number between two bounds, both included. */
export interface IntegerDomain {
  readonly kind: 'integer';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly description?: string;
}

/** One of a few words. */
export interface ChoiceDomain<T extends string> {
  readonly kind: 'choice';
  readonly default: T;
  readonly values: readonly T[];
  readonly description?: string;
}

/** True or false. `variant` marks a parameter whose other value plants a bug. */
export interface BooleanDomain {
  readonly kind: 'boolean';
  readonly default: boolean;
  readonly description?: string;
  /** For a planted bug: the properties that must catch it when the parameter leaves its default. */
  readonly caughtBy?: readonly string[];
}

/** What a parameter may be. */
export type ParameterDomain = IntegerDomain | ChoiceDomain<string> | BooleanDomain;

/** What a spec may write for a parameter: a domain, or a default value that implies one. */
export type ParameterDeclaration = number | boolean | ParameterDomain;

/** A value that a parameter may have. */
export type ParameterValue = number | boolean | string;

type ValueOf<D> = D extends number | IntegerDomain
  ? number
  : D extends boolean | BooleanDomain
    ? boolean
    : D extends ChoiceDomain<infer T>
      ? T
      : never;

/** The values of declared parameters. */
export type ParameterValues<P> = { readonly [K in keyof P]: ValueOf<P[K]> };

/** Declares a whole number; at least 0 and at most 1000 unless told. */
export function integer(domain: {
  readonly default: number;
  readonly min?: number;
  readonly max?: number;
  readonly description?: string;
}): IntegerDomain {
  return { kind: 'integer', min: 0, max: 1000, ...domain };
}

/** Declares a choice of words; the first is the default unless told. */
export function choice<const T extends string>(
  values: readonly T[],
  options: { readonly default?: NoInfer<T>; readonly description?: string } = {},
): ChoiceDomain<T> {
  return { kind: 'choice', values, default: values[0] as T, ...options };
}

/** Declares a switch that is on in the correct algorithm; turning it off plants a bug that `caughtBy` must catch. */
export function variant(options: {
  readonly description: string;
  readonly caughtBy: readonly string[];
}): BooleanDomain {
  return { kind: 'boolean', default: true, ...options };
}

/** The domain that a declaration stands for: a bare number or boolean is its own default. */
export function toDomain(declaration: ParameterDeclaration): ParameterDomain {
  if (typeof declaration === 'number') return integer({ default: declaration });
  if (typeof declaration === 'boolean') return { kind: 'boolean', default: declaration };
  return declaration;
}

/** The name most like a misspelt one, if it is alike at all. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const candidate = closest(name, [...known]);
  return distance(name.toLowerCase(), candidate.toLowerCase()) <= Math.max(2, name.length / 3) ? candidate : undefined;
}

/** A domain in words: `an integer from 2 to 8`. */
export function describeDomain(domain: ParameterDomain): string {
  if (domain.kind === 'integer') return `an integer from ${domain.min} to ${domain.max}`;
  if (domain.kind === 'boolean') return 'true or false';
  return `one of ${domain.values.join(', ')}`;
}

/**
 * Checks given values against their domains and fills in the defaults. Text (from a command line) is read by the domain.
 * @throws SpecError U102 for an unknown name, U103 for a value outside its domain.
 */
export function resolveParameters(
  declarations: Readonly<Record<string, ParameterDeclaration>>,
  given: Readonly<Record<string, unknown>>,
): Record<string, ParameterValue> {
  const names = Object.keys(declarations);
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(declarations, name)) continue;
    const suggestion = didYouMean(name, names);
    throw new SpecError('U102', {
      text: `there is no parameter "${name}"`,
      help:
        suggestion === undefined
          ? names.length === 0
            ? 'This spec has no parameters.'
            : `The parameters are ${names.join(', ')}.`
          : `Did you mean "${suggestion}"?`,
    });
  }
  return Object.fromEntries(
    Object.entries(declarations).map(([name, declaration]) => {
      const domain = toDomain(declaration);
      return [name, Object.hasOwn(given, name) ? readValue(name, domain, given[name]) : domain.default];
    }),
  );
}

function readValue(name: string, domain: ParameterDomain, given: unknown): ParameterValue {
  const value = typeof given === 'string' ? readText(domain, given) : given;
  const fits =
    domain.kind === 'integer'
      ? Number.isInteger(value) && (value as number) >= domain.min && (value as number) <= domain.max
      : domain.kind === 'boolean'
        ? typeof value === 'boolean'
        : (domain.values as readonly unknown[]).includes(value);
  if (fits) return value as ParameterValue;
  const words = domain.kind === 'choice' ? domain.values : domain.kind === 'boolean' ? ['true', 'false'] : [];
  const suggestion = didYouMean(String(given), words);
  throw new SpecError('U103', {
    text: `parameter "${name}" cannot be ${JSON.stringify(given)}: it takes ${describeDomain(domain)}`,
    help: suggestion === undefined ? `Its default is ${domain.default}.` : `Did you mean "${suggestion}"?`,
  });
}

function readText(domain: ParameterDomain, text: string): unknown {
  if (domain.kind === 'integer') return /^[+-]?\d+$/.test(text) ? Number(text) : text;
  if (domain.kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}
