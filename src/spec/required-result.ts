import { SpecError } from './spec-error.ts';

/**
 * What a predicate of the spec returned.
 * @throws SpecError S110 unless it is true or false
 */
export function requireBoolean(where: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new SpecError('S110', {
    where,
    text: `it returned ${describeResult(value)} where true or false is needed`,
    help: 'Compare explicitly, for example `size > 0`; is a `return` missing?',
  });
}

/**
 * What a cost of the spec returned.
 * @throws SpecError S110 unless it is a whole number below 2^32
 */
export function requireNatural(where: string, value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32) return value as number;
  throw new SpecError('S110', {
    where,
    text: `it returned ${describeResult(value)} where a cost is needed`,
    help: 'A cost is a whole number from 0 to 4294967295.',
  });
}

/**
 * What a selector of the spec returned.
 * @throws SpecError S110 unless it is an array of scalars
 */
export function requireSequence(what: string, value: unknown): readonly unknown[] {
  const isScalar = (one: unknown): boolean => one === null || ['boolean', 'number', 'string'].includes(typeof one);
  if (Array.isArray(value) && value.every(isScalar)) return value;
  throw new SpecError('S110', {
    text: `${what} returned ${describeResult(value)} where a sequence is needed`,
    help: 'A sequence is an array of numbers, strings, booleans or null, in the order in which things happened.',
  });
}

function describeResult(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value instanceof Promise) return 'a promise';
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value === 'number') return String(value);
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
