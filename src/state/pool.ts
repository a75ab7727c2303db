import { canonical } from '../spec/canonical.ts';
import { placeOf } from '../spec/network.ts';
import { normalise, type Scalar, type Value } from '../spec/value.ts';

/** What may be asked of a value without looking at all of it. */
export type Question =
  | { readonly kind: 'value' }
  | { readonly kind: 'size' }
  | { readonly kind: 'at'; readonly index: number }
  | { readonly kind: 'has'; readonly element: Scalar }
  | { readonly kind: 'get'; readonly key: Scalar };

/** What may be done to a value without looking at it. */
export type Operation =
  | { readonly kind: 'write'; readonly value: unknown }
  | { readonly kind: 'append'; readonly value: unknown }
  | { readonly kind: 'insert'; readonly value: unknown }
  | { readonly kind: 'shift' }
  | { readonly kind: 'add'; readonly element: Scalar }
  | { readonly kind: 'delete'; readonly element: Scalar }
  /** Of a queue of lists: the element is taken out of each list. */
  | { readonly kind: 'forget'; readonly element: Scalar }
  | { readonly kind: 'put'; readonly key: Scalar; readonly value: unknown };

/** The kinds of collection that are read and changed in parts; a value of kind `whole` is only ever read as one. */
export type PoolKind = 'array' | 'set' | 'map' | 'whole';

/** Asking question 0 is reading all of the value; its answer is the value's number. */
export const wholeValue = 0;

/** A value of another kind came to a place that so far held one kind of collection only. */
export class KindChange extends Error {
  readonly pool: Pool;

  constructor(pool: Pool) {
    super(`values of different kinds at ${pool.pattern}`);
    this.pool = pool;
  }
}

/**
 * The values met at one path pattern, each under a small integer. Questions, their answers and operations are numbered
 * too, so that what was asked or done once is a look-up afterwards.
 * Cost: one object or scalar per value, and four bytes per question asked of it or operation done to it.
 */
export class Pool {
  readonly pattern: string;
  readonly kind: PoolKind;
  readonly #values: unknown[] = [];
  readonly #scalars = new Map<unknown, number>();
  readonly #identities = new Map<object, number>();
  readonly #texts = new Map<string, number>();
  readonly #questions: Question[] = [];
  /** By kind, then by what is asked for. */
  readonly #questionIds: Readonly<Record<Question['kind'], Map<Scalar, number>>> = {
    value: new Map(),
    size: new Map(),
    at: new Map(),
    has: new Map(),
    get: new Map(),
  };
  readonly #answers: Int32Array[] = [];
  readonly #answerValues = new Table<unknown>();
  readonly #operations = new Table<readonly Operation[]>();
  readonly #results: Int32Array[] = [];
  /** By operation: the value that it writes, whatever was there; -1 for other operations. */
  readonly #written: number[] = [];

  constructor(pattern: string, kind: PoolKind) {
    this.pattern = pattern;
    this.kind = kind;
    this.question({ kind: 'value' });
  }

  get size(): number {
    return this.#values.length;
  }

  /** The value with a number; frozen and in normal form. */
  value(id: number): unknown {
    return this.#values[id];
  }

  /**
   * The number of a value.
   * @throws UnsupportedValue, KindChange
   */
  intern(given: unknown): number {
    if (given === null || typeof given !== 'object') {
      const known = this.#scalars.get(given);
      if (known !== undefined) return known;
      this.#requireKind(given);
      const value = normalise(given);
      const id = this.#values.push(value) - 1;
      this.#scalars.set(value, id);
      return id;
    }
    const known = this.#identities.get(given);
    if (known !== undefined) return known;
    const value = normalise(given) as object;
    const text = canonical(value);
    let id = this.#texts.get(text);
    if (id === undefined) {
      this.#requireKind(value);
      id = this.#values.push(value) - 1;
      this.#texts.set(text, id);
      this.#identities.set(value, id);
    }
    return id;
  }

  /** The number of a question. */
  question(question: Question): number {
    const subject = subjectOf(question);
    const known = this.#questionIds[question.kind].get(subject);
    if (known !== undefined) return known;
    const id = this.#questions.push(question) - 1;
    this.#questionIds[question.kind].set(subject, id);
    this.#answers.push(new Int32Array(0));
    return id;
  }

  /** The number of the answer that a value gives to a question. Cost: a table look-up, but for the first time. */
  answer(question: number, id: number): number {
    if (question === wholeValue) return id;
    const known = this.#answers[question] as Int32Array;
    const answer = id < known.length ? (known[id] as number) - 1 : -1;
    return answer >= 0 ? answer : this.#findAnswer(question, id);
  }

  /** What an answer means: a scalar, an object in normal form, or `undefined` where there is nothing. */
  answerValue(question: number, answer: number): unknown {
    return question === wholeValue ? this.#values[answer] : this.#answerValues.get(answer);
  }

  /** The number of a sequence of operations. */
  operation(operations: readonly Operation[]): number {
    const id = this.#operations.intern(operations.map(operationText).join(';'), operations);
    if (id === this.#results.length) {
      this.#results.push(new Int32Array(0));
      const [only] = operations;
      this.#written.push(operations.length === 1 && only?.kind === 'write' ? this.intern(only.value) : -1);
    }
    return id;
  }

  /** The number of the value that operations make of a value. Cost: a table look-up, but for the first time. */
  apply(operation: number, id: number): number {
    const written = this.#written[operation] as number;
    if (written >= 0) return written;
    const known = this.#results[operation] as Int32Array;
    const result = id < known.length ? (known[id] as number) - 1 : -1;
    return result >= 0 ? result : this.#findResult(operation, id);
  }

  #findAnswer(question: number, id: number): number {
    const given = answerTo(this.#questions[question] as Question, this.#values[id]);
    const answer = this.#answerValues.intern(given === undefined ? 'undefined' : canonical(given), given);
    this.#answers[question] = put(this.#answers[question] as Int32Array, id, answer + 1);
    return answer;
  }

  #findResult(operation: number, id: number): number {
    const result = this.intern(afterOperations(this.#operations.get(operation), this.#values[id]));
    this.#results[operation] = put(this.#results[operation] as Int32Array, id, result + 1);
    return result;
  }

  #requireKind(value: unknown): void {
    if (this.kind !== 'whole' && this.kind !== kindOf(value)) throw new KindChange(this);
  }
}

