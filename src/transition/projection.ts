import type { Component } from '../state/component.ts';
import type { Encoding } from '../state/encoding.ts';
import type { Slot } from '../state/layout.ts';
import type { Packing } from '../state/packing.ts';
import type { Sieve } from '../state/sieve.ts';
import type { Store } from '../state/store.ts';
import type { Pick, Read } from './tree.ts';

/** The table of answers has one byte for each combination of classes, 2 to this power at most. */
const greatestBits = 24;

/** A component of the first or the second state that a predicate asks about. */
interface Part {
  readonly isSecond: boolean;
  readonly component: number;
  readonly asks: readonly { readonly slot: number; readonly question: number }[];
  /** By component value: its class + 1, 0 if it was not classified yet. */
  classes: Uint8Array;
  /** Classes by the answers that make them. */
  readonly ids: Map<string, number>;
  bits: number;
  shift: number;
}

/**
 * A short cut around the decision tree of a predicate. Component values that give the same answers to everything it asks
 * are of one class, and what it says depends on the classes only. Cost: a look-up for each component asked, in tables of a
 * byte an entry, and one for the answer.
 */
export class Projection {
  readonly #asked: Read[] = [];
  readonly #known = new Set<string>();
  #encoding: Encoding | undefined;
  #parts: Part[] = [];
  /** By combination of classes: 0 unknown, 1 false, 2 true. */
  #answers: Uint8Array = new Uint8Array(1);
  #isUsable = false;
  #packing: Packing | undefined;
  /** The words of the states in question, and the key of the first. */
  #before: Int32Array = new Int32Array(0);
  #after: Int32Array = new Int32Array(0);
  #low = 0;
  #high = 0;
  /** Counts how often the tables were replaced by others. */
  version = 0;

  /** Takes note of what a run of the predicate asked. */
  note(path: readonly (Read | Pick)[]): void {
    for (const event of path) {
      if (event.kind !== 'read') continue;
      const key = `${event.slot} ${event.question}`;
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      this.#asked.push(event);
      this.#encoding = undefined;
    }
  }

  /** Where the answer for these states is kept; -1 if there are too many combinations. `second` is -1 for one state. */
  place(store: Store, first: number, second: number): number {
    if (this.#encoding !== store.encoding) this.#rebuild(store.encoding);
    if (!this.#isUsable) return -1;
    const { packing } = store.encoding;
    const { wordOf, shiftOf, limitOf } = packing;
    if (packing !== this.#packing) this.#makeRows(packing);
    const before = this.#before;
    const after = this.#after;
    const { visited } = store;
    const low = visited.low(first);
    const high = visited.high(first);
    // Not by its number, which on a stack of states is that of another one before long.
    if (low !== this.#low || high !== this.#high) packing.unfold(low, high, before, 0);
    if (second >= 0) packing.unfold(visited.low(second), visited.high(second), after, 0);
    this.#low = low;
    this.#high = high;
    const parts = this.#parts;
    let place = 0;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i] as Part;
      const { component, isSecond, classes } = part;
      const word = (isSecond ? after : before)[wordOf[component] as number] as number;
      const value = (word >>> (shiftOf[component] as number)) & (limitOf[component] as number);
      let one = value < classes.length ? (classes[value] as number) : 0;
      if (one === 0) {
        one = this.#classify(part, value, store.encoding);
        if (one === 0) return this.place(store, first, second);
      }
      place |= (one - 1) << part.shift;
    }
    return place;
  }

  #makeRows(packing: Packing): void {
    this.#packing = packing;
    this.#before = new Int32Array(packing.width);
    this.#after = new Int32Array(packing.width);
    this.#low = 0;
    this.#high = 0;
    packing.unfold(0, 0, this.#before, 0);
  }

  /** The answer kept at a place, if any. */
  answer(place: number): boolean | undefined {
    const answer = this.#answers[place] as number;
    return answer === 0 ? undefined : answer === 2;
  }

  /** What is known, for whoever looks at keys of this encoding; nothing if that is not enough to go by. */
  sieve(encoding: Encoding, usual: boolean): Sieve | undefined {
    if (!this.#isUsable || this.#encoding !== encoding || encoding.packing.words > 2) return undefined;
    const { wordOf, shiftOf, limitOf } = encoding.packing;
    const parts = this.#parts.map(({ component, classes, shift }) => ({
      isLow: wordOf[component] === 0,
      shift: shiftOf[component] as number,
      limit: limitOf[component] as number,
      classes,
      placeShift: shift,
    }));
    return { parts, answers: this.#answers, usual: usual ? 2 : 1 };
  }

  keep(place: number, answer: boolean): void {
    this.#answers[place] = answer ? 2 : 1;
  }

  #rebuild(encoding: Encoding): void {
    const width = encoding.layout.slots.length;
    const parts = new Map<
      string,
      { isSecond: boolean; component: number; asks: { slot: number; question: number }[] }
    >();
    for (const { slot, question } of this.#asked) {
      const isSecond = slot >= width;
      const own = isSecond ? slot - width : slot;
      const component = encoding.componentOf[own] as number;
      const key = `${isSecond} ${component}`;
      const part = parts.get(key) ?? { isSecond, component, asks: [] };
      part.asks.push({ slot: own, question });
      parts.set(key, part);
    }
    this.#encoding = encoding;
    this.#parts = [...parts.values()].map((part) => ({
      ...part,
      classes: new Uint8Array(64),
      ids: new Map(),
      bits: 1,
      shift: 0,
    }));
    this.#layOut();
  }

  /** Gives each part its bits of the place. What was answered before is forgotten, but for whoever has the tables of before. */
  #layOut(): void {
    let shift = 0;
    this.version++;
    for (const part of this.#parts) {
      part.classes = this.#widened(part.classes, part.classes.length);
      part.shift = shift;
      shift += part.bits;
    }
    this.#isUsable = this.#parts.length > 0 && shift <= greatestBits;
    this.#answers = new Uint8Array(this.#isUsable ? 1 << shift : 1);
  }

  #widened(bytes: Uint8Array, length: number): Uint8Array {
    const wide = new Uint8Array(length);
    wide.set(bytes);
    return wide;
  }

  /** The class + 1 of a component value; 0 if places had to be laid out anew for it. */
  #classify(part: Part, value: number, encoding: Encoding): number {
    const { slots } = encoding.layout;
    const component = encoding.components[part.component] as Component;
    const answers = part.asks.map(({ slot, question }) => {
      const id = component.slotValue(value, encoding.positionOf[slot] as number);
      return (slots[slot] as Slot).pool.answer(question, id);
    });
    const text = answers.join();
    const id = part.ids.get(text) ?? part.ids.size;
    part.ids.set(text, id);
    if (value >= part.classes.length) {
      part.classes = this.#widened(part.classes, 2 * value);
      this.version++;
    }
    if (id < 1 << part.bits) {
      part.classes[value] = id + 1;
      return id + 1;
    }
    part.bits = id < 255 ? part.bits + 1 : greatestBits + 1;
    this.#layOut();
    return 0;
  }
}
