import { hashPair } from './packing.ts';
import type { StateSet } from './state-set.ts';

/** Keys of a chunk, as a power of two. */
export const chunkBits = 16;
export const chunkMask: number = (1 << chunkBits) - 1;

const firstSegment = 1 << 12;

/** States at most: numbers of 31 bits. */
const greatestSize = 2 ** 31;

/** How full the index gets before a longer one is made; where that is made in pauses, before it is begun, and while it is made. */
const load = { greatest: 3 / 4, prepared: 0.72, preparing: 7 / 8 } as const;

/** Entries of one segment of the index at most: a typed array of 4 GiB. There are up to four. */
const greatestSegment = 2 ** 30;
const segmentShift = 30;

/**
 * The exact visited set: every state is kept as the two words of its key, under its number. An open-addressing index
 * leads from a key to its number; bits of an entry that the number does not need hold a part of the hash, so that most
 * other keys are told apart without looking at them. The index is one array until it is as long as arrays may be; then
 * the upper bits of the hash choose among several.
 * Cost per state: 8 bytes for the key, and 5.3 to 10.7 for the index.
 */
export class VisitedSet implements StateSet {
  /** Keys by number, low word and high word side by side, in chunks that are never copied. */
  readonly chunks: Int32Array[];
  readonly #longest: number;
  #size = 0;
  #segments: readonly Uint32Array[] = [new Uint32Array(firstSegment)];
  /** The bits of an index entry that hold the number + 1; the others hold the tag. */
  #numberMask: number = firstSegment - 1;
  /** The next index, and how many keys have been entered there; those of the segments are still looked up meanwhile. */
  #longer: { readonly index: Uint32Array; entered: number } | undefined;
  #hashes: Uint32Array = new Uint32Array(0);
  /** Where looking a key up goes on, in its segment. */
  #places: Uint32Array = new Uint32Array(0);

  /** `longest` is how long a segment of the index may become, a power of two. */
  constructor(longest: number = greatestSegment, chunks: Int32Array[] = []) {
    this.#longest = longest;
    this.chunks = chunks;
  }

  /** The set of the first keys in chunks, which may have room for more. */
  static of(chunks: Int32Array[], size: number): VisitedSet {
    const set = new VisitedSet(greatestSegment, chunks);
    set.#size = size;
    set.#growTo(size);
    return set;
  }

  /** Distinct keys. */
  get size(): number {
    return this.#size;
  }

  low(number: number): number {
    return (this.chunks[number >>> chunkBits] as Int32Array)[(number & chunkMask) << 1] as number;
  }

  high(number: number): number {
    return (this.chunks[number >>> chunkBits] as Int32Array)[((number & chunkMask) << 1) | 1] as number;
  }

  /** Bytes held by keys and index. */
  get bytes(): number {
    return this.chunks.length * (8 << chunkBits) + this.indexBytes;
  }

  get indexBytes(): number {
    return 4 * (this.#capacity + (this.#longer?.index.length ?? 0));
  }

  get #capacity(): number {
    return this.#segments.length * (this.#segments[0] as Uint32Array).length;
  }

