import type { Scalar, Value } from '../../spec/value.ts';
import { Damaged, requireSound } from './sink.ts';

/** Values nested deeper are refused. */
const greatestNesting = 200;

/** A value as JSON: scalars as they are, composites as a list that starts with a letter for their kind. */
export function valueToJson(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return ['a', ...value.map(valueToJson)];
  if (value instanceof Set) return ['s', ...value];
  if (value instanceof Map) return ['m', ...[...value].flatMap(([key, part]) => [key, valueToJson(part)])];
  return ['r', ...Object.entries(value).flatMap(([key, part]) => [key, valueToJson(part)])];
}

/** @throws Damaged for anything that `valueToJson` does not give */
export function valueFromJson(json: unknown, nesting = 0): Value {
  if (!Array.isArray(json)) return scalarFromJson(json);
  requireSound(nesting < greatestNesting, 'a value is nested too deeply');
  const [kind, ...parts] = json as readonly unknown[];
  const inside = (part: unknown): Value => valueFromJson(part, nesting + 1);
  switch (kind) {
    case 'a':
      return parts.map(inside);
    case 's':
      return new Set(parts.map(scalarFromJson));
    case 'm':
      return new Map(pairsOf(parts).map(([key, part]) => [scalarFromJson(key), inside(part)]));
    case 'r':
      return Object.fromEntries(
        pairsOf(parts).map(([key, part]) => {
          requireSound(typeof key === 'string', 'a key is not a text');
          return [key, inside(part)];
        }),
      );
    default:
      throw new Damaged('a value is of no kind');
  }
}

function scalarFromJson(json: unknown): Scalar {
  requireSound(json === null || ['boolean', 'number', 'string'].includes(typeof json), 'a value is not a scalar');
  return json as Scalar;
}

function pairsOf(parts: readonly unknown[]): (readonly [unknown, unknown])[] {
  requireSound(parts.length % 2 === 0, 'a key has no value');
  return Array.from({ length: parts.length / 2 }, (_, i) => [parts[2 * i], parts[2 * i + 1]] as const);
}
