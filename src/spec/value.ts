/** A scalar that a state may hold. Numbers are finite. */
export type Scalar = null | boolean | number | string;

/**
 * What a state is made of, compared by value: scalars, arrays, plain records, and sets and maps whose elements and keys
 * are scalars (JavaScript compares objects in a `Set` by identity, so a set of objects could not be compared by value).
 */
export type Value =
  | Scalar
  | readonly Value[]
  | ReadonlySet<Scalar>
  | ReadonlyMap<Scalar, Value>
  | { readonly [key: string]: Value };

/** A place inside a state, from the root: record keys, array positions, map keys. */
export type Path = readonly (string | number)[];

/** Writes a path the way a user would: `processes[1].clock`; `state` for the root. */
export function formatPath(path: Path): string {
  if (path.length === 0) return 'state';
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('');
}

/** True for records made by `{}` or `Object.create(null)`. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object') return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Why a part of a state cannot be compared by value, or `undefined` when all of it can. */
export function findUnsupported(root: unknown): { path: Path; found: string } | undefined {
  const open = new Set<object>();
  const visit = (value: unknown, path: Path): { path: Path; found: string } | undefined => {
    const scalar = describeUnsupportedScalar(value);
    if (scalar !== undefined) return { path, found: scalar };
    if (value === null || typeof value !== 'object') return undefined;
    if (open.has(value)) return { path, found: 'a cycle: the value contains itself' };
    open.add(value);
    for (const [key, part, isKey] of parts(value)) {
      if (isKey && part !== null && typeof part === 'object')
        return { path: [...path, key], found: 'an object as the element of a Set or the key of a Map' };
      const problem = visit(part, [...path, key]);
      if (problem !== undefined) return problem;
    }
    open.delete(value);
    return undefined;
  };
  return visit(root, []);
}

function describeUnsupportedScalar(value: unknown): string | undefined {
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : String(value);
    case 'object':
      if (value === null || Array.isArray(value) || value instanceof Set || value instanceof Map) return undefined;
      if (value instanceof Promise) return 'a promise (functions of a spec must not be async)';
      return isRecord(value) ? undefined : `an instance of class ${value.constructor?.name ?? 'unknown'}`;
    default:
      return value === undefined ? 'undefined' : `a ${typeof value}`;
  }
}

/** The parts of a composite value: place, part, and whether the part is a set element or map key. */
function* parts(value: object): Generator<[key: string | number, part: unknown, isKey: boolean]> {
  if (value instanceof Set) {
    for (const element of value) yield [String(element), element, true];
  } else if (value instanceof Map) {
    for (const [key, part] of value) {
      yield [String(key), key, true];
      yield [String(key), part, false];
    }
  } else if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) yield [i, value[i], false];
  } else {
    for (const key of Reflect.ownKeys(value)) {
      if (typeof key === 'symbol') yield [String(key), key, false];
      else yield [key, (value as Record<string, unknown>)[key], false];
    }
  }
}
