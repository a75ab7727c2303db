import { GrowableUint32 } from './growable.ts';

/** Where each component has its field of bits. */
export interface Fields {
  /** Words that hold fields; more than two are folded into two. */
  readonly words: number;
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
  readonly wordOf: Int32Array;
  readonly shiftOf: Int32Array;
  readonly limitOf: Uint32Array;
  readonly #pairs: readonly Pair[];
  /** Words, then the numbers of the pairs made of them; the last two are the key. */
  readonly #base: Int32Array;
  readonly #next: Int32Array;

  /** By component: the least width of its field that was asked for. */
  readonly bits: readonly number[];

  /** `bits` gives the least width of each component's field, at most 32; what is left over is shared out. */
  constructor(bits: readonly number[]) {
    this.bits = bits;
    this.wordOf = new Int32Array(bits.length);
    this.shiftOf = new Int32Array(bits.length);
    this.limitOf = new Uint32Array(bits.length);
    const members = inTwoWords(bits) ?? inFewWords(bits);
    for (const [word, fields] of members.entries()) this.#place(word, fields, bits);
    this.words = Math.max(2, 2 ** Math.ceil(Math.log2(members.length)));
    this.#pairs = foldPairs(this.words);
    this.#base = new Int32Array(this.words + this.#pairs.length);
    for (const { table } of this.#pairs) table.intern(0, 0);
    this.#next = new Int32Array(this.words + this.#pairs.length);
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

  /** Unfolds a key. The words stay valid until the next call; they are the base that `fold` compares with. */
  unfold(low: number, high: number): Int32Array {
    const base = this.#base;
    base[base.length - 2] = low;
    base[base.length - 1] = high;
    for (let i = this.#pairs.length - 1; i >= 0; i--) {
      const { left, right, table } = this.#pairs[i] as Pair;
      const pair = base[this.words + i] as number;
      base[left] = table.left(pair);
      base[right] = table.right(pair);
    }
    return base;
  }

  /** Folds words into a key, low word at `at`, high word after it; looks up only the pairs that differ from the base. */
  fold(words: Int32Array, keys: Int32Array, at: number): void {
    const base = this.#base;
    const next = this.#next;
    for (let i = 0; i < this.words; i++) next[i] = words[i] as number;
    for (let i = 0; i < this.#pairs.length; i++) {
      const { left, right, table } = this.#pairs[i] as Pair;
      const a = next[left] as number;
      const b = next[right] as number;
      const isBase = a === base[left] && b === base[right];
      next[this.words + i] = isBase ? (base[this.words + i] as number) : table.intern(a, b);
    }
    keys[at] = next[next.length - 2] as number;
    keys[at + 1] = next[next.length - 1] as number;
  }
}

function sumOf(fields: readonly number[], bits: readonly number[]): number {
  return fields.reduce((sum, component) => sum + (bits[component] as number), 0);
}

/** The components, those with the widest fields first. */
function widestFirst(bits: readonly number[]): number[] {
  return bits.map((_, component) => component).sort((a, b) => (bits[b] as number) - (bits[a] as number));
}

/** The components of each of two words, with about as much room left in both; nothing if they do not fit. */
function inTwoWords(bits: readonly number[]): number[][] | undefined {
  const words: [number[], number[]] = [[], []];
  for (const component of widestFirst(bits)) {
    const [first, second] = words;
    (sumOf(first, bits) <= sumOf(second, bits) ? first : second).push(component);
  }
  return words.every((fields) => sumOf(fields, bits) <= 32) ? words : undefined;
}

/** The components of each word, in as few words as putting each into the first that has room for it brings. */
function inFewWords(bits: readonly number[]): number[][] {
  const words: number[][] = [];
  for (const component of widestFirst(bits)) {
    const word = words.find((fields) => sumOf(fields, bits) + (bits[component] as number) <= 32);
    if (word === undefined) words.push([component]);
    else word.push(component);
  }
  return words;
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

/** Numbers pairs of words. Cost: 8 bytes a pair and 5 to 11 in the index. */
class PairTable {
  readonly #entries: GrowableUint32 = new GrowableUint32();
  #index: Int32Array = new Int32Array(256);

  get size(): number {
    return this.#entries.length / 2;
  }

  left(pair: number): number {
    return this.#entries.get(2 * pair) | 0;
  }

  right(pair: number): number {
    return this.#entries.get(2 * pair + 1) | 0;
  }

  intern(left: number, right: number): number {
    const mask = this.#index.length - 1;
    for (let at = hashPair(left, right) & mask; ; at = (at + 1) & mask) {
      const entry = this.#index[at] as number;
      if (entry === 0) {
        const pair = this.size;
        this.#index[at] = pair + 1;
        this.#entries.push(left);
        this.#entries.push(right);
        if (4 * this.size > 3 * this.#index.length) this.#rehash();
        return pair;
      }
      if (this.left(entry - 1) === left && this.right(entry - 1) === right) return entry - 1;
    }
  }

  #rehash(): void {
    const index = new Int32Array(2 * this.#index.length);
    const mask = index.length - 1;
    for (let pair = 0; pair < this.size; pair++) {
      let at = hashPair(this.left(pair), this.right(pair)) & mask;
      while (index[at] !== 0) at = (at + 1) & mask;
      index[at] = pair + 1;
    }
    this.#index = index;
  }
}

/** Mixes two words well enough for the low bits to be used as an index (finaliser of MurmurHash3). */
export function hashPair(low: number, high: number): number {
  let hash = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 15), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f);
  return hash ^ (hash >>> 15);
}
