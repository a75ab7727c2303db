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

/** What a state may not hold, and where it was found. */
export class UnsupportedValue extends Error {
  readonly path: Path;
  readonly found: string;

  constructor(path: Path, found: string) {
    super(`${formatPath(path)} is ${found}`);
    this.path = path;
    this.found = found;
  }
}

/** Hands on the object that it is given, so that a class that extends it adds its private fields to that object. */
export class Given {
  constructor(value: object) {
    // biome-ignore lint/correctness/noConstructorReturn: this is what it is for
    return value;
  }
}

/**
 * A mark on composite values that are known to be in normal form, which nobody else can see or make. It is a private
 * field as every part of every state that is decoded gets one, and a `WeakSet` takes ten times as long.
 */
class NormalForm extends Given {
  readonly #mark = true;

  static isMarked(value: object): boolean {
    return #mark in value;
  }
}

/**
 * The normal form of a value: keys of records, elements of sets and keys of maps in ascending order, so that values that
 * are equal also iterate alike. Parts in normal form are shared, the others copied; what comes back is frozen.
 * @throws UnsupportedValue for whatever cannot be compared by value.
 */
export function normalise<T>(value: T): T {
  return normalPart(value, []) as T;
}

/** Freezes a composite whose keys are in ascending order and whose parts are in normal form, so that it is too. */
export function knownNormal<T extends object>(value: T): T {
  if (!NormalForm.isMarked(value)) new NormalForm(value);
  return Object.freeze(value);
}

/** `around` has the composites that the value is in, from the root, and under which key each has the next. */
type Around = { readonly value: object; key: string | number }[];

function normalPart(value: unknown, around: Around): unknown {
  if (value === null || typeof value !== 'object') {
    requireSupported(value, around);
    return Object.is(value, -0) ? 0 : value;
  }
  if (NormalForm.isMarked(value)) return value;
  requireSupported(value, around);
  if (around.some((outer) => outer.value === value))
    throw new UnsupportedValue(pathOf(around), 'part of a cycle: the value contains itself');
  const here = { value, key: '' };
  around.push(here);
  const result = knownNormal(normalComposite(value, around, here));
  around.pop();
  return result;
}

function pathOf(around: Around): Path {
  return around.map(({ key }) => key);
}

function requireSupported(value: unknown, around: Around): void {
  const unsupported = describeUnsupported(value);
  if (unsupported !== undefined) throw new UnsupportedValue(pathOf(around), unsupported);
}

function normalComposite(value: object, around: Around, here: { key: string | number }): object {
  const part = (key: string | number, value: unknown): unknown => {
    here.key = key;
    return normalPart(value, around);
  };
  const scalar = (value: unknown): Scalar => {
    if (value !== null && typeof value === 'object')
      throw new UnsupportedValue(pathOf(around.slice(0, -1)), 'a Set or Map that has an object as an element or key');
    return part(String(value), value) as Scalar;
  };
  if (Array.isArray(value)) return elements(value, part);
  if (value instanceof Set) return freezeMethods(new Set(Array.from(value, scalar).sort(byScalar)));
  if (value instanceof Map) {
    const entries = Array.from(value, ([key, mapped]) => [scalar(key), part(String(key), mapped)] as const);
    return freezeMethods(new Map(entries.sort(([a], [b]) => byScalar(a, b))));
  }
  const record = value as Record<string, unknown>;
  const keys = Reflect.ownKeys(record);
  if (keys.some((key) => typeof key === 'symbol'))
    throw new UnsupportedValue(pathOf(around.slice(0, -1)), 'a record with a symbol as a key');
  const result: Record<string, unknown> = {};
  for (const key of (keys as string[]).sort()) setOwn(result, key, part(key, record[key]));
  return result;
}

/** A list of what is made of each element, also where there is a hole. `Array.from` takes some times as long. */
function elements<T>(array: readonly unknown[], make: (i: number, element: unknown) => T): T[] {
  const list: T[] = [];
  for (let i = 0; i < array.length; i++) list.push(make(i, array[i]));
  return list;
}

/** Assigns, also where the key is `__proto__`. `Object.fromEntries` takes some times as long. */
export function setOwn(record: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
  else record[key] = value;
}

/** Sets and maps stay changeable when frozen; their methods must refuse. */
function freezeMethods<T extends object>(collection: T): T {
  const refuse = (): never => {
    throw new TypeError('This object has been frozen and should not be mutated');
  };
  for (const method of ['add', 'set', 'delete', 'clear'])
    if (method in collection) Object.defineProperty(collection, method, { value: refuse });
  return collection;
}

const typeOrder = ['object', 'boolean', 'number', 'string'];

/** Null first, then booleans, numbers and strings, each in their own order. */
function byScalar(a: Scalar, b: Scalar): number {
  if (typeof a !== typeof b) return typeOrder.indexOf(typeof a) - typeOrder.indexOf(typeof b);
  return a === b ? 0 : (a as number) < (b as number) ? -1 : 1;
}

/** Immer revokes a draft when its effect is over; then even looking at it throws. */
function isRevoked(value: unknown): boolean {
  try {
    Array.isArray(value);
    return false;
  } catch {
    return true;
  }
}

function describeUnsupported(value: unknown): string | undefined {
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : String(value);
    case 'object':
      if (isRevoked(value)) return 'the draft of another state: put into itself, or kept from an earlier effect';
      if (value === null || Array.isArray(value) || value instanceof Set || value instanceof Map) return undefined;
      if (value instanceof Promise) return 'a promise (functions of a spec must not be async)';
      return isRecord(value) ? undefined : `an instance of class ${value.constructor?.name ?? 'unknown'}`;
    default:
      return value === undefined ? 'undefined' : `a ${typeof value}`;
  }
}

/**
 * A deep copy that shares nothing with the original and may be changed.
 * @throws UnsupportedValue if the value contains itself.
 */
export function plainCopy(value: unknown): unknown {
  return copyPart(value, new Set());
}

function copyPart(value: unknown, open: Set<object>): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (open.has(value)) throw new UnsupportedValue([], 'part of a cycle: the value contains itself');
  open.add(value);
  const copy = copyComposite(value, (part) => copyPart(part, open));
  open.delete(value);
  return copy;
}

function copyComposite(value: object, copy: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) return elements(value, (_, element) => copy(element));
  if (value instanceof Set) return new Set([...value].map(copy));
  if (value instanceof Map) return new Map([...value].map(([key, part]) => [key, copy(part)]));
  if (!isRecord(value)) return value;
  const record: Record<string, unknown> = {};
  for (const key of Object.keys(value)) setOwn(record, key, copy(value[key]));
  return record;
}
