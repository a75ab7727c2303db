import { PairTable } from './pair-table.ts';

/** Where each component has its field of bits. */
export interface Fields {
  /** Words that hold fields; more than two are folded into two. */
  readonly words: number;
  /** Numbers in a state's row of words: the words, then the numbers of the pairs made of them. The last two are the key. */
  readonly width: number;
  /** By component: its word, the position of its field, and the greatest value that fits. */
  readonly wordOf: Int32Array;
  readonly shiftOf: Int32Array;
  readonly limitOf: Uint32Array;
}

/**
 * How the component values of a state become two 32-bit words, and back, exactly. Each component has a field of bits in
 * one of a few words; two words are the key of the state; more are folded into two by numbering the pairs that occur
 * (tree compression: Laarman, van de Pol and Weber, "Parallel Recursive State Compression for Free", SPIN 2011).
 */
export class Packing implements Fields {
  readonly words: number;
  readonly width: number;
  readonly wordOf: Int32Array;
  readonly shiftOf: Int32Array;
  readonly limitOf: Uint32Array;
  readonly #pairs: readonly Pair[];
  readonly #row: Int32Array;
  /** Pairs that are to be numbered together, where their numbers go, and what they are. */
  #pending: Int32Array = new Int32Array(0);
  #places: Int32Array = new Int32Array(0);
  #numbers: Uint32Array = new Uint32Array(0);
  #isNew: Uint8Array = new Uint8Array(0);

  /** By component: the least width of its field that was asked for. */
  readonly bits: readonly number[];

  /** `bits` gives the least width of each component's field, at most 32; what is left over is shared out. */
  constructor(bits: readonly number[]) {
    this.bits = bits;
    this.wordOf = new Int32Array(bits.length);
    this.shiftOf = new Int32Array(bits.length);
    this.limitOf = new Uint32Array(bits.length);
    const members = inWords(bits);
    for (const [word, fields] of members.entries()) this.#place(word, fields, bits);
    this.words = members.length;
    this.#pairs = foldPairs(this.words);
    this.width = this.words + this.#pairs.length;
    this.#row = new Int32Array(this.width);
    for (const { table } of this.#pairs) table.intern(0, 0);
  }

  /** What is left of a word goes to its fields in proportion to their widths, as those with many values get the most new ones. */
  #place(word: number, fields: readonly number[], bits: readonly number[]): void {
    const needed = sumOf(fields, bits);
    const room = 32 - needed;
    let shift = 0;
    let before = 0;
    fields.forEach((component, i) => {
      const after = needed === 0 ? i + 1 : before + (bits[component] as number);
      const all = needed === 0 ? fields.length : needed;
      const extra = Math.floor((room * after) / all) - Math.floor((room * before) / all);
      const width = (bits[component] as number) + extra;
      before = after;
      this.wordOf[component] = word;
      this.shiftOf[component] = width === 0 ? 0 : shift;
      this.limitOf[component] = width >= 31 ? 0x7fffffff : 2 ** width - 1;
      shift += width;
    });
  }

  /** How many pairs each table has numbered. */
  get pairCounts(): readonly number[] {
    return this.#pairs.map(({ table }) => table.size);
  }

  /** Writes the two words of a pair at a place. */
  readPair(table: number, pair: number, words: Int32Array, at: number): void {
    const { table: pairs } = this.#pairs[table] as Pair;
    words[at] = pairs.left(pair);
    words[at + 1] = pairs.right(pair);
  }

  /** Gives a pair its number. False if it gets another, or if one of its words is no pair that is known. */
  restorePair(index: number, pair: number, left: number, right: number): boolean {
    const { table, left: leftPlace, right: rightPlace } = this.#pairs[index] as Pair;
    return this.#isKnown(leftPlace, left) && this.#isKnown(rightPlace, right) && table.intern(left, right) === pair;
  }

  /** False if a key stands for pairs that were never numbered. */
  knows(low: number, high: number): boolean {
    const last = this.words + this.#pairs.length - 1;
    return this.#isKnown(last - 1, low) && this.#isKnown(last, high);
  }

  /** Whether a number may stand at a place in the row of words and pairs. */
  #isKnown(place: number, value: number): boolean {
    return place < this.words || value >>> 0 < (this.#pairs[place - this.words] as Pair).table.size;
  }

