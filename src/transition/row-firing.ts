import type { Fields } from '../state/packing.ts';
import { findResult } from '../state/result-table.ts';
import type { Independence, KnownComponent } from './independence.ts';
import { entry, type KnownRows } from './table.ts';

/** Keys by the numbers of states. */
export interface Keys {
  low(number: number): number;
  high(number: number): number;
}

/** Where transitions go, one after the other. */
export interface Transitions {
  /** The first state that is fired. */
  readonly first: number;
  /** Transitions so far, and how many actions slept. */
  length: number;
  asleep: number;
  /** True once there are as many as there are to be. */
  readonly isFull: boolean;
  /** Transitions that there is room for. */
  readonly capacity: number;
  readonly source: Uint32Array;
  readonly action: Uint32Array;
  /** By transition: the words of its target, in a row as wide as its packing has them. */
  readonly rows: Int32Array;
  /** By state, from the first on: its row of words. */
  readonly bases: Int32Array;
  /** What sleeps in each target, should that be new. */
  readonly sleepers: Int32Array;
  /** By state, from the first on: how many transitions there are after it, and the bits of the actions that slept. */
  readonly ends: Uint32Array;
  readonly slept: Int32Array;
  /** Makes room for twice as many transitions. False if there can be no more. */
  widen(): boolean;
}

/** Is asked what the rows do not say. Whatever it finds out may replace the arrays of rows and results. */
export interface Unknown {
  /** Where the row of a component value starts; 0 if that cannot be told. */
  row(component: number, value: number): number;
  /** Adds the transitions of an action that goes on asking at a node of its tree. False if they cannot be told. */
  ask(action: number, node: number): boolean;
  /** Adds the transitions of actions that are not in rows at all. */
  askDirect(): void;
  /** Writes the row of words of a key to a place of an array. */
  unfold(low: number, high: number, bases: Int32Array, at: number): void;
  /** True if a component value does not fit its field any more. */
  readonly isOverfull: boolean;
}

/**
 * Fires states by the rows of their component values. It needs nothing but arrays, so that any thread can do it.
 * Cost: for each transition a row's entry, a look-up for each component changed from elsewhere, and two words to write.
 */
export class RowFiring {
  /** The state that is being fired, its key, and where its transitions start. */
  state = 0;
  low = 0;
  high = 0;
  start = 0;
  /** True if it ended at a state that the rows and whoever is asked do not suffice for. */
  isStuck = false;
  readonly #rows: KnownRows;
  readonly #lastUses: readonly Int32Array[];
  readonly #fields: Fields;
  readonly #components: readonly KnownComponent[];
  readonly #inhabited: Int32Array;
  readonly #vector: Int32Array;
  readonly #independence: Independence;
  readonly #unknown: Unknown;
  /** By component: the bits of its word that are not its field. */
  readonly #others: Int32Array;

  /**
   * `inhabited` are the components at which some action is at home, `vector` is for the component values of a state, and
   * `lastUses` for the last state that used a value, by component and value.
   */
  constructor(
    rows: KnownRows,
    lastUses: readonly Int32Array[],
    fields: Fields,
    components: readonly KnownComponent[],
    inhabited: Int32Array,
    vector: Int32Array,
    independence: Independence,
    unknown: Unknown,
  ) {
    this.#rows = rows;
    this.#lastUses = lastUses;
    this.#fields = fields;
    this.#components = components;
    this.#inhabited = inhabited;
    this.#vector = vector;
    this.#independence = independence;
    this.#unknown = unknown;
    const { shiftOf, limitOf } = fields;
    this.#others = Int32Array.from(shiftOf, (shift, i) => ~((limitOf[i] as number) << shift));
  }

