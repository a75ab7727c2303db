import { isRecord, plainCopy } from '../spec/value.ts';
import { type Layout, type Shape, ShapeChange, type Slot } from '../state/layout.ts';
import { type Operation, type Pool, type Question, wholeValue } from '../state/pool.ts';
import { type Collection, observeArray, observeMap, observeSet } from './collection.ts';
import { type CompositeShape, Structure } from './structure.ts';
import type { Pick, Read } from './tree.ts';

/** What a run did to one slot: an operation of the slot's pool. */
export interface Update {
  readonly slot: number;
  readonly operation: number;
}

/** More questions than are ever asked of one slot. */
const mostQuestions = 2 ** 31;

/** What was asked of a state, or of two, in one run of a function. Nothing is asked twice. */
export class Transcript {
  /** Questions and answers, and choices, in the order in which they were asked and made. */
  readonly path: (Read | Pick)[] = [];
  readonly #answers = new Map<number, number>();

  /** `slot` is the slot's number as the path is to have it; `id` is the number of the value that is there. */
  ask(slot: number, pool: Pool, id: number, question: Question): unknown {
    const number = pool.question(question);
    const key = slot * mostQuestions + number;
    let answer = this.#answers.get(key);
    if (answer === undefined) {
      answer = pool.answer(number, id);
      this.#answers.set(key, answer);
      this.path.push({ kind: 'read', slot, question: number, answer });
    }
    return pool.answerValue(number, answer);
  }

  isWholeKnown(slot: number): boolean {
    return this.#answers.has(slot * mostQuestions + wholeValue);
  }
}

/**
 * A state that a function looks at, and changes if it may, while it is noted what it asks and what it does. Records and
 * arrays of fixed shape are structures whose parts are made when they are looked at; collections note questions and operations; whatever
 * cannot be noted in part is read as a whole.
 */
export class Observation {
  readonly root: unknown;
  readonly #layout: Layout;
  readonly #valueAt: (slot: number) => number;
  readonly #mayChange: boolean;
  readonly #transcript: Transcript;
  readonly #offset: number;
  readonly #structures = new Map<Shape, Structure>();
  readonly #collections = new Map<number, Collection>();

  /** `offset` is added to the slots of reads, so that a transcript can speak of two states. */
  constructor(
    layout: Layout,
    valueAt: (slot: number) => number,
    mayChange: boolean,
    transcript: Transcript,
    offset: number = 0,
  ) {
    this.#layout = layout;
    this.#valueAt = valueAt;
    this.#mayChange = mayChange;
    this.#transcript = transcript;
    this.#offset = offset;
    this.root = this.#view(layout.shape);
  }

  /**
   * What the run did, once it is over: `returned` is what the function returned, if anything.
   * @throws ShapeChange, KindChange, UnsupportedValue
   */
  updates(returned: unknown): Update[] {
    const updates: Update[] = [];
    const isReplaced = returned !== undefined && returned !== this.root;
    if (isReplaced && this.#isChanged()) throw new Error('an effect returned a new state and changed its draft');
    this.#compare(this.#layout.shape, isReplaced ? returned : this.root, updates);
    return updates;
  }

  #ask(slot: Slot, question: Question): unknown {
    return this.#transcript.ask(slot.index + this.#offset, slot.pool, this.#valueAt(slot.index), question);
  }

  #view(shape: Shape): unknown {
    if (shape.kind !== 'slot') return this.#structure(shape).draft;
    const { slot } = shape;
    const { kind } = slot.pool;
    if (kind === 'whole') {
      const value = this.#ask(slot, { kind: 'value' });
      return this.#mayChange ? plainCopy(value) : value;
    }
    const ask = (question: Question): unknown => this.#ask(slot, question);
    const observe = kind === 'array' ? observeArray : kind === 'set' ? observeSet : observeMap;
    const collection = observe(ask, this.#mayChange);
    this.#collections.set(slot.index, collection);
    return collection.draft;
  }

  #structure(shape: CompositeShape): Structure {
    const structure = new Structure(shape, this.#mayChange, (part) => this.#view(part));
    this.#structures.set(shape, structure);
    return structure;
  }

  #isChanged(): boolean {
    const updates: Update[] = [];
    this.#compare(this.#layout.shape, this.root, updates);
    return updates.length > 0;
  }

  /** Notes how what is now at a place differs from what was there. */
  #compare(shape: Shape, now: unknown, updates: Update[]): void {
    if (shape.kind === 'slot') {
      this.#compareSlot(shape.slot, now, updates);
      return;
    }
    const structure = this.#structures.get(shape);
    if (structure !== undefined && structure.draft === now && structure.ordinary === undefined) {
      for (let i = 0; i < shape.children.length; i++) {
        const part = structure.changed(i);
        if (part !== undefined) this.#compare(shape.children[i] as Shape, part.value, updates);
      }
      return;
    }
    if (!hasShape(shape, now)) throw new ShapeChange(shape.path);
    shape.keys.forEach((key, i) => {
      this.#compare(shape.children[i] as Shape, (now as Record<string | number, unknown>)[key], updates);
    });
  }

  #compareSlot(slot: Slot, now: unknown, updates: Update[]): void {
    const collection = this.#collections.get(slot.index);
    if (collection !== undefined && collection.draft === now) {
      const changes = collection.changes();
      if (changes === undefined) return;
      if (changes.kind === 'operations') {
        const operations = changes.operations.map(settleOperation);
        updates.push({ slot: slot.index, operation: slot.pool.operation(operations) });
        return;
      }
      this.#write(slot, changes.value, updates);
      return;
    }
    this.#write(slot, now, updates);
  }

  #write(slot: Slot, now: unknown, updates: Update[]): void {
    const id = slot.pool.intern(plainCopy(now));
    if (this.#transcript.isWholeKnown(slot.index) && id === this.#valueAt(slot.index)) return;
    const value = slot.pool.value(id);
    updates.push({ slot: slot.index, operation: slot.pool.operation([{ kind: 'write', value }]) });
  }
}

function hasShape(shape: CompositeShape, value: unknown): boolean {
  if (shape.kind === 'array') return Array.isArray(value) && value.length === shape.keys.length;
  if (!isRecord(value)) return false;
  return Object.keys(value).length === shape.keys.length && shape.keys.every((key) => Object.hasOwn(value, key));
}

function settleOperation(operation: Operation): Operation {
  return 'value' in operation ? { ...operation, value: plainCopy(operation.value) } : operation;
}
