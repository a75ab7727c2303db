import type { Component } from '../state/component.ts';
import { entry, entryLength, isAsk, type TransitionTable } from './table.ts';

/** Actions that can sleep: one bit of a word each, the sign left over. */
const greatestBits = 31;

/** How often an operation must be met with a value, once more, before it is asked again what persists. */
const later = -16;

/** The bits by which sleep sets know actions. They go to those that are tabulated first, and stay theirs. */
export class ActionBits {
  readonly #bits: Int32Array;
  #claimed = 0;

  constructor(actions: number) {
    this.#bits = new Int32Array(actions);
  }

  /** The bit of an action, 0 if it has none. */
  of(action: number): number {
    return this.#bits[action] as number;
  }

  /** The bit of an action, which from now on has one if any was left. */
  claim(action: number): number {
    if (this.#bits[action] === 0 && this.#claimed < greatestBits) this.#bits[action] = 1 << this.#claimed++;
    return this.#bits[action] as number;
  }
}

/**
 * Which actions are independent of which in a state, so that one need not be fired after the other: a sleep set
 * (Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems", LNCS 1032, 1996), here only to save
 * look-ups. No state and no transition is lost: a sleeping action counts as fired, and leads to a state that is known.
 *
 * The argument. States are expanded in the order of their numbers. Let `a` lead from `p` to a new state `s`, let `t` be
 * another action that is enabled in `p`, and let `q`, the state that `t` leads to, have a smaller number than `s`: that is
 * so if `t` was fired before `a`, or slept in `p`. If `t` and `a` are independent in `p`, then `t` is enabled in `s` and
 * leads where `a` leads from `q`. As `q` is expanded before `s`, that state is known by then.
 *
 * Two actions are taken to be independent if each has one outcome, each still has the same
 * outcome after what the other does to its home, and what both do to a third component commutes.
 */
export class Independence {
  readonly #bits: ActionBits;
  /** Works out at once what is independent, not only where it is asked again and again. */
  readonly #isEager: boolean;
  /** By component: the bits of the actions at home there. */
  readonly #atHome: Int32Array;
  readonly #components: readonly Component[];
  readonly #table: TransitionTable;
  readonly #vector: Int32Array;
  /** By component: the bits of the actions seen in this state that change it from elsewhere. */
  readonly #changers: Int32Array;
  /** By bit and component: the operation of that action. */
  readonly #operations: Int32Array;
  /** By transition of this state that must be looked up: its home, where its entry starts in the code of the table, and its place in the batch. */
  readonly #homes: number[] = [];
  readonly #entries: number[] = [];
  readonly #places: number[] = [];
  #fired = 0;
  #asleep = 0;

  /** `homes` has the home of every action that is at home somewhere, `vector` the component values of the state in question. */
  constructor(
    bits: ActionBits,
    homes: ReadonlyMap<number, number>,
    components: readonly Component[],
    table: TransitionTable,
    vector: Int32Array,
    isEager: boolean,
  ) {
    this.#isEager = isEager;
    this.#bits = bits;
    this.#components = components;
    this.#table = table;
    this.#vector = vector;
    this.#atHome = new Int32Array(components.length);
    for (const [action, home] of homes) this.#settle(home, bits.of(action));
    this.#changers = new Int32Array(components.length);
    this.#operations = new Int32Array(greatestBits * components.length);
  }

  /** The bit of an action at home in a component; 0 if no more are left. */
  bitFor(action: number, home: number): number {
    const bit = this.#bits.claim(action);
    this.#settle(home, bit);
    return bit;
  }

  #settle(home: number, bit: number): void {
    this.#atHome[home] = (this.#atHome[home] as number) | bit;
  }

  /** A new state. */
  begin(): void {
    this.#fired = 0;
    this.#asleep = 0;
    for (let i = 0; i < this.#changers.length; i++) this.#changers[i] = 0; // `fill` takes five times as long
  }

  /** An action of this state that sleeps; its entry starts at `at`. */
  sleep(at: number): void {
    const { code } = this.#table;
    this.#asleep |= code[at + entry.bit] as number;
    this.#noteChanges(code, at);
  }

  /** An action of this state that is fired; its entry starts at `at`. */
  fire(home: number, at: number, place: number): void {
    this.#homes[this.#fired] = home;
    this.#places[this.#fired] = place;
    this.#entries[this.#fired++] = at;
    const { code } = this.#table;
    if (code[at + entry.bit] !== 0) this.#noteChanges(code, at);
  }

  #noteChanges(code: Int32Array, at: number): void {
    const bit = code[at + entry.bit] as number;
    const end = at + entryLength(code, at);
    const first = (31 - Math.clz32(bit)) * this.#changers.length;
    for (let i = at + entry.abroad; i < end; i += 2) {
      const component = code[i] as number;
      this.#changers[component] = (this.#changers[component] as number) | bit;
      this.#operations[first + component] = code[i + 1] as number;
    }
  }

