import type { Shape } from '../state/layout.ts';

/** A shape with parts: a record or an array of fixed length. */
export type CompositeShape = Exclude<Shape, { kind: 'slot' }>;

/** What happened to a part of a structure: the function looked at it, or assigned it. */
type PartStatus = 'given' | 'assigned';

/**
 * A record or array of the layout, as a function under observation sees it: an object whose parts come into being when
 * they are looked at. Assigning to a part is noted; whatever else changes it (a new key, a deletion, a new length) makes
 * it an ordinary object first, for which all of its parts are looked at.
 */
export class Structure implements ProxyHandler<object> {
  readonly shape: CompositeShape;
  readonly draft: object;
  readonly #view: (shape: Shape) => unknown;
  readonly #mayChange: boolean;
  /** What stands behind the draft; it has the right length, and the parts themselves once it is ordinary. */
  readonly #target: object;
  readonly #parts: unknown[] = [];
  readonly #status: PartStatus[] = [];
  #isOrdinary = false;

  /** `view` makes what the function sees of a part. */
  constructor(shape: CompositeShape, mayChange: boolean, view: (shape: Shape) => unknown) {
    this.shape = shape;
    this.#view = view;
    this.#mayChange = mayChange;
    this.#target = shape.kind === 'array' ? new Array(shape.keys.length) : {};
    this.draft = new Proxy(this.#target, this);
  }

  /** What is now at a position of the shape; nothing if that is certainly what was there before. */
  changed(position: number): { readonly value: unknown } | undefined {
    const status = this.#status[position];
    const value = this.#parts[position];
    if (status === undefined || (status === 'given' && (value === null || typeof value !== 'object'))) return undefined;
    return { value };
  }

  /** The structure as an ordinary object, if it was made one: its parts need not have the shape any more. */
  get ordinary(): object | undefined {
    return this.#isOrdinary ? this.#target : undefined;
  }

  get(target: object, key: string | symbol): unknown {
    const position = this.#isOrdinary ? undefined : this.shape.positions.get(key);
    return position === undefined ? Reflect.get(target, key) : this.#part(position);
  }

  set(target: object, key: string | symbol, value: unknown): boolean {
    this.#requireChangeable(key);
    const position = this.#isOrdinary ? undefined : this.shape.positions.get(key);
    if (position === undefined) return Reflect.set(this.#becomeOrdinary(target), key, value);
    this.#parts[position] = value;
    this.#status[position] = 'assigned';
    return true;
  }

  has(target: object, key: string | symbol): boolean {
    return (!this.#isOrdinary && this.shape.positions.has(key)) || Reflect.has(target, key);
  }

  ownKeys(target: object): (string | symbol)[] {
    if (this.#isOrdinary) return Reflect.ownKeys(target);
    return [...this.shape.positions.keys(), ...Reflect.ownKeys(target)];
  }

  getOwnPropertyDescriptor(target: object, key: string | symbol): PropertyDescriptor | undefined {
    const position = this.#isOrdinary ? undefined : this.shape.positions.get(key);
    if (position === undefined) return Reflect.getOwnPropertyDescriptor(target, key);
    // Listing keys asks for this too, which must not count as looking at the part.
    return { get: () => this.#part(position), enumerable: true, configurable: true };
  }

  defineProperty(target: object, key: string | symbol, descriptor: PropertyDescriptor): boolean {
    this.#requireChangeable(key);
    return Reflect.defineProperty(this.#becomeOrdinary(target), key, descriptor);
  }

  deleteProperty(target: object, key: string | symbol): boolean {
    this.#requireChangeable(key);
    return Reflect.deleteProperty(this.#becomeOrdinary(target), key);
  }

  preventExtensions(target: object): boolean {
    return Reflect.preventExtensions(this.#becomeOrdinary(target));
  }

  #part(position: number): unknown {
    if (this.#status[position] === undefined) {
      this.#parts[position] = this.#view(this.shape.children[position] as Shape);
      this.#status[position] = 'given';
    }
    return this.#parts[position];
  }

  #becomeOrdinary(target: object): object {
    if (this.#isOrdinary) return target;
    for (const [key, position] of this.shape.positions)
      Reflect.defineProperty(target, key, {
        value: this.#part(position),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    this.#isOrdinary = true;
    return target;
  }

  #requireChangeable(key: string | symbol): void {
    if (!this.#mayChange) throw new TypeError(`Cannot assign to read only property '${String(key)}' of object`);
  }
}
