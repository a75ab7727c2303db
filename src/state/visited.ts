import {
  chunkBits,
  chunkMask,
  hashKeys,
  insertTouched,
  reindex,
  segmentShift,
  touchIndex,
  touchKeys,
} from './key-index.ts';
import { copied, ownRoom } from './room.ts';

const firstSegment = 1 << 12;

/** Keys that there is room for at first. */
const firstChunk = 1 << 8;

/** States at most: numbers of 31 bits. */
const greatestSize = 2 ** 31;

/** So far an index grows in larger steps, as entering all keys anew takes longer than it saves room. */
const fewEntries = 2 ** 23;

/** Entries of one segment of the index at most: a typed array of 4 GiB. There are up to four. */
const greatestSegment = 2 ** 30;

/**
 * The exact visited set: every state is kept as the two words of its key, under its number. An open-addressing index
 * leads from a key to its number; bits of an entry that the number does not need hold a part of the hash, so that most
 * other keys are told apart without looking at them. The index is one array until it is as long as arrays may be; then
 * the upper bits of the hash choose among several.
 * Cost per state: 8 bytes for the key, and 6.4 to 12.8 for the index, twice as much while it is small.
 */
export class VisitedSet {
  /** Keys by number, low word and high word side by side, in chunks, of which only the first is ever copied. */
  readonly chunks: Int32Array[] = [];
  readonly #longest: number;
  #size = 0;
  #segments: readonly Uint32Array[] = [new Uint32Array(firstSegment)];
  /** The bits of an index entry that hold the number + 1; the others hold the tag. */
  #numberMask: number = firstSegment - 1;
  #hashes: Int32Array = new Int32Array(0);
  /** Where looking a key up goes on, in its segment. */
  #places: Uint32Array = new Uint32Array(0);

  /** `longest` is how long a segment of the index may become, a power of two. */
  constructor(longest: number = greatestSegment) {
    this.#longest = longest;
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
    return this.chunks.reduce((sum, { byteLength }) => sum + byteLength, 4 * this.#capacity);
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
    if (5 * this.#capacity < 8 * (this.#size + count)) this.#growTo(this.#size + count);
    this.#makeRoom(this.#size + count);
    if (this.#hashes.length < count) {
      this.#hashes = new Int32Array(2 * count);
      this.#places = new Uint32Array(2 * count);
    }
    const [first] = this.#segments as [Uint32Array];
    hashKeys(keys, 0, count, this.#hashes);
    touchIndex(first, this.#hashes, count);
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
    touchKeys(from, to, index, mask, hashes, places, chunks, targets);
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

  /** Makes room for so many keys. The first chunk begins small, as many sets stay so. */
  #makeRoom(count: number): void {
    const { chunks } = this;
    const whole = 1 << chunkBits;
    let first = chunks[0] ?? new Int32Array(2 * firstChunk);
    while (first.length < 2 * Math.min(count, whole)) first = copied(first, 2 * first.length, ownRoom);
    chunks[0] = first;
    while (chunks.length << chunkBits < count) chunks.push(new Int32Array(2 * whole));
  }

  /** Makes the index long enough for so many keys, and enters those that there are. */
  #growTo(count: number): void {
    let capacity = this.#capacity;
    while (5 * capacity < 8 * count) capacity *= capacity < fewEntries ? 4 : 2;
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