  /** Writes the row of words of a key to a place of an array. */
  unfold(low: number, high: number, rows: Int32Array, at: number): void {
    rows[at + this.width - 2] = low;
    rows[at + this.width - 1] = high;
    for (let i = this.#pairs.length - 1; i >= 0; i--) {
      const { left, right, table } = this.#pairs[i] as Pair;
      const pair = rows[at + this.words + i] as number;
      rows[at + left] = table.left(pair);
      rows[at + right] = table.right(pair);
    }
  }

  /** The words of a key. They stay valid until the next call. */
  wordsOf(low: number, high: number): Int32Array {
    this.unfold(low, high, this.#row, 0);
    return this.#row;
  }

  /**
   * Completes rows of which the words are there, from one up to but without another, and writes their keys. Where a row and
   * its base have both words of a pair in common, they have its number in common; `baseOf` says of each row which its base
   * is, counted from `firstBase`. All other pairs are looked up together, those of one table at a time.
   */
  fold(
    rows: Int32Array,
    from: number,
    to: number,
    keys: Int32Array,
    bases?: Int32Array,
    baseOf?: Uint32Array,
    firstBase = 0,
  ): void {
    const { width } = this;
    if (this.#places.length < to - from) this.#makeRoom(2 * (to - from));
    for (const [i, pair] of this.#pairs.entries()) {
      const count = this.#findPending(pair, this.words + i, rows, from, to, bases, baseOf, firstBase);
      pair.table.internAll(this.#pending, count, this.#numbers, this.#isNew);
      for (let k = 0; k < count; k++) rows[this.#places[k] as number] = this.#numbers[k] as number;
    }
    if (keys === rows) return;
    for (let i = from; i < to; i++) {
      keys[2 * i] = rows[(i + 1) * width - 2] as number;
      keys[2 * i + 1] = rows[(i + 1) * width - 1] as number;
    }
  }

  #findPending(
    { left, right }: Pair,
    own: number,
    rows: Int32Array,
    from: number,
    to: number,
    bases: Int32Array | undefined,
    baseOf: Uint32Array | undefined,
    firstBase: number,
  ): number {
    const { width } = this;
    const pending = this.#pending;
    const places = this.#places;
    let count = 0;
    for (let i = from; i < to; i++) {
      const at = i * width;
      const one = rows[at + left] as number;
      const other = rows[at + right] as number;
      if (bases !== undefined && baseOf !== undefined) {
        const base = ((baseOf[i] as number) - firstBase) * width;
        if (one === bases[base + left] && other === bases[base + right]) {
          rows[at + own] = bases[base + own] as number;
          continue;
        }
      }
      pending[2 * count] = one;
      pending[2 * count + 1] = other;
      places[count++] = at + own;
    }
    return count;
  }

  #makeRoom(count: number): void {
    this.#pending = new Int32Array(2 * count);
    this.#places = new Int32Array(count);
    this.#numbers = new Uint32Array(count);
    this.#isNew = new Uint8Array(count);
  }
}

function sumOf(fields: readonly number[], bits: readonly number[]): number {
  return fields.reduce((sum, component) => sum + (bits[component] as number), 0);
}

/** The components, those with the widest fields first. */
function widestFirst(bits: readonly number[]): number[] {
  return bits.map((_, component) => component).sort((a, b) => (bits[b] as number) - (bits[a] as number));
}

/**
 * The components of each word, as few words as will do, but a power of two, with about as much room left in all of them.
 * Halves of the words that differ much would make a table of pairs as large as the set of states, beside one that is all but empty.
 */
function inWords(bits: readonly number[]): number[][] {
  for (let count = 2; ; count *= 2) {
    const words: number[][] = Array.from({ length: count }, () => []);
    for (const component of widestFirst(bits)) {
      const roomiest = words.reduce((least, word) => (sumOf(word, bits) < sumOf(least, bits) ? word : least));
      roomiest.push(component);
    }
    if (words.every((fields) => sumOf(fields, bits) <= 32)) return words;
  }
}

/** Two entries of the row of words and pairs, and the numbering of the combinations that occur. */
interface Pair {
  readonly left: number;
  readonly right: number;
  readonly table: PairTable;
}

/** Pairs neighbours, of a power of two of words, until two entries are left; they come last in the row. */
function foldPairs(words: number): Pair[] {
  const pairs: Pair[] = [];
  let level = Array.from({ length: words }, (_, i) => i);
  let next = words;
  while (level.length > 2) {
    const above: number[] = [];
    for (let i = 0; i < level.length; i += 2) {
      pairs.push({ left: level[i] as number, right: level[i + 1] as number, table: new PairTable() });
      above.push(next++);
    }
    level = above;
  }
  return pairs;
}