/** Things under small integers, told apart by a text. */
class Table<T> {
  readonly #ids = new Map<string, number>();
  readonly #entries: T[] = [];

  intern(text: string, entry: T): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    this.#ids.set(text, this.#entries.length);
    return this.#entries.push(entry) - 1;
  }

  get(id: number): T {
    return this.#entries[id] as T;
  }
}

/** The kind of collection that a value is. */
export function kindOf(value: unknown): PoolKind {
  if (Array.isArray(value)) return 'array';
  return value instanceof Set ? 'set' : value instanceof Map ? 'map' : 'whole';
}

/** Stores at an index, making room by doubling. Zero means empty. */
function put(table: Int32Array, index: number, value: number): Int32Array {
  let wide = table;
  if (index >= table.length) {
    wide = new Int32Array(Math.max(16, 2 * index));
    wide.set(table);
  }
  wide[index] = value;
  return wide;
}

function operationText(operation: Operation): string {
  switch (operation.kind) {
    case 'write':
    case 'append':
    case 'insert':
      return `${operation.kind} ${canonical(operation.value)}`;
    case 'put':
      return `put ${canonical(operation.key)} ${canonical(operation.value)}`;
    case 'shift':
      return 'shift';
    default:
      return `${operation.kind} ${canonical(operation.element)}`;
  }
}

/** The index, element or key that a question is about. */
function subjectOf(question: Question): Scalar {
  switch (question.kind) {
    case 'at':
      return question.index;
    case 'has':
      return question.element;
    case 'get':
      return question.key;
    default:
      return null;
  }
}

function answerTo(question: Question, value: unknown): unknown {
  switch (question.kind) {
    case 'value':
      return value;
    case 'size':
      return Array.isArray(value) ? value.length : (value as Set<unknown>).size;
    case 'at':
      return (value as readonly unknown[])[question.index];
    case 'has':
      return (value as Set<unknown>).has(question.element);
    case 'get':
      return (value as Map<unknown, unknown>).get(question.key);
  }
}

/** What operations make of a value; the value itself is not changed. */
export function afterOperations(operations: readonly Operation[], value: unknown): Value {
  let result = value;
  for (const operation of operations) result = afterOperation(operation, result);
  return result as Value;
}

function afterOperation(operation: Operation, value: unknown): unknown {
  switch (operation.kind) {
    case 'write':
      return operation.value;
    case 'append':
      return [...(value as readonly unknown[]), operation.value];
    case 'insert': {
      const multiset = value as readonly unknown[];
      return multiset.toSpliced(placeOf(multiset, operation.value), 0, operation.value);
    }
    case 'shift':
      return (value as readonly unknown[]).slice(1);
    case 'forget':
      return (value as readonly (readonly unknown[])[]).map((list) => list.filter((one) => one !== operation.element));
    case 'add':
      return new Set(value as ReadonlySet<unknown>).add(operation.element);
    case 'put':
      return new Map(value as ReadonlyMap<unknown, unknown>).set(operation.key, operation.value);
    case 'delete': {
      const copy = value instanceof Map ? new Map(value) : new Set(value as ReadonlySet<unknown>);
      copy.delete(operation.element);
      return copy;
    }
  }
}