  /**
   * Inserts keys (low and high word in turn) in order; each one's number goes to `targets`, and 1 to `isNew` if it was
   * not there. First the index is read for all keys, then what it says they may be equal to, and only then are they looked
   * up, so that the memory system fetches many at once.
   * @throws RangeError when there is no room for so many
   */
  insert(keys: Int32Array, count: number, targets: Uint32Array, isNew: Uint8Array): void {
    if (this.#size + count > greatestSize) throw new RangeError('Set maximum size exceeded');
    this.#makeRoom(this.#size + count);
    if (this.#hashes.length < count) {
      this.#hashes = new Uint32Array(2 * count);
      this.#places = new Uint32Array(2 * count);
    }
    const [first] = this.#segments as [Uint32Array];
    touchIndex(keys, count, first, this.#hashes);
    if (this.#segments.length > 1)
      for (let i = 0; i < count; i++) this.#insert(i, i + 1, this.#segmentOf(i), keys, targets, isNew);
    else this.#insert(0, count, first, keys, targets, isNew);
  }

  #insert(
    from: number,
    to: number,
    index: Uint32Array,
    keys: Int32Array,
    targets: Uint32Array,
    isNew: Uint8Array,
  ): void {
    const [mask, hashes, places, chunks] = [this.#numberMask, this.#hashes, this.#places, this.chunks];
    touchKeys(from, to, index, mask, hashes, places, chunks);
    this.#size = insertTouched(keys, from, to, index, mask, hashes, places, chunks, this.#size, targets, isNew);
  }

  #segmentOf(i: number): Uint32Array {
    const segment = ((this.#hashes[i] as number) >>> segmentShift) & (this.#segments.length - 1);
    return this.#segments[segment] as Uint32Array;
  }

  append(keys: Int32Array, count: number, targets: Uint32Array, isNew: Uint8Array): void {
    this.insert(keys, count, targets, isNew);
  }

  emptied(): VisitedSet {
    return new VisitedSet(this.#longest);
  }

  /**
   * Does a part of what making the index longer will take, if that is due soon: enters so many keys into a longer one. False
   * if there is nothing to do. To be called in pauses, so that `insert` need not do it all at once.
   */
  prepare(count: number): boolean {
    const length = 2 * this.#capacity;
    if (this.#size < load.prepared * this.#capacity || length > this.#longest) return false;
    this.#longer ??= { index: new Uint32Array(length), entered: 0 };
    const { index, entered } = this.#longer;
    const chunk = this.chunks[entered >>> chunkBits] as Int32Array;
    const end = Math.min(this.#size, entered + count, (entered | chunkMask) + 1);
    reindex(chunk, entered, end, index, (length - 1) | 0, 0, 0);
    this.#longer.entered = end;
    if (end < this.#size) return true;
    this.#segments = [index];
    this.#numberMask = (length - 1) | 0;
    this.#longer = undefined;
    return true;
  }

  #makeRoom(count: number): void {
    if (this.#longer !== undefined) {
      if (count <= load.preparing * this.#capacity) return;
      while (this.#longer !== undefined) this.prepare(1 << chunkBits);
    }
    if (count > load.greatest * this.#capacity) this.#growTo(count);
  }

  /** Makes the index long enough for so many keys, and enters those that there are. */
  #growTo(count: number): void {
    let capacity = this.#capacity;
    while (count > load.greatest * capacity) capacity *= 2;
    const length = Math.min(capacity, this.#longest);
    this.#segments = [];
    this.#segments = Array.from({ length: capacity / length }, () => new Uint32Array(length));
    this.#numberMask = (capacity - 1) | 0;
    this.#segments.forEach((index, segment) => {
      for (let first = 0; first < this.#size; first += 1 << chunkBits) {
        const chunk = this.chunks[first >>> chunkBits] as Int32Array;
        reindex(chunk, first, this.#size, index, this.#numberMask, segment, this.#segments.length - 1);
      }
    });
  }
}

/** Room for keys. */
export function newChunk(): Int32Array {
  return new Int32Array(2 << chunkBits);
}

/**
 * Enters the keys of a chunk that belong to a segment, from number `first` on, below `size`, into its index; those of a few
 * hundred at a time are touched first.
 */
function reindex(
  chunk: Int32Array,
  first: number,
  size: number,
  index: Uint32Array,
  numberMask: number,
  segment: number,
  segmentMask: number,
): void {
  const mask = index.length - 1;
  const stretch = 512;
  const hashes = new Int32Array(stretch);
  const offset = first & chunkMask;
  const count = Math.min(size - first, (1 << chunkBits) - offset);
  let sum = 0;
  for (let start = 0; start < count; start += stretch) {
    const end = Math.min(start + stretch, count);
    for (let i = start; i < end; i++) {
      const at = 2 * (offset + i);
      const hash = hashPair(chunk[at] as number, chunk[at + 1] as number);
      hashes[i - start] = hash;
      sum ^= index[hash & mask] as number;
    }
    for (let i = start; i < end; i++) {
      const hash = hashes[i - start] as number;
      if (((hash >>> segmentShift) & segmentMask) !== segment) continue;
      let at = hash & mask;
      while (index[at] !== 0) at = (at + 1) & mask;
      index[at] = ((hash & ~numberMask) | (first + i + 1)) >>> 0;
    }
  }
  hashes[0] = sum;
}

/** Computes the hash of every key and reads the entry that it leads to. Cost: a cache miss each, many at once. */
function touchIndex(keys: Int32Array, count: number, index: Uint32Array, hashes: Uint32Array): number {
  const mask = index.length - 1;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const hash = hashPair(keys[2 * i] as number, keys[2 * i + 1] as number);
    hashes[i] = hash;
    sum ^= index[hash & mask] as number;
  }
  return sum;
}

/**
 * Passes over entries with other tags. Where that ends, in `places`, looking up will go on: at an entry that is free or has
 * the tag, and then the key that it stands for is read. Cost: a cache miss for each key that is known, many at once.
 */
function touchKeys(
  from: number,
  to: number,
  index: Uint32Array,
  numberMask: number,
  hashes: Uint32Array,
  places: Uint32Array,
  chunks: readonly Int32Array[],
): number {
  const mask = index.length - 1;
  let sum = 0;
  for (let i = from; i < to; i++) {
    const hash = hashes[i] as number;
    let at = hash & mask;
    let entry = index[at] as number;
    while (entry !== 0 && ((entry ^ hash) & ~numberMask) !== 0) {
      at = (at + 1) & mask;
      entry = index[at] as number;
    }
    places[i] = at;
    if (entry === 0) continue;
    const number = ((entry & numberMask) >>> 0) - 1;
    sum ^= (chunks[number >>> chunkBits] as Int32Array)[(number & chunkMask) << 1] as number;
  }
  return sum;
}

/**
 * Looks the touched keys up from their places on, one after the other, and adds those that are missing. Entries stay where
 * they are, so what was passed over need not be looked at again. Returns the new size.
 */
function insertTouched(
  keys: Int32Array,
  from: number,
  to: number,
  index: Uint32Array,
  numberMask: number,
  hashes: Uint32Array,
  places: Uint32Array,
  chunks: Int32Array[],
  size: number,
  targets: Uint32Array,
  isNew: Uint8Array,
): number {
  const mask = index.length - 1;
  let next = size;
  for (let i = from; i < to; i++) {
    const low = keys[2 * i] as number;
    const high = keys[2 * i + 1] as number;
    const hash = hashes[i] as number;
    const tag = (hash & ~numberMask) >>> 0;
    let at = places[i] as number;
    for (;;) {
      const entry = index[at] as number;
      if (entry === 0) {
        if (next >>> chunkBits === chunks.length) chunks.push(newChunk());
        const chunk = chunks[next >>> chunkBits] as Int32Array;
        chunk[(next & chunkMask) << 1] = low;
        chunk[((next & chunkMask) << 1) | 1] = high;
        targets[i] = next;
        isNew[i] = 1;
        next++;
        index[at] = (tag | next) >>> 0;
        break;
      }
      if ((entry & ~numberMask) >>> 0 === tag) {
        const number = ((entry & numberMask) >>> 0) - 1;
        const chunk = chunks[number >>> chunkBits] as Int32Array;
        const offset = (number & chunkMask) << 1;
        if (chunk[offset] === low && chunk[offset + 1] === high) {
          targets[i] = number;
          isNew[i] = 0;
          break;
        }
      }
      at = (at + 1) & mask;
    }
  }
  return next;
}
