import { findResult } from '../state/result-table.ts';
import { entry, entryLength, isAsk, type KnownRows } from './table.ts';

/** Actions that can sleep: one bit of a word each, the sign left over. */
export const mostBits = 31;

/** How often an operation must be met with a value, once more, before it is asked again what persists. */
const later = -16;

/** The bits by which sleep sets know actions. They go to those that are tabulated first, and stay theirs. */
export class ActionBits {
  readonly #bits: Int32Array;
  /** The actions that have bits, in the order of these. */
  readonly #actions: number[] = [];

  constructor(actions: number) {
    this.#bits = new Int32Array(actions);
  }

  /** The bit of an action, 0 if it has none. */
  of(action: number): number {
    return this.#bits[action] as number;
  }

  /** The bit of an action, which from now on has one if any was left. */
  claim(action: number): number {
    if (this.#bits[action] === 0 && this.#actions.length < mostBits)
      this.#bits[action] = 1 << (this.#actions.push(action) - 1);
    return this.#bits[action] as number;
  }

  /** Adds what was counted by bit to what was counted by action. */
  add(byBit: Uint32Array, byAction: Uint32Array): void {
    for (const [bit, action] of this.#actions.entries())
      byAction[action] = (byAction[action] as number) + (byBit[bit] as number);
  }
}

/** What is known of a component. */
export interface KnownComponent {
  /** What operations make of its values; see `ResultTable`. */
  readonly results: { readonly entries: Int32Array };
  /** By operation: a bit for each position that it changes, positions 32 apart sharing one. */
  readonly changed: Int32Array;
  /** What an operation makes of a value; -1 if it cannot be told. */
  apply(operation: number, value: number): number;
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
  /** By component: the bits of the actions seen in this state that change it from elsewhere. */
  readonly changers: Int32Array;
  /** By bit and component: the operation of that action. */
  readonly operations: Int32Array;
  /** By transition of this state that must be looked up: its home, where its entry starts in the code, and its place. */
  readonly firedHomes: number[] = [];
  readonly firedEntries: number[] = [];
  readonly firedPlaces: number[] = [];
  /** Works out at once what is independent, not only where it is asked again and again. */
  readonly #isEager: boolean;
  /** By component: the bits of the actions at home there. */
  readonly #atHome: Int32Array;
  readonly #components: readonly KnownComponent[];
  readonly #rows: KnownRows;
  readonly #vector: Int32Array;
  /** Rows from here on are taken not to be there. */
  #limit = 0;

  /** `vector` holds the component values of the state in question. */
  constructor(
    atHome: Int32Array,
    components: readonly KnownComponent[],
    rows: KnownRows,
    vector: Int32Array,
    isEager: boolean,
  ) {
    this.#isEager = isEager;
    this.#atHome = atHome;
    this.#components = components;
    this.#rows = rows;
    this.#vector = vector;
    this.changers = new Int32Array(components.length);
    this.operations = new Int32Array(mostBits * components.length);
  }

  /** Once all actions of the state are noted: writes what sleeps after each of those that were fired, so many. */
  writeSleepers(fired: number, asleep: number, sleepers: Int32Array, limit: number): void {
    this.#limit = limit;
    const { code } = this.#rows;
    let before = asleep;
    for (let i = 0; i < fired; i++) {
      const at = this.firedEntries[i] as number;
      if (before !== 0)
        sleepers[this.firedPlaces[i] as number] = this.#independentOf(this.firedHomes[i] as number, at, before);
      before |= code[at + entry.bit] as number;
    }
  }

  /** Of the actions in `candidates`, those that are independent of the action whose entry starts at `at`. */
  #independentOf(home: number, at: number, candidates: number): number {
    const { code } = this.#rows;
    const vector = this.#vector;
    const width = this.changers.length;
    const own = code[at + entry.bit] as number;
    const end = at + entryLength(code, at);
    const residents = candidates & (this.#atHome[home] as number);
    let left = residents === 0 ? candidates : candidates & (~residents | this.#peers(home, at));
    for (let i = at + entry.abroad; left !== 0 && i < end; i += 2) {
      const component = code[i] as number;
      const operation = code[i + 1] as number;
      const there = left & (this.#atHome[component] as number);
      if (there !== 0) left &= ~there | this.#persisting(component, operation, vector[component] as number);
      const { changed } = this.#components[component] as KnownComponent;
      for (let rest = left & (this.changers[component] as number); rest !== 0; rest &= rest - 1) {
        const bit = 31 - Math.clz32(rest & -rest);
        const other = this.operations[bit * width + component] as number;
        if (((changed[operation] as number) & (changed[other] as number)) !== 0) left &= ~(1 << bit);
      }
    }
    for (let rest = left & (this.changers[home] as number); rest !== 0; rest &= rest - 1) {
      const bit = 31 - Math.clz32(rest & -rest);
      const operation = this.operations[bit * width + home] as number;
      if ((this.#persisting(home, operation, vector[home] as number) & own) === 0) left &= ~(1 << bit);
    }
    return left;
  }

  /** Where the row of a component value starts; 0 if it is not there. */
  #start(component: number, value: number): number {
    const starts = this.#rows.starts[component] as Int32Array;
    const start = value < starts.length ? (starts[value] as number) : 0;
    return start < this.#limit ? start : 0;
  }

  /** The actions at home in a component that have the same outcome before and after an operation on it. */
  #persisting(component: number, operation: number, value: number): number {
    const { results } = this.#components[component] as KnownComponent;
    const { entries } = results;
    const at = findResult(entries, operation, value);
    if (at < 0) return 0;
    const note = entries[at + 3] as number;
    if (note >= 0) return note;
    if (note < -1 && !this.#isEager) {
      entries[at + 3] = note + 1;
      return 0;
    }
    const found = this.#findPersisting(component, operation, value, entries[at + 2] as number);
    // What was worked out meanwhile may have moved the entry, or forgotten it.
    const now = findResult(results.entries, operation, value);
    if (now >= 0) results.entries[now + 3] = found;
    return Math.max(found, 0);
  }

  /** Like `persisting`, worked out from the rows of both values; `later` if one of them is not tabulated yet. */
  #findPersisting(component: number, operation: number, before: number, after: number): number {
    const { code } = this.#rows;
    const first = this.#start(component, before);
    const second = this.#start(component, after);
    if (first === 0 || second === 0) return later;
    let persisting = 0;
    const end = first + 1 + (code[first] as number);
    for (let at = first + 1; at < end; at += entryLength(code, at)) {
      if (isAsk(code, at) || code[at + entry.bit] === 0) continue;
      const match = this.#matching(at, second);
      if (match < 0) continue;
      const outcome = (this.#components[component] as KnownComponent).apply(
        operation,
        code[at + entry.homeValue] as number,
      );
      if (outcome < 0) return later;
      if (outcome === code[match + entry.homeValue]) persisting |= code[at + entry.bit] as number;
    }
    return persisting;
  }

  /** The actions at home in the same component that change it alike before and after the one whose entry starts at `at`. */
  #peers(home: number, at: number): number {
    const { code } = this.#rows;
    const note = code[at + entry.note] as number;
    if (note >= 0) return note;
    const found = note < -1 && !this.#isEager ? note + 1 : this.#findPeers(home, at);
    code[at + entry.note] = found;
    return Math.max(found, 0);
  }

  #findPeers(home: number, at: number): number {
    const { code } = this.#rows;
    const row = this.#start(home, this.#vector[home] as number);
    const after = this.#start(home, code[at + entry.homeValue] as number);
    if (after === 0) return later;
    let peers = 0;
    const end = row + 1 + (code[row] as number);
    for (let other = row + 1; other < end; other += entryLength(code, other)) {
      if (other === at || isAsk(code, other) || code[other + entry.bit] === 0) continue;
      const afterOther = this.#start(home, code[other + entry.homeValue] as number);
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
    const { code } = this.#rows;
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
