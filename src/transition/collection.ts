import { blindForget } from '../spec/network.ts';
import { plainCopy, type Scalar } from '../spec/value.ts';
import type { Operation, Question } from '../state/pool.ts';

/** Asks the value that is really there; the answer is noted. */
export type AskValue = (question: Question) => unknown;

/** What was done to a collection: operations that did not look at it, or a value that it was given as a whole. */
export type CollectionChange =
  | { readonly kind: 'operations'; readonly operations: readonly Operation[] }
  | { readonly kind: 'value'; readonly value: unknown };

/** A collection as the function under observation sees it. */
export interface Collection {
  readonly draft: object;
  /** What has been done to it so far, if anything. */
  readonly changes: () => CollectionChange | undefined;
}

/** Values that can be an element or a key. Asking for any other is answered without looking. */
function isScalar(value: unknown): value is Scalar {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value === 'boolean' || typeof value === 'string';
}

function refuse(): never {
  throw new TypeError('This object has been frozen and should not be mutated');
}

/** A set that notes `has`, `size`, `add`, `delete` and `clear`. Any other method reads the whole. */
class ObservedSet extends Set<unknown> implements Collection {
  readonly #ask: AskValue;
  readonly #mayChange: boolean;
  readonly #operations: Operation[] = [];
  readonly #known = new Map<unknown, boolean>();
  #isWhole = false;

  constructor(ask: AskValue, mayChange: boolean) {
    super();
    this.#ask = ask;
    this.#mayChange = mayChange;
  }

  get draft(): object {
    return this;
  }

  readonly changes = (): CollectionChange | undefined => {
    if (this.#isWhole) return { kind: 'value', value: this };
    return this.#operations.length > 0 ? { kind: 'operations', operations: this.#operations } : undefined;
  };

  readWhole(): void {
    if (this.#isWhole) return;
    this.#isWhole = true;
    for (const element of this.#ask({ kind: 'value' }) as ReadonlySet<unknown>) super.add(element);
    for (const operation of this.#operations)
      if (operation.kind === 'add') super.add(operation.element);
      else if (operation.kind === 'delete') super.delete(operation.element);
  }

  override get size(): number {
    if (!this.#isWhole && this.#operations.length === 0) return this.#ask({ kind: 'size' }) as number;
    this.readWhole();
    return super.size;
  }

  override has(element: unknown): boolean {
    if (this.#isWhole) return super.has(element);
    if (!isScalar(element)) return false;
    return this.#known.get(element) ?? (this.#ask({ kind: 'has', element }) as boolean);
  }

  override add(element: unknown): this {
    if (!this.#mayChange) refuse();
    if (!isScalar(element)) this.readWhole();
    if (this.#isWhole) return super.add(element);
    this.#operations.push({ kind: 'add', element: element as Scalar });
    this.#known.set(element, true);
    return this;
  }

  override delete(element: unknown): boolean {
    if (!this.#mayChange) refuse();
    if (this.#isWhole) return super.delete(element);
    if (!this.has(element)) return false;
    this.#operations.push({ kind: 'delete', element: element as Scalar });
    this.#known.set(element, false);
    return true;
  }

  [blindForget](element: Scalar): void {
    if (!this.#mayChange) refuse();
    super.delete(element);
    this.#operations.push({ kind: 'delete', element });
    this.#known.set(element, false);
  }

  override clear(): void {
    if (!this.#mayChange) refuse();
    this.#isWhole = true;
    super.clear();
  }
}

/** A map that notes `has`, `get`, `size`, `set`, `delete` and `clear`. Any other method reads the whole. */
class ObservedMap extends Map<unknown, unknown> implements Collection {
  readonly #ask: AskValue;
  readonly #mayChange: boolean;
  readonly #operations: Operation[] = [];
  readonly #known = new Map<unknown, { readonly value: unknown } | undefined>();
  #isWhole = false;

  constructor(ask: AskValue, mayChange: boolean) {
    super();
    this.#ask = ask;
    this.#mayChange = mayChange;
  }

  get draft(): object {
    return this;
  }

  readonly changes = (): CollectionChange | undefined => {
    if (this.#isWhole) return { kind: 'value', value: this };
    return this.#operations.length > 0 ? { kind: 'operations', operations: this.#operations } : undefined;
  };

  readWhole(): void {
    if (this.#isWhole) return;
    this.#isWhole = true;
    for (const [key, value] of this.#ask({ kind: 'value' }) as ReadonlyMap<unknown, unknown>)
      super.set(key, this.#mayChange ? plainCopy(value) : value);
    for (const operation of this.#operations)
      if (operation.kind === 'put') super.set(operation.key, operation.value);
      else if (operation.kind === 'delete') super.delete(operation.element);
  }

  override get size(): number {
    if (!this.#isWhole && this.#operations.length === 0) return this.#ask({ kind: 'size' }) as number;
    this.readWhole();
    return super.size;
  }

  override has(key: unknown): boolean {
    if (this.#isWhole) return super.has(key);
    if (!isScalar(key)) return false;
    return this.#known.has(key)
      ? this.#known.get(key) !== undefined
      : (this.#ask({ kind: 'has', element: key }) as boolean);
  }

  override get(key: unknown): unknown {
    if (this.#isWhole) return super.get(key);
    if (!isScalar(key)) return undefined;
    if (this.#known.has(key)) return this.#known.get(key)?.value;
    const value = this.#ask({ kind: 'get', key });
    if (typeof value !== 'object' || value === null || !this.#mayChange) return value;
    this.readWhole();
    return super.get(key);
  }

  override set(key: unknown, value: unknown): this {
    if (!this.#mayChange) refuse();
    if (!isScalar(key)) this.readWhole();
    if (this.#isWhole) return super.set(key, value);
    this.#operations.push({ kind: 'put', key: key as Scalar, value });
    this.#known.set(key, { value });
    return this;
  }

  override delete(key: unknown): boolean {
    if (!this.#mayChange) refuse();
    if (this.#isWhole) return super.delete(key);
    if (!this.has(key)) return false;
    this.#operations.push({ kind: 'delete', element: key as Scalar });
    this.#known.set(key, undefined);
    return true;
  }

  override clear(): void {
    if (!this.#mayChange) refuse();
    this.#isWhole = true;
    super.clear();
  }
}

/** Every method that is not noted in part reads the whole first; so do those that later versions of the language add. */
function readWholeByDefault(observed: object, native: object): void {
  for (const key of Reflect.ownKeys(native)) {
    if (Object.hasOwn(observed, key) || key === Symbol.toStringTag) continue;
    const method = Reflect.get(native, key) as (...args: unknown[]) => unknown;
    Object.defineProperty(observed, key, {
      value(this: ObservedSet | ObservedMap, ...args: unknown[]): unknown {
        this.readWhole();
        return method.apply(this, args);
      },
    });
  }
}

readWholeByDefault(ObservedSet.prototype, Set.prototype);
readWholeByDefault(ObservedMap.prototype, Map.prototype);

/** A set under observation. */
export function observeSet(ask: AskValue, mayChange: boolean): Collection {
  return new ObservedSet(ask, mayChange);
}

/** A map under observation. */
export function observeMap(ask: AskValue, mayChange: boolean): Collection {
  return new ObservedMap(ask, mayChange);
}