  /** Once all actions of the state are noted: writes what sleeps after each that was fired. */
  writeSleepers(sleepers: Int32Array): void {
    let before = this.#asleep;
    for (let i = 0; i < this.#fired; i++) {
      const at = this.#entries[i] as number;
      sleepers[this.#places[i] as number] =
        before === 0 ? 0 : this.#independentOf(this.#homes[i] as number, at, before);
      before |= this.#table.code[at + entry.bit] as number;
    }
  }

  /** Of the actions in `candidates`, those that are independent of the action whose entry starts at `at`. */
  #independentOf(home: number, at: number, candidates: number): number {
    const { code } = this.#table;
    const vector = this.#vector;
    const width = this.#changers.length;
    const own = code[at + entry.bit] as number;
    const end = at + entryLength(code, at);
    const residents = candidates & (this.#atHome[home] as number);
    let left = residents === 0 ? candidates : candidates & (~residents | this.#peers(home, at));
    for (let i = at + entry.abroad; left !== 0 && i < end; i += 2) {
      const component = code[i] as number;
      const operation = code[i + 1] as number;
      const there = left & (this.#atHome[component] as number);
      if (there !== 0) left &= ~there | this.#persisting(component, operation, vector[component] as number);
      const { changed } = this.#components[component] as Component;
      for (let rest = left & (this.#changers[component] as number); rest !== 0; rest &= rest - 1) {
        const bit = 31 - Math.clz32(rest & -rest);
        const other = this.#operations[bit * width + component] as number;
        if (((changed[operation] as number) & (changed[other] as number)) !== 0) left &= ~(1 << bit);
      }
    }
    for (let rest = left & (this.#changers[home] as number); rest !== 0; rest &= rest - 1) {
      const bit = 31 - Math.clz32(rest & -rest);
      const operation = this.#operations[bit * width + home] as number;
      if ((this.#persisting(home, operation, vector[home] as number) & own) === 0) left &= ~(1 << bit);
    }
    return left;
  }

  /** The actions at home in a component that have the same outcome before and after an operation on it. */
  #persisting(component: number, operation: number, value: number): number {
    const { results } = this.#components[component] as Component;
    const at = results.find(operation, value);
    if (at < 0) return 0;
    const note = results.entries[at + 3] as number;
    if (note >= 0) return note;
    if (note < -1 && !this.#isEager) {
      results.entries[at + 3] = note + 1;
      return 0;
    }
    const found = this.#findPersisting(component, operation, value, results.entries[at + 2] as number);
    // What was worked out meanwhile may have moved the entry, or forgotten it.
    const now = results.find(operation, value);
    if (now >= 0) results.entries[now + 3] = found;
    return Math.max(found, 0);
  }

  /** Like `persisting`, worked out from the rows of both values; `later` if one of them is not tabulated yet. */
  #findPersisting(component: number, operation: number, before: number, after: number): number {
    const { code } = this.#table;
    const first = this.#table.start(component, before);
    const second = this.#table.start(component, after);
    if (first === 0 || second === 0) return later;
    let persisting = 0;
    const end = first + 1 + (code[first] as number);
    for (let at = first + 1; at < end; at += entryLength(code, at)) {
      if (isAsk(code, at) || code[at + entry.bit] === 0) continue;
      const match = this.#matching(at, second);
      if (match < 0) continue;
      const outcome = (this.#components[component] as Component).apply(operation, code[at + entry.homeValue] as number);
      if (outcome === code[match + entry.homeValue]) persisting |= code[at + entry.bit] as number;
    }
    return persisting;
  }

  /** The actions at home in the same component that change it alike before and after the one whose entry starts at `at`. */
  #peers(home: number, at: number): number {
    const { code } = this.#table;
    const note = code[at + entry.note] as number;
    if (note >= 0) return note;
    const found = note < -1 && !this.#isEager ? note + 1 : this.#findPeers(home, at);
    code[at + entry.note] = found;
    return Math.max(found, 0);
  }

  #findPeers(home: number, at: number): number {
    const { code } = this.#table;
    const row = this.#table.start(home, this.#vector[home] as number);
    const after = this.#table.start(home, code[at + entry.homeValue] as number);
    if (after === 0) return later;
    let peers = 0;
    const end = row + 1 + (code[row] as number);
    for (let other = row + 1; other < end; other += entryLength(code, other)) {
      if (other === at || isAsk(code, other) || code[other + entry.bit] === 0) continue;
      const afterOther = this.#table.start(home, code[other + entry.homeValue] as number);
      if (afterOther === 0) return later;
      const one = this.#matching(other, after);
      const theOther = this.#matching(at, afterOther);
      if (one < 0 || theOther < 0) continue;
      if (code[one + entry.homeValue] === code[theOther + entry.homeValue]) peers |= code[other + entry.bit] as number;
    }
    return peers;
  }

  /** The entry of a row for the same action with the same changes elsewhere; -1 if there is none. */
  #matching(wanted: number, row: number): number {
    const { code } = this.#table;
    const length = entryLength(code, wanted);
    const end = row + 1 + (code[row] as number);
    for (let at = row + 1; at < end; at += entryLength(code, at)) {
      if (code[at] !== code[wanted]) continue;
      if (code[at + entry.bit] === 0 || code[at + entry.changes] !== code[wanted + entry.changes]) return -1;
      for (let i = entry.abroad as number; i < length; i++) if (code[at + i] !== code[wanted + i]) return -1;
      return at;
    }
    return -1;
  }
}