  /**
   * Adds the transitions of the states from `first` on, up to but without `last`, until there are enough, or a component
   * value does not fit its field any more, which then is the fault of the state returned; else that is the first one that was
   * not fired. With sleep sets, those that sleep are only noted, and what sleeps in successors is worked out.
   * It is one function, as what does not change from state to state is only kept at hand within one.
   * Rows from `limit` on are taken not to be there. Only actions with a bit in `maySleep` are left out.
   */
  fire(
    out: Transitions,
    states: Keys,
    first: number,
    last: number,
    sleep: { of(state: number): number } | undefined,
    limit: number,
    maySleep: number,
  ): number {
    const rows = this.#rows;
    const { starts } = rows;
    const lastUses = this.#lastUses;
    const { wordOf, shiftOf, limitOf, words, width: rowWidth } = this.#fields;
    const isFolded = words !== 2;
    const { bases } = out;
    const components = this.#components;
    const inhabited = this.#inhabited;
    const vector = this.#vector;
    const others = this.#others;
    const independence = this.#independence;
    const unknown = this.#unknown;
    const { changers, operations, firedEntries, firedHomes, firedPlaces } = independence;
    const width = vector.length;
    const notesSleep = sleep !== undefined;
    let { code } = rows;
    let { source, action: actions, rows: rowsAfter, sleepers: sleepersAfter, capacity } = out;
    this.isStuck = false;
    for (let state = first; state < last; state++) {
      if (out.isFull) return state;
      const start = out.length;
      let length = start;
      let asleep = out.asleep;
      const low = states.low(state);
      const high = states.high(state);
      this.state = state;
      this.start = start;
      this.low = low;
      this.high = high;
      const base = (state - out.first) * rowWidth;
      if (isFolded) {
        unknown.unfold(low, high, bases, base);
        for (let i = 0; i < width; i++)
          vector[i] =
            ((bases[base + (wordOf[i] as number)] as number) >>> (shiftOf[i] as number)) & (limitOf[i] as number);
      } else
        for (let i = 0; i < width; i++)
          vector[i] = ((wordOf[i] === 0 ? low : high) >>> (shiftOf[i] as number)) & (limitOf[i] as number);
      const sleepers = sleep === undefined ? 0 : sleep.of(state) & maySleep;
      let bitsAsleep = 0;
      let fired = 0;
      if (notesSleep) for (let i = 0; i < width; i++) changers[i] = 0; // `fill` takes five times as long
      for (let i = 0; i < inhabited.length; i++) {
        const home = inhabited[i] as number;
        const value = vector[home] as number;
        const ofHome = starts[home] as Int32Array;
        let row = value < ofHome.length ? (ofHome[value] as number) : 0;
        if (row === 0 || row >= limit) {
          row = unknown.row(home, value);
          if (row === 0) {
            out.length = start;
            this.isStuck = true;
            return state;
          }
          ({ code } = rows);
        }
        (lastUses[home] as Int32Array)[value] = state;
        const homeShift = shiftOf[home] as number;
        const isHomeLow = wordOf[home] === 0;
        const lowWithout = isHomeLow ? low & (others[home] as number) : low;
        const highWithout = isHomeLow ? high : high & (others[home] as number);
        const end = row + 1 + (code[row] as number);
        let at = row + 1;
        while (at < end) {
          const action = code[at] as number;
          if (action < 0) {
            out.length = length;
            if (!unknown.ask(-1 - action, code[at + 1] as number)) {
              out.length = start;
              this.isStuck = true;
              return state;
            }
            length = out.length;
            ({ code } = rows);
            ({ source, action: actions, rows: rowsAfter, sleepers: sleepersAfter, capacity } = out);
            at += 2;
            continue;
          }
          const bit = code[at + entry.bit] as number;
          const next = at + entry.abroad + 2 * (code[at + entry.changes] as number);
          const noted = (31 - Math.clz32(bit)) * width;
          if ((bit & sleepers) !== 0) {
            bitsAsleep |= bit;
            asleep++;
            for (let j = at + entry.abroad; j < next; j += 2) {
              const component = code[j] as number;
              changers[component] = (changers[component] as number) | bit;
              operations[noted + component] = code[j + 1] as number;
            }
            at = next;
            continue;
          }
          if (length === capacity) {
            out.length = length;
            if (!out.widen()) {
              out.length = start;
              this.isStuck = true;
              return state;
            }
            ({ source, action: actions, rows: rowsAfter, sleepers: sleepersAfter, capacity } = out);
          }
          source[length] = state;
          actions[length] = action;
          sleepersAfter[length] = 0;
          const homeField = (code[at + entry.homeValue] as number) << homeShift;
          let nextLow = isHomeLow ? lowWithout | homeField : low;
          let nextHigh = isHomeLow ? high : highWithout | homeField;
          const rowAfter = length * rowWidth;
          if (isFolded) {
            for (let k = 0; k < words; k++) rowsAfter[rowAfter + k] = bases[base + k] as number;
            const place = rowAfter + (wordOf[home] as number);
            rowsAfter[place] = ((rowsAfter[place] as number) & (others[home] as number)) | homeField;
          }
          for (let j = at + entry.abroad; j < next; j += 2) {
            const component = code[j] as number;
            const operation = code[j + 1] as number;
            const known = components[component] as KnownComponent;
            const { entries } = known.results;
            const before = vector[component] as number;
            const found = findResult(entries, operation, before);
            let after: number;
            if (found >= 0) after = entries[found + 2] as number;
            else {
              after = known.apply(operation, before);
              if (after < 0) {
                out.length = start;
                this.isStuck = true;
                return state;
              }
            }
            const field = after << (shiftOf[component] as number);
            if (isFolded) {
              const place = rowAfter + (wordOf[component] as number);
              rowsAfter[place] = ((rowsAfter[place] as number) & (others[component] as number)) | field;
            } else if (wordOf[component] === 0) nextLow = (nextLow & (others[component] as number)) | field;
            else nextHigh = (nextHigh & (others[component] as number)) | field;
            if (notesSleep && bit !== 0) {
              changers[component] = (changers[component] as number) | bit;
              operations[noted + component] = operation;
            }
          }
          if (!isFolded) {
            rowsAfter[rowAfter] = nextLow;
            rowsAfter[rowAfter + 1] = nextHigh;
          }
          if (notesSleep) {
            firedHomes[fired] = home;
            firedEntries[fired] = at;
            firedPlaces[fired++] = length;
          }
          length++;
          at = next;
        }
      }
      out.length = length;
      unknown.askDirect();
      // Always, as values are also met by whoever works out what is independent, and in rows that others have made.
      if (unknown.isOverfull) return state;
      if (notesSleep) independence.writeSleepers(fired, bitsAsleep, sleepersAfter, limit);
      out.asleep = asleep;
      out.ends[state - out.first] = out.length;
      out.slept[state - out.first] = bitsAsleep;
    }
    return last;
  }
}
