import { formatPath, isRecord, knownNormal, type Path, setOwn } from '../spec/value.ts';
import { KindChange, kindOf, Pool } from './pool.ts';

/** A leaf of the state: one place that always exists, and the pool of the values met there. */
export interface Slot {
  readonly index: number;
  readonly path: Path;
  readonly pool: Pool;
}

/** The fixed part of all states: records and arrays of fixed length inside, slots at the leaves. */
export type Shape =
  | { readonly kind: 'slot'; readonly slot: Slot }
  | {
      readonly kind: 'record' | 'array';
      readonly path: Path;
      /** Record keys in ascending order; array positions. */
      readonly keys: readonly (string | number)[];
      /** By key as objects have it, a string: its position among the keys. */
      readonly positions: ReadonlyMap<string | symbol, number>;
      readonly children: readonly Shape[];
    };

/** A state turned out not to have the shape that was learned: from now on this place is one slot. */
export class ShapeChange extends Error {
  readonly path: Path;

  constructor(path: Path) {
    super(`the shape varies at ${formatPath(path)}`);
    this.path = path;
  }
}

/** What was found out about the states so far, beyond what the initial ones show. */
export interface Lessons {
  /** Path patterns whose shape varies. */
  readonly varying: Set<string>;
  /** Path patterns that hold values of different kinds. */
  readonly mixed: Set<string>;
}

/**
 * Remembers where the layout was wrong, or makes one slot of what is so many levels further out.
 * @throws whatever else it is given
 */
export function learnFrom(error: unknown, lessons: Lessons, levels: number): void {
  if (error instanceof ShapeChange) lessons.varying.add(outerPattern(patternOf(error.path), levels));
  else if (error instanceof KindChange) {
    lessons.mixed.add(error.pool.pattern);
    if (levels > 0) lessons.varying.add(outerPattern(error.pool.pattern, levels));
  } else throw error;
}

/** How a global state becomes a row of small integers, one per slot, and back. */
export interface Layout {
  readonly shape: Shape;
  readonly slots: readonly Slot[];
}

/** Learns the layout from example states: what they have in common is fixed, what varies is a slot. */
export function learnLayout(examples: readonly unknown[], lessons: Lessons): Layout {
  const slots: Slot[] = [];
  const pools = new Map<string, Pool>();
  const poolFor = (path: Path, values: readonly unknown[]): Pool => {
    const pattern = patternOf(path);
    let pool = pools.get(pattern);
    if (pool === undefined) {
      const kinds = new Set(values.map(kindOf));
      const isUniform = kinds.size === 1 && !lessons.mixed.has(pattern);
      pool = new Pool(pattern, isUniform ? kindOf(values[0]) : 'whole');
      pools.set(pattern, pool);
    }
    return pool;
  };
  const learn = (values: readonly unknown[], path: Path): Shape => {
    const keys = lessons.varying.has(patternOf(path)) ? undefined : commonKeys(values);
    if (keys === undefined) {
      const slot = { index: slots.length, path, pool: poolFor(path, values) };
      slots.push(slot);
      return { kind: 'slot', slot };
    }
    const children = keys.map((key) =>
      learn(
        values.map((value) => part(value, key)),
        [...path, key],
      ),
    );
    const positions = new Map(keys.map((key, i) => [String(key), i]));
    return { kind: Array.isArray(values[0]) ? 'array' : 'record', path, keys, positions, children };
  };
  const shape = learn(examples, []);
  return { shape, slots };
}

/** Places that differ only in array positions share their values, and how these look: `processes.*.clock`. */
function patternOf(path: Path): string {
  return JSON.stringify(path.map((key) => (typeof key === 'number' ? '*' : key)));
}

/** The pattern of the place so many levels further out; that of the whole state, if there are not so many. */
function outerPattern(pattern: string, levels: number): string {
  const keys = JSON.parse(pattern) as string[];
  return JSON.stringify(keys.slice(0, Math.max(0, keys.length - levels)));
}

/** The keys that all values have and no value lacks, if they are all records or all arrays of one length above zero. */
function commonKeys(values: readonly unknown[]): readonly (string | number)[] | undefined {
  const first = values[0];
  if (Array.isArray(first)) {
    const fits = first.length > 0 && values.every((value) => Array.isArray(value) && value.length === first.length);
    return fits ? first.map((_, i) => i) : undefined;
  }
  if (!isRecord(first)) return undefined;
  const keys = Object.keys(first).sort();
  return keys.length > 0 && values.every((value) => hasKeys(value, keys)) ? keys : undefined;
}

function hasKeys(value: unknown, keys: readonly (string | number)[]): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}

function part(value: unknown, key: string | number): unknown {
  return (value as Record<string | number, unknown>)[key];
}

/**
 * Writes the value numbers of a part of a state into a row. The whole state is the part with the layout's own shape.
 * @throws ShapeChange, KindChange, UnsupportedValue
 */
export function encode(shape: Shape, value: unknown, row: Int32Array | number[]): void {
  if (shape.kind === 'slot') {
    row[shape.slot.index] = shape.slot.pool.intern(value);
    return;
  }
  requireShape(shape, value);
  for (let i = 0; i < shape.keys.length; i++)
    encode(shape.children[i] as Shape, part(value, shape.keys[i] as string | number), row);
}

/**
 * Like `encode`, for a value that was made of another: what both share is skipped, as the row already has its numbers.
 * @throws ShapeChange, KindChange, UnsupportedValue
 */
export function encodeChanges(shape: Shape, before: unknown, after: unknown, row: Int32Array): void {
  if (Object.is(before, after)) return;
  if (shape.kind === 'slot') {
    encode(shape, after, row);
    return;
  }
  requireShape(shape, after);
  for (let i = 0; i < shape.keys.length; i++) {
    const key = shape.keys[i] as string | number;
    encodeChanges(shape.children[i] as Shape, part(before, key), part(after, key), row);
  }
}

function requireShape(shape: Exclude<Shape, { kind: 'slot' }>, value: unknown): void {
  const fits =
    shape.kind === 'array' ? Array.isArray(value) && value.length === shape.keys.length : hasKeys(value, shape.keys);
  if (!fits) throw new ShapeChange(shape.path);
}

/**
 * The state whose slots have these values, in normal form. `isKept` takes note that it is, so that making the normal form
 * of a state that shares its parts costs nothing for these; it is not worth it for a state that is only looked at.
 */
export function decode(shape: Shape, valueAt: (slot: number) => number, isKept: boolean): unknown {
  if (shape.kind === 'slot') return shape.slot.pool.value(valueAt(shape.slot.index));
  const value: unknown[] | Record<string, unknown> = shape.kind === 'array' ? [] : {};
  for (let i = 0; i < shape.keys.length; i++)
    setOwn(
      value as Record<string, unknown>,
      shape.keys[i] as string,
      decode(shape.children[i] as Shape, valueAt, isKept),
    );
  return isKept ? knownNormal(value) : Object.freeze(value);
}
